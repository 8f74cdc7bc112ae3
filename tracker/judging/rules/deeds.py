"""Rules for what has no figure: named deeds on their ladder, and the government's own admissions."""

from __future__ import annotations

from typing import Any

from reports.words import Direction, Verdict
from tracker.judging.rules.figures import ceiling, floor


def done(derivation: dict[str, Any]) -> Verdict:
    """启动 < 开工 < 主体完工 < 建成 < 投用: kept when the rung reached is at least the rung promised.

    In part when it is short by no more than ``band.rungs``; later than the deadline is in part (``late``).
    """
    promised = derivation["compared"]["target"]
    reached = derivation["compared"]["actual"]
    if reached >= promised:
        return Verdict.IN_PART if derivation.get("late", False) else Verdict.KEPT
    return Verdict.IN_PART if promised - reached <= derivation["band"]["rungs"] else Verdict.BROKEN


def admitted(derivation: dict[str, Any]) -> Verdict:
    """未达到预期, 未能完成: broken; in part if a figure shows it inside the partial band.

    A figure can soften an admission and never turn it into "kept".
    """
    if "compared" not in derivation:
        return Verdict.BROKEN
    by_figure = ceiling if derivation["direction"] == Direction.LOWER else floor
    return Verdict.BROKEN if by_figure(derivation) == Verdict.BROKEN else Verdict.IN_PART
