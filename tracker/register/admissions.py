"""Commitments known only because the next report admits that they were missed."""

from __future__ import annotations

from typing import Any

from reports.models import Report
from reports.words import Kind
from tracker.models import Commitment, Outcome
from tracker.register.rows import due_on, retire, standing

#: What such a commitment takes from its admission, whose words and place are its own.
_MIRRORED = (
    "report_id", "jurisdiction_id", "start", "end", "quote", "subject", "indicator_id", "measure", "comparator",
    "period", "year", "hedge", "section", "confidence", "reasons", "origin", "review_state", "decided_by_id",
    "decided_at",
)  # fmt: skip


def record_admissions(report: Report) -> None:
    """Keep a commitment for every admission whose pledge no loaded report holds; retire it once one does.

    Kaihua's report of 2023 names six indicators of 2022 whose targets stand in a report that may not be loaded. A
    commitment that a person corrected or decided about by itself no longer follows its admission.
    """
    shortfalls = standing(Outcome.objects.filter(report=report, kind=Kind.SHORTFALL.value)).order_by("start", "pk")
    pledged = _pledged(report.jurisdiction_id, {row.year for row in shortfalls})
    wanted = {
        row.pk: row for row in shortfalls if not pledged & {(row.year, row.indicator_id), (row.year, row.subject)}
    }
    known = Commitment.objects.filter(admission__report=report).select_related("admission")
    stored = {row.admission_id: row for row in known}
    Commitment.objects.bulk_create(
        [_following(Commitment(), row, report) for pk, row in wanted.items() if pk not in stored]
    )
    Commitment.objects.bulk_update(
        [
            _following(stored[pk], row, report)
            for pk, row in wanted.items()
            if pk in stored and not _stands_by_itself(stored[pk], row)
        ],
        [*(name.removesuffix("_id") for name in _MIRRORED), "due_on", "is_retired"],
    )
    retire(Commitment, [row.pk for pk, row in stored.items() if pk not in wanted and not row.is_retired])


def _stands_by_itself(commitment: Commitment, admission: Outcome) -> bool:
    """Whether a person corrected the commitment, or decided about it and not about its admission."""
    return commitment.machine_said is not None or (commitment.is_reviewed and not admission.is_reviewed)


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


def _following(commitment: Commitment, admission: Outcome, report: Report) -> Commitment:
    """The commitment with its admission's words, place and decision; who decided about the one decided about both."""
    for name in _MIRRORED:
        setattr(commitment, name, getattr(admission, name))
    commitment.known_from = Commitment.KnownFrom.ADMISSION
    commitment.admission = admission
    commitment.due_on = due_on(admission.period, "", report.plan_year)
    commitment.is_retired = False
    return commitment
