"""What the audit hands on: findings with the figures they rest on and the computation as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reports.reading.records import Span
from reports.words import Word


class Inconsistency(Word):
    """What does not agree with what."""

    GROWTH = "growth", "增速与总量不符", "Level, growth and base do not agree"
    DEFLATOR = "deflator", "隐含价格变动", "Implied change of prices"
    PART = "part", "部分大于总量", "A part exceeds the whole"
    PARTS = "parts", "各部分之和与总量不符", "The parts do not add up to the whole"
    SHARES = "shares", "占比之和不等于100", "The shares do not add up to 100"
    PROPORTION = "proportion", "占比与个数不符", "The share does not agree with the counts"
    FROM_TO = "from_to", "起止数与变动幅度不符", "The change does not lead from the one figure to the other"
    PLAN = "plan", "完成率与计划数不符", "The share of the plan does not agree with the plan"
    TWICE = "twice", "同一数字前后不一", "One figure is told in two ways"
    RESTATED = "restated", "上年数已调整", "The figure was restated a year later"


class Severity(Word):
    """How much a finding says: info is no alarm."""

    INFO = "info", "提示", "Information"
    WARNING = "warning", "警示", "Warning"
    ERROR = "error", "错误", "Error"


class Role(Word):
    """What a figure is in the computation."""

    LEVEL = "level", "总量", "level"
    BASE = "base", "基数", "base"
    GROWTH = "growth", "增速", "growth"
    CHANGE = "change", "变动", "change"
    WHOLE = "whole", "总量", "whole"
    PART = "part", "部分", "part"
    ACTUAL = "actual", "完成数", "actual"
    PLAN = "plan", "计划数", "plan"
    SHARE = "share", "占比", "share"
    FIRST = "first", "前一处", "first"
    SECOND = "second", "后一处", "second"


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: its place, the words printed there, and the interval they may stand for.

    ``text`` is 0 for the report and 1 for the one of the year after. ``low`` and ``high`` are decimal strings in the
    unit as written, empty where the interval is open.
    """

    role: Role
    text: int
    place: Span
    printed: str
    unit: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Figures that do not agree, or that imply something worth knowing (severity ``info``).

    ``computation`` holds only JSON values: ``operation`` (see ``intervals.OPERATIONS``), ``operands`` in one unit,
    the ``result`` they lead to, what is ``stated`` instead, and their ``unit``; ends are decimal strings, empty where
    open. ``year`` is that of the figures, 0 where the text does not say it.
    """

    kind: Inconsistency
    severity: Severity
    subject: str
    indicator: str
    year: int
    figures: tuple[Figure, ...]
    computation: dict[str, Any] = field(default_factory=dict)
