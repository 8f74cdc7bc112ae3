"""Where five-year targets stand, written anew for whole governments from the statements stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from reports.models import Report
from reports.reading.records import Reading
from reports.words import EVIDENCE, VINTAGES, Kind, ReportKind, Section, Vintage
from tracker.judging.progress import progress
from tracker.judging.progress.records import Course, Figure
from tracker.judging.progress.records import Standing as Found
from tracker.models import Commitment, Indicator, Outcome, Standing
from tracker.register.rows import standing, to_record

#: Documents that set targets or tell figures, the one that leads first: as in judging, whose word weighs most.
_KINDS = (*reversed(EVIDENCE), ReportKind.FIVE_YEAR_PLAN)

_Rows = dict[int, Commitment | Outcome]


def follow_targets(places: Collection[int]) -> None:
    """Replace the standings of these governments' five-year targets, in a number of queries that does not grow."""
    rows: list[Standing] = []
    outcomes: list[list[int]] = []
    for row_of, courses in _followed(places):
        for course in courses:
            for found in course.standings:
                told = [figure.statement for figure in found.figures if figure.statement.kind == Kind.OUTCOME]
                rows.append(_row(found, row_of, course))
                outcomes.append([row_of[id(statement)].pk for statement in told])
    Standing.objects.filter(commitment__jurisdiction__in=places).delete()
    Standing.objects.bulk_create(rows, batch_size=500)
    rests_on = Standing.outcomes.through
    rests_on._default_manager.bulk_create(
        [
            rests_on(standing_id=row.pk, outcome_id=outcome)
            for row, used in zip(rows, outcomes, strict=True)
            for outcome in dict.fromkeys(used)
        ],
        batch_size=1000,
    )


def _followed(places: Collection[int]) -> Iterator[tuple[_Rows, tuple[Course, ...]]]:
    """For each government with such targets: its rows by the identity of their record, and the courses."""
    several = Q(period__contains="-") | Q(section=Section.TERM_TARGETS.value)
    pledges = standing(Commitment.objects.filter(several, jurisdiction__in=places)).filter(
        known_from=Commitment.KnownFrom.PLEDGE
    )
    promised = _by_report(pledges)
    if not promised:
        return
    codes = dict(Indicator.objects.values_list("pk", "code"))
    with_targets = {row.jurisdiction_id for rows in promised.values() for row in rows}
    current = Report.objects.filter(
        jurisdiction__in=with_targets, superseded_by__isnull=True, kind__in=[kind.value for kind in _KINDS]
    )
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in sorted(current, key=_turn):
        reports[report.jurisdiction_id].append(report)
    told = _by_report(
        standing(
            Outcome.objects.filter(jurisdiction__in=with_targets, kind=Kind.OUTCOME.value, number_start__isnull=False)
        )
    )
    for own in reports.values():
        row_of: _Rows = {}
        readings = [_reading(report, promised[report.pk], told[report.pk], codes, row_of) for report in own]
        yield row_of, progress(readings)


def _turn(report: Report) -> tuple[int, int, int, int]:
    """By year, within it the weightiest first, and of one kind the most settled."""
    settled = VINTAGES.index(Vintage(report.vintage))
    return report.plan_year, _KINDS.index(ReportKind(report.kind)), -settled, report.pk


def _by_report(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("start", "pk"):
        found[row.report_id].append(row)
    return found


def _reading(
    report: Report,
    pledges: list[Commitment],
    outcomes: list[Outcome],
    codes: dict[int, str],
    row_of: _Rows,
) -> Reading:
    """The report as following takes it; each row is noted under the identity of its record."""
    stored: list[Commitment | Outcome] = [*pledges, *outcomes]
    for row in stored:
        row.report = report
    records = [to_record(row, _kind(row), codes.get(row.indicator_id or 0)) for row in stored]
    row_of |= {id(record): row for record, row in zip(records, stored, strict=True)}
    return Reading(report.text, report.plan_year, tuple(records))


def _kind(row: Commitment | Outcome) -> Kind:
    return Kind.OUTCOME if isinstance(row, Outcome) else Kind.PLEDGE


def _row(found: Found, row_of: _Rows, course: Course) -> Standing:
    return Standing(
        commitment_id=row_of[id(course.target)].pk,
        year=found.year,
        pace=found.pace.value,
        reason=found.reason,
        value=found.value,
        needed=found.needed,
        unit=found.unit,
        is_final=found.is_final,
        is_computed=found.is_computed,
        figures=[_printed(figure, row_of[id(figure.statement)].report) for figure in found.figures],
        computation=found.computation,
    )


def _printed(figure: Figure, report: Report) -> dict[str, Any]:
    return {
        "part": figure.part.value,
        "report": report.pk,
        "kind": report.kind,
        "plan_year": figure.plan_year,
        "statement": figure.statement.start,
        "start": figure.place.start,
        "end": figure.place.end,
        "value": figure.value,
        "unit": figure.unit,
        "year": figure.year,
    }
