"""Judging again: around a new report, after a person's decision, or everything there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from reports.models import Jurisdiction, Report
from reports.reading import collector
from reports.words import ReportKind
from reports.words import Verdict as VerdictWord
from tracker import register, tallies
from tracker.ledger import deciding, gathering, links, verdicts
from tracker.ledger.holding import hold
from tracker.models import Commitment, Outcome

#: Governments judged in one transaction: enough to share its queries, few enough to lose little when interrupted.
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Rejudged:
    """How much of a whole database was judged again in one transaction."""

    governments: int
    commitments: int
    added: int


@transaction.atomic
def judge_around(report: Report) -> int:
    """Judge every pledge the report makes and every earlier pledge it may answer; returns how many verdicts were added.

    Beside those of its own review year these are the older ones still without an answer of which it tells the year, and
    those that an earlier version or reading of it answered.
    """
    hold([report.jurisdiction_id])
    own = set(register.standing(Commitment.objects.filter(report=report)).values_list("year", flat=True))
    told = Outcome.objects.filter(report=report, year__lt=report.review_year).order_by().values("year")
    waiting = Commitment.objects.filter(
        jurisdiction=report.jurisdiction_id,
        year__in=told,
        verdict__code__in=(VerdictWord.UNREPORTED.value, VerdictWord.PENDING.value),
    )
    older = set(waiting.order_by().values_list("year", flat=True).distinct())
    rests_on_it = Q(verdict__outcome__report=report) | Q(verdict__outcome__report__superseded_by=report)
    answered = Commitment.objects.filter(rests_on_it, jurisdiction=report.jurisdiction_id)
    older |= set(answered.order_by().values_list("year", flat=True).distinct())
    return rejudge(report.jurisdiction_id, own | older | {report.review_year}, changed=[report.pk])


@transaction.atomic
def rejudge(
    jurisdiction: int,
    years: Iterable[int],
    relinked: Collection[int] = (),
    changed: Collection[int] = (),
    accepted: Collection[int] = (),
) -> int:
    """Judge a government's pledges of these years again, after a person decided something; returns verdicts added.

    ``relinked`` are the keys of commitments about whose link the person decided; ``changed`` those of the reports of
    which a statement now says something else or no longer counts, ``accepted`` of those where a person only agreed:
    what the audit found in either is told anew.
    """
    done = _rejudge([jurisdiction], set(years), relinked, is_read_anew=bool(changed))
    if changed or accepted:
        register.replace_findings(jurisdiction, {*changed, *accepted})
    return done.added


def rejudge_all(code: str = "", *, is_read_anew: bool = True) -> Iterator[Rejudged]:
    """Judge every government's pledges of all years again, or with ``code`` one government's, some at a time.

    With ``is_read_anew`` also what follows from the statements alone: the five-year targets' standings, the moved
    targets and the findings of the audit. Each step is a transaction of its own and does nothing where nothing has
    changed: interrupted, it may simply be begun anew.
    """
    places = Jurisdiction.objects.filter(reports__isnull=False).order_by("pk").distinct()
    if code:
        places = places.filter(code=code)
    keys = list(places.values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        with transaction.atomic():
            found = _rejudge(some, None, is_read_anew=is_read_anew)
            for place in some if is_read_anew else ():
                register.replace_findings(place)
        yield found


def _rejudge(
    places: Collection[int], years: Collection[int] | None, relinked: Collection[int] = (), *, is_read_anew: bool
) -> Rejudged:
    """In a number of queries that grows with neither the governments nor their years nor their pledges.

    What people decide about a link changes no statement: then the five-year targets stand where they stood.
    """
    hold(places)
    answering = Report.objects.filter(
        jurisdiction__in=places, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
    )
    register.record_admissions(answering if years is None else answering.filter(review_year__in=years))
    with collector.paused():
        cases = gathering.gather(places, years)
        decided = deciding.decide(cases)
        links.write(cases, decided)
        added = verdicts.write(cases, decided, relinked)
        if is_read_anew:
            register.follow_targets(places)
        if is_read_anew or added:
            register.record_goalposts(places)
    tallies.refresh(places)
    return Rejudged(len(places), len(decided), added)
