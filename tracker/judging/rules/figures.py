"""Rules that set one figure against another: floor, above, ceiling, about, range, reduce."""

from __future__ import annotations

from typing import Any

from reports.words import Verdict
from tracker.judging.rules.compared import over, read, short_of


def floor(derivation: dict[str, Any]) -> Verdict:
    """增长8.5%, 新建20所, 以上, 不低于, 至少: kept when a ≥ t."""
    c = read(derivation)
    if c.actual >= c.target:
        return Verdict.KEPT
    return short_of(c.target, c.actual, c.part_floor)


def above(derivation: dict[str, Any]) -> Verdict:
    """超过, 突破, 高于: kept when a > t; an answer that itself says "more than t" is kept."""
    c = read(derivation)
    if c.actual > c.target or (c.actual == c.target and c.more):
        return Verdict.KEPT
    return short_of(c.target, c.actual, c.part_floor)


def ceiling(derivation: dict[str, Any]) -> Verdict:
    """以内, 不超过, 控制在: kept when a ≤ t; 低于 (strict): when a < t or the answer itself says "below t"."""
    c = read(derivation)
    at_limit = c.less or not derivation.get("strict", False)
    if c.actual < c.target or (c.actual == c.target and at_limit):
        return Verdict.KEPT
    return over(c.target, c.actual, c.part_ceiling)


def about(derivation: dict[str, Any]) -> Verdict:
    """左右, 约: the shortfall stays within the tolerance; overshoot in the good direction is never penalised."""
    c = read(derivation)
    if c.lower_is_better:
        if c.actual <= c.target + c.tolerance:
            return Verdict.KEPT
        return over(c.target, c.actual, c.part_ceiling)
    if c.actual >= c.target - c.tolerance:
        return Verdict.KEPT
    return short_of(c.target, c.actual, c.part_floor)


def within_range(derivation: dict[str, Any]) -> Verdict:
    """6%—6.5%: kept from the lower end up; where less is better, up to the upper end."""
    c = read(derivation)
    if c.lower_is_better:
        limit = c.target if c.target_high is None else c.target_high
        return Verdict.KEPT if c.actual <= limit else over(limit, c.actual, c.part_ceiling)
    if c.actual >= c.target:
        return Verdict.KEPT
    return short_of(c.target, c.actual, c.part_floor)


def reduce(derivation: dict[str, Any]) -> Verdict:
    """下降3%左右, 降低0.2个百分点: kept when the fall is at least t, less the tolerance of an "about".

    Both figures are falls, written positive; a rise is a negative fall.
    """
    c = read(derivation)
    if c.actual >= c.target - c.tolerance:
        return Verdict.KEPT
    return short_of(c.target, c.actual, c.part_floor)
