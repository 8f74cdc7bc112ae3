"""Which rule judges a pledge, from its wording and the indicator's good direction."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from reports.reading.lexicon.indicators import by_code
from reports.reading.records import Statement
from reports.words import Comparator, Direction, Measure, Rule

#: Measures on which a bare figure of a lower-is-better indicator is a ceiling: 居民消费价格上涨3%, 失业率4%.
_CEILED = {Measure.GROWTH, Measure.LEVEL, Measure.SHARE}


def rule_for(pledge: Statement, direction: Direction) -> Rule:
    """The rule of METHOD a pledge is judged by when a figure or a deed answers it."""
    if pledge.comparator == Comparator.SYNC:
        return Rule.IN_STEP
    if pledge.measure == Measure.DONE:
        return Rule.DONE
    if pledge.measure == Measure.MULTIPLE:
        return Rule.MULTIPLE
    if pledge.measure == Measure.RANK:
        return Rule.CEILING
    if pledge.comparator in (Comparator.LE, Comparator.LT):
        return Rule.CEILING
    if pledge.measure == Measure.DECLINE:
        return Rule.RANGE if pledge.comparator == Comparator.RANGE else Rule.REDUCE
    if pledge.comparator == Comparator.ABOUT:
        return Rule.ABOUT
    if pledge.comparator == Comparator.RANGE:
        return Rule.RANGE
    if direction == Direction.LOWER and pledge.measure in _CEILED:
        return Rule.CEILING
    if pledge.comparator == Comparator.GT:
        return Rule.ABOVE
    if pledge.measure == Measure.SHARE and figure(pledge.value) == 100:
        return Rule.ALL
    return Rule.FLOOR


def direction_of(pledge: Statement) -> Direction:
    """Which way the pledge's indicator is better; what is no standing indicator is promised to be more."""
    indicator = by_code().get(pledge.indicator or "")
    return indicator.direction if indicator else Direction.HIGHER


def figure(value: str) -> Decimal | None:
    """The decimal a value spells, or None: empty, redacted, a ratio (1.3:17.4:81.3)."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return None
