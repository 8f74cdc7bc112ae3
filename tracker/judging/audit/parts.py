"""Parts against their whole: what 其中 introduces, and standing indicators that are parts of one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reading.records import Reading
from reports.words import Measure
from tracker.judging.audit.intervals import Interval, total
from tracker.judging.audit.making import computed, finding
from tracker.judging.audit.printed import Printed
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.scanning import NUMBER, figure_at, plain_text, same_measure, sentence_around, subject_at
from tracker.judging.audit.series import Told, told
from tracker.judging.units import compare, read_unit

_UNIT = (
    r"[十百千]?[万亿]{0,2}(?:美元|元|公里|平方米|平方公里|立方米|千瓦时|千瓦|吨|公斤|斤|亩|人次|人|名|户|家|个|所|项|件|座"
    r"|处|条|套|张|辆|台|场|次|起|宗|例)(?!百分点|百分之|月|工作日)"
)
_FIGURE = re.compile(rf"(?P<value>{NUMBER})[多余]?(?P<unit>{_UNIT})")
_AMONG = re.compile(r"其中[：，]?")
#: Before a figure: a change and not an amount. 比去年增加2700亿元，其中…
_CHANGE = re.compile(r"(增加|减少|增长|提高|下降|降低|增收|减收|上升|多|净增)了?$")
#: The last of the parts, when it gathers the rest: 其中维持9件、纠错4件、其他情形11件.
_REST = re.compile(r"其他|其余|其它|另外")
#: Kinds that together are everything: 其中中央赤字…、地方赤字…; 约束性指标11项、预期性指标12项; 出口…、进口….
_EXHAUSTIVE = ({"中央", "地方"}, {"约束性", "预期性"}, {"出口", "进口"}, {"城镇", "农村"}, {"男", "女"})
#: A list that breaks off gives not all parts: 其中水利项目3个、交通项目5个等.
_BROKEN_OFF = re.compile(r"等|以上|部分|主要")
#: Whole and parts among the standing indicators, where the parts are everything.
_SUMS = (
    ("gdp", ("value_added_primary", "value_added_secondary", "value_added_tertiary")),
    ("foreign_trade", ("exports", "imports")),
)
#: Part and whole among the standing indicators.
_WITHIN = (
    ("value_added_primary", "gdp"),
    ("value_added_secondary", "gdp"),
    ("value_added_tertiary", "gdp"),
    ("value_added_services", "gdp"),
    ("industrial_value_added", "gdp"),
    ("industrial_value_added_above_scale", "industrial_value_added"),
    ("exports", "foreign_trade"),
    ("imports", "foreign_trade"),
    ("retail_sales_above_quota", "retail_sales"),
)


def check(reading: Reading) -> Iterator[Finding]:
    """Each part that exceeds its whole, and each whole that its parts do not add up to."""
    yield from _introduced(reading)
    yield from _of_indicators(reading)


def _introduced(reading: Reading) -> Iterator[Finding]:
    source = plain_text(reading)
    for among in _AMONG.finditer(source):
        before = _amounts(source, _start_of_whole(source, among.start()), among.start())
        parts = _amounts(source, among.end(), _end_of_parts(source, among.end()))
        if not before or not parts:
            continue
        wholes = [whole for whole in before if same_measure(whole.unit, parts[0].unit)]
        if not wholes:
            continue
        if _exceeds(parts[0], wholes):
            yield _too_large(reading, parts[0], wholes)
        is_uniform = all(same_measure(wholes[0].unit, part.unit) for part in parts)
        if len(wholes) == 1 and is_uniform and _are_all(source, among.end(), parts):
            yield from _added(reading, wholes[0], parts)


def _start_of_whole(source: str, place: int) -> int:
    sentence = sentence_around(source, place - 1 if source[place - 1 : place] != "。" else place - 2)
    return max(sentence.start, source.rfind("；", sentence.start, place) + 1)


def _end_of_parts(source: str, place: int) -> int:
    sentence = sentence_around(source, place)
    ends = [end for mark in ("；", "）", "其中") if (end := source.find(mark, place, sentence.end)) > 0]
    return min(ends, default=sentence.end)


def _amounts(source: str, start: int, end: int) -> list[Printed]:
    found = []
    for match in _FIGURE.finditer(source, start, end):
        if _CHANGE.search(source[max(start, match.start() - 4) : match.start()]):
            continue
        figure = figure_at(source, match, "value", match["unit"])
        if figure is not None:
            found.append(figure)
    return found


def _are_all(source: str, start: int, parts: list[Printed]) -> bool:
    """Whether the text gives every part: the last gathers the rest, or the kinds named are everything there is."""
    if len(parts) < 2:
        return False
    names, at = [], start
    for part in parts:
        names.append(source[at : part.place.start])
        at = part.place.end
    if any(_BROKEN_OFF.search(name) or re.search(r"\d", name) for name in names):
        return False
    if _REST.search(names[-1]):
        return True
    return any(
        len(kinds) == len(parts) and all(any(kind in name for name in names) for kind in kinds) for kinds in _EXHAUSTIVE
    )


def _exceeds(part: Printed, wholes: list[Printed]) -> bool:
    """Whether the part is more than all it can be part of together: 新建12座、改造3座，其中乡镇5座 is of fifteen."""
    together = total([whole.loose.times(_factor(whole, part)) for whole in wholes])
    return part.loose.lies_above(together)


def _factor(one: Printed, other: Printed) -> Decimal:
    return read_unit(one.unit).worth / read_unit(other.unit).worth


def _too_large(reading: Reading, part: Printed, wholes: list[Printed]) -> Finding:
    subject, indicator = subject_at(reading, wholes[-1].place.start)
    together = total([whole.in_unit(_factor(whole, part)) for whole in wholes])
    return finding(
        Inconsistency.PART,
        Severity.ERROR,
        [*((Role.WHOLE, whole) for whole in wholes), (Role.PART, part)],
        computed("same", [part.interval], Interval(None, together.high), part.unit),
        subject=subject,
        indicator=indicator,
    )


def _added(reading: Reading, whole: Printed, parts: list[Printed]) -> Iterator[Finding]:
    loose = total([part.loose.times(_factor(part, whole)) for part in parts])
    if loose.overlaps(whole.loose):
        return
    subject, indicator = subject_at(reading, whole.place.start)
    operands = [part.in_unit(_factor(part, whole)) for part in parts]
    yield finding(
        Inconsistency.PARTS,
        Severity.ERROR,
        [(Role.WHOLE, whole), *((Role.PART, part) for part in parts)],
        computed("sum", operands, whole.interval, whole.unit),
        subject=subject,
        indicator=indicator,
    )


def _of_indicators(reading: Reading) -> Iterator[Finding]:
    # 农林牧渔业 takes in services that 第一产业 leaves out.
    levels = [
        one for one in told(reading, (Measure.LEVEL,)) if not one.key.scope and "农林牧渔" not in one.statement.subject
    ]
    by_series: dict[tuple[str, int], Told] = {}
    for one in levels:
        by_series.setdefault((one.key.indicator, one.year), one)
    for (indicator, year), whole in by_series.items():
        for codes in (codes for code, codes in _SUMS if code == indicator):
            parts = [by_series[code, year] for code in codes if (code, year) in by_series]
            if len(parts) == len(codes) and all(compare(part.unit, whole.unit) for part in parts):
                yield from _added(reading, whole.printed, [part.printed for part in parts])
        for code in (code for code, of in _WITHIN if of == indicator):
            part = by_series.get((code, year))
            if part is None or not compare(part.unit, whole.unit):
                continue
            if _exceeds(part.printed, [whole.printed]):
                yield _too_large(reading, part.printed, [whole.printed])
