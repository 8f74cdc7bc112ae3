"""The figures that reports tell of a target's thing: of one year, or of its years together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.reading.records import Reading, Span, Statement
from reports.words import Comparator, Kind, Measure, Section
from tracker.judging.audit.series import is_of_part_of_year
from tracker.judging.choose import figure
from tracker.judging.comparing import Side, fit, side_of
from tracker.judging.converting import is_share_of_plan
from tracker.judging.progress.identity import Identity, identity_of
from tracker.judging.progress.records import Aim, Figure, Part
from tracker.judging.progress.targets import Target
from tracker.judging.spans import BACKGROUND, before_number, is_averaged, since, tells_span
from tracker.judging.units import factor_between, read_unit

#: Words that say the target is of several years, which a year's figure has not.
_OF_YEARS = re.compile(r"累计|五年来?共|五年合计|年均|年平均|平均每年|每年平均")
#: Growth at constant prices said outright; 实际利用外资 is none.
_CONSTANT_PRICES = re.compile(r"实际增[长速幅]|实际年均|扣除价格|可比价|不变价")
#: 十年增加70万亿元, 多年累计, 连续三年, 近年: over other years than those of the plan.
_OTHER_YEARS = re.compile(r"多年|近年|(?:[一二两三四六七八九十]|\d+)年(?:来|间|内|增|累|共|改|新|完|建)|连续.{1,2}年")
#: 从不到70万亿元增加到100万亿元: where it came from.
_FROM = re.compile(r"[从由](?:不到|不足|近|约|超过)?$")
_PLAN = re.compile(r"十([一二三四五六])五”?(?:规划)?(?:时期|期间|以来)")
#: How far before its figure a sentence may name the plan.
_REACH = 80
_MARK = re.compile(r"[。\n]")
_PLAN_NUMBERS = "一二三四五六"
_BOUNDS = {
    Comparator.GT: "more", Comparator.GE: "more", Comparator.LT: "less", Comparator.LE: "less",
}  # fmt: skip
_SIGNED = (Measure.GROWTH, Measure.DECLINE)
_AMOUNTS = (Measure.LEVEL, Measure.INCREMENT)
_STANDING = (Measure.LEVEL, Measure.SHARE)
_TOTALS = (Aim.TOTAL,)
_CHANGES = (Aim.MEAN, Aim.FALL, Aim.GROWN)


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome with the report it stands in, and the words of its sentence before its figure.

    ``order`` counts the documents: of two for one year the first leads.
    """

    plan_year: int
    order: int
    side: Side
    before: str

    @property
    def statement(self) -> Statement:
        """The outcome itself."""
        return self.side.statement


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in the target's unit: ``bound`` is ``more`` or ``less`` where the words say at least or at most."""

    value: Decimal
    bound: str
    figure: Figure


class Archive:
    """The outcomes of a government's reports by what they are figures of."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._told: dict[Identity, list[Told]] = defaultdict(list)
        for order, reading in enumerate(readings):
            for statement in reading.statements:
                if statement.kind != Kind.OUTCOME or statement.section in BACKGROUND:
                    continue
                if statement.number is None or figure(statement.value) is None:
                    continue
                if _FROM.search(before_number(statement)):
                    continue
                side = side_of(statement)
                if (identity := identity_of(side)) is not None:
                    before = _sentence_before(reading.text, statement.number.start)
                    self._told[identity].append(Told(reading.plan_year, order, side, before))

    def of_year(self, target: Target, year: int, unit: str = "") -> Value | None:
        """The figure of one year: the review of that very year leads, there its first telling.

        In the target's unit, or in ``unit`` where a multiple has none of its own.
        """
        unit = unit or level_unit(target)
        found = [one for one in self._of(target, year) if _is_of_year(target, one, year, unit)]
        return _first(found, year, _part(target), target, unit)

    def unit_of_start(self, target: Target) -> str:
        """The unit in which the level of a multiple's base year is told; empty where it is not."""
        told = sorted(self._of(target, target.base_year), key=lambda one: _rank(one, target.base_year))
        units = (one.statement.unit for one in told if one.statement.measure == Measure.LEVEL)
        return next((unit for unit in units if self.of_year(target, target.base_year, unit) is not None), "")

    def over_years(self, target: Target, year: int) -> Value | None:
        """What a report itself tells of the target's years up to ``year`` together, or None."""
        found = [one for one in self._of(target, year) if _is_over_years(target, one, year)]
        return _first(found, year, Part.TOLD, target, level_unit(target))

    def start(self, target: Target, unit: str = "") -> Value | None:
        """The level the target starts from: the base it names itself, else what a report tells of that year."""
        base, year = target.statement.base, target.base_year
        unit = unit or level_unit(target)
        if base is not None and base.period in ("", str(year)) and (value := figure(base.value)) is not None:
            factor = factor_between(base.unit, unit)
            if factor is not None:
                place = Figure(Part.START, target.plan_year, target.statement, base.number, base.value, base.unit, year)
                return Value(value * factor, "", place)
        told = self.of_year(target, year, unit)
        return None if told is None else replace(told, figure=replace(told.figure, part=Part.START))

    def _of(self, target: Target, year: int) -> list[Told]:
        known = self._told.get(target.identity, []) if target.identity else []
        return [one for one in known if one.plan_year > year]


def _sentence_before(text: str, start: int) -> str:
    return _MARK.split(text[max(0, start - _REACH) : start])[-1]


def _is_of_year(target: Target, one: Told, year: int, unit: str) -> bool:
    said, side = one.statement, one.side
    if said.period != str(year) or is_averaged(said) or is_share_of_plan(said) or said.comparator == Comparator.RANGE:
        return False
    if said.measure not in _measures(target):
        return False
    if target.aim in _CHANGES and (_basis_differs(target.statement, said) or is_of_part_of_year(said)):
        return False
    if target.aim in (*_CHANGES, *_TOTALS) and tells_span(said, year):
        return False
    if target.aim in _TOTALS and (side.is_total or not (side.is_added or side.indicator) or is_of_part_of_year(said)):
        return False
    if target.aim not in (*_CHANGES, *_TOTALS) and side.is_added and tells_span(said, year):
        return False
    return fit(_as_of(target, year, unit), side, year)[1] is None


def _is_over_years(target: Target, one: Told, year: int) -> bool:
    said, side = one.statement, one.side
    if target.aim not in (*_CHANGES, *_TOTALS) or said.measure not in _measures(target) or is_share_of_plan(said):
        return False
    if said.comparator == Comparator.RANGE or is_averaged(said) != target.is_averaged:
        return False
    if target.aim in _CHANGES and _basis_differs(target.statement, said):
        return False
    if not _covers(target, one, year) or _OTHER_YEARS.search(before_number(said)):
        return False
    twin = _as_of(target, year, level_unit(target))
    # The years together are compared as one figure with another, whatever either says of its years.
    alone = replace(
        said, period=str(year), section=Section.REVIEW_YEAR, quote=_OF_YEARS.sub("", said.quote), number=None
    )
    plain = replace(side, statement=alone)
    if side.is_total and "累计" not in before_number(said):
        return False
    return fit(twin, replace(plain, is_total=False), year)[1] is None


def _covers(target: Target, one: Told, year: int) -> bool:
    """Whether the figure is of the target's years up to ``year``, no more and no fewer."""
    said = one.statement
    if said.period == f"{target.first}-{year}":
        return True
    if said.period != str(year):
        return False
    if since(said) == target.first - 1:
        return True
    named = _PLAN.search(one.before)
    if named is not None and tells_span(said, year):
        return 2000 + 5 * (_PLAN_NUMBERS.index(named[1]) + 2) == target.last
    # A review of the term that ends with the target: 城镇棚户区住房改造超过2100万套.
    is_of_term = said.section == Section.REVIEW_TERM and one.plan_year - 5 == target.first and year == target.last
    return is_of_term and one.side.is_added and tells_span(said, year)


def _measures(target: Target) -> tuple[Measure, ...]:
    if target.aim in _CHANGES:
        return _SIGNED
    if target.aim in _TOTALS:
        return _AMOUNTS
    if target.statement.measure == Measure.RANK:
        return (Measure.RANK,)
    return _STANDING


def _as_of(target: Target, year: int, unit: str) -> Side:
    """The target as if it were promised for the one year, for comparing with a figure of that year."""
    said = target.statement
    measure = said.measure
    if target.aim in (Aim.RISE, Aim.MULTIPLE):
        measure = Measure.SHARE if said.measure == Measure.PP else Measure.LEVEL
    twin = replace(
        said,
        period=str(year),
        section=Section.YEAR_TARGETS,
        measure=measure,
        unit=unit,
        quote=_OF_YEARS.sub("", said.quote),
        number=None,
    )
    side = replace(target.side, statement=twin, is_of_span=False, unit=read_unit(unit))
    if target.aim in (*_CHANGES, *_TOTALS) or measure != Measure.LEVEL:
        return side
    return replace(side, is_rise=False, is_added=False, is_total=True)


def _part(target: Target) -> Part:
    return Part.YEARLY if target.aim in (*_TOTALS, *_CHANGES) else Part.VALUE


def level_unit(target: Target) -> str:
    """The unit the yearly figures are wanted in: percent for a rise in points."""
    return "%" if target.statement.measure == Measure.PP else target.statement.unit


def _basis_differs(target: Statement, said: Statement) -> bool:
    """Whether one growth is said to be at constant prices and the other is not."""
    return bool(_CONSTANT_PRICES.search(target.quote)) != bool(_CONSTANT_PRICES.search(said.quote))


def _first(found: Sequence[Told], year: int, part: Part, target: Target, unit: str) -> Value | None:
    """The first telling that stands in the target's unit: of the report right after the year, in its review of it."""
    for one in sorted(found, key=lambda one: _rank(one, year)):
        value = _in_unit(target, one, year, part, unit)
        if value is not None:
            return value
    return None


def _rank(one: Told, year: int) -> tuple[bool, int, bool, int]:
    said = one.statement
    return one.plan_year != year + 1, one.order, said.section != Section.REVIEW_YEAR, said.start


def _in_unit(target: Target, one: Told, year: int, part: Part, unit: str) -> Value | None:
    said = one.statement
    value, factor = figure(said.value), factor_between(said.unit, unit)
    if value is None or factor is None or said.number is None:
        return None
    bound = _BOUNDS.get(said.comparator, "")
    if target.statement.measure in _SIGNED and said.measure != target.statement.measure:
        value = -value
        bound = {"more": "less", "less": "more"}.get(bound, "")
    place = Span(said.number.start, said.number.end)
    return Value(value * factor, bound, Figure(part, one.plan_year, said, place, said.value, said.unit, year))
