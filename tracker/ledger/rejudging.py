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
from tracker import acting, register, tallies
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
    changed: Collection[int] = (),
    accepted: Collection[int] = (),
    *,
    settles: bool = True,
    is_of_admissions: bool = True,
) -> int:
    """Judge a government's pledges of these years again, after a person decided something; returns verdicts added.

    ``changed`` are the keys of the reports of which a statement now says something else or no longer counts,
    ``accepted`` of those where a person only agreed: what the audit found in either is told anew. With ``settles``
    False the verdicts alone are: `settle` does the rest. ``is_of_admissions`` is False where neither a pledge nor an
    admission has changed, so that the commitments known from admissions alone are those they were.
    """
    done = _rejudge(
        [jurisdiction],
        set(years),
        is_read_anew=bool(changed) and settles,
        settles=settles,
        is_of_admissions=is_of_admissions,
    )
    if settles and (changed or accepted):
        register.replace_findings(jurisdiction, {*changed, *accepted})
    return done.added


@transaction.atomic
def rejudge_relinked(jurisdiction: int, commitments: Collection[int], years: Collection[int]) -> int:
    """Judge again the commitments about whose links a person decided, due in these years; returns verdicts added.

    Nothing else can change by that: a link is one pledge's, and no statement says anything else for it. Targets have
    moved otherwise only where a pledge is now shown to be missed, or no longer.
    """
    hold([jurisdiction])
    asked = frozenset(commitments)
    missed = register.missed_of(asked)
    with collector.paused():
        cases = gathering.gather([jurisdiction], years, asked)
        decided = deciding.decide(cases)
        links.write(cases, decided)
        added = verdicts.write(cases, decided, asked)
        if added and register.missed_of(asked) != missed:
            register.record_goalposts([jurisdiction])
    if added:
        tallies.refresh([jurisdiction])
    return added


@transaction.atomic
def settle(jurisdiction: int) -> bool:
    """Tell anew what follows from all of a government's statements together, where acts at the desk left it for later.

    The five-year targets' standings, the moved targets, and the audit's findings in the reports acted on and beside
    them. It takes ten times as long as the verdicts of one statement, and a run of decisions needs it once. Returns
    whether there was anything to do; no reading is published before it is done.
    """
    hold([jurisdiction])
    changed = register.unsettled(jurisdiction)
    if not changed:
        return False
    with collector.paused():
        register.follow_targets([jurisdiction])
        register.record_goalposts([jurisdiction])
        register.replace_findings(jurisdiction, changed)
    register.note_settled(jurisdiction)
    return True


@transaction.atomic
def agree(jurisdiction: int, reports: Collection[int], *, is_of_admissions: bool) -> None:
    """After people came to stand behind statements of these reports, or no longer do, which say what they said.

    No judgement rests on who stands behind a statement, so none is made anew: only what counts the reviewed ones is
    told again, and with ``is_of_admissions`` the commitments that follow their admissions.
    """
    hold([jurisdiction])
    if is_of_admissions:
        register.record_admissions(
            Report.objects.filter(pk__in=reports, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value)
        )
    register.note_repeats_in(reports)
    register.mark_reviewed(reports)
    tallies.refresh([jurisdiction])


def rejudge_all(code: str = "", *, is_read_anew: bool = True) -> Iterator[Rejudged]:
    """Judge every government's pledges of all years again, or with ``code`` one government's, some at a time.

    With ``is_read_anew`` also what follows from the statements alone: their topics, the five-year targets' standings,
    the moved targets and the findings of the audit. Each step is a transaction of its own and does nothing where
    nothing has changed: interrupted, it may simply be begun anew.
    """
    places = Jurisdiction.objects.filter(reports__isnull=False).order_by("pk").distinct()
    if code:
        places = places.filter(code=code)
    keys = list(places.values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        with transaction.atomic(), acting.machine():
            if is_read_anew:
                register.give_topics(some)
            found = _rejudge(some, None, is_read_anew=is_read_anew)
            for place in some if is_read_anew else ():
                register.replace_findings(place)
        yield found


def _rejudge(
    places: Collection[int],
    years: Collection[int] | None,
    *,
    is_read_anew: bool,
    settles: bool = True,
    is_of_admissions: bool = True,
) -> Rejudged:
    """In a number of queries that grows with neither the governments nor their years nor their pledges.

    With ``is_read_anew`` what follows from the statements alone is told anew, too.
    """
    hold(places)
    if is_of_admissions:
        answering = Report.objects.filter(
            jurisdiction__in=places, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
        )
        register.record_admissions(answering if years is None else answering.filter(review_year__in=years))
    with collector.paused():
        cases = gathering.gather(places, years)
        if cases:
            register.note_repeats((row for case in cases for row in case.commitments), cases[0].codes)
        decided = deciding.decide(cases)
        links.write(cases, decided)
        added = verdicts.write(cases, decided)
        if is_read_anew:
            register.follow_targets(places)
        if settles and (is_read_anew or added):
            register.record_goalposts(places)
    tallies.refresh(places)
    return Rejudged(len(places), len(decided), added)
