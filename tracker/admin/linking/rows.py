"""What the linking desk shows of pledges and of the outcomes that may answer them, as JSON values in the page's words.

Nothing is judged here: verdict, arithmetic and reasons are those that are stored, told as everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reports.choices import word_name
from reports.models import Report
from reports.words import Comparator, Kind, Rule, Section
from reports.words import Verdict as VerdictWord
from tracker import register
from tracker.admin import decisions, shown
from tracker.judging.reasons import Lack, Wait
from tracker.judging.reasons import Silence as WhySilent
from tracker.models import Commitment, Link, Outcome, Verdict
from tracker.site.commitment import arithmetic_of
from tracker.site.lines import line
from tracker.site.quoted import in_sentence

STATES = {
    "proposed": gettext_lazy("proposed by machine"),
    "confirmed": gettext_lazy("confirmed"),
    "refused": gettext_lazy("refused"),
    "silent": gettext_lazy("not reported, a person found"),
    "overridden": gettext_lazy("overridden"),
    "closed": gettext_lazy("nothing to link"),
}
#: In the order of the page; a pledge may belong to several.
GROUPS = (
    ("check", gettext_lazy("To check")),
    ("unclear", gettext_lazy("Unclear")),
    ("unreported", gettext_lazy("Unreported")),
    ("broken", gettext_lazy("Not kept")),
    ("in_part", gettext_lazy("Kept in part")),
    ("done", gettext_lazy("Done")),
    ("all", gettext_lazy("All")),
)


def pledges_due(report: Report) -> QuerySet[Commitment]:
    """The pledges due in the year the report reviews, the year's own plan first, in the order of their texts."""
    rows = Commitment.objects.filter(jurisdiction=report.jurisdiction_id, year=report.review_year)
    links = Link.objects.select_related("outcome__report", "decided_by").defer("outcome__report__text")
    return (
        register.standing(rows)
        .select_related(
            "report", "indicator", "verdict__decided_by", "verdict__outcome", "silence__decided_by", "decided_by"
        )
        .defer("report__text", "verdict__pledge_as_judged", "verdict__outcome_as_judged")
        .prefetch_related(Prefetch("links", links.order_by("-score", "pk"), to_attr="beside"))
        .order_by("-report__plan_year", "report_id", "start", "pk")
    )


def outcomes_told(report: Report) -> QuerySet[Outcome]:
    """Everything the report says was reached or missed, in the order of its text."""
    return register.standing(Outcome.objects.filter(report=report)).order_by("start", "pk")


def laid_out(pledges: Iterable[Commitment]) -> list[dict[str, Any]]:
    """Each pledge with its candidates, verdict and decision, as the page shows them; one query for the texts."""
    pledges = list(pledges)
    reports = {row.report_id for row in pledges}
    reports |= {link.outcome.report_id for row in pledges for link in links_of(row)}
    desk = _Desk(
        dict(Report.objects.filter(pk__in=reports).values_list("pk", "text")),
        reverse("admin:tracker_commitment_change", args=[0]),
        get_language() or "en",
    )
    return [desk.laid_out(row) for row in pledges]


def links_of(pledge: Any) -> list[Link]:
    """The links of one of `pledges_due`, best first."""
    return list(pledge.beside)


def told(outcome: Outcome) -> dict[str, Any]:
    """An outcome in short, for the search over all of its report."""
    return {
        "outcome": outcome.pk,
        "name": " ".join(filter(None, (outcome.subject, _says(outcome)))),
        "quote": outcome.quote,
        "place": shown.place_in_text(outcome),
        "isAdmission": outcome.kind == Kind.SHORTFALL.value,
    }


def _says(row: Commitment | Outcome) -> str:
    """The figure in words; empty for what has none, whose words say it."""
    return shown.said(row) if row.value or row.comparator == Comparator.SYNC.value else ""


def fingerprint(pledge: Commitment) -> str:
    """What a person saw of the pledge: another value once anybody has changed it, its answer or its verdict."""
    links = sorted(
        (link.outcome_id, link.state, link.role, link.decided_by_id, str(link.decided_at)) for link in links_of(pledge)
    )
    silence = _silence(pledge)
    found = [silence.reason, silence.note, silence.decided_by_id, str(silence.decided_at)] if silence else []
    seen = json.dumps([decisions.fingerprint(pledge), pledge.verdict_id, links, found])
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def taken(pledge: Commitment) -> Link | None:
    """The link by which the machine says that the pledge is answered; None where it says none."""
    return next(
        (one for one in links_of(pledge) if one.state == Link.State.TAKEN and one.role == Link.Role.ANSWER), None
    )


def is_open(pledge: Commitment) -> bool:
    """Whether there is an answer to look for: it is due, can be checked, and is known from more than an admission."""
    verdict = pledge.verdict
    if verdict is None or pledge.known_from == Commitment.KnownFrom.ADMISSION:
        return False
    return verdict.rule != Rule.NO_TEST.value and verdict.reason != Wait.NOT_DUE.value


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is the same for every pledge of an answer: the texts, the address of a pledge's page, the language."""

    texts: dict[int, str]
    page: str
    language: str

    def laid_out(self, row: Commitment) -> dict[str, Any]:
        verdict, state, links = row.verdict, _state(row), links_of(row)
        links.sort(key=lambda link: (_RANK[link.state, link.role], -link.score, link.pk))
        return {
            "pk": row.pk,
            "seen": fingerprint(row),
            "page": self.page.replace("/0/", f"/{row.pk}/"),
            "name": line(row).name if verdict else row.subject,
            "says": _says(row),
            "source": f"{row.report.plan_year} · {word_name(Section(row.section))}",
            "period": row.period if row.period != str(row.year) else "",
            "quote": self._quoted(row),
            "place": shown.place_in_text(row),
            "state": state,
            "stateName": str(STATES[state]),
            "isOpen": is_open(row),
            "groups": _groups(row, state),
            "verdict": _judged(verdict, self.language),
            "links": [self._link(link) for link in links],
            "silence": _found(_silence(row)),
            **_lead(links),
        }

    def _link(self, link: Link) -> dict[str, Any]:
        outcome = link.outcome
        is_standing = link.state in Link.STANDING
        role = link.get_role_display() if is_standing and link.role != Link.Role.ANSWER else ""
        return {
            **told(outcome),
            "state": link.state,
            "stateName": link.get_state_display(),
            "isStanding": is_standing,
            "role": role,
            # An outcome that a person chose by himself has none.
            "score": "" if link.state == Link.State.CONFIRMED and link.score == 1 else f"{link.score:.2f}",
            "whyNot": shown.why_not_taken(link),
            "by": _by(link),
            "source": f"{outcome.report.plan_year} · {word_name(Section(outcome.section))}",
            "quote": self._quoted(outcome),
        }

    def _quoted(self, row: Commitment | Outcome) -> dict[str, str]:
        """The words in their sentence, the figure apart; ``figure`` and ``tail`` are empty for a deed."""
        around = in_sentence(self.texts[row.report_id], row.start, row.end)
        start = end = len(row.quote)
        if row.number_start is not None and row.number_end is not None:
            start, end = row.number_start - row.start, row.number_end - row.start
        return {
            "before": around.before,
            "lead": row.quote[:start],
            "figure": row.quote[start:end],
            "tail": row.quote[end:],
            "after": around.after,
        }


#: What stands comes first, then what else was considered, then what was refused.
_RANK: dict[tuple[str, str], tuple[int, int]] = {
    (state, role): (place, part)
    for place, states in enumerate((Link.STANDING, (Link.State.CANDIDATE,), (Link.State.REFUSED,)))
    for state in states
    for part, role in enumerate(Link.Role)
}


def _silence(row: Commitment) -> Any:
    return getattr(row, "silence", None)


def _state(row: Commitment) -> str:
    links = links_of(row)
    if row.verdict is not None and row.verdict.rule == Rule.OVERRIDE.value:
        return "overridden"
    if not is_open(row):
        return "closed"
    if _silence(row) is not None:
        return "silent"
    if any(link.state == Link.State.CONFIRMED for link in links):
        return "confirmed"
    if any(link.state == Link.State.REFUSED for link in links) and taken(row) is None:
        return "refused"
    return "proposed"


def _groups(row: Commitment, state: str) -> list[str]:
    code, reason = (row.verdict.code, row.verdict.reason) if row.verdict else ("", "")
    found = {
        "check": state == "proposed",
        "unclear": reason == WhySilent.UNCLEAR.value,
        "unreported": code == VerdictWord.UNREPORTED,
        "broken": code == VerdictWord.BROKEN,
        "in_part": code == VerdictWord.IN_PART,
        "done": state not in ("proposed", "closed"),
        "all": True,
    }
    return [name for name, _label in GROUPS if found[name]]


def _judged(verdict: Verdict | None, language: str) -> dict[str, Any]:
    if verdict is None:
        return {"code": "", "mark": "", "word": _("Not judged yet."), "sums": "", "why": "", "rule": "", "flags": []}
    word = VerdictWord(verdict.code)
    return {
        "code": word.value,
        "mark": shown.MARKS[word],
        "word": word_name(word),
        "sums": arithmetic_of(verdict, language),
        "why": shown.reasoning(verdict),
        "rule": f"{word_name(Rule(verdict.rule))} v{verdict.rule_version}",
        "flags": shown.flags(verdict),
    }


def _found(silence: Any) -> dict[str, str] | None:
    if silence is None:
        return None
    return {"reason": word_name(Lack(silence.reason)), "note": silence.note, "by": _by(silence)}


def _by(decided: Any) -> str:
    """Who decided it and when; empty for the machine."""
    if decided.decided_by is None:
        return ""
    return f"{decided.decided_by}, {date_format(decided.decided_at, 'SHORT_DATETIME_FORMAT')}"


def _lead(links: list[Link]) -> dict[str, float | None]:
    """The score of what the machine took, and by how much it leads what else was considered; or None."""
    own = next((one for one in links if one.state == Link.State.TAKEN and one.role == Link.Role.ANSWER), None)
    if own is None:
        return {"score": None, "lead": None}
    others = (link.score for link in links if link.state == Link.State.CANDIDATE)
    return {"score": float(own.score), "lead": float(own.score - max(others, default=0))}
