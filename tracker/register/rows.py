"""A statement as the reading hands it on, and the same statement as a row."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from typing import Any

from reports.models import Report
from reports.models import Statement as StatementRow
from reports.reading.records import Base, Span, Statement
from reports.words import Comparator, Hedge, Kind, Measure, ReviewState, Section
from tracker.models import Commitment, Indicator, Outcome
from tracker.register.topics import topic_for

#: What makes a statement the same statement when a text is read again.
IDENTITY = ("report", "start", "end", "number_start", "subject", "measure")
#: What a new reading may change on a row that only the machine stands behind.
READ_FIELDS = (
    "jurisdiction", "quote", "number_end", "comparator", "value", "value_high", "unit", "period", "year",
    "deadline", "hedge", "section", "base_start", "base_end", "base_value", "base_unit", "base_period",
    "confidence", "reasons", "indicator", "topic", "origin", "is_retired",
)  # fmt: skip


def due_on(period: str, deadline: str, plan_year: int) -> date:
    """The last day on which the statement can still come true: the deadline's month, else the period's last year.

    A statement without either belongs to the plan year, as everything a report promises does.
    """
    when = deadline or period[-4:] or str(plan_year)
    year, month, day = (*map(int, when.split("-")), 0, 0)[:3]
    month = min(max(month, 1), 12) if month else 12
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last) if day else last)


def to_row(
    model: type[Commitment] | type[Outcome], report: Report, statement: Statement, indicators: dict[str, Indicator]
) -> Commitment | Outcome:
    """The statement as an unsaved row of its report; `indicators` are those of the register by their codes."""
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
        "indicator": indicators.get(statement.indicator or ""),
        "is_retired": False,
    }
    row: Commitment | Outcome
    if model is Commitment:
        row = Commitment(due_on=due_on(period, statement.deadline, report.plan_year), **fields)
    else:
        row = Outcome(kind=statement.kind.value, **fields)
    row.topic = topic_for(row)
    return row


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


def key_of(row: StatementRow) -> tuple[Any, ...]:
    """What tells a row from the others of its report; see IDENTITY."""
    return (row.start, row.end, row.number_start, row.subject, row.measure)


def is_decided(row: StatementRow) -> bool:
    """Whether a person stands behind the row, so that no reading may change it."""
    return row.is_reviewed or row.origin == StatementRow.Origin.PERSON


def standing(rows: Any) -> Any:
    """Of a queryset of statements those that count: of a report's current version, not retired, not rejected."""
    return rows.filter(report__superseded_by__isnull=True, is_retired=False).exclude(
        review_state=ReviewState.REJECTED.value
    )


def retire(model: Any, pks: list[int]) -> None:
    """Take rows out of the current reading: deleted if nothing rests on them, retired if a verdict does."""
    rows = model.objects.filter(pk__in=pks)
    rows.filter(verdicts__isnull=True).delete()
    rows.update(is_retired=True)
