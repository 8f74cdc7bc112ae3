"""Which figures lie on an axis with others, and what counts as kept beside a target; read from what verdicts store."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from reports.words import Direction, Measure, Rule

#: Verdicts by these rest on two figures in one unit.
OF_FIGURES = frozenset(
    rule.value for rule in (Rule.FLOOR, Rule.ABOVE, Rule.CEILING, Rule.ABOUT, Rule.RANGE, Rule.REDUCE, Rule.ADMITTED)
)
#: A place among others, a proportion, a deed and a multiple are no amounts that lie on an axis.
NOT_DRAWN = frozenset(measure.value for measure in (Measure.RANK, Measure.RATIO, Measure.DONE, Measure.MULTIPLE))
#: Where less is better these allow more than the target; all others allow less.
_SIDED = frozenset(rule.value for rule in (Rule.ABOUT, Rule.RANGE, Rule.ADMITTED))


def number(value: object) -> Decimal | None:
    """A stored figure; None for a blanked or missing one."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def tolerated(
    target: Decimal, target_high: object, tolerance: object, rule: str, direction: str | None
) -> tuple[Decimal, Decimal]:
    """From where to where an outcome counts as kept beside the target, as the verdict compared them.

    Both ends are the target itself where nothing is tolerated and the target is no range.
    """
    high = number(target_high)
    if rule == Rule.RANGE.value and high is not None:
        return min(target, high), max(target, high)
    reach = number(tolerance) or Decimal(0)
    is_above = direction == Direction.LOWER.value and rule in _SIDED
    return (target, target + reach) if is_above else (target - reach, target)
