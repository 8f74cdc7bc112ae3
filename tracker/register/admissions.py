"""Commitments known only because the next report admits that they were missed."""

from __future__ import annotations

from typing import Any

from reports.models import Report
from reports.words import Kind
from tracker.models import Commitment, Outcome
from tracker.register.rows import due_on, retire, standing

#: What such a commitment takes from its admission, whose words and place are its own.
_MIRRORED = (
    "report_id", "jurisdiction_id", "start", "end", "quote", "subject", "indicator_id", "topic", "measure",
    "comparator", "period", "year", "hedge", "section", "confidence", "reasons", "origin", "review_state",
    "decided_by_id", "decided_at",
)  # fmt: skip


def record_admissions(reports: Any) -> None:
    """Keep a commitment for every admission of these reports whose pledge no loaded report holds; retire it once one
    does. ``reports`` is a queryset; in a constant number of queries.

    Kaihua's report of 2023 names six indicators of 2022 whose targets stand in a report that may not be loaded. A
    commitment that a person corrected or decided about by itself no longer follows its admission.
    """
    answering = {row.pk: row for row in reports.defer("text")}
    admissions = Outcome.objects.filter(report__in=answering, kind=Kind.SHORTFALL.value)
    shortfalls = list(standing(admissions).order_by("report_id", "start", "pk"))
    pledged = _pledged({row.jurisdiction_id for row in shortfalls}, {row.year for row in shortfalls})
    wanted = {row.pk: row for row in shortfalls if not pledged & _names_of(row)}
    known = Commitment.objects.filter(admission__report__in=answering).select_related("admission")
    stored = {row.admission_id: row for row in known}
    new = [_following(Commitment(), row, answering) for pk, row in wanted.items() if pk not in stored]
    Commitment.objects.bulk_create(new)
    followed = [
        (_said(stored[pk]), _following(stored[pk], row, answering))
        for pk, row in wanted.items()
        if pk in stored and not _stands_by_itself(stored[pk], row)
    ]
    names = [*(name.removesuffix("_id") for name in _MIRRORED), "due_on", "is_retired"]
    Commitment.objects.bulk_update([row for before, row in followed if before != _said(row)], names)
    retire(Commitment, [row.pk for pk, row in stored.items() if pk not in wanted and not row.is_retired])


def _said(row: Commitment) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in (*_MIRRORED, "due_on", "is_retired"))


def _stands_by_itself(commitment: Commitment, admission: Outcome) -> bool:
    """Whether a person corrected the commitment, or decided about it and not about its admission."""
    return commitment.machine_said is not None or (commitment.is_reviewed and not admission.is_reviewed)


def _pledged(places: set[int], years: set[int]) -> set[tuple[int, int, Any]]:
    """Place, year and indicator, and place, year and subject, of every pledge loaded for these years."""
    pledges = Commitment.objects.filter(jurisdiction__in=places, year__in=years, known_from=Commitment.KnownFrom.PLEDGE)
    rows = standing(pledges).only("jurisdiction_id", "year", "indicator_id", "subject")
    return {name for row in rows for name in _names_of(row)} if places else set()


def _names_of(row: Commitment | Outcome) -> set[tuple[int, int, Any]]:
    names = {row.subject} if row.indicator_id is None else {row.subject, row.indicator_id}
    return {(row.jurisdiction_id, row.year, name) for name in names}


def _following(commitment: Commitment, admission: Outcome, reports: dict[int, Report]) -> Commitment:
    """The commitment with its admission's words, place and decision; who decided about the one decided about both."""
    for name in _MIRRORED:
        setattr(commitment, name, getattr(admission, name))
    commitment.known_from = Commitment.KnownFrom.ADMISSION
    commitment.admission = admission
    commitment.due_on = due_on(admission.period, "", reports[admission.report_id].plan_year)
    commitment.is_retired = False
    return commitment
