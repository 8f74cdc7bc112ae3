"""A target that is less than the year before's, said as a fact; a warning only where the earlier one was not met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.reading.lexicon.indicators import by_code
from reports.reading.records import Statement
from reports.words import Comparator, Direction, Measure
from tracker.judging.choose import figure
from tracker.judging.converting import plain
from tracker.judging.goalposts.pairs import Pair
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.series import Key
from tracker.judging.units import factor_between

_UP = (Comparator.GE, Comparator.GT)
_DOWN = (Comparator.LE, Comparator.LT)


def check(pair: Pair) -> Iterator[Shift]:
    """The shift of a lowered target; nothing where it stayed, rose, or does not compare."""
    ends = compared(pair.before, pair.after, direction_in(pair.key))
    if not pair.key.indicator or ends is None or not ends[2]:
        return
    before, after, _ = ends
    computation = {
        "compared": [plain(before), plain(after)],
        "unit": pair.before.unit,
        "is_ceiling": _is_ceiling(pair.before, direction_in(pair.key)),
        "was_missed": pair.was_missed,
    }
    yield pair.shift(Move.LOWERED, Weight.WARNING if pair.was_missed else Weight.INFO, computation)


def compared(before: Statement, after: Statement, direction: Direction) -> tuple[Decimal, Decimal, bool] | None:
    """The ends of both targets in the earlier one's unit, and whether the later asks for less; None if they do not
    compare: no good direction, a rank or ratio, units of two kinds."""
    if direction == Direction.NEUTRAL or before.measure in (Measure.RANK, Measure.RATIO, Measure.MULTIPLE):
        return None
    ends = [_end(statement, direction) for statement in (before, after)]
    factor = factor_between(after.unit, before.unit)
    if ends[0] is None or ends[1] is None or factor is None or _is_odd(before, direction) or _is_odd(after, direction):
        return None
    first, second = ends[0], ends[1] * factor
    if before.measure == Measure.DECLINE == after.measure:
        return first, second, second < first
    if before.measure != after.measure:
        # Growth beside decline: one measure with two signs.
        first, second = (-v if s.measure == Measure.DECLINE else v for v, s in ((first, before), (second, after)))
    return first, second, second > first if direction == Direction.LOWER else second < first


def direction_in(key: Key) -> Direction:
    """Which way the key's indicator is better; what is no standing indicator is promised to be more."""
    found = by_code().get(key.indicator)
    return found.direction if found else Direction.HIGHER


def _is_ceiling(statement: Statement, direction: Direction) -> bool:
    return direction == Direction.LOWER and statement.measure != Measure.DECLINE


def _end(statement: Statement, direction: Direction) -> Decimal | None:
    """The end that must be reached: the lower of a range, the upper where less is better."""
    is_high = _is_ceiling(statement, direction) and statement.value_high
    return figure(statement.value_high if is_high else statement.value)


def _is_odd(statement: Statement, direction: Direction) -> bool:
    """Whether the wording points against the indicator's direction, so that nobody can say which way is less."""
    if statement.measure == Measure.DECLINE:
        return statement.comparator in _DOWN
    return statement.comparator in (_UP if direction == Direction.LOWER else _DOWN)
