"""What is to be judged together: the pledges one report makes for one year, and everything that may answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from reports.models import Report
from reports.words import EVIDENCE, Measure, ReportKind
from tracker import register
from tracker.models import Commitment, Indicator, Link, Outcome, Silence, Verdict

_EVIDENCE = {kind.value for kind in EVIDENCE}


@dataclass(frozen=True, slots=True)
class Answering:
    """A document that tells what became of a year's pledges, with what it tells."""

    report: Report
    outcomes: list[Outcome]
    #: A work report of a later year, of which only what it tells of the year is given.
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One report's pledges of one year.

    ``levels`` are what that report states of the year before, from which a growth may follow; ``decided`` are the
    links that people confirmed or refused, by the key of their commitment, and ``silences`` what they found unanswered.
    """

    report: Report
    year: int
    commitments: list[Commitment]
    levels: list[Outcome]
    answering: list[Answering]
    #: The code of every standing indicator by its key: a join would bring each row an indicator of its own.
    codes: dict[int, str]
    decided: dict[int, list[Link]] = field(default_factory=dict)
    silences: dict[int, Silence] = field(default_factory=dict)
    #: The keys of the commitments about which alone something is asked; None for all of them.
    asked: frozenset[int] | None = None

    @property
    def to_judge(self) -> list[Commitment]:
        """The commitments that are to be recorded; the others only vie with them for the same answers."""
        return [row for row in self.commitments if self.asked is None or row.pk in self.asked]


def gather(places: Collection[int], years: Collection[int] | None, asked: frozenset[int] | None = None) -> list[Case]:
    """The cases of these governments, of these years or of all, in seven queries; with ``asked`` those of commitments.

    ``asked`` are commitments of these years: of the cases that hold them only they are to be judged.
    """
    pledges: dict[tuple[int, int], list[Commitment]] = defaultdict(list)
    rows = register.standing(Commitment.objects.filter(jurisdiction__in=places))
    if years is not None:
        rows = rows.filter(year__in=years)
    if asked is not None:
        rows = rows.filter(report__in=Commitment.objects.filter(pk__in=asked).order_by().values("report"))
    found = list(rows.order_by("report_id", "start", "pk"))
    # By key and not by a join, whose plan is a bad one while the tables' statistics are still those of empty ones.
    judged = Verdict.objects.defer("pledge_as_judged", "outcome_as_judged")
    wanted = [row for row in found if asked is None or row.pk in asked]
    verdicts = judged.in_bulk([row.verdict_id for row in wanted if row.verdict_id is not None])
    for row in wanted:
        row.verdict = verdicts.get(row.verdict_id) if row.verdict_id is not None else None
    for row in found:
        pledges[row.report_id, row.year].append(row)
    # Judging needs the years of a report, not its text.
    current = Report.objects.filter(jurisdiction__in=places, superseded_by__isnull=True).defer("text")
    reports = {row.pk: row for row in current.order_by("plan_year", "pk")}
    outcomes = _outcomes(places, years, {report for report, _year in pledges})
    answering = _answering(reports.values(), outcomes)
    codes = dict(Indicator.objects.values_list("pk", "code"))
    keys = [row.pk for row in wanted]
    decided = _decided(keys)
    silences = {row.commitment_id: row for row in Silence.objects.filter(commitment__in=keys)}
    return [
        Case(
            reports[report],
            year,
            commitments,
            [row for row in outcomes[report] if row.year == year - 1 and _is_level(row)],
            answering[reports[report].jurisdiction_id, year],
            codes,
            {row.pk: decided[row.pk] for row in commitments if row.pk in decided},
            {row.pk: silences[row.pk] for row in commitments if row.pk in silences},
            asked,
        )
        for (report, year), commitments in pledges.items()
    ]


def _answering(
    reports: Iterable[Report], outcomes: Mapping[int, list[Outcome]]
) -> dict[tuple[int, int], list[Answering]]:
    """Government and year to the documents that tell what became of the year."""
    found: dict[tuple[int, int], list[Answering]] = defaultdict(list)
    for report in reports:
        if report.kind not in _EVIDENCE:
            continue
        place, told = report.jurisdiction_id, outcomes.get(report.pk, [])
        found[place, report.review_year].append(Answering(report, told))
        if report.kind == ReportKind.WORK_REPORT.value:
            earlier: dict[int, list[Outcome]] = defaultdict(list)
            for row in told:
                if row.year < report.review_year:
                    earlier[row.year].append(row)
            for year, rows in earlier.items():
                found[place, year].append(Answering(report, rows, is_later=True))
    return found


def _is_level(row: Outcome) -> bool:
    return row.measure == Measure.LEVEL.value and row.indicator_id is not None


def _outcomes(
    places: Collection[int], years: Collection[int] | None, pledging: Collection[int]
) -> dict[int, list[Outcome]]:
    """By the key of their report what the documents that review these years state, and what others state of them.

    Of the year before them, too, the levels that the reports with the pledges state: from those a growth may follow. In
    the order of the text; with ``years`` None all there is.
    """
    rows: Any = register.standing(Outcome.objects.filter(jurisdiction__in=places))
    if years is not None:
        before = {year - 1 for year in years}
        levels = Q(year__in=before, report__in=pledging, measure=Measure.LEVEL.value, indicator__isnull=False)
        rows = rows.filter(Q(report__review_year__in=years) | Q(year__in=years) | levels)
    found: dict[int, list[Outcome]] = defaultdict(list)
    for row in rows.order_by("start", "pk"):
        found[row.report_id].append(row)
    return found


def _decided(commitments: Collection[int]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    for link in Link.objects.filter(commitment__in=commitments, state__in=Link.DECIDED).order_by("pk"):
        found[link.commitment_id].append(link)
    return found
