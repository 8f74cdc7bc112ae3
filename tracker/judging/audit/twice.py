"""The same figure told twice in one report, and differently."""

from __future__ import annotations

from collections.abc import Iterator

from reports.reading.records import Reading
from reports.words import Measure
from tracker.judging.audit.making import computed, finding
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.series import Told, is_of_another, is_plain_growth, is_same, told
from tracker.judging.comparing import side_of

#: Told of any circle of works or firms, so that two of them are seldom one figure: 引进资金, 完成投资.
_OF_ANY_CIRCLE = ("funds", "investment", "capital", "new_", "_enterprises", "training")
_MEASURES = (Measure.LEVEL, Measure.GROWTH, Measure.DECLINE, Measure.SHARE)


def check(reading: Reading) -> Iterator[Finding]:
    """Each figure that was told before in the report, of the same thing and year, with another value."""
    before: list[Told] = []
    for one in told(reading, _MEASURES):
        if one.statement.measure in (Measure.GROWTH, Measure.DECLINE) and not is_plain_growth(reading, one.statement):
            continue
        if any(word in one.key.indicator for word in _OF_ANY_CIRCLE) or is_of_another(reading, one):
            continue
        if not one.key.indicator and (len(one.key.name) < 6 or side_of(one.statement).is_added):
            # What is added is told part by part: 新建….
            continue
        same = [other for other in before if is_same(other, one) and _agree(other, one)]
        same = [other for other in same if not _in_one_sentence(reading, other, one)]
        before.append(one)
        if same and not any(_fits(other, one) for other in same):
            yield _told_twice(same[0], one)


def _agree(one: Told, other: Told) -> bool:
    return one.year == other.year and one.statement.measure == other.statement.measure


def _in_one_sentence(reading: Reading, one: Told, other: Told) -> bool:
    """Within a sentence the second figure is mostly another part, stage or unit of the first: 3.1万套、办证1.5万套."""
    return "。" not in reading.text[one.printed.place.end : other.printed.place.start]


def _fits(one: Told, other: Told) -> bool:
    return one.printed.loose.times(one.unit.worth / other.unit.worth).overlaps(other.printed.loose)


def _told_twice(one: Told, other: Told) -> Finding:
    first = one.printed.in_unit(one.unit.worth / other.unit.worth)
    return finding(
        Inconsistency.TWICE,
        Severity.WARNING,
        [(Role.FIRST, one.printed), (Role.SECOND, other.printed)],
        computed("same", [first], other.printed.interval, other.statement.unit),
        subject=other.statement.subject,
        indicator=other.key.indicator,
        year=other.year,
    )
