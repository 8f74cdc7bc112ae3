"""Where a target stands in one year: the figures taken, the computation opened, the standing closed.

A file-wide rule: what the report itself tells of the years together comes before anything added up here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from reports.words import Comparator, Direction, Measure
from tracker.judging import constants
from tracker.judging.audit.growth import is_real
from tracker.judging.choose import direction_of
from tracker.judging.converting import plain
from tracker.judging.derive import tolerance_of
from tracker.judging.progress.pace import work_out
from tracker.judging.progress.records import Aim, Figure, Pace, Part, Standing, Unknown
from tracker.judging.progress.targets import Target
from tracker.judging.progress.told import Archive, Value, level_unit
from tracker.judging.spans import before_number
from tracker.judging.units import read_unit

_MONEY = ("yuan", "dollar")


def standing_of(target: Target, archive: Archive, year: int) -> Standing:
    """Where the target stands at the end of the year, by the rule of its aim."""
    return _RULES[target.aim](target, archive, year)


def _level(target: Target, archive: Archive, year: int) -> Standing:
    """城镇化率达到60%: the year's own level, against a straight line from the level before the plan began.

    An amount of money grows by a rate, so its even pace is an even rate.
    """
    value, start = archive.of_year(target, year), archive.start(target)
    if value is None:
        return _not_told(target, year, Unknown.NO_FIGURE)
    is_money = read_unit(target.statement.unit).kind in _MONEY
    path = "limit" if target.aim == Aim.LIMIT else "rate" if is_money else "line"
    if target.statement.measure == Measure.RANK or (start is not None and start.bound):
        start = None
    if path == "limit" and start is not None and not _is_beyond(target, start):
        start = None
    return _closed(target, year, "told", [value], Decimal(target.statement.value), path, start)


def _rise(target: Target, archive: Archive, year: int) -> Standing:
    """人均预期寿命提高1岁, 城镇化率年均提高2个百分点: a level to be reached that only the start makes known."""
    value, start = archive.of_year(target, year), archive.start(target)
    if value is None:
        return _not_told(target, year, Unknown.NO_FIGURE)
    if start is None or start.bound:
        return _not_told(target, year, Unknown.NO_START)
    by = Decimal(target.statement.value) * (target.years if target.is_averaged else 1)
    return _closed(target, year, "told", [value], start.value + by, "line", start)


def _multiple(target: Target, archive: Archive, year: int) -> Standing:
    """比2010年翻一番: only where levels do not mix real with nominal growth."""
    unit = archive.unit_of_start(target)
    indicator = target.identity.indicator if target.identity else ""
    if not unit:
        return _not_told(target, year, Unknown.NO_FIGURE)
    if is_real(indicator, target.statement.subject, read_unit(unit)):
        return _not_told(target, year, Unknown.REAL)
    value, start = archive.of_year(target, year, unit), archive.start(target, unit)
    if value is None or start is None or start.bound or start.value <= 0:
        return _not_told(target, year, Unknown.NO_FIGURE)
    return _closed(target, year, "told", [value], start.value * Decimal(target.statement.value), "rate", start, unit)


def _compounded(target: Target, archive: Archive, year: int) -> Standing:
    """The growths or falls of the single years compounded, as told and never out of levels.

    年均增长6.5% is their mean, 单位GDP能耗累计下降13.5% all of them together.
    """
    is_mean = target.aim == Aim.MEAN
    of_falls = target.statement.measure == Measure.DECLINE if is_mean else target.aim == Aim.FALL
    path = "mean" if is_mean else "compound"
    goal = Decimal(target.statement.value)
    told = archive.over_years(target, year)
    if told is not None:
        return _closed(target, year, "told", [told], goal, path, of_falls=of_falls)
    yearly = _every_year(target, archive, year)
    if yearly is None:
        return _not_told(target, year, _why_none(target, archive, year))
    way = "fall" if of_falls else "growth"
    return _closed(target, year, f"mean_{way}" if is_mean else way, yearly, goal, path, of_falls=of_falls)


def _total(target: Target, archive: Archive, year: int) -> Standing:
    """五年新增就业5000万人: what the single years brought added up; for 年均 the years together of it."""
    goal = Decimal(target.statement.value) * (target.years if target.is_averaged else 1)
    told = archive.over_years(target, year)
    if told is not None and not target.is_averaged:
        return _closed(target, year, "told", [told], goal, "total")
    yearly = _every_year(target, archive, year)
    if yearly is None:
        return _not_told(target, year, _why_none(target, archive, year))
    return _closed(target, year, "sum", yearly, goal, "total")


_RULES: dict[Aim, Callable[[Target, Archive, int], Standing]] = {
    Aim.LEVEL: _level,
    Aim.LIMIT: _level,
    Aim.RISE: _rise,
    Aim.MULTIPLE: _multiple,
    Aim.MEAN: _compounded,
    Aim.FALL: _compounded,
    Aim.GROWN: _compounded,
    Aim.TOTAL: _total,
}


def _every_year(target: Target, archive: Archive, year: int) -> list[Value] | None:
    found = [archive.of_year(target, one) for one in range(target.first, year + 1)]
    known = [value for value in found if value is not None]
    return known if len(known) == len(found) else None


def _why_none(target: Target, archive: Archive, year: int) -> Unknown:
    """Whether the year itself has no figure, or only an earlier one lacks it."""
    return Unknown.NO_FIGURE if archive.of_year(target, year) is None else Unknown.YEARS_MISSING


def _not_told(target: Target, year: int, reason: Unknown) -> Standing:
    return Standing(year, Pace.UNKNOWN, reason.value, is_final=year == target.last)


def _is_lower_better(target: Target) -> bool:
    said = target.statement
    if target.aim in (Aim.FALL, Aim.RISE, Aim.MULTIPLE, Aim.GROWN) or said.measure == Measure.DECLINE:
        return False
    if said.comparator in (Comparator.LE, Comparator.LT) or said.measure == Measure.RANK:
        return True
    if said.comparator in (Comparator.GE, Comparator.GT):
        return False
    if direction_of(said) == Direction.LOWER:
        return True
    return said.indicator is None and any(word in before_number(said)[-8:] for word in ("降", "减", "压"))


def _is_beyond(target: Target, start: Value) -> bool:
    goal = Decimal(target.statement.value)
    return start.value > goal if _is_lower_better(target) else start.value < goal


def _closed(
    target: Target,
    year: int,
    operation: str,
    operands: list[Value],
    goal: Decimal,
    path: str,
    start: Value | None = None,
    unit: str = "",
    *,
    of_falls: bool = False,
) -> Standing:
    said = target.statement
    unit = unit or level_unit(target)
    given: dict[str, Any] = {
        "aim": target.aim.value,
        "operation": operation,
        "operands": [plain(value.value) for value in operands],
        "bound": _bound(operands),
        "target": plain(goal),
        "start": plain(start.value) if start else "",
        "path": path,
        "of_falls": of_falls,
        "lower": _is_lower_better(target),
        "strict": said.comparator in (Comparator.GT, Comparator.LT),
        "about": plain(tolerance_of(said, goal)),
        "margin": plain(constants.ON_TRACK_YEARS),
        "first": target.first,
        "done": year - target.first + 1,
        "years": target.years,
        "unit": unit,
    }
    found = work_out(given)
    return Standing(
        year,
        Pace(found["pace"]),
        found["reason"],
        found["value"],
        found["needed"],
        unit,
        is_final=year == target.last,
        is_computed=operation != "told",
        figures=_figures(target, start, operands),
        computation=given | found,
    )


def _bound(operands: list[Value]) -> str:
    """What bounds make together: at least, at most, or nothing certain (``both``)."""
    bounds = {value.bound for value in operands} - {""}
    return "" if not bounds else bounds.pop() if len(bounds) == 1 else "both"


def _figures(target: Target, start: Value | None, operands: list[Value]) -> tuple[Figure, ...]:
    said = target.statement
    assert said.number is not None
    own = Figure(Part.TARGET, target.plan_year, said, said.number, said.value, said.unit, target.last)
    return (own, *((start.figure,) if start else ()), *(value.figure for value in operands))
