"""How far a report's reading has come on its way to publishing, and who may publish it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.choices import word_name
from reports.models import Report
from reports.words import Kind, ReviewState
from reports.words import Verdict as VerdictWord
from tracker.admin.reading.rows import passed_of, unread_of
from tracker.admin.shown import MARKS, change_page, said
from tracker.models import Commitment, Link, Publication
from tracker.publications import Hindrance, Obstacle, Standing

MAY_PUBLISH = "reports.publish_report"
MAY_REOPEN = "reports.reopen_report"
#: More unchecked links, acts and colleagues are counted and not named.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who stands behind the reading, and by what."""

    name: str
    is_you: bool
    did: list[str]


def desk(report: Report, user: User) -> dict[str, Any]:
    """What the page of publishing shows of the report to this person; the number of queries grows with nothing."""
    standing = Standing(report)
    hindrances = standing.hindrances(user)
    states = (ReviewState.ACCEPTED, ReviewState.REJECTED, ReviewState.PROPOSED)
    return {
        "is_published": report.state == Report.State.PUBLISHED,
        "states": [word_name(state) for state in states],
        "kinds": [
            (word_name(kind), [standing.counts.get((kind.value, state.value), 0) for state in states]) for kind in Kind
        ],
        "people": people(standing, user),
        "waiting": standing.count_in(ReviewState.PROPOSED),
        "waiting_in": waiting_in(report),
        "accepted": standing.count_in(ReviewState.ACCEPTED),
        "links": sum(standing.links.values()),
        "unchecked": standing.unchecked,
        "unchecked_silences": standing.unchecked_silences,
        "unread": unread(report),
        "unchecked_named": unchecked(report) if standing.unchecked else [],
        "verdicts": verdicts(report),
        "why_not": [words(one) for one in hindrances if one.obstacle != Obstacle.IS_PUBLISHED],
        "may_publish": user.has_perm(MAY_PUBLISH),
        "may_reopen": user.has_perm(MAY_REOPEN),
        "can_publish": user.has_perm(MAY_PUBLISH) and not hindrances,
        "colleagues": colleagues(standing, user),
        "seen": standing.fingerprint,
        "acts": Publication.objects.filter(report=report).select_related("person").order_by("-pk")[:MOST_NAMED],
    }


def words(hindrance: Hindrance) -> str:
    """Why somebody may not publish, in a sentence to that person."""
    count = hindrance.count
    match hindrance.obstacle:
        case Obstacle.IS_PUBLISHED:
            return _("It is published already.")
        case Obstacle.IS_SUPERSEDED:
            return _("A newer version of the text has taken its place; that one is to be published.")
        case Obstacle.IS_EMPTY:
            return _("Nothing has been read from it, so there is nothing to publish.")
        case Obstacle.TOOK_IN:
            return _("You took the report in; a colleague must publish it.")
        case Obstacle.WAITING:
            sentence = ngettext(
                "%(count)d statement still waits for a decision.",
                "%(count)d statements still wait for a decision.",
                count,
            )
        case Obstacle.ACCEPTED:
            sentence = ngettext(
                "You accepted %(count)d of its statements; a colleague must publish it.",
                "You accepted %(count)d of its statements; a colleague must publish it.",
                count,
            )
        case Obstacle.REJECTED:
            sentence = ngettext(
                "You rejected %(count)d of its statements; a colleague must publish it.",
                "You rejected %(count)d of its statements; a colleague must publish it.",
                count,
            )
        case Obstacle.LINKED:
            sentence = ngettext(
                "You decided on %(count)d of the links to it; a colleague must publish it.",
                "You decided on %(count)d of the links to it; a colleague must publish it.",
                count,
            )
        case Obstacle.FOUND_SILENT:
            sentence = ngettext(
                "You found %(count)d pledge unanswered by it; a colleague must publish it.",
                "You found %(count)d pledges unanswered by it; a colleague must publish it.",
                count,
            )
        case Obstacle.ACTED:
            sentence = ngettext(
                "You changed its reading %(count)d time; a colleague must publish it.",
                "You changed its reading %(count)d times; a colleague must publish it.",
                count,
            )
        case Obstacle.CHANGED:
            sentence = ngettext(
                "You once changed or decided %(count)d of its statements or links; a colleague must publish it.",
                "You once changed or decided %(count)d of its statements or links; a colleague must publish it.",
                count,
            )
        case Obstacle.SENT_IN:
            sentence = ngettext(
                "The spreadsheet that changed %(count)d of its statements is yours; a colleague must publish it.",
                "The spreadsheet that changed %(count)d of its statements is yours; a colleague must publish it.",
                count,
            )
        case Obstacle.OVERRODE:
            sentence = ngettext(
                "You set %(count)d verdict that hangs on it by hand; a colleague must publish it.",
                "You set %(count)d verdicts that hang on it by hand; a colleague must publish it.",
                count,
            )
        case Obstacle.EDITED:
            sentence = ngettext(
                "You changed what is said of the report %(count)d time; a colleague must publish it.",
                "You changed what is said of the report %(count)d times; a colleague must publish it.",
                count,
            )
    return sentence % {"count": count}


def people(standing: Standing, user: User) -> list[Person]:
    """Who stands behind the reading and by what, the asking person first, then by name."""
    names = {row.pk: str(row) for row in User.objects.filter(pk__in=standing.people)}
    found = [
        Person(names[key], key == user.pk, [_done(obstacle, did[obstacle]) for obstacle in Obstacle if did[obstacle]])
        for key, did in standing.people.items()
    ]
    return sorted(found, key=lambda one: (not one.is_you, one.name))


def _done(obstacle: Obstacle, count: int) -> str:
    if obstacle == Obstacle.TOOK_IN:
        return _("took it in")
    named = {
        Obstacle.ACCEPTED: ngettext("accepted %(count)d statement", "accepted %(count)d statements", count),
        Obstacle.REJECTED: ngettext("rejected %(count)d statement", "rejected %(count)d statements", count),
        Obstacle.LINKED: ngettext("decided on %(count)d link", "decided on %(count)d links", count),
        Obstacle.FOUND_SILENT: ngettext(
            "found %(count)d pledge unanswered", "found %(count)d pledges unanswered", count
        ),
        Obstacle.CHANGED: ngettext(
            "changed or decided %(count)d statement or link at some time",
            "changed or decided %(count)d statements or links at some time",
            count,
        ),
        Obstacle.SENT_IN: ngettext(
            "sent in the spreadsheet that changed %(count)d statement",
            "sent in the spreadsheet that changed %(count)d statements",
            count,
        ),
        Obstacle.OVERRODE: ngettext("set %(count)d verdict by hand", "set %(count)d verdicts by hand", count),
        Obstacle.EDITED: ngettext(
            "changed what is said of the report %(count)d time",
            "changed what is said of the report %(count)d times",
            count,
        ),
        Obstacle.ACTED: ngettext("changed the reading %(count)d time", "changed the reading %(count)d times", count),
    }
    return named[obstacle] % {"count": count}


def colleagues(standing: Standing, user: User) -> list[str]:
    """The names of those who may publish the reading and do not stand behind it; you come first."""
    may = User.objects.with_perm(MAY_PUBLISH, backend="django.contrib.auth.backends.ModelBackend")
    rows = list(may.filter(is_staff=True).exclude(pk__in=standing.people).order_by("username")[: MOST_NAMED + 1])
    you = [_("you")] if user.has_perm(MAY_PUBLISH) and user.pk not in standing.people else []
    return you + [str(row) for row in rows if row.pk != user.pk][:MOST_NAMED]


def waiting_in(report: Report) -> list[tuple[str, str]]:
    """Where the statements that wait are decided: the desk's name and its address."""
    return [(_("the reading desk"), reverse("admin:reports_report_text", args=[report.pk]))]


def unread(report: Report) -> int:
    """How many figures of the text were seen, not read, and set aside by nobody."""
    figures = {(start, end) for start, end, _reason in unread_of(report)}
    return len(figures - passed_of(report)) if figures else 0


def unchecked(report: Report) -> list[dict[str, str]]:
    """The first links to the report's outcomes that only the machine stands behind, in the order of the text."""
    rows = Link.objects.filter(outcome__report=report, outcome__is_retired=False, state=Link.State.TAKEN)
    return [
        {
            "promised": f"{link.commitment.subject} {said(link.commitment)}",
            "reported": f"{link.outcome.subject} {said(link.outcome)}",
            "page": f"{change_page(link.commitment)}#links",
        }
        for link in rows.select_related("commitment", "outcome").order_by("outcome__start", "pk")[:MOST_NAMED]
    ]


def verdicts(report: Report) -> list[tuple[str, str, str, int]]:
    """How many verdicts of each code the pledges have that the report is to answer: code, mark, name, number."""
    answered = Commitment.objects.current().of(report.jurisdiction).filter(year=report.review_year)
    found = dict(answered.order_by().values_list("verdict__code").annotate(Count("pk")))
    return [
        (word.value, MARKS[word], word_name(word), found[word.value]) for word in VerdictWord if word.value in found
    ]
