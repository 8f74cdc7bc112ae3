"""What the reading desk's page is made of: the text, its statements, the form, and every word the page may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.choices import choices, word_name
from reports.models import Report
from reports.words import Kind, ReviewState
from tracker.admin.reading.forms import DeskForm
from tracker.admin.reading.rows import as_json, may, passed_of, rows_of, unread_of
from tracker.admin.steps import steps
from tracker.keys import read_key
from tracker.models import Commitment, Indicator
from tracker.site import keys
from tracker.site.marked import paragraphs


@dataclass(frozen=True)
class Line:
    """A line of the text with the offset of its first character."""

    start: int
    text: str
    is_heading: bool


def context(report: Report, user: User, here: str) -> dict[str, Any]:
    """The page's own part of the template's context; `here` is the statement it opens at, empty for where one was."""
    is_published = report.state == Report.State.PUBLISHED
    stands_still = is_published or report.superseded_by_id is not None
    own = {name: allowed and not stands_still for name, allowed in may(user).items()}
    data = {
        "report": report.pk,
        "person": user.pk,
        "rows": [as_json(row) for row in rows_of(report)],
        "unread": [
            {"start": start, "end": end, "why": reasons().get(reason, reasons()["other"])}
            for start, end, reason in unread_of(report)
        ],
        "passed": sorted(passed_of(report)),
        "may": own,
        "here": _row_at(here),
        "kinds": dict(choices(Kind)),
        "indicators": indicators(),
        "act": reverse("admin:reports_report_act", args=[report.pk]),
        "propose": reverse("admin:reports_report_propose", args=[report.pk]),
        "years": {"pledge": str(report.plan_year), "outcome": str(report.review_year)},
        "words": words(),
    }
    return {
        "title": f"{report.jurisdiction.label} {report.plan_year} · {report.get_kind_display()}",
        "report": report,
        "steps": steps(report, "admin:reports_report_text"),
        "lines": lines(report.text),
        "form": DeskForm(auto_id="reading-%s"),
        "data": data,
        "may_act": any(own.values()),
        "is_published": is_published,
        "linking": reverse("admin:reports_report_link", args=[report.pk]),
        "filters": filters(),
        "keys": keys.READING,
        "states": [(state.value, word_name(state)) for state in ReviewState],
        "kinds": [(kind.value, word_name(kind)) for kind in Kind],
    }


def lines(text: str) -> list[Line]:
    """The text's lines in order, blank ones left out."""
    found = []
    at = 0
    without: list[Any] = []
    for paragraph in paragraphs(text, without):
        said = "".join(piece.text for piece in paragraph.pieces)
        at = text.index(said, at)
        found.append(Line(at, said, paragraph.is_heading))
        at += len(said)
    return found


def indicators() -> list[list[Any]]:
    """Key, name in the reader's language and name in the other of every indicator, for the form's search."""
    is_chinese = (get_language() or "en").startswith("zh")
    rows = Indicator.objects.order_by("topic", "code").values_list("pk", "name", "english")
    return [[pk, name, english] if is_chinese else [pk, english, name] for pk, name, english in rows]


def _row_at(here: str) -> str:
    """The key the page opens at: an admission's own, where it is asked for by the commitment that follows it."""
    pk = read_key(here[1:])
    if here[:1] == "c" and pk is not None:
        admission = Commitment.objects.filter(pk=pk).values_list("admission", flat=True).first()
        return f"o{admission}" if admission else here
    return here


def filters() -> list[tuple[str, str]]:
    """The list's filters by their code, in the order of their tabs."""
    return [
        ("review", _("To review")),
        ("unread", _("Unread figures")),
        ("doubtful", _("Doubtful")),
        ("pledge", _("Pledges")),
        ("outcome", _("Results")),
        ("shortfall", _("Admissions")),
        ("decided", _("Decided")),
        ("all", _("All")),
    ]


def reasons() -> dict[str, str]:
    """Why a figure was not read, in words."""
    return {
        "no_subject": _("No words near it say what it is of."),
        "base": _("It looks like the earlier value that another figure is compared with."),
        "class": _("It looks like a class or a threshold, not a result."),
        "background": _("It looks like background, not a result or a pledge."),
        "problems": _("It stands among the problems."),
        "target": _("It looks like a target that is only referred to."),
        "step": _("It looks like a step of a plan."),
        "other": _("It stands where neither pledges nor results are told."),
    }


def words() -> dict[str, str]:
    """Everything the page may say by itself; names in braces are filled in."""
    return {
        "accepted": _("Accepted: {name}"),
        "rejected": _("Rejected: {name}"),
        "handed_back": _("Handed back to the machine: {name}"),
        "corrected": _("Corrected: {name}"),
        "added": _("Added: {name}"),
        "split": _("Split off: {name}"),
        "merged": _("Merged: {name}"),
        "placed": _("Placed anew: {name}"),
        "passed": _("Figure set aside: {name}"),
        "undone": _("Taken back."),
        "redone": _("Done again."),
        "many": _("{count} accepted. z takes all of them back."),
        "none_sure": _("None of the proposals shown is that sure."),
        "sure": _("{count} of the proposals shown"),
        "bounds": _("None: give a figure from {min} to {max}."),
        "last": _("That was the last one here."),
        "no_review": _("Nothing is left to review."),
        "no_shown": _("Nothing is shown by this filter."),
        "no_unread": _("No unread figure is left."),
        "refused": _("Not done, {name}: {said}"),
        "dropped": _("Not done either, for it was about the same statement."),
        "select": _("Select the words in the text first (w selects the statement's own)."),
        "no_figure": _("The selection holds no figure within the statement's words."),
        "may_not": _("You may look at these statements but not decide on them."),
        "no_merge": _("There is no statement of the same kind after this one to merge with."),
        "sending": _("{count} not sent yet"),
        "sent": _("All saved"),
        "offline": _("No connection. {count} not sent yet; they are sent as soon as it is back."),
        "signed_out": _("You are signed out. Sign in in another window; {count} not sent yet, and they will be."),
        "new": _("New statement"),
        "drafting": _("Enter saves it, Esc leaves it."),
        "of": _("Split off from {number}"),
        "figure": _("Unread figure"),
        "unknown": _("There is no indicator of this name."),
        "nothing": _("No statement is chosen."),
        "marked": _("Marked for merging: {count}"),
        "found": _("{at} of {count}"),
        "not_found": _("Not in the text."),
        "no_links": _("There is no linking desk yet."),
        "state_proposed": word_name(ReviewState.PROPOSED),
        "state_accepted": word_name(ReviewState.ACCEPTED),
        "state_rejected": word_name(ReviewState.REJECTED),
        "state_corrected": _("Corrected by a person"),
        "state_added": _("Added by a person"),
        "state_unread": _("not read"),
        "state_passed": _("set aside"),
        "sure_of": _("machine's confidence {confidence}"),
    }
