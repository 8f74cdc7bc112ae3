"""From one figure to another within a sentence, and the change that is told beside them.

从6亿元增加到15.2亿元，增长1.5倍; 由37户增加到133户.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reading.records import Reading, Statement
from reports.words import Measure
from tracker.judging.audit import printed
from tracker.judging.audit.growth import is_like_for_like, is_real
from tracker.judging.audit.intervals import Interval
from tracker.judging.audit.making import computed, finding, result_of
from tracker.judging.audit.printed import Printed
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.scanning import NUMBER, figure_at, plain_text, same_measure, statement_at
from tracker.judging.units import factor_between, read_unit

#: 增加到, 提高至 and 下降到, 减少为: which way the figures must run.
_UP = re.compile(r"(增加|增长|提高|提升|上升|扩大|升|增)(到|至|为)")
_DOWN = re.compile(r"(下降|降低|减少|缩小|压减|降|减)(到|至|为)")
#: Right behind the level: ，增长8.5% – ，年均增长15.8% – ，增加1.2亿元 – 、提高5个百分点.
#: What 同比 and 比上年 say is of the last year alone.
_CHANGE = re.compile(
    r"^[^\d，。；、\n]{0,6}[，、]?(?:净|累计|共|五年)?(?P<mean>年均|年平均|平均每年)?"
    r"(?P<verb>增长|增加|提高|提升|上升|扩大|下降|降低|减少|缩小)了?(?:近|超过?|约)?(?P<value>" + NUMBER + r")"
    r"(?P<unit>倍|%|个百分点|[万亿]*[一-鿿]{1,3})"
)
#: ，是五年前的2.5倍 – ，为2010年的3倍: whatever the year named, it is the one the sentence began with.
_TIMES = re.compile(
    r"^[^\d，。；、\n]{0,6}[，、](?:是|为|达)(?:[^，。；\n]{0,6}[年末初]|上年)的(?P<value>" + NUMBER + r")(?P<unit>倍)"
)
#: ，翻了一番 – ，实现翻番.
_DOUBLED = re.compile(r"^[^\d，。；、\n]{0,6}[，、][^\d，。；、\n]{0,4}(?P<value>翻了?一?番)")
#: What 翻一番 may be said of: nearly twice, and short of three times.
_TWICE = Interval(Decimal("1.9"), Decimal(3))
#: 是上届的2.4倍，年均增长19%, with the year: the one tells the other.
_TIMES_AND_MEAN = re.compile(
    rf"[是为](?P<since>20\d\d)年的(?P<times>{NUMBER})倍，年均(?:增长|递增)(?P<value>{NUMBER})%"
)
_FALLING = ("下降", "降低", "减少", "缩小")
_YEARS = re.compile(r"(\d{4})-(\d{4})")


def check(reading: Reading) -> Iterator[Finding]:
    """Each statement that tells where it began, with the change told right behind it."""
    source = plain_text(reading)
    for statement in reading.statements:
        if statement.base is None or statement.measure not in (Measure.LEVEL, Measure.SHARE):
            continue
        level = printed.of_statement(statement, reading.text)
        base = printed.read(reading.text, statement.base.number, statement.base.value, statement.base.unit)
        factor = factor_between(statement.base.unit, statement.unit)
        if level is None or base is None or factor is None or not base.value > 0:
            continue
        yield from _direction(source, statement, level, base, factor)
        yield from _change(source, statement, level, base, factor)
    for match in _TIMES_AND_MEAN.finditer(source):
        yield from _times_and_mean(reading, source, match)


def _times_and_mean(reading: Reading, source: str, match: re.Match[str]) -> Iterator[Finding]:
    times, mean = figure_at(source, match, "times", "倍"), figure_at(source, match, "value", "%")
    statement = statement_at(reading, match.start("value"))
    year = reading.plan_year - 1
    length = Decimal(year - int(match["since"]))
    if times is None or mean is None or statement is None or length < 1:
        return
    # What the multiple is told of may grow in real terms only where it is money; its statement has the unit of times.
    indicator = statement.indicator or ""
    if is_real(indicator, statement.subject, read_unit("元")):
        return
    span = Interval(length, length)
    if result_of("mean_of_multiple", [times.loose, span]).overlaps(mean.loose):
        return
    yield finding(
        Inconsistency.FROM_TO,
        Severity.INFO if is_like_for_like(indicator) else Severity.WARNING,
        [(Role.LEVEL, times), (Role.CHANGE, mean)],
        computed("mean_of_multiple", [times.interval, span], mean.interval, "%"),
        subject=statement.subject,
        indicator=indicator,
        year=year,
    )


def _direction(source: str, statement: Statement, level: Printed, base: Printed, factor: Decimal) -> Iterator[Finding]:
    between = source[base.place.end : level.place.start]
    if "分别" in source[max(0, base.place.start - 12) : level.place.start] or re.search(r"\d", between):
        return
    up, down = _UP.search(between), _DOWN.search(between)
    if bool(up) == bool(down):
        return
    stated = Interval(Decimal(0), None) if up else Interval(None, Decimal(0))
    yield from _held(statement, "difference", [level, base], factor, stated, None)


def _change(source: str, statement: Statement, level: Printed, base: Printed, factor: Decimal) -> Iterator[Finding]:
    behind = source[level.place.end : level.place.end + 60]
    found = _CHANGE.match(behind) or _TIMES.match(behind)
    if found is None:
        doubled = _DOUBLED.match(behind)
        if doubled and not _is_real(statement):
            change = _shifted(source, level.place.end, _DOUBLED, "倍")
            yield from _held(statement, "multiple", [level, base], factor, _TWICE, change)
        return
    pattern = _CHANGE if _CHANGE.match(behind) else _TIMES
    change = _shifted(source, level.place.end, pattern, found["unit"])
    if change is None:
        return
    stated, unit = change.interval, found["unit"]
    groups = found.groupdict()
    if groups.get("verb") in _FALLING:
        stated = Interval(*(None if end is None else -end for end in (stated.high, stated.low)))
    if unit == "倍":
        # 增长2倍 is said of twice as much and of three times as much.
        if "verb" in groups and result_of("multiple", _operands(level, base, factor)).overlaps(stated):
            return
        operation = "added_multiple" if "verb" in groups else "multiple"
        yield from _held(statement, operation, [level, base], factor, stated, change)
    elif unit == "%" and not _is_real(statement) and statement.unit != "%":
        yield from _percent(statement, [level, base], factor, stated, change, is_mean=bool(groups["mean"]))
    elif not groups.get("mean") and (more := _added_factor(unit, statement.unit)):
        yield from _held(statement, "difference", [level, base], factor, stated.times(more), change)


def _percent(
    statement: Statement, pair: list[Printed], factor: Decimal, stated: Interval, change: Printed, *, is_mean: bool
) -> Iterator[Finding]:
    if not is_mean:
        yield from _held(statement, "growth", pair, factor, stated, change)
        return
    years = _YEARS.fullmatch(statement.period)
    # Where the years are not said, a review of several is mostly one of five; one year more or less is let pass.
    length = int(years[2]) - int(years[1]) + 1 if years else 5
    if length < 2:
        return
    span = Interval(Decimal(length - 1), Decimal(length + 1))
    yield from _held(statement, "mean_growth", pair, factor, stated, change, span)


def _added_factor(unit: str, of: str) -> Decimal | None:
    """What an amount added is multiplied by; words that ran on behind its unit (1.2亿元左右) are left off."""
    if unit == "个百分点":
        return factor_between("%", of)
    for end in range(len(unit), 0, -1):
        if same_measure(unit[:end], of):
            return factor_between(unit[:end], of)
    return None


def _is_real(statement: Statement) -> bool:
    return is_real(statement.indicator or "", statement.subject, read_unit(statement.unit))


def _shifted(source: str, start: int, pattern: re.Pattern[str], unit: str) -> Printed | None:
    """The figure of the change, with its place in the whole text."""
    match = re.compile(pattern.pattern.removeprefix("^")).match(source, start)
    if match is None:
        return None
    found = figure_at(source, match, "value", unit)
    if found is not None or not match["value"].startswith("翻"):
        return found
    place = printed.Span(match.start("value"), match.end("value"))
    return Printed(0, place, match["value"], Decimal(2), "倍", _TWICE, _TWICE)


def _operands(level: Printed, base: Printed, factor: Decimal) -> list[Interval]:
    return [level.interval, base.in_unit(factor)]


def _held(
    statement: Statement,
    operation: str,
    pair: list[Printed],
    factor: Decimal,
    stated: Interval,
    change: Printed | None,
    *more: Interval,
) -> Iterator[Finding]:
    level, base = pair
    result = result_of(operation, [level.loose, base.loose.times(factor), *more])
    if result.overlaps(stated):
        return
    figures = [(Role.LEVEL, level), (Role.BASE, base)] + ([(Role.CHANGE, change)] if change else [])
    unit = {"growth": "%", "mean_growth": "%", "multiple": "倍", "added_multiple": "倍"}.get(operation, statement.unit)
    yield finding(
        Inconsistency.FROM_TO,
        Severity.ERROR,
        figures,
        computed(operation, [*_operands(level, base, factor), *more], stated, unit),
        subject=statement.subject,
        indicator=statement.indicator or "",
        year=int(statement.period[-4:]) if statement.period else 0,
    )
