"""Which pledges are five-year targets, over which years, and of what kind; the same target told again is one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reports.reading.records import Reading, Statement
from reports.words import Comparator, Kind, Measure, Section
from tracker.judging.choose import figure
from tracker.judging.comparing import Side, side_of
from tracker.judging.converting import names_a_work
from tracker.judging.progress.identity import Identity, identity_of
from tracker.judging.progress.records import Aim, Telling
from tracker.judging.spans import before_number, is_averaged
from tracker.judging.testable import why_untestable
from tracker.judging.units import read_unit

#: A plan runs for five years; a target told in its midst belongs to all of them.
_PLAN_YEARS = 5
#: Right before a figure: a limit kept to in every year. 控制在5.5%以内, 保持在1.3万亿斤以上, 稳定在140亿斤以上.
_KEPT_TO = re.compile(r"(控制|保持|稳定)在?[^，。；、\d]{0,6}$")
#: 累计增长50%, 比2015年增长50%: not a yearly growth.
_SUMMED = re.compile(r"累计|[比较](?:19|20)\d\d年")
#: Before points: 提高2个百分点; 比全省低12个百分点 tells of a distance.
_RISING = re.compile(r"(?<!比)(提高|提升|上升|增加|增长)[^，。；\d]{0,6}$")
_MULTIPLE_BASE = re.compile(r"[比较在是为]((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Target:
    """A five-year target: its first telling, the others, its years, and what comparing asks of it."""

    statement: Statement
    plan_year: int
    aim: Aim
    first: int
    last: int
    side: Side
    identity: Identity | None
    again: tuple[Telling, ...] = ()

    @property
    def years(self) -> int:
        """How many years it is to be reached in."""
        return self.last - self.first + 1

    @property
    def base_year(self) -> int:
        """The year whose level it starts from: the one before the plan began, or the one a multiple names."""
        named = _MULTIPLE_BASE.search(self.statement.quote) if self.aim == Aim.MULTIPLE else None
        return int(named[1]) if named else self.first - 1

    @property
    def is_averaged(self) -> bool:
        """Whether its figure is that of a mean year."""
        return is_averaged(self.statement)


def targets_of(readings: Iterable[Reading]) -> list[Target]:
    """The five-year targets of a government's reports, in the order they were first told."""
    found: dict[tuple[object, ...], Target] = {}
    for reading in readings:
        for statement in reading.statements:
            target = _target(statement, reading.plan_year)
            if target is None:
                continue
            first = found.get(_same(target))
            if first is None:
                found[_same(target)] = target
            else:
                again = (*first.again, Telling(reading.plan_year, statement))
                found[_same(target)] = _with(first, again)
    return list(found.values())


def _with(target: Target, again: tuple[Telling, ...]) -> Target:
    return Target(
        target.statement,
        target.plan_year,
        target.aim,
        target.first,
        target.last,
        target.side,
        target.identity,
        again,
    )


def _target(statement: Statement, plan_year: int) -> Target | None:
    if statement.kind != Kind.PLEDGE or figure(statement.value) is None or why_untestable(statement) is not None:
        return None
    if not ("-" in statement.period or statement.section == Section.TERM_TARGETS) or names_a_work(statement):
        return None
    first, last = _years(statement, plan_year)
    if last <= plan_year:
        return None
    side = side_of(statement)
    aim = _aim(statement, side)
    return Target(statement, plan_year, aim, first, last, side, identity_of(side)) if aim else None


def _years(statement: Statement, plan_year: int) -> tuple[int, int]:
    last = int(statement.period[-4:]) if statement.period else plan_year
    if "-" in statement.period:
        return int(statement.period[:4]), last
    return min(plan_year, last - _PLAN_YEARS + 1), last


def _aim(statement: Statement, side: Side) -> Aim | None:
    """What kind of target it is; None for what no yearly figure can follow (a ratio, a growth without its years)."""
    measure = statement.measure
    if measure in (Measure.GROWTH, Measure.DECLINE) and read_unit(statement.unit).kind == "percent":
        if is_averaged(statement):
            return Aim.MEAN
        if measure == Measure.DECLINE:
            return Aim.FALL
        return Aim.GROWN if _SUMMED.search(before_number(statement)) else None
    if measure == Measure.PP:
        return Aim.RISE if _RISING.search(before_number(statement)) else None
    if measure == Measure.INCREMENT and side.is_rise:
        return Aim.RISE
    if measure == Measure.MULTIPLE:
        return Aim.MULTIPLE
    if measure == Measure.INCREMENT or (
        measure == Measure.LEVEL and (side.is_of_span or "-" in statement.period or is_averaged(statement))
    ):
        return Aim.TOTAL
    if measure not in (Measure.LEVEL, Measure.SHARE, Measure.RANK):
        return None
    return Aim.LIMIT if _is_limit(statement) else Aim.LEVEL


def _is_limit(statement: Statement) -> bool:
    before = before_number(statement)
    return bool(_KEPT_TO.search(before)) or (
        statement.comparator in (Comparator.LE, Comparator.LT) and "降" not in before and "减" not in before
    )


def _same(target: Target) -> tuple[object, ...]:
    """What two tellings of one target share."""
    said = target.statement
    thing = target.identity or said.subject
    return thing, target.aim, target.first, target.last, said.value, said.value_high, said.unit
