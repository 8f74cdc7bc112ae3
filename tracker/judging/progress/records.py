"""What following a five-year target hands on: where it stands year by year, with the arithmetic as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reports.reading.records import Span, Statement
from reports.words import Word


class Pace(Word):
    """How the value so far stands to the even pace that leads to the target."""

    AHEAD = "ahead", "快于进度", "ahead of the pace"
    ON_TRACK = "on_track", "符合进度", "on the pace"
    BEHIND = "behind", "慢于进度", "behind the pace"
    UNKNOWN = "unknown", "无法判断", "cannot be told"


class Ending(Word):
    """What the same standings are called when the last year is told, where the target alone counts."""

    AHEAD = "ahead", "超出目标", "beyond the target"
    ON_TRACK = "on_track", "达到目标", "target met"
    BEHIND = "behind", "未达目标", "short of the target"
    UNKNOWN = "unknown", "无法判断", "cannot be told"


class Aim(Word):
    """What is to come about over the years, which says what the value so far is."""

    LEVEL = "level", "期末达到", "to be reached by the end"
    LIMIT = "limit", "历年保持", "to be kept to every year"
    RISE = "rise", "比期初提高", "to rise since the start"
    MULTIPLE = "multiple", "为基期的倍数", "times the base year"
    MEAN = "mean", "年均增速", "mean yearly growth"
    FALL = "fall", "累计下降", "fall over the years"
    GROWN = "grown", "累计增长", "growth over the years"
    TOTAL = "total", "累计完成", "total over the years"


class Unknown(Word):
    """Why the pace of a year cannot be told."""

    NO_FIGURE = "no_figure", "报告没有可比的数字", "the reports tell no comparable figure"
    NO_START = "no_start", "不知起始年的水平", "the level before the start is not told"
    YEARS_MISSING = "years_missing", "有年份没有可比的数字", "some years have no comparable figure"
    REAL = "real", "实际增长不能由现价总量推算", "real growth does not follow from levels at current prices"
    BOUND = "bound", "只知一个界限", "only a bound is told"


class Part(Word):
    """What a printed figure is in the computation."""

    TARGET = "target", "目标", "target"
    START = "start", "起点", "start"
    VALUE = "value", "现值", "value"
    YEARLY = "yearly", "当年", "of the year"
    TOLD = "told", "报告累计", "told for the years together"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: what it is, the report (by plan year) and the statement it stands in, its place and value."""

    part: Part
    plan_year: int
    statement: Statement
    place: Span
    value: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a target stands at the end of ``year``.

    ``value`` and ``needed`` are decimal strings in ``unit``, empty where unknown; ``needed`` is what an even pace
    would have led to. ``is_final`` says that the target's last year is told; ``is_computed`` that the value was worked
    out from the figures of single years, so that at the end it is a proposal and no verdict. ``computation`` holds
    only JSON values, from which ``pace.work_out`` reaches the rest again.
    """

    year: int
    pace: Pace
    reason: str = ""
    value: str = ""
    needed: str = ""
    unit: str = ""
    is_final: bool = False
    is_computed: bool = False
    figures: tuple[Figure, ...] = ()
    computation: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """The same target as another place or a later report tells it."""

    plan_year: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Course:
    """A five-year target followed through the years ``first`` to ``last``; the first telling leads.

    One standing for each of those years whose following report is at hand, in order.
    """

    target: Statement
    plan_year: int
    aim: Aim
    first: int
    last: int
    again: tuple[Telling, ...] = ()
    standings: tuple[Standing, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether any year has a comparable figure."""
        return any(standing.value for standing in self.standings)
