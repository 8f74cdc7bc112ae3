"""Commitments known only because the next report admits that they were missed."""

from __future__ import annotations

from typing import Any

from reports.models import Report
from reports.words import Kind
from tracker.models import Commitment, Outcome
from tracker.register.rows import IDENTITY, READ_FIELDS, due_on, is_decided, key_of, retire, standing


def record_admissions(report: Report) -> None:
    """Keep a commitment for every admission whose pledge no loaded report holds; retire it once one does.

    Kaihua's report of 2023 names six indicators of 2022 whose targets stand in a report that may not be loaded.
    """
    shortfalls = list(
        standing(Outcome.objects.filter(report=report, kind=Kind.SHORTFALL.value)).order_by("start", "pk")
    )
    pledged = _pledged(report.jurisdiction_id, {row.year for row in shortfalls})
    stored = {
        key_of(row): row for row in Commitment.objects.filter(report=report, known_from=Commitment.KnownFrom.ADMISSION)
    }
    decided = {key for key, row in stored.items() if is_decided(row)}
    wanted = {
        key_of(row): _admitted_commitment(row, report)
        for row in shortfalls
        if not pledged & {(row.year, row.indicator_id), (row.year, row.subject)}
    }
    Commitment.objects.bulk_create(
        [row for key, row in wanted.items() if key not in decided],
        update_conflicts=True,
        unique_fields=IDENTITY,
        update_fields=(*READ_FIELDS, "due_on", "review_state", "decided_by", "decided_at"),
    )
    retire(Commitment, [row.pk for key, row in stored.items() if key not in wanted and key not in decided])


def _pledged(jurisdiction: int, years: set[int]) -> set[tuple[int, Any]]:
    """(year, indicator) and (year, subject) of every pledge loaded for these years."""
    pledges = Commitment.objects.filter(
        jurisdiction=jurisdiction, year__in=years, known_from=Commitment.KnownFrom.PLEDGE
    )
    rows = standing(pledges).values_list("year", "indicator_id", "subject")
    found: set[tuple[int, Any]] = set()
    for year, indicator, subject in rows:
        found.add((year, subject))
        if indicator is not None:
            found.add((year, indicator))
    return found


def _admitted_commitment(row: Outcome, report: Report) -> Commitment:
    """The admission's own words and place; who decided about the admission decided about the commitment."""
    same = {
        name: getattr(row, name)
        for name in (
            "report_id", "jurisdiction_id", "start", "end", "quote", "subject", "indicator_id", "measure", "comparator",
            "period", "year", "hedge", "section", "confidence", "reasons", "origin", "review_state", "decided_by_id",
            "decided_at",
        )
    }  # fmt: skip
    return Commitment(
        known_from=Commitment.KnownFrom.ADMISSION, due_on=due_on(row.period, "", report.plan_year), **same
    )
