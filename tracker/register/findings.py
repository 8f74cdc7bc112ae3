"""The only writer of the audit's findings: what does not add up in a report, and between it and its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q

from reports.models import Report
from reports.reading.records import Reading
from reports.words import Kind, ReportKind, ReviewState
from tracker.judging.audit import audit
from tracker.judging.audit.records import Figure, Severity
from tracker.judging.audit.records import Finding as Found
from tracker.models import Commitment, Finding, Indicator, Outcome
from tracker.register.rows import standing, to_record

_Place = tuple[int, int]


def replace_findings(jurisdiction: int, changed: Collection[int] | None = None) -> int:
    """Audit the government's current work reports anew and write what was found; returns how many findings stand.

    ``changed`` are the keys of the reports whose statements are others than before: only they and the reports a year
    before and after are audited; None audits all. Seven queries, however many years there are. Of a changed version
    that was superseded the findings go.
    """
    current = {report.plan_year: report for report in _current(jurisdiction)}
    years = set(current) if changed is None else {year for year, row in current.items() if row.pk in changed}
    # A report's own findings and those with the year after are told together, so the year before is told anew, too.
    audited = {year: current[year] for year in years | {year - 1 for year in years} if year in current}
    needed = set(audited) | {year + 1 for year in audited if year + 1 in current}
    texts = dict(Report.objects.filter(pk__in=[current[year].pk for year in needed]).values_list("pk", "text"))
    readings, reviewed = _readings({year: current[year] for year in needed}, texts)
    rows = []
    for year, report in sorted(audited.items()):
        later = current.get(year + 1)
        for found in audit(readings[year], readings.get(year + 1)):
            is_of_both = any(figure.text for figure in found.figures)
            rows.append(_row(found, report, later if is_of_both else None, reviewed))
    indicators = dict(Indicator.objects.values_list("code", "pk")) if rows else {}
    for row, code in rows:
        row.indicator_id = indicators.get(code)
    told = Q(report__in=[report.pk for report in audited.values()])
    gone = Q(report__superseded_by__isnull=False) | Q(later__superseded_by__isnull=False)
    Finding.objects.filter(told | gone, jurisdiction=jurisdiction).delete()
    Finding.objects.bulk_create([row for row, _code in rows], batch_size=500)
    return len(rows)


def mark_reviewed(reports: Collection[int]) -> None:
    """Say anew of every finding that touches these reports whether people accepted all its figures; three queries.

    For when people only agreed with what was read, or no longer do: what was found is the same.
    """
    findings = list(Finding.objects.filter(Q(report__in=reports) | Q(later__in=reports)))
    if not findings:
        return
    keys = {key for row in findings for key in (row.report_id, row.later_id) if key is not None}
    reviewed = _reviewed([row for model in (Commitment, Outcome) for row in _states(model, keys)])
    changed = []
    for finding in findings:
        last = finding.later_id or finding.report_id
        places = [
            (last if figure["text"] else finding.report_id, (figure["start"], figure["end"]))
            for figure in finding.figures
        ]
        is_reviewed = all(place in reviewed for place in places)
        if is_reviewed != finding.is_reviewed:
            finding.is_reviewed = is_reviewed
            changed.append(finding)
    if changed:
        Finding.objects.bulk_update(changed, ["is_reviewed"], batch_size=500)


def _states(model: Any, reports: Collection[int]) -> Any:
    names = ("report_id", "review_state", "number_start", "number_end", "base_start", "base_end")
    rows = standing(model._default_manager.filter(report__in=reports))
    if model is Commitment:
        rows = rows.filter(known_from=Commitment.KnownFrom.PLEDGE)
    return rows.order_by().values_list(*names)


def _reviewed(rows: Iterable[tuple[Any, ...]]) -> set[tuple[int, _Place]]:
    """The (report, place) of every accepted figure, from report, review state and the bounds of figure and base.

    One figure may be told of two things (A、B均增长8%): accepting what it says of one is not accepting the other.
    """
    reviewed: set[tuple[int, _Place]] = set()
    unreviewed: set[tuple[int, _Place]] = set()
    for report, state, *bounds in rows:
        seen = reviewed if state == ReviewState.ACCEPTED.value else unreviewed
        seen |= {(report, span) for span in (tuple(bounds[:2]), tuple(bounds[2:])) if span[0] is not None}
    return reviewed - unreviewed


def _current(jurisdiction: int) -> Any:
    reports = Report.objects.filter(
        jurisdiction=jurisdiction, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
    )
    return reports.only("pk", "plan_year", "is_digest", "jurisdiction_id").order_by("plan_year")


def _readings(reports: dict[int, Report], texts: dict[int, str]) -> tuple[dict[int, Reading], set[tuple[int, _Place]]]:
    """The reports as they stand, corrections of people included, and the (report, place) of every accepted figure."""
    statements: dict[int, list[Any]] = defaultdict(list)
    states: list[tuple[Any, ...]] = []
    keys = [report.pk for report in reports.values()]
    for model in (Commitment, Outcome):
        rows = standing(model._default_manager.filter(report__in=keys)).select_related("indicator")
        if model is Commitment:
            # Known from an admission alone it has no words of its own.
            rows = rows.filter(known_from=Commitment.KnownFrom.PLEDGE)
        for row in rows:
            kind = Kind.PLEDGE if model is Commitment else Kind(row.kind)
            statements[row.report_id].append(to_record(row, kind, row.indicator.code if row.indicator else None))
            bounds = (row.number_start, row.number_end, row.base_start, row.base_end)
            states.append((row.report_id, row.review_state, *bounds))
    readings = {}
    for year, report in reports.items():
        said = sorted(statements[report.pk], key=lambda row: (row.start, row.number.start if row.number else 0))
        readings[year] = Reading(texts[report.pk], report.plan_year, tuple(said))
    return readings, _reviewed(states)


def _row(found: Found, report: Report, later: Report | None, reviewed: set[tuple[int, _Place]]) -> tuple[Finding, str]:
    """The finding as an unsaved row, and the code of its indicator."""
    last = later or report
    if report.is_digest or last.is_digest:
        # A digest tells the figures in other words and may leave out 同口径 or 其中, which would explain them.
        found = replace(found, severity=Severity.INFO)
    places = [((last if f.text else report).pk, (f.place.start, f.place.end)) for f in found.figures]
    row = Finding(
        jurisdiction_id=report.jurisdiction_id,
        report=report,
        later=later,
        told_in=last.plan_year,
        year=found.year or None,
        kind=found.kind.value,
        severity=found.severity.value,
        subject=found.subject[:200],
        figures=[_as_json(figure) for figure in found.figures],
        computation=found.computation,
        is_reviewed=all(place in reviewed for place in places),
    )
    return row, found.indicator


def _as_json(figure: Figure) -> dict[str, Any]:
    return {
        "role": figure.role.value,
        "text": figure.text,
        "start": figure.place.start,
        "end": figure.place.end,
        "printed": figure.printed,
        "unit": figure.unit,
        "low": figure.low,
        "high": figure.high,
    }
