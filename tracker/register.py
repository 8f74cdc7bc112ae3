"""The only writer of commitments and outcomes: what a reading found, and what people decided about it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.models import Report
from reports.models import Statement as StatementRow
from reports.reading.records import Base, Reading, Span, Statement
from reports.words import Comparator, Hedge, Kind, Measure, ReviewState, Section
from tracker.models import Commitment, Indicator, Outcome

#: What makes a statement the same statement when a text is read again.
IDENTITY = ("report", "start", "end", "number_start", "subject", "measure")
#: What a new reading may change on a row that only the machine stands behind.
READ_FIELDS = (
    "jurisdiction", "quote", "number_end", "comparator", "value", "value_high", "unit", "period", "year",
    "deadline", "hedge", "section", "base_start", "base_end", "base_value", "base_unit", "base_period",
    "confidence", "reasons", "indicator", "is_retired",
)  # fmt: skip
#: What a person may correct; each names a field of the statement's form.
CORRECTABLE = (
    "subject", "indicator", "measure", "comparator", "value", "value_high", "unit", "period", "deadline", "hedge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many statements of a reading are new, renewed, kept as a person decided, and gone."""

    created: int = 0
    renewed: int = 0
    kept_as_decided: int = 0
    gone: int = 0

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(
            self.created + other.created,
            self.renewed + other.renewed,
            self.kept_as_decided + other.kept_as_decided,
            self.gone + other.gone,
        )


def due_on(period: str, deadline: str, plan_year: int) -> date:
    """The last day on which the statement can still come true: the deadline's month, else the period's last year.

    A statement without either belongs to the plan year, as everything a report promises does.
    """
    when = deadline or period[-4:] or str(plan_year)
    year, month, day = (*map(int, when.split("-")), 0, 0)[:3]
    month = min(max(month, 1), 12) if month else 12
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last) if day else last)


def record(report: Report, reading: Reading) -> Recorded:
    """Write what was read from the report; machine rows are replaced, a person's decision never is.

    Rows of an earlier version of the same report move to this one where their words still stand, so that links
    and verdict history go with them. Call it inside the transaction that stored the report.
    """
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    pledges = [statement for statement in reading.statements if statement.kind == Kind.PLEDGE]
    answers = [statement for statement in reading.statements if statement.kind != Kind.PLEDGE]
    total = Recorded()
    for model, statements in ((Commitment, pledges), (Outcome, answers)):
        _move_from_earlier_versions(model, report)
        rows = [_row(model, report, statement, indicators) for statement in statements]
        total += _replace(model, report, rows)
    return total


def _row(
    model: type[Commitment] | type[Outcome], report: Report, statement: Statement, indicators: dict[str, int]
) -> Commitment | Outcome:
    period = statement.period or str(report.plan_year if statement.kind == Kind.PLEDGE else report.review_year)
    base = statement.base
    fields: dict[str, Any] = {
        "report": report,
        "jurisdiction_id": report.jurisdiction_id,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "number_start": statement.number.start if statement.number else None,
        "number_end": statement.number.end if statement.number else None,
        "subject": statement.subject[:200],
        "measure": statement.measure.value,
        "comparator": statement.comparator.value,
        "value": statement.value,
        "value_high": statement.value_high,
        "unit": statement.unit,
        "period": period,
        "year": int(period[-4:]),
        "deadline": statement.deadline,
        "hedge": statement.hedge.value,
        "section": statement.section.value,
        "base_start": base.number.start if base else None,
        "base_end": base.number.end if base else None,
        "base_value": base.value if base else "",
        "base_unit": base.unit if base else "",
        "base_period": base.period if base else "",
        "confidence": Decimal(str(statement.confidence)).quantize(Decimal("0.001")),
        "reasons": list(statement.reasons),
        "indicator_id": indicators.get(statement.indicator or ""),
        "is_retired": False,
    }
    if model is Commitment:
        return Commitment(due_on=due_on(period, statement.deadline, report.plan_year), **fields)
    return Outcome(kind=statement.kind.value, **fields)


def _key(row: StatementRow) -> tuple[Any, ...]:
    return (row.start, row.end, row.number_start, row.subject, row.measure)


def _replace(model: Any, report: Report, rows: Iterable[Any]) -> Recorded:
    stored = {_key(row): row for row in model.objects.filter(report=report)}
    if model is Commitment:
        stored = {key: row for key, row in stored.items() if row.known_from == Commitment.KnownFrom.PLEDGE}
    decided = {key: row for key, row in stored.items() if _is_decided(row)}
    wanted: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        if _key(row) not in decided and not any(_says_the_same(row, other) for other in decided.values()):
            wanted[_key(row)] = row
    extra = ("due_on",) if model is Commitment else ("kind",)
    model.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=IDENTITY,
        update_fields=(*READ_FIELDS, *extra),
        batch_size=500,
    )
    gone = [row.pk for key, row in stored.items() if key not in wanted and key not in decided]
    retire(model, gone)
    return Recorded(
        created=len(wanted.keys() - stored.keys()),
        renewed=len(wanted.keys() & stored.keys()),
        kept_as_decided=len(decided),
        gone=len(gone),
    )


def _is_decided(row: StatementRow) -> bool:
    return row.is_reviewed or row.origin == StatementRow.Origin.PERSON


def _says_the_same(row: StatementRow, decided: StatementRow) -> bool:
    """Whether a person already decided about these words: the same figure, or the same deed in the same place."""
    if row.number_start is not None and decided.number_start is not None:
        return row.number_start < (decided.number_end or 0) and decided.number_start < (row.number_end or 0)
    if row.number_start is None and decided.number_start is None:
        return row.start < decided.end and decided.start < row.end and row.subject == decided.subject
    return False


def retire(model: Any, pks: Iterable[int]) -> None:
    """Take rows out of the current reading: deleted if nothing rests on them, retired if a verdict does."""
    rows = model.objects.filter(pk__in=list(pks))
    rows.filter(verdicts__isnull=True).delete()
    rows.update(is_retired=True)


def _move_from_earlier_versions(model: Any, report: Report) -> None:
    """Re-anchor the earlier versions' rows whose words stand in this version, nearest place first."""
    earlier = Report.objects.filter(superseded_by=report)
    for row in model.objects.filter(report__in=earlier).order_by("start"):
        place = _nearest(report.text, row.quote, row.start)
        if place is None:
            if not row.is_retired:
                retire(model, [row.pk])
            continue
        shift = place - row.start
        taken = {"report": report, "subject": row.subject, "measure": row.measure, "start": place}
        if model.objects.filter(**taken, number_start=_moved(row.number_start, shift)).exists():
            continue
        row.report = report
        for name in ("start", "end", "number_start", "number_end", "base_start", "base_end"):
            setattr(row, name, _moved(getattr(row, name), shift))
        row.save(update_fields=["report", "start", "end", "number_start", "number_end", "base_start", "base_end"])


def _moved(offset: int | None, shift: int) -> int | None:
    return None if offset is None else offset + shift


def _nearest(text: str, quote: str, near: int) -> int | None:
    before, after = text.rfind(quote, 0, near + len(quote)), text.find(quote, near)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - near), default=None)


def to_record(row: Commitment | Outcome, kind: Kind, indicator: str | None) -> Statement:
    """The stored row as the frozen statement that judging takes; `indicator` is its code."""
    number = None
    if row.number_start is not None and row.number_end is not None:
        number = Span(row.number_start, row.number_end)
    base = None
    if row.base_start is not None and row.base_end is not None:
        base = Base(Span(row.base_start, row.base_end), row.base_value, row.base_unit, row.base_period)
    return Statement(
        kind=kind,
        start=row.start,
        end=row.end,
        quote=row.quote,
        number=number,
        subject=row.subject,
        indicator=indicator,
        measure=Measure(row.measure),
        comparator=Comparator(row.comparator),
        value=row.value,
        value_high=row.value_high,
        unit=row.unit,
        period=row.period,
        deadline=row.deadline,
        hedge=Hedge(row.hedge),
        section=Section(row.section),
        confidence=float(row.confidence),
        reasons=tuple(row.reasons),
        base=base,
    )


@transaction.atomic
def decide(row: Commitment | Outcome, state: ReviewState, user: User, note: str = "") -> None:
    """A person accepts or rejects a statement, or hands it back to the machine (PROPOSED)."""
    handed_back = state == ReviewState.PROPOSED
    row.review_state = state.value
    row.decided_by = None if handed_back else user
    row.decided_at = None if handed_back else timezone.now()
    row.decision_note = note
    row.save(update_fields=["review_state", "decided_by", "decided_at", "decision_note"])


@transaction.atomic
def correct(row: Commitment | Outcome, user: User, changes: dict[str, Any], note: str = "") -> None:
    """A person corrects fields (CORRECTABLE) of a statement and so stands behind it; ValueError on another field."""
    strange = changes.keys() - set(CORRECTABLE)
    if strange:
        raise ValueError(f"not a field a person corrects: {', '.join(sorted(strange))}")
    for name, value in changes.items():
        setattr(row, name, value)
    names = list(changes)
    row.year = int(row.period[-4:])
    names.append("year")
    if isinstance(row, Commitment):
        row.due_on = due_on(row.period, row.deadline, row.report.plan_year)
        names.append("due_on")
    row.full_clean(validate_unique=False)
    row.save(update_fields=names)
    decide(row, ReviewState.ACCEPTED, user, note)


def record_admissions(report: Report) -> None:
    """Keep a commitment for every admission whose pledge no loaded report holds; retire it once one does.

    Kaihua's report of 2023 names six indicators of 2022 whose targets stand in a report that may not be loaded.
    """
    shortfalls = list(
        Outcome.objects.filter(report=report, kind=Kind.SHORTFALL.value, is_retired=False)
        .exclude(review_state=ReviewState.REJECTED.value)
        .order_by("start", "pk")
    )
    pledged = _pledged(report.jurisdiction_id, {row.year for row in shortfalls})
    wanted = {
        _key(row): _admitted_commitment(row)
        for row in shortfalls
        if not pledged & {(row.year, row.indicator_id), (row.year, row.subject)}
    }
    stored = {
        _key(row): row for row in Commitment.objects.filter(report=report, known_from=Commitment.KnownFrom.ADMISSION)
    }
    Commitment.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=IDENTITY,
        update_fields=(*READ_FIELDS, "due_on"),
    )
    retire(Commitment, [row.pk for key, row in stored.items() if key not in wanted and not _is_decided(row)])


def _pledged(jurisdiction: int, years: set[int]) -> set[tuple[int, Any]]:
    """(year, indicator) and (year, subject) of every pledge loaded for these years."""
    rows = (
        Commitment.objects.filter(
            jurisdiction=jurisdiction,
            year__in=years,
            known_from=Commitment.KnownFrom.PLEDGE,
            is_retired=False,
            report__superseded_by__isnull=True,
        )
        .exclude(review_state=ReviewState.REJECTED.value)
        .values_list("year", "indicator_id", "subject")
    )
    found: set[tuple[int, Any]] = set()
    for year, indicator, subject in rows:
        found.add((year, subject))
        if indicator is not None:
            found.add((year, indicator))
    return found


def _admitted_commitment(row: Outcome) -> Commitment:
    same = {
        name: getattr(row, name)
        for name in (
            "report_id", "jurisdiction_id", "start", "end", "quote", "subject", "indicator_id", "measure", "comparator",
            "period", "year", "hedge", "section", "confidence", "reasons", "origin", "review_state", "decided_by_id",
            "decided_at",
        )
    }  # fmt: skip
    return Commitment(
        known_from=Commitment.KnownFrom.ADMISSION, due_on=due_on(row.period, "", row.report.plan_year), **same
    )
