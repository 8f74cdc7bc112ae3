"""Rules that need a second figure of the answer: in step with another, and multiples of a base."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.words import Verdict
from tracker.judging.rules.compared import read, short_of


def in_step(derivation: dict[str, Any]) -> Verdict:
    """与经济增长基本同步: growth less the yardstick's growth ≥ −tolerance; 高于, 快于: strictly more.

    Kept in part down to ``band.points`` behind.
    """
    compared = derivation["compared"]
    lead = Decimal(compared["actual"]) - Decimal(compared["target"])
    tolerance = Decimal(derivation["tolerance"])
    if lead > 0 if derivation.get("strict", False) else lead >= -tolerance:
        return Verdict.KEPT
    return Verdict.IN_PART if lead >= -Decimal(derivation["band"]["points"]) else Verdict.BROKEN


def multiple(derivation: dict[str, Any]) -> Verdict:
    """翻番, 增长3倍: kept when actual over base reaches the multiple; ``compared.actual`` is that quotient."""
    c = read(derivation)
    if c.actual >= c.target:
        return Verdict.KEPT
    return short_of(c.target, c.actual, c.part_floor)
