"""Printed figures and what they may stand for: the interval a number was rounded from, opened by 余, 近, 以上.

168.4 is [168.35, 168.45]; 20所 is exactly 20; 1500亿元 was perhaps rounded to hundreds, so idle zeros widen it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reports.reading.records import Span, Statement
from reports.words import Comparator
from tracker.judging.audit.intervals import Interval
from tracker.judging.audit.records import Figure, Role
from tracker.judging.choose import figure
from tracker.judging.converting import plain
from tracker.judging.units import places, read_unit

_HALF = Decimal("0.5")
#: 950亿元 may be 946: idle zeros are taken for rounding, but never for more than this share of the figure.
_IDLE_ZEROS = Decimal("0.01")
#: 约300, 300左右: as far off as an honest "about" may be.
_ABOUT = Decimal("0.1")
#: Things counted one by one are printed as they are: 20所, 1368人.
_COUNTED = {"count", "people", "household", "bare", "days"}
#: Before a figure: 超300, 突破千亿, 达到近1万公里, 约30万辆.
_OVER = re.compile(r"(超过?|突破|逾|高于|不少于|不低于|大于|至少)(了|达)?$")
_UNDER = re.compile(r"(近|接近|将近|不到|不足|低于|不超过|少于)(了|达)?$")
_NEAR = re.compile(r"(约|大约|大概|左右|基本达到|预计约|约为|约占)$")
#: Behind a figure and its unit: 300余所, 300亿元以上, 300人左右.
_MORE = re.compile(r"^[^，。；、\d]{0,5}?(多|余|以上|强)")
_LESS = re.compile(r"^[^，。；、\d]{0,5}?(以内|以下|弱)")
_ROUGHLY = re.compile(r"^[^，。；、\d]{0,5}?(左右|上下)")
_BEFORE, _BEHIND = 6, 10


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure with its interval in the unit as written, and whether it was rounded at all.

    ``loose`` is the interval of a figure that was cut off or rounded up instead of to the nearest.
    """

    text: int
    place: Span
    words: str
    value: Decimal
    unit: str
    interval: Interval
    loose: Interval

    def as_figure(self, role: Role) -> Figure:
        """The figure as a finding keeps it."""
        low, high = ends(self.interval)
        return Figure(role, self.text, self.place, self.words, self.unit, low, high)

    def in_unit(self, factor: Decimal) -> Interval:
        """The interval in a unit of which this one holds ``factor``."""
        return self.interval.times(factor)


def of_statement(statement: Statement, source: str, text: int = 0) -> Printed | None:
    """The figure of a statement; None where it has none, or one that is no number."""
    if statement.number is None or figure(statement.value) is None:
        return None
    return read(source, statement.number, statement.value, statement.unit, text, statement)


def read(
    source: str, place: Span, value: str, unit: str, text: int = 0, statement: Statement | None = None
) -> Printed | None:
    """The figure at a place of the text; ``value`` is its decimal string. None where that is no number."""
    try:
        point = Decimal(value)
    except InvalidOperation:
        return None
    bound = statement.comparator if statement else _bound_around(source, place)
    if bound == Comparator.EQ:
        bound = _bound_around(source, place)
    high = figure(statement.value_high) if statement else None
    half = _half_of(value, unit)
    near, loose = (_bounded(point, high, margin, bound) for margin in (half, half * 2))
    return Printed(text, place, source[place.start : place.end], point, unit, near, loose)


def ends(interval: Interval) -> tuple[str, str]:
    """The ends as decimal strings, empty where open."""
    return tuple("" if end is None else plain(end) for end in (interval.low, interval.high))  # type: ignore[return-value]


def _half_of(value: str, unit: str) -> Decimal:
    """Half a unit of the last digit that says something."""
    digits = value.lstrip("-")
    idle = len(digits) - len(digits.rstrip("0")) if "." not in digits and digits.strip("0") else 0
    is_scaled = any(scale in unit for scale in "万亿")
    if read_unit(unit).kind in _COUNTED and not is_scaled and "." not in digits and idle < 2:
        return Decimal(0)
    half = _HALF.scaleb(-places(value))
    if idle:
        half = max(half, min(_HALF.scaleb(idle), abs(Decimal(value)) * _IDLE_ZEROS))
    return half


def _bounded(point: Decimal, high: Decimal | None, half: Decimal, bound: Comparator) -> Interval:
    if high is not None:
        return Interval(min(point, high) - half, max(point, high) + half)
    if bound in (Comparator.GT, Comparator.GE):
        return Interval(point - half, None)
    if bound in (Comparator.LT, Comparator.LE):
        return Interval(None, point + half)
    if bound == Comparator.ABOUT:
        half = max(half, abs(point) * _ABOUT)
    return Interval(point - half, point + half)


def _bound_around(source: str, place: Span) -> Comparator:
    before = source[max(0, place.start - _BEFORE) : place.start]
    behind = source[place.end : place.end + _BEHIND]
    if _OVER.search(before) or _MORE.search(behind):
        return Comparator.GT
    if _UNDER.search(before) or _LESS.search(behind):
        return Comparator.LT
    if _NEAR.search(before) or _ROUGHLY.search(behind):
        return Comparator.ABOUT
    return Comparator.EQ
