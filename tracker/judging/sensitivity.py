"""How much the count of kept pledges owes to the tolerance: the line printed under the scoreboard (METHOD)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reports.words import Comparator, Verdict
from tracker.judging.constants import SENSITIVITY_POINTS
from tracker.judging.converting import plain
from tracker.judging.rules import apply
from tracker.judging.units import read_unit


def kept_by_tolerance(derivations: Iterable[dict[str, Any]]) -> dict[Decimal, int]:
    """How many of the verdicts would be "kept" at each tolerance in percentage points, smallest first.

    The tolerance is that of an "about" said of a rate (7.5%左右); every other derivation counts as it stands.
    """
    derivations = list(derivations)
    return {points: sum(_is_kept(derivation, points) for derivation in derivations) for points in SENSITIVITY_POINTS}


def _is_kept(derivation: dict[str, Any], points: Decimal) -> bool:
    if "parts" in derivation:
        derivation = derivation | {"parts": [_at(part, points) for part in derivation["parts"]]}
    return apply(_at(derivation, points)) == Verdict.KEPT


def _at(derivation: dict[str, Any], points: Decimal) -> dict[str, Any]:
    target = derivation["target"]
    is_about = target["comparator"] == Comparator.ABOUT and "tolerance" in derivation
    return derivation | {"tolerance": plain(points)} if is_about and read_unit(target["unit"]).is_rate else derivation
