"""Making a finding from printed figures: intervals brought into one unit, the operation done, the data kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tracker.judging.audit.intervals import OPERATIONS, Interval
from tracker.judging.audit.printed import Printed, ends
from tracker.judging.audit.records import Figure, Finding, Inconsistency, Role, Severity

_SIX_DECIMALS = Decimal("0.000001")
#: The greatest power of ten that six decimals are kept for.
_LARGEST = 18


def result_of(operation: str, operands: list[Interval]) -> Interval:
    """What the operation makes of the operands."""
    return OPERATIONS[operation](operands)


def computed(operation: str, operands: list[Interval], stated: Interval | None, unit: str) -> dict[str, Any]:
    """The computation as JSON values; ``stated`` is None where nothing was stated that it could be held against."""
    return {
        "operation": operation,
        "operands": [list(ends(operand)) for operand in operands],
        "result": list(ends(_shortened(result_of(operation, operands)))),
        "stated": list(ends(stated)) if stated is not None else None,
        "unit": unit,
    }


def recomputed(computation: dict[str, Any]) -> list[str]:
    """The result reached again from the operands of a computation alone."""
    operands = [_interval(pair) for pair in computation["operands"]]
    return list(ends(_shortened(result_of(computation["operation"], operands))))


def finding(
    kind: Inconsistency,
    severity: Severity,
    figures: list[tuple[Role, Printed]],
    computation: dict[str, Any],
    *,
    subject: str = "",
    indicator: str = "",
    year: int = 0,
) -> Finding:
    """The finding with its figures in the roles given."""
    kept: tuple[Figure, ...] = tuple(printed.as_figure(role) for role, printed in figures)
    return Finding(kind, severity, subject, indicator, year, kept, computation)


def _interval(pair: list[str]) -> Interval:
    low, high = (Decimal(end) if end else None for end in pair)
    return Interval(low, high)


def _shortened(interval: Interval) -> Interval:
    """Ends with six decimals, more than any report prints; a figure beyond all measure stays as it is."""
    low, high = (
        end if end is None or end.adjusted() > _LARGEST else end.quantize(_SIX_DECIMALS)
        for end in (interval.low, interval.high)
    )
    return Interval(low, high)
