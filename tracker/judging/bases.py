"""The levels of the year before that the earlier report states, by which a level answers a promised growth.

Report N reviews the year before the one it promises growth for: 2019年完成4.6亿元, then 增长7%; where the next report
states only 2020年完成4.9亿元, the growth is worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from reports.reading.lexicon.indicators import by_code
from reports.reading.records import Base, Statement
from reports.words import Comparator, Dimension, Kind, Measure, Section
from tracker.judging import constants
from tracker.judging.choose import figure
from tracker.judging.converting import plain
from tracker.judging.spans import is_averaged
from tracker.judging.units import factor_between, places

#: Their growth is told at constant prices and their level at current ones: neither follows from the other (METHOD,
#: real and nominal growth).
_REAL = ("gdp", "value_added")
#: Words of a pledge for growth at constant prices, which levels do not give.
_CONSTANT_PRICES = ("实际", "可比", "不变价")


#: A growth is told right behind its level: 社会消费品零售总额514亿元, 增长16%.
_REACH = 30

#: Where the earlier report's own results are not at hand.
NO_BASES: Mapping[str, Base] = MappingProxyType({})


def bases_of(statements: Iterable[Statement], year: int, later: Sequence[Statement] = ()) -> dict[str, Base]:
    """The level of each standing amount of money in the year before ``year``, by the code of its indicator.

    Where it is told more than once the review of the year leads, and there its first telling. A level that the later
    report has restated, by what its own level and growth of the year come to, is left out.
    """
    found: dict[str, Statement] = {}
    for statement in statements:
        code = statement.indicator
        if code is None or statement.period != str(year - 1) or not _is_level(statement) or not _follows(code):
            continue
        first = found.get(code)
        if first is None or (statement.section == Section.REVIEW_YEAR != first.section):
            found[code] = statement
    return {
        code: Base(statement.number, statement.value, statement.unit, str(year - 1))
        for code, statement in found.items()
        if statement.number is not None and not _is_restated(statement, later, year)
    }


def _is_restated(base: Statement, later: Sequence[Statement], year: int) -> bool:
    """Whether the later report's growth (514亿元, 增长16%) starts from another level than the one told a year ago."""
    told = [one for one in later if one.indicator == base.indicator and one.period == str(year)]
    for level, growth in pairwise(sorted(told, key=lambda one: one.start)):
        if not _is_level(level) or not _is_growth(growth) or growth.start - level.end > _REACH:
            continue
        factor = factor_between(base.unit, level.unit)
        reached, rate, earlier = figure(level.value), figure(growth.value), figure(base.value)
        if factor is None or not reached or rate is None or earlier is None:
            continue
        over, under = _half_a_digit(level.value), _half_a_digit(growth.value)
        low = (reached - over) / (1 + (rate + under) / 100)
        high = (reached + over) / (1 + (rate - under) / 100)
        rounding = _half_a_digit(base.value)
        if (earlier + rounding) * factor < low or high < (earlier - rounding) * factor:
            return True
    return False


def base_for(pledge: Statement, outcome: Statement, bases: Mapping[str, Base]) -> Base | None:
    """Last year's level, in the outcome's unit, from which the promised growth follows; None where none does clearly.

    Not clearly: the printed figures leave room for the target on both sides, or the two levels lie so far apart that
    the series must have been changed between them.
    """
    base = bases.get(outcome.indicator or "")
    if (
        base is None
        or pledge.measure != Measure.GROWTH
        or pledge.indicator != outcome.indicator
        or not _is_level(outcome)
        or any(word in pledge.quote for word in _CONSTANT_PRICES)
    ):
        return None
    factor = factor_between(base.unit, outcome.unit)
    target, level, earlier = figure(pledge.value), figure(outcome.value), figure(base.value)
    if factor is None or target is None or not level or not earlier:
        return None
    rounding = _half_a_digit(outcome.value), _half_a_digit(base.value)
    low = _growth(level - rounding[0], (earlier + rounding[1]) * factor)
    high = _growth(level + rounding[0], (earlier - rounding[1]) * factor)
    if low < target < high or abs(_growth(level, earlier * factor)) > constants.DERIVED_GROWTH_MOST:
        return None
    return Base(base.number, plain(earlier * factor), outcome.unit, base.period)


def _growth(level: Decimal, base: Decimal) -> Decimal:
    return (level / base - 1) * 100


def _half_a_digit(written: str) -> Decimal:
    return Decimal(1).scaleb(-places(written)) / 2


def _is_level(statement: Statement) -> bool:
    return (
        statement.kind == Kind.OUTCOME
        and statement.measure == Measure.LEVEL
        and statement.comparator in (Comparator.EQ, Comparator.ABOUT)
    )


def _is_growth(outcome: Statement) -> bool:
    """Whether it is the growth of the year alone, and not less than all of it."""
    rate = figure(outcome.value)
    is_plain = outcome.kind == Kind.OUTCOME and outcome.measure == Measure.GROWTH and not is_averaged(outcome)
    return is_plain and rate is not None and rate > 0


def _follows(code: str) -> bool:
    return by_code()[code].dimension == Dimension.MONEY and not any(part in code for part in _REAL)
