"""The figures a rule decides on, read from the ``compared`` part of a derivation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.words import Direction, Verdict


@dataclass(frozen=True, slots=True)
class Compared:
    """Target and actual in one unit and at one precision.

    ``more`` says that the actual is a lower bound passed by an unknown amount (超过6.1万家), ``less`` that
    it is an upper bound. ``tolerance`` is absolute, in the unit of the target.
    """

    target: Decimal
    target_high: Decimal | None
    actual: Decimal
    more: bool
    less: bool
    lower_is_better: bool
    tolerance: Decimal
    part_floor: Decimal
    part_ceiling: Decimal


def read(derivation: dict[str, Any]) -> Compared:
    """The compared figures of a derivation of a figure rule."""
    compared = derivation["compared"]
    band = derivation["band"]
    high = compared.get("target_high", "")
    return Compared(
        target=Decimal(compared["target"]),
        target_high=Decimal(high) if high else None,
        actual=Decimal(compared["actual"]),
        more=compared.get("actual_is") == "more",
        less=compared.get("actual_is") == "less",
        lower_is_better=derivation["direction"] == Direction.LOWER,
        tolerance=Decimal(derivation["tolerance"]),
        part_floor=Decimal(band["floor"]),
        part_ceiling=Decimal(band["ceiling"]),
    )


def short_of(target: Decimal, actual: Decimal, share: Decimal) -> Verdict:
    """Not kept, more being better: in part from ``share`` of the target up; the wrong direction is broken."""
    if target > 0 and actual > 0 and actual >= share * target:
        return Verdict.IN_PART
    return Verdict.BROKEN


def over(target: Decimal, actual: Decimal, share: Decimal) -> Verdict:
    """Not kept, less being better: in part up to ``share`` times the target."""
    if target > 0 and actual <= share * target:
        return Verdict.IN_PART
    return Verdict.BROKEN
