"""Bringing an answer into the terms of its target: sign, unit, growth from levels, precision.

Every step is a JSON value, so that it can be printed and done again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reports.reading.records import Base, Statement
from reports.words import Measure
from tracker.judging.choose import figure
from tracker.judging.constants import COMPARED_DIGITS
from tracker.judging.naming import name_of, weak_words
from tracker.judging.units import factor_between, places, read_unit

_HUNDRED = Decimal(100)
#: 完成年度计划的118%, 为年度任务的102%: the answer is said as a share of what was planned.
_SHARE_OF_PLAN = re.compile(r"(计划|任务|目标|预算)[^，。；]{0,4}$")
#: Growth and decline are one measure with two signs.
_SIGNED = (Measure.GROWTH, Measure.DECLINE)
#: What can be added up: 新增30所 and 改建20所, never 8% and 9%.
_AMOUNTS = (Measure.LEVEL, Measure.INCREMENT)
#: An amount for a year is twelve times that for a month: amounts within so many times each other are for the same.
_NEAR = Decimal(2)
_TIMES = frozenset({"月", "日", "天", "小时"})
#: So many characters of its own name a thing that is counted: 学位, 岗位.
_NAMED = 2
#: 年产10万吨甲醇, 日处理5万吨污水处理厂: how big a work is to be.
_CAPACITY = re.compile(r"(年产|日产|月产|年处理|日处理|年加工|日供水|年供气)$")


@dataclass(frozen=True, slots=True)
class Converted:
    """An answer's value in the target's terms, with the steps that led there, oldest first."""

    value: Decimal
    steps: list[dict[str, Any]] = field(default_factory=list)
    is_derived: bool = False


def convert(
    pledge: Statement,
    outcome: Statement,
    base: Base | None = None,
    addends: tuple[Statement, ...] = (),
    *,
    is_base_earlier: bool = False,
) -> Converted | None:
    """The outcome's figure in the pledge's measure, unit and precision; None where there is no honest way.

    ``base`` is the earlier level that a growth rate may be worked out from when the outcome states only a
    level (flag ``derived``); it must stand in the outcome's unit. ``is_base_earlier`` says that it stands in the
    pledge's report and not in the outcome's. ``addends`` are further figures in that unit which add up with the
    outcome's.
    """
    target, value = figure(pledge.value), figure(outcome.value)
    if target is None or value is None:
        return None
    if pledge.measure in _SIGNED and outcome.measure in _SIGNED:
        return _same_terms(pledge, outcome, value, flip=pledge.measure != outcome.measure)
    if pledge.measure == Measure.GROWTH and outcome.measure == Measure.LEVEL and base is not None:
        return _growth_from_levels(pledge, value, base, is_base_earlier=is_base_earlier)
    if addends:
        return _added_up(pledge, outcome, addends)
    return _same_terms(pledge, outcome, value, flip=False)


def adds_up(outcome: Statement, addends: tuple[Statement, ...]) -> bool:
    """Whether these are amounts in one unit, so that their sum means something: 新建56所、改扩建870所, no two rates."""
    return all(
        one.measure in _AMOUNTS and figure(one.value) is not None and factor_between(one.unit, outcome.unit) == 1
        for one in (outcome, *addends)
    )


def is_share_of_plan(outcome: Statement) -> bool:
    """Whether the outcome gives no amount but what share of the plan was reached, in percent."""
    if outcome.measure != Measure.SHARE or outcome.unit != "%" or outcome.number is None:
        return False
    return bool(_SHARE_OF_PLAN.search(outcome.quote[: outcome.number.start - outcome.start]))


def leaves_out_the_time(pledge: Statement, outcome: Statement) -> bool:
    """Whether only one of two amounts says for what time it is paid: 每人每月700元, and a year later 提高到720元.

    They must lie near each other, so that no year's amount is taken for a month's.
    """
    one, other = read_unit(pledge.unit), read_unit(outcome.unit)
    target, value = figure(pledge.value), figure(outcome.value)
    if one.kind != other.kind or {one.per, other.per} - _TIMES != {""} or one.per == other.per:
        return False
    if not target or not value:
        return False
    return 1 / _NEAR <= (value * other.worth) / (target * one.worth) <= _NEAR


def counts_the_same(pledge: Statement, outcome: Statement) -> bool:
    """Whether one counts in 名 or 人 what the other counts in 个: 招生计划1万名, and a year later 1.76万个.

    The names are the same, for the people in a thing are not that thing: 居住1万人的新型社区 is no 新型社区51个.
    """
    one, other = read_unit(pledge.unit), read_unit(outcome.unit)
    if {one.kind, other.kind} != {"people", "count"} or one.per != other.per:
        return False
    mine, its = (weak_words().sub("", name_of(statement.subject).words) for statement in (pledge, outcome))
    return mine == its and len(mine) >= _NAMED


def names_a_work(statement: Statement) -> bool:
    """Whether the figure is part of the name of a work rather than a result: 日产5000吨熟料生产线."""
    if statement.number is None or statement.measure != Measure.LEVEL:
        return False
    return bool(_CAPACITY.search(statement.quote[: statement.number.start - statement.start]))


def _same_terms(pledge: Statement, outcome: Statement, value: Decimal, *, flip: bool) -> Converted | None:
    steps: list[dict[str, Any]] = []
    if flip:
        steps.append({"step": "sign", "from": plain(value), "to": plain(-value)})
        value = -value
    factor = factor_between(outcome.unit, pledge.unit)
    if factor is None and (leaves_out_the_time(pledge, outcome) or counts_the_same(pledge, outcome)):
        factor = read_unit(outcome.unit).worth / read_unit(pledge.unit).worth
    if factor is None:
        return None
    if factor != 1:
        steps.append(
            {
                "step": "unit",
                "from": plain(value),
                "from_unit": outcome.unit,
                "factor": plain(factor),
                "to": plain(value * factor),
                "to_unit": pledge.unit,
            }
        )
        value *= factor
    return _at_precision(pledge.value, value, steps, is_derived=False)


def _added_up(pledge: Statement, outcome: Statement, addends: tuple[Statement, ...]) -> Converted | None:
    figures = [figure(statement.value) for statement in (outcome, *addends)]
    known = [value for value in figures if value is not None]
    converted = _same_terms(pledge, outcome, sum(known, Decimal(0)), flip=False)
    if converted is None or len(known) < len(figures):
        return None
    step = {
        "step": "sum",
        "of": [plain(value) for value in known],
        "unit": outcome.unit,
        "to": plain(sum(known, Decimal(0))),
    }
    return Converted(converted.value, [step, *converted.steps], is_derived=True)


def _growth_from_levels(pledge: Statement, value: Decimal, base: Base, *, is_base_earlier: bool) -> Converted | None:
    earlier = figure(base.value)
    if not earlier or earlier < 0:
        return None
    growth = (value / earlier - 1) * _HUNDRED
    step = {
        "step": "growth",
        "level": plain(value),
        "base": base.value,
        "unit": base.unit,
        "base_in": "pledge" if is_base_earlier else "outcome",
        "base_place": {"start": base.number.start, "end": base.number.end},
        "to": plain(growth.quantize(Decimal("0.0001"))),
    }
    return _at_precision(pledge.value, growth, [step], is_derived=True)


def _at_precision(written: str, value: Decimal, steps: list[dict[str, Any]], *, is_derived: bool) -> Converted:
    rounded = value.quantize(precision_of(written), rounding=ROUND_HALF_UP)
    if rounded != value:
        steps = [*steps, {"step": "round", "from": plain(value.quantize(Decimal("0.000001"))), "to": plain(rounded)}]
    return Converted(rounded, steps, is_derived)


def precision_of(written: str) -> Decimal:
    """The unit of the last digit compared: as printed, but never coarser than three digits (0.01 for ``3``)."""
    target = Decimal(written)
    finest = target.adjusted() - (COMPARED_DIGITS - 1) if target else -(COMPARED_DIGITS - 1)
    return Decimal(1).scaleb(min(-places(written), finest))


def plain(value: Decimal) -> str:
    """The decimal as people write it: no exponent, no idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
