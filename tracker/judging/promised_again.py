"""Promises that a report makes twice: among its targets and again in the body, in the plan and again among 民生实事.

Twice is one and the same thing with the same figure and period, held to the same rule: 城镇新增就业50万人, and a
chapter on 新增城镇就业50万人以上. Another figure for the same thing is a promise of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.reading.lexicon import deeds
from reports.reading.records import Statement
from reports.words import Measure, Rule
from tracker.judging.choose import direction_of, figure, rule_for
from tracker.judging.comparing import side_of
from tracker.judging.ladder import COMPLETED, action_of, rung_promised
from tracker.judging.likeness import saying
from tracker.judging.naming import are_other_homes, name_of

#: A figure of one digit falls together by chance where one section names two things alike: 新建公园2个, twice.
_DIGITS = 2
#: So many characters are a thing with a name of its own, and no 改制任务.
_NAMED = 4


def repeats(pledges: Sequence[Statement]) -> dict[int, int]:
    """The number of each pledge that says once more what another says, to the number of the first that says it.

    The pledges are one report's for one year; the first is the first in their order.
    """
    firsts: dict[tuple[object, ...], list[int]] = {}
    found: dict[int, int] = {}
    for number, pledge in enumerate(pledges):
        key = _promise(pledge)
        if key is None:
            continue
        same = firsts.setdefault(key, [])
        first = next((one for one in same if _may_be_one(pledges[one], pledge)), None)
        if first is None:
            same.append(number)
        else:
            found[number] = first
    return found


def _promise(pledge: Statement) -> tuple[object, ...] | None:
    """What two tellings of one promise share; None where the words do not say surely which thing is meant."""
    side = side_of(pledge)
    name = side.name
    if side.indicator is None and saying(pledge.subject) < 1:
        return None
    if pledge.measure == Measure.DONE:
        if len(name.words) < _NAMED:
            return None
        held_to: tuple[object, ...] = _state(pledge)
    else:
        held_to = (*_figures(pledge, side.unit.worth), side.unit.kind, side.unit.per)
    thing = (side.indicator,) if side.indicator else (name.words, name.ranks, name.scope)
    when = (pledge.period, pledge.deadline, side.is_of_span)
    return *thing, pledge.measure, _rule(pledge), held_to, when


def _state(pledge: Statement) -> tuple[object, ...]:
    """The rung a work is to reach; what climbs no ladder is to be done as the verb says: 制定, and then 公布."""
    rung, action = rung_promised(pledge), action_of(pledge)
    return (rung,) if rung < COMPLETED or deeds.rung(action) is not None else (rung, action)


def _figures(pledge: Statement, worth: Decimal) -> tuple[object, ...]:
    """The figures in the unit's own kind, so that 3.5万人 is 35000人; as printed where they are no decimals."""
    figures = [figure(value) for value in (pledge.value, pledge.value_high)]
    return tuple(
        printed if value is None else (value * worth).normalize()
        for printed, value in zip((pledge.value, pledge.value_high), figures, strict=True)
    )


def _rule(pledge: Statement) -> Rule:
    return rule_for(pledge, direction_of(pledge))


def _may_be_one(one: Statement, other: Statement) -> bool:
    """Whether two that read alike stand apart: not in one sentence, and where figures are small, in two sections."""
    if one.start <= other.start < one.end or other.start <= one.start < other.end:
        return False
    if are_other_homes(name_of(one.subject), name_of(other.subject)):
        return False
    if one.indicator or one.measure == Measure.DONE or one.section != other.section:
        return True
    return len(one.value.replace(".", "")) >= _DIGITS
