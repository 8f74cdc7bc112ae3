"""Intervals of decimals, the arithmetic on them, and the operations a computation is made of.

An end of None is open: 突破1000 has no upper end. Ends count in, so touching intervals overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

_HUNDRED = Decimal(100)
#: A quotient or a root has no end: its interval is widened by this share, so that rounding of ours is never an alarm.
_SLACK = Decimal("1e-18")


@dataclass(frozen=True, slots=True)
class Interval:
    """All that a printed figure may stand for: [low, high], None where it is open."""

    low: Decimal | None
    high: Decimal | None

    @property
    def is_bounded(self) -> bool:
        """Whether neither end is open."""
        return self.low is not None and self.high is not None

    def overlaps(self, other: Interval) -> bool:
        """Whether one value can lie in both."""
        return not (_above(self.low, other.high) or _above(other.low, self.high))

    def lies_above(self, other: Interval) -> bool:
        """Whether every value of this one is larger than every value of the other."""
        return _above(self.low, other.high)

    def times(self, factor: Decimal) -> Interval:
        """Every value multiplied by a positive factor: the same interval in another unit."""
        return Interval(
            None if self.low is None else self.low * factor, None if self.high is None else self.high * factor
        )


def _above(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high


def total(parts: list[Interval]) -> Interval:
    """The sum of the parts."""
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    return Interval(
        None if None in lows else sum((low for low in lows if low is not None), Decimal(0)),
        None if None in highs else sum((high for high in highs if high is not None), Decimal(0)),
    )


def difference(level: Interval, base: Interval) -> Interval:
    """By how much the level lies above the base."""
    return Interval(
        None if level.low is None or base.high is None else level.low - base.high,
        None if level.high is None or base.low is None else level.high - base.low,
    )


def quotient(level: Interval, base: Interval) -> Interval:
    """How many times the base the level is; both are amounts, so nothing lies below zero."""
    low = Decimal(0) if level.low is None or not base.high else max(level.low, Decimal(0)) / base.high
    if level.high is None or base.low is None or base.low <= 0:
        return Interval(low * (1 - _SLACK), None)
    return Interval(low * (1 - _SLACK), level.high / base.low * (1 + _SLACK))


_ONE = Interval(Decimal(1), Decimal(1))


def _growth(operands: list[Interval]) -> Interval:
    return _as_growth(quotient(operands[0], operands[1]))


def _mean_growth(operands: list[Interval]) -> Interval:
    """Level, base and the least and largest number of years between them."""
    return _mean_of_multiple([quotient(operands[0], operands[1]), operands[2]])


def _mean_of_multiple(operands: list[Interval]) -> Interval:
    ratio, years = operands
    assert years.low is not None
    assert years.high is not None
    ends = [_root(end, n) for end in (ratio.low, ratio.high) for n in (years.low, years.high)]
    known = [end for end in ends if end is not None]
    low, high = min(known) * (1 - _SLACK), max(known) * (1 + _SLACK)
    return _as_growth(Interval(low, None if ratio.high is None else high))


def _root(ratio: Decimal | None, years: Decimal) -> Decimal | None:
    return None if ratio is None else ratio ** (1 / years) if ratio else Decimal(0)


def _as_growth(ratio: Interval) -> Interval:
    return Interval(
        None if ratio.low is None else (ratio.low - 1) * _HUNDRED,
        None if ratio.high is None else (ratio.high - 1) * _HUNDRED,
    )


def _as_ratio(growth: Interval) -> Interval:
    return Interval(
        None if growth.low is None else 1 + growth.low / _HUNDRED,
        None if growth.high is None else 1 + growth.high / _HUNDRED,
    )


#: What a computation may do with its operands, by its code; every result can be reached again from the data alone.
OPERATIONS: dict[str, Callable[[list[Interval]], Interval]] = {
    # level, base: by how many percent the level lies above the base
    "growth": _growth,
    # level, base, years: the same for a mean year
    "mean_growth": _mean_growth,
    # how many times the base, years: growth of a mean year
    "mean_of_multiple": _mean_of_multiple,
    # level, base: how many times the base
    "multiple": lambda operands: quotient(operands[0], operands[1]),
    # level, base: how many times the base it grew by
    "added_multiple": lambda operands: difference(quotient(operands[0], operands[1]), _ONE),
    # level, base: the plain difference
    "difference": lambda operands: difference(operands[0], operands[1]),
    # parts: their sum
    "sum": total,
    # actual, whole: the actual in percent of the whole
    "percent": lambda operands: quotient(operands[0], operands[1]).times(_HUNDRED),
    # level, growth in percent: the base that both imply
    "base": lambda operands: quotient(operands[0], _as_ratio(operands[1])),
    # level, base, growth in percent at constant prices: the change of prices that all three imply
    "deflator": lambda operands: _as_growth(quotient(quotient(operands[0], operands[1]), _as_ratio(operands[2]))),
    # a figure as it is, to stand beside another telling of it
    "same": lambda operands: operands[0],
}


def gap_between(one: Interval, other: Interval) -> Decimal:
    """The least share by which two amounts differ: 0.02 for [100, 101] and [103.02, 104]; 0 where they overlap."""
    for low, high in ((one.low, other.high), (other.low, one.high)):
        if low is not None and high is not None and low > high > 0:
            return low / high - 1
    return Decimal(0)
