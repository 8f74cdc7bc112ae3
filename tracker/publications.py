"""The only writer of publications: a second person publishes a reading, a publisher reopens it, both are logged.

Whoever stands behind a reading (took the report in, or decided about a statement or a link of it) does not publish it;
a superuser is no exception. A published reading stands still until it is reopened: neither people nor a newer reader
change it (`tracker.register.refuse_published`, `tracker.ingest`). A new version of the text is a new reading: its rows
are the earlier version's, moved, but it is published anew; what was published before stays in the log with the hash
of its text.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from reports import intake
from reports.models import Report
from reports.words import Kind, ReviewState, Rule
from tracker import ledger
from tracker.models import Act, Change, Commitment, Link, Outcome, Publication, Silence, Verdict

_PLEDGE = Commitment.KnownFrom.PLEDGE


#: The columns of a statement, of a link and of a report that say what people decided.
CORRECTED = (
    "subject", "indicator_id", "measure", "comparator", "value", "value_high", "unit", "period", "deadline", "hedge",
    "kind", "start", "end", "number_start", "number_end", "review_state", "decided_by_id",
)  # fmt: skip
LINKED = ("state", "role", "decided_by_id")
EDITED = ("jurisdiction_id", "plan_year", "title", "source", "source_link", "delivered_on", "kind", "vintage")


class Obstacle(StrEnum):
    """Why a report's reading cannot be published, or not by this person."""

    IS_PUBLISHED = "is_published"
    IS_SUPERSEDED = "is_superseded"
    IS_EMPTY = "is_empty"
    WAITING = "waiting"
    TOOK_IN = "took_in"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LINKED = "linked"
    FOUND_SILENT = "found_silent"
    ACTED = "acted"
    CHANGED = "changed"
    SENT_IN = "sent_in"
    OVERRODE = "overrode"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason against publishing, with how many rows it is about where it is about rows."""

    obstacle: Obstacle
    count: int = 0


class NotPublishedError(Exception):
    """The reading was not published; `hindrances` say why."""

    def __init__(self, hindrances: Iterable[Hindrance]) -> None:
        self.hindrances = tuple(hindrances)
        super().__init__(", ".join(one.obstacle for one in self.hindrances))


class ChangedError(Exception):
    """The reading is another one than the person saw before deciding to publish it."""


class UncheckedError(Exception):
    """Links that the machine took have been checked by nobody, and the person did not say that this is known."""


class ReopeningError(ValueError):
    """A reading cannot be reopened: none is published, or no reason is given."""


@dataclass(frozen=True)
class Standing:
    """What stands in a report's reading, as the page before publishing shows it; every part is fetched when asked."""

    report: Report

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        """How many current statements there are of each kind in each review state."""
        own = self._pledges.filter(known_from=_PLEDGE).order_by().values_list("review_state").annotate(Count("pk"))
        told = self._outcomes.order_by().values_list("kind", "review_state").annotate(Count("pk"))
        found = {(Kind.PLEDGE.value, state): count for state, count in own}
        return found | {(kind, state): count for kind, state, count in told}

    def count_in(self, state: ReviewState) -> int:
        """How many statements are in this review state, of every kind."""
        return sum(count for (_kind, found), count in self.counts.items() if found == state.value)

    @cached_property
    def links(self) -> dict[str, int]:
        """How many links to outcomes of the report stand, by their state: taken by machine, or confirmed."""
        rows = Link.objects.filter(outcome__report=self.report, outcome__is_retired=False, state__in=Link.STANDING)
        return dict(rows.order_by().values_list("state").annotate(Count("pk")))

    @property
    def unchecked(self) -> int:
        """How many links to outcomes of the report only the machine stands behind."""
        return self.links.get(Link.State.TAKEN.value, 0)

    @cached_property
    def unchecked_silences(self) -> int:
        """How many of last year's pledges the machine found unanswered by the report, and nobody has looked for."""
        due = Commitment.objects.current().of(self.report.jurisdiction).filter(year=self.report.review_year)
        return due.unreported().filter(silence__isnull=True).exclude(verdict__rule=Rule.OVERRIDE.value).count()

    @cached_property
    def people(self) -> dict[int, Counter[Obstacle]]:
        """Who stands behind the reading, by key: what each did to it, and to how many rows."""
        found: dict[int, Counter[Obstacle]] = defaultdict(Counter)
        if self.report.received_by_id:
            found[self.report.received_by_id][Obstacle.TOOK_IN] = 1
        for did in STANDS_BEHIND:
            for person, obstacle, count in did(self.report):
                found[person][obstacle] += count
        return dict(found)

    @cached_property
    def fingerprint(self) -> str:
        """Another value when anybody has decided anything about the reading since, or the text is another one."""
        latest = [
            rows.aggregate(latest=Max("decided_at"))["latest"] for rows in (self._pledges, self._outcomes, self._links)
        ]
        seen = [self.report.text_sha256, self.report.state, sorted(self.counts.items()), sorted(self.links.items())]
        return hashlib.sha256(json.dumps([*seen, *latest], default=str).encode()).hexdigest()[:16]

    def hindrances(self, user: User) -> list[Hindrance]:
        """What speaks against this person publishing the reading now; nothing does where the list is empty."""
        found = []
        if self.report.state == Report.State.PUBLISHED:
            found.append(Hindrance(Obstacle.IS_PUBLISHED))
        if self.report.superseded_by_id is not None:
            found.append(Hindrance(Obstacle.IS_SUPERSEDED))
        if waiting := self.count_in(ReviewState.PROPOSED):
            found.append(Hindrance(Obstacle.WAITING, waiting))
        if not self.counts:
            found.append(Hindrance(Obstacle.IS_EMPTY))
        did = self.people.get(user.pk, Counter())
        return found + [Hindrance(obstacle, did[obstacle]) for obstacle in Obstacle if did[obstacle]]

    @property
    def _pledges(self) -> QuerySet[Commitment]:
        return Commitment.objects.filter(report=self.report, is_retired=False)

    @property
    def _outcomes(self) -> QuerySet[Outcome]:
        return Outcome.objects.filter(report=self.report, is_retired=False)

    @property
    def _links(self) -> QuerySet[Link]:
        return Link.objects.filter(outcome__report=self.report)


Did = Iterable[tuple[int, Obstacle, int]]


def _counted(rows: Any, obstacle: Obstacle, person: str = "decided_by") -> Did:
    """How many of these rows each person has to do with."""
    found = rows.filter(**{f"{person}__isnull": False}).order_by().values_list(person).annotate(Count("pk"))
    return ((key, obstacle, count) for key, count in found)


def _decided(model: Any) -> Callable[[Report], Did]:
    def did(report: Report) -> Did:
        rows = model.objects.filter(report=report, is_retired=False)
        yield from _counted(rows.filter(review_state=ReviewState.ACCEPTED.value), Obstacle.ACCEPTED)
        yield from _counted(rows.filter(review_state=ReviewState.REJECTED.value), Obstacle.REJECTED)

    return did


def _found_silent(report: Report) -> Did:
    answered = Silence.objects.filter(commitment__jurisdiction=report.jurisdiction, commitment__year=report.review_year)
    return _counted(answered, Obstacle.FOUND_SILENT)


def _changed(report: Report) -> Did:
    """Who ever changed a statement, a link or what is said of the report, by history, in one query.

    A later decision of somebody else writes another name over the one in the row. Whoever sent in the spreadsheet that
    another confirmed is named beside them. The acts of the reading desk are told by their own journal, which knows
    which were taken back.
    """
    links = Link.objects.filter(outcome__report=report)
    of_it = Q(kind=Report._meta.label_lower, object=report.pk, act=Change.Act.UPDATE, fields__has_any_keys=EDITED)
    for model, own, columns in (
        (Commitment, Commitment.objects.filter(report=report), CORRECTED),
        (Outcome, Outcome.objects.filter(report=report), CORRECTED),
        (Link, links, LINKED),
    ):
        keys: Any = own.order_by().values("pk")
        of_it |= Q(kind=model._meta.label_lower, object__in=keys, fields__has_any_keys=columns)
    at_the_desk = Q(context__has_key="address", context__address__endswith="/text/act/")
    told = Change.objects.filter(of_it, person__isnull=False).exclude(at_the_desk).order_by()
    objects: dict[tuple[int, Obstacle], set[tuple[str, int]]] = defaultdict(set)
    for person, sender, kind, key in told.values_list("person", "context__sent_in_by", "kind", "object").distinct():
        objects[person, Obstacle.EDITED if kind == Report._meta.label_lower else Obstacle.CHANGED].add((kind, key))
        if sender and kind != Link._meta.label_lower:
            objects[sender, Obstacle.SENT_IN].add((kind, key))
    yield from ((person, obstacle, len(found)) for (person, obstacle), found in objects.items())


def _overrode(report: Report) -> Did:
    """Who set verdicts by hand on its pledges, or on those of which it is to tell."""
    of_it = Q(commitment__report=report) | Q(outcome__report=report)
    due = Q(commitment__jurisdiction=report.jurisdiction, commitment__year=report.review_year)
    return _counted(Verdict.objects.filter(of_it | due, rule=Rule.OVERRIDE.value), Obstacle.OVERRODE)


#: Each says who did what to a report's reading.
STANDS_BEHIND: tuple[Callable[[Report], Did], ...] = (
    _decided(Commitment),
    _decided(Outcome),
    lambda report: _counted(Link.objects.filter(outcome__report=report), Obstacle.LINKED),
    _found_silent,
    lambda report: _counted(Act.objects.filter(report=report, undone_at__isnull=True), Obstacle.ACTED, "person"),
    _changed,
    _overrode,
)


def people_behind(report: Report) -> set[int]:
    """The keys of those who took the report in or decided anything of its reading."""
    return set(Standing(report).people)


@transaction.atomic
def publish(
    report: Report, user: User, *, seen: str = "", knows_unchecked: bool = False, note: str = ""
) -> Publication:
    """Publish the report's reading in this person's name.

    `seen` is the fingerprint of what he saw; `knows_unchecked` that he knows of links and silences that only the
    machine stands behind. Raises NotPublishedError where he may not or the reading is not ready, ChangedError where it
    is not what he saw, UncheckedError where he was to say that he knows.
    """
    ledger.hold([report.jurisdiction_id])
    held = Report.objects.select_for_update(of=("self",)).defer("text").get(pk=report.pk)
    ledger.settle(report.jurisdiction_id)
    standing = Standing(held)
    if hindrances := standing.hindrances(user):
        raise NotPublishedError(hindrances)
    if seen and seen != standing.fingerprint:
        raise ChangedError
    if (standing.unchecked or standing.unchecked_silences) and not knows_unchecked:
        raise UncheckedError
    intake.mark_published(held, True)
    return _note(standing, Publication.Act.PUBLISHED, user, note)


@transaction.atomic
def reopen(report: Report, user: User, note: str) -> Publication:
    """Open a published reading for changes again; the reason is published. Raises ReopeningError."""
    if not note.strip():
        raise ReopeningError("a reason is needed")
    ledger.hold([report.jurisdiction_id])
    held = Report.objects.select_for_update(of=("self",)).defer("text").get(pk=report.pk)
    if held.state != Report.State.PUBLISHED:
        raise ReopeningError("the reading is not published")
    intake.mark_published(held, False)
    return _note(Standing(held), Publication.Act.REOPENED, user, note)


def note_withdrawn(report: Report, user: User, note: str) -> Publication:
    """Note in the public log that a report was taken out of sight, and why."""
    return _note(Standing(report), Publication.Act.WITHDRAWN, user, note)


def _note(standing: Standing, act: Publication.Act, user: User, note: str) -> Publication:
    return Publication.objects.create(
        report=standing.report,
        act=act,
        person=user,
        note=note.strip(),
        text_sha256=standing.report.text_sha256,
        statements=standing.count_in(ReviewState.ACCEPTED),
        links=sum(standing.links.values()),
    )
