"""Level, growth and base across two reports: this year's level and growth against the level told a year ago.

Growth of output and value added is real while levels are nominal, and so it may be for incomes: there the change of
prices that the three figures imply is shown, and only an absurd one is an alarm. Elsewhere the base that level and
growth imply is held against the one reported; statistics are revised, so a small gap is information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reading.records import Reading
from reports.words import Measure
from tracker.judging.audit.intervals import Interval, gap_between
from tracker.judging.audit.making import computed, finding, result_of
from tracker.judging.audit.printed import Printed
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.series import Told, is_of_another, is_plain_growth, is_same, told
from tracker.judging.units import Unit

#: A restated base this far from the one reported is worth a warning: revisions after a census seldom go beyond.
RESTATED_SHARE = Decimal("0.05")
#: Prices of a whole economy do not move by more in a year.
ABSURD_DEFLATOR = Decimal(15)
#: Growth in real terms by rule of the statistics: 增加值增速按可比价计算.
_REAL = ("gdp", "value_added", "income_", "output", "productivity")
#: The same where the words are no standing indicator of it: 畜牧业增加值, 畜牧业总产值.
_REAL_NAMES = re.compile(r"增加值|产值|生产总值")
_MONEY = ("yuan", "dollar")
_NOTHING = Interval(Decimal(0), Decimal(0))
#: Growth over a changing circle of firms or projects is worked out on a like-for-like base: 规上工业利润增长8%.
#: So is that of revenue in years of tax reform: 一般公共预算收入增长8%, with or without 同口径.
_LIKE_FOR_LIKE = (
    "above_scale", "above_quota", "investment", "profit", "industrial_revenue", "retail",
    "budget_revenue", "fiscal", "tax_revenue", "budget_expenditure",
)  # fmt: skip
_CHANGES = (Measure.GROWTH, Measure.DECLINE, Measure.MULTIPLE)
#: 投资21亿元，是上年的3.7倍.
_OF_LAST_YEAR = re.compile(r"[上去]年的$")
#: How far behind its level a growth may stand: 投资3亿元、利税2亿元，分别增长8%和6%.
_REACH = 90


def is_real(indicator: str, subject: str, unit: Unit) -> bool:
    """Whether the growth of the indicator, or of what the words name, is or may be told at constant prices."""
    return unit.kind in _MONEY and (any(word in indicator for word in _REAL) or bool(_REAL_NAMES.search(subject)))


def is_like_for_like(indicator: str) -> bool:
    """Whether the growth of the indicator is worked out on a base of its own, which levels do not show."""
    return any(word in indicator for word in _LIKE_FOR_LIKE)


def may_alarm(indicator: str) -> bool:
    """Whether two reports surely mean the same by it: a standing indicator that is not counted like for like."""
    return bool(indicator) and not is_like_for_like(indicator)


def check(earlier: Reading, later: Reading) -> Iterator[Finding]:
    """Each level of the later report that tells its growth, against the level that the earlier report tells."""
    bases = list(told(earlier, (Measure.LEVEL,)))
    growths = [g for g in told(later, _CHANGES, 1) if _is_of_last_year(later, g)]
    for level in told(later, (Measure.LEVEL,), 1):
        growth = _growth_of(level, growths, later)
        known = [base for base in bases if base.year == level.year - 1 and is_same(base, level)]
        if growth is not None and known:
            yield from _compared(later, level, _in_percent(growth), growth.printed, known)


def _is_of_last_year(later: Reading, growth: Told) -> bool:
    if growth.statement.measure != Measure.MULTIPLE:
        return growth.unit.kind == "percent" and is_plain_growth(later, growth.statement)
    start = growth.printed.place.start
    return growth.statement.unit == "倍" and bool(_OF_LAST_YEAR.search(later.text[max(0, start - 6) : start]))


def _growth_of(level: Told, growths: list[Told], later: Reading) -> Told | None:
    start = level.printed.place.end
    for growth in growths:
        gap = later.text[start : growth.printed.place.start]
        if growth.key != level.key or growth.year != level.year:
            continue
        if 0 < growth.printed.place.start - start <= _REACH and not set("。\n") & set(gap):
            return growth
    return None


def _in_percent(growth: Told) -> Interval:
    """The growth with its sign, in percent: 下降3% is -3, 是上年的2倍 is 100."""
    interval = growth.printed.interval
    if growth.statement.measure == Measure.DECLINE:
        return Interval(*(None if end is None else -end for end in (interval.high, interval.low)))
    if growth.statement.measure == Measure.MULTIPLE:
        return Interval(*(None if end is None else (end - 1) * 100 for end in (interval.low, interval.high)))
    return interval


def _compared(later: Reading, level: Told, growth: Interval, printed: Printed, known: list[Told]) -> Iterator[Finding]:
    indicator = level.key.indicator
    base = min(known, key=lambda b: _gap(level, growth, b))
    factor = base.unit.worth / level.unit.worth
    figures = [(Role.LEVEL, level.printed), (Role.BASE, base.printed), (Role.GROWTH, printed)]
    operands = [level.printed.interval, base.printed.in_unit(factor), growth]
    subject = level.statement.subject
    if is_real(indicator, subject, level.unit):
        computation = computed("deflator", operands, None, "%")
        implied = result_of("deflator", operands)
        if not all(interval.is_bounded for interval in operands):
            # 突破90万亿元 implies next to nothing.
            return
        if implied.overlaps(_NOTHING):
            # Told at current prices, as incomes often are: level, growth and base agree as they stand.
            return
        bound = Interval(-ABSURD_DEFLATOR, ABSURD_DEFLATOR)
        is_odd = not implied.overlaps(bound) and not is_like_for_like(indicator)
        severity = Severity.WARNING if is_odd else Severity.INFO
        yield finding(
            Inconsistency.DEFLATOR,
            severity,
            figures,
            computation,
            subject=subject,
            indicator=indicator,
            year=level.year,
        )
        return
    gap = _gap(level, growth, base)
    if not gap or result_of("growth", [level.printed.loose, base.printed.loose.times(factor)]).overlaps(growth):
        return
    is_alarm = gap > RESTATED_SHARE and may_alarm(indicator) and not is_of_another(later, level)
    computation = computed("growth", operands[:2], growth, "%")
    severity = Severity.WARNING if is_alarm else Severity.INFO
    yield finding(
        Inconsistency.GROWTH, severity, figures, computation, subject=subject, indicator=indicator, year=level.year
    )


def _gap(level: Told, growth: Interval, base: Told) -> Decimal:
    """How far the base that level and growth imply lies from the one reported, as a share."""
    implied = result_of("base", [level.printed.interval, growth])
    return gap_between(implied, base.printed.in_unit(base.unit.worth / level.unit.worth))
