"""Where five-year targets stand, written anew for whole governments from the statements stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from reports.models import Report
from reports.reading.records import Reading
from reports.words import Kind, ReportKind, Section
from tracker.judging.progress import progress
from tracker.judging.progress.records import Course, Figure
from tracker.judging.progress.records import Standing as Found
from tracker.models import Commitment, Indicator, Outcome, Standing
from tracker.register.rows import standing, to_record


def follow_targets(places: Collection[int]) -> None:
    """Replace the standings of these governments' five-year targets, in a number of queries that does not grow."""
    rows: list[Standing] = []
    outcomes: list[list[int]] = []
    for report_of, row_of, courses in _followed(places):
        for course in courses:
            for found in course.standings:
                rows.append(_row(row_of[id(course.target)], found, report_of))
                outcomes.append(
                    [row_of[id(figure.statement)] for figure in found.figures if figure.statement.kind == Kind.OUTCOME]
                )
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


def _followed(places: Collection[int]) -> Iterator[tuple[dict[int, int], dict[int, int], tuple[Course, ...]]]:
    """For each government with such targets: its reports by plan year, its rows by their record, and the courses."""
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
        jurisdiction__in=with_targets, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
    )
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in current.order_by("plan_year", "pk"):
        reports[report.jurisdiction_id].append(report)
    told = _by_report(
        standing(
            Outcome.objects.filter(jurisdiction__in=with_targets, kind=Kind.OUTCOME.value, number_start__isnull=False)
        )
    )
    for own in reports.values():
        row_of: dict[int, int] = {}
        readings = [_reading(report, promised[report.pk], told[report.pk], codes, row_of) for report in own]
        yield {report.plan_year: report.pk for report in own}, row_of, progress(readings)


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
    row_of: dict[int, int],
) -> Reading:
    """The report as following takes it; the key of each row is noted under its record."""
    stored: list[Commitment | Outcome] = [*pledges, *outcomes]
    records = [to_record(row, _kind(row), codes.get(row.indicator_id or 0)) for row in stored]
    row_of |= {id(record): row.pk for record, row in zip(records, stored, strict=True)}
    return Reading(report.text, report.plan_year, tuple(records))


def _kind(row: Commitment | Outcome) -> Kind:
    return Kind.OUTCOME if isinstance(row, Outcome) else Kind.PLEDGE


def _row(commitment: int, found: Found, report_of: dict[int, int]) -> Standing:
    return Standing(
        commitment_id=commitment,
        year=found.year,
        pace=found.pace.value,
        reason=found.reason,
        value=found.value,
        needed=found.needed,
        unit=found.unit,
        is_final=found.is_final,
        is_computed=found.is_computed,
        figures=[_printed(figure, report_of) for figure in found.figures],
        computation=found.computation,
    )


def _printed(figure: Figure, report_of: dict[int, int]) -> dict[str, Any]:
    return {
        "part": figure.part.value,
        "report": report_of[figure.plan_year],
        "plan_year": figure.plan_year,
        "statement": figure.statement.start,
        "start": figure.place.start,
        "end": figure.place.end,
        "value": figure.value,
        "unit": figure.unit,
        "year": figure.year,
    }
