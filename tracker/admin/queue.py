"""The reports that await somebody: what is left to do in each, where I left off, what a second person may publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from reports.models import Report
from reports.words import ReviewState
from tracker.admin.shown import place_in_text
from tracker.admin.steps import steps
from tracker.models import Act, Assignment, Commitment, Link, Outcome

#: As many reports as a person takes in at a glance; the list of reports holds the others.
MOST_REPORTS = 8
#: Where one left off longer ago than this is no longer where one is.
LEFT_OFF = timedelta(days=30)

_STATEMENTS: tuple[Any, Any] = (Commitment, Outcome)


@dataclass(frozen=True, slots=True)
class Standing:
    """A report and how far its reading has come; `steps` are its desks with their addresses."""

    report: Report
    statements: int
    awaiting: int
    unchecked: int
    steps: Sequence[dict[str, Any]]

    @property
    def decided(self) -> int:
        return self.statements - self.awaiting


@dataclass(frozen=True, slots=True)
class LeftOff:
    """The statement a person decided last, in a report that is not finished."""

    standing: Standing
    address: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A report in which everything is decided: by whom, and when last (None: nothing had to be)."""

    standing: Standing
    people: Sequence[str]
    last: Any


def being_read() -> QuerySet[Report]:
    """Current reports whose reading is neither missing nor published; their texts stay in the database."""
    rows = Report.objects.filter(state=Report.State.READ, superseded_by__isnull=True)
    return rows.select_related("jurisdiction").defer("text")


def awaiting() -> Q:
    """Reports with a statement nobody has decided on."""
    return Q(
        *(Exists(model.objects.awaiting().filter(report=OuterRef("pk"))) for model in _STATEMENTS), _connector=Q.OR
    )


def unchecked() -> Q:
    """Reports with a link from last year's pledges that only the machine has taken."""
    return Q(Exists(_unchecked_links().filter(outcome__report=OuterRef("pk"))))


def queue(user: User) -> list[Standing]:
    """Reports with work left that the person may do, newest first; empty for who may neither decide nor link."""
    work = Q()
    if may_decide(user):
        work |= awaiting()
    if user.has_perm("tracker.change_link"):
        work |= unchecked()
    return standings(being_read().filter(work).order_by("-pk")[:MOST_REPORTS]) if work else []


def may_decide(user: User) -> bool:
    """Whether the person decides on statements of either kind."""
    return user.has_perm("tracker.change_commitment") or user.has_perm("tracker.change_outcome")


def left_off(user: User) -> LeftOff | None:
    """The statement the person decided last, if its report still awaits somebody; None after LEFT_OFF."""
    since = timezone.now() - LEFT_OFF
    rows = [
        row
        for model in _STATEMENTS
        if (row := model.objects.filter(decided_by=user, decided_at__gte=since).order_by("-decided_at").first())
    ]
    if not rows:
        return None
    last = max(rows, key=lambda row: row.decided_at)
    found = standings(being_read().filter(pk=last.report_id).filter(awaiting()))
    return LeftOff(found[0], place_in_text(last)) if found else None


def worked_on_by(user: User, report: str = "pk") -> Q:
    """Reports (of rows whose report is at `report`) that the person took in or decided something of."""
    mine = Q(**{"received_by" if report == "pk" else f"{report}__received_by": user})
    for did in (
        *(model.objects.filter(report=OuterRef(report), decided_by=user) for model in _STATEMENTS),
        Link.objects.filter(outcome__report=OuterRef(report), decided_by=user),
        Act.objects.filter(report=OuterRef(report), person=user, undone_at__isnull=True),
    ):
        mine |= Q(Exists(did))
    return mine


def for_a_second(user: User) -> list[Decided]:
    """Readings in which everything is decided and nothing by this person, newest first; publishing looks closer."""
    rows = being_read().exclude(awaiting()).exclude(worked_on_by(user)).order_by("-pk")[:MOST_REPORTS]
    found = standings(rows)
    people, last = deciders([row.report.pk for row in found])
    return [Decided(row, sorted(people.get(row.report.pk, ())), last.get(row.report.pk)) for row in found]


def to_code(user: User) -> list[Assignment]:
    """The samples the person codes blind just now, then those nobody has claimed and that he has no part in.

    MOST_REPORTS of them, with the number of statements coded as `coded`; claiming looks closer.
    """
    own = Q(state=Assignment.State.CLAIMED, coder=user)
    free = Q(state=Assignment.State.OPEN, report__superseded_by__isnull=True) & ~worked_on_by(user, "report")
    rows = Assignment.objects.filter(own | free).select_related("report__jurisdiction").defer("report__text")
    return list(rows.annotate(coded=Count("codings")).order_by("state", "-pk")[:MOST_REPORTS])


def deciders(reports: Sequence[int]) -> tuple[dict[int, set[str]], dict[int, Any]]:
    """Who has decided statements of these reports, by name, and when the last one was."""
    people: dict[int, set[str]] = {}
    last: dict[int, Any] = {}
    for model in _STATEMENTS:
        rows = model.objects.filter(report__in=reports, decided_by__isnull=False, is_retired=False)
        told = rows.order_by().values_list("report", "decided_by__username").annotate(last=Max("decided_at"))
        for report, name, at in told:
            people.setdefault(report, set()).add(name)
            last[report] = max(at, last.get(report, at))
    return people, last


def standings(reports: QuerySet[Report]) -> list[Standing]:
    """How far each has come, in three queries however many there are."""
    rows = list(reports)
    keys = [row.pk for row in rows]
    statements: Counter[int] = Counter()
    left: Counter[int] = Counter()
    is_awaiting = Q(review_state=ReviewState.PROPOSED.value)
    for model in _STATEMENTS:
        read = model.objects.filter(report__in=keys, is_retired=False).order_by()
        told = read.values_list("report").annotate(read=Count("pk"), left=Count("pk", filter=is_awaiting))
        for report, count, awaiting_in_it in told:
            statements[report] += count
            left[report] += awaiting_in_it
    links = _unchecked_links().filter(outcome__report__in=keys).order_by()
    unchecked_in = dict(links.values_list("outcome__report").annotate(count=Count("pk")))
    return [
        Standing(row, statements[row.pk], left[row.pk], unchecked_in.get(row.pk, 0), steps(row, here=""))
        for row in rows
    ]


def _unchecked_links() -> QuerySet[Link]:
    rejected = ReviewState.REJECTED.value
    return Link.objects.filter(state=Link.State.TAKEN, commitment__is_retired=False).exclude(
        Q(commitment__review_state=rejected) | Q(outcome__review_state=rejected)
    )
