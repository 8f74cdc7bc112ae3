"""Where axes begin and end, and how a range is cut into parts: exact, in decimals, from the figures alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

#: With so many figures the outermost hundredth on either side may lie outside the frame, so that one slip of a report
#: does not press all others flat.
ENOUGH_TO_CUT = 50
#: An axis whose ends differ by more than this many times is drawn in powers of ten.
WIDE = 30
_MULTIPLES = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Frame:
    """The ends of an axis."""

    low: Decimal
    high: Decimal
    is_logarithmic: bool = False

    def holds(self, figure: Decimal) -> bool:
        """Whether the figure lies on the axis."""
        return self.low <= figure <= self.high

    def snapped(self, figure: Decimal, parts: int) -> float:
        """The figure moved to the nearest of so many equal parts of the axis, so that neighbours fall together."""
        low, high, at = (self._scaled(one) for one in (self.low, self.high, figure))
        place = low + round((at - low) / (high - low) * parts) * (high - low) / parts
        return float(f"{math.exp(place) if self.is_logarithmic else place:.6g}")

    def _scaled(self, figure: Decimal) -> float:
        return math.log(figure) if self.is_logarithmic else float(figure)


def frame(figures: Sequence[Decimal], *, may_be_logarithmic: bool) -> Frame:
    """An axis for the figures, which must not be empty; its ends are whole steps."""
    kept = within(figures, Decimal("0.01")) if len(figures) >= ENOUGH_TO_CUT else sorted(figures)
    low, high = kept[0], kept[-1]
    if may_be_logarithmic and low > 0 and high > WIDE * low:
        return Frame(low * Decimal("0.8"), high * Decimal("1.25"), is_logarithmic=True)
    step = step_for(high - low or abs(high) or Decimal(1), 8)
    low, high = _down(low, step), _up(high, step)
    return Frame(low, high if high > low else low + step)


def within(figures: Sequence[Decimal], share: Decimal) -> list[Decimal]:
    """The figures in order without this share of them at either end."""
    ordered = sorted(figures)
    cut = int(len(ordered) * share)
    return ordered[cut : len(ordered) - cut]


def step_for(span: Decimal, most: int) -> Decimal:
    """The smallest of …, 0.5, 1, 2, 5, 10, … that cuts the span into no more parts than ``most``."""
    least = span / most
    power = Decimal(10) ** (least.adjusted())
    return next(power * multiple for multiple in _MULTIPLES if power * multiple >= least)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a range; the first holds all that lies below, the last all that lies above."""

    low: Decimal
    high: Decimal
    is_first: bool
    is_last: bool


def parts(figures: Sequence[Decimal], most: int, around: Decimal | None = None) -> list[Part]:
    """About ``most`` equal parts that hold the figures but the outermost fiftieths; ``around`` lies on an edge."""
    kept = within(figures, Decimal("0.02")) if len(figures) >= ENOUGH_TO_CUT else sorted(figures)
    ends = [kept[0], kept[-1], *([around] if around is not None else [])]
    step = step_for(max(ends) - min(ends) or abs(max(ends)) or Decimal(1), most)
    # One part more on the right where the highest figure lies on an edge: a part holds its lower edge.
    first, last = _down(min(ends), step), _up(max(ends), step)
    if last == max(ends):
        last += step
    count = int((last - first) / step)
    return [Part(first + step * n, first + step * (n + 1), n == 0, n == count - 1) for n in range(count)]


def part_of(figure: Decimal, cut: Sequence[Part], *, upper_edge: bool = False) -> int:
    """The place of the part that holds the figure; with ``upper_edge`` a part holds its upper edge, not its lower."""
    step = cut[0].high - cut[0].low
    at = (figure - cut[0].low) / step
    whole = int(at.to_integral_value(ROUND_CEILING)) - 1 if upper_edge else int(at.to_integral_value(ROUND_FLOOR))
    return min(max(whole, 0), len(cut) - 1)


def _down(figure: Decimal, step: Decimal) -> Decimal:
    return (figure / step).to_integral_value(ROUND_FLOOR) * step


def _up(figure: Decimal, step: Decimal) -> Decimal:
    return (figure / step).to_integral_value(ROUND_CEILING) * step
