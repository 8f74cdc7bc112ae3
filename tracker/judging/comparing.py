"""Whether an outcome can answer a pledge at all, and how well it fits beside the likeness of its subject.

Every refusal has a code; it is stored with the candidate, so that a reader sees why the near miss was not taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reports.reading.lexicon.indicators import find
from reports.reading.records import Base, Statement
from reports.words import Comparator, Kind, Measure, Section
from tracker.judging import misfits
from tracker.judging.bases import NO_BASES, base_for
from tracker.judging.converting import counts_the_same, is_share_of_plan, leaves_out_the_time
from tracker.judging.examples import are_others
from tracker.judging.likeness import saying
from tracker.judging.naming import Name, are_other_homes, kin_of, mended, name_of, scope_conflict, scope_gap
from tracker.judging.reasons import Refusal
from tracker.judging.spans import (
    before_number,
    is_against_average,
    is_averaged,
    is_of_other_years,
    last_years_base,
    names_a_year,
    promises_span,
    tells_span,
)
from tracker.judging.units import Unit, compare, read_unit

_FLOWS = {Measure.LEVEL, Measure.INCREMENT}
_SIGNED = {Measure.GROWTH, Measure.DECLINE}
#: Before a figure: the total there is by now, not what the year added. 累计建成120所, 总数达到86家.
_TOTAL_WORDS = re.compile(
    r"(累计|装机|余额|总数|总量|总计|保有量|存量|拥有|共有|现有|已有|总长|总里程|总面积)[^，。；、]{0,12}$"
)
#: Right before a figure: where something stands. 覆盖率达到96%, 稳定在1.3万亿斤.
_STANDING_WORDS = re.compile(r"(达到?|超过|突破|稳定在|保持在|增加到|提高到|上升到|扩大到|增至|升至)了?$")
#: Before a figure: what the year adds. 新增学位1350个, 改造农村公路150公里.
_ADDING_WORDS = re.compile(
    r"(新增|新建|新改建|改造|改建|扩建|建设|建成|实施|完成|培训|发放|引进|净增|培育|认定|开展|组织|创建|打造)[^，。；]{0,20}$"
)
#: Right before a figure: by how much a standing quantity rose. 增产74亿斤, 补助标准提高30元.
_RISING_WORDS = re.compile(r"(增产|提高|增加|上升|上调|增长|多|扩大|下降|降低|减少)[^，。；新净]{0,8}$")
_SUMMED_WORDS = re.compile(r"累计|五年来?共|五年合计")
#: No deed says what rate was reached, short of all of it.
_RATES = {Measure.SHARE, Measure.PP}
#: 年末, 全国, 继续 before a subject; 均值, 创历史新高, 在 after it; 年度产量 and 覆盖面参保率 within it.
_CLINGING = re.compile(
    r"^(?:年?末|年底|全[国省市县区州]|继续|其中|上半年|同口径|预计)+|(?:在|约|为|超|的?较[低高]水平|合理区间|均值|平均|预期|大关|创历史新高|继续|保持|稳定)+$"
    r"|年度(?=产量)|覆盖面(?=参保率)"
)
#: A verb that is part of a standing indicator's name has so many characters: 减免税费, 转移农村劳动力.
_VERB = 2
#: What follows counts only a part of what was just told: 其中“4050”人员实现再就业7062人.
_PART_OF = "其中"
_ORDINAL = re.compile(r"第([一二三四五六七八九十百\d]+)([届期次批轮]|[一-鿿]{2})")
_FIRST = re.compile("首(?=[届次批轮])")
#: What holds many homes and is not counted by them: 老旧小区1000个 are no 2000户.
_HOMES = re.compile("小区|社区|片区|街区|村(?!民)")
_WHOLES = {"个", "处", "片"}
#: Who goes twice is counted twice: 181万人次 may be fewer than 160万人.
_IN_TURNS = "人次"
#: Kinds of unit in which what is added and what there is are easily confused.
_COUNTED_KINDS = {"bare", "count", "people", "household", "length", "area", "power", "volume"}


@dataclass(frozen=True, slots=True)
class Side:
    """A statement with what comparing asks of it, worked out once."""

    statement: Statement
    name: Name
    unit: Unit
    indicator: str | None
    is_total: bool
    is_added: bool
    is_rise: bool
    is_of_span: bool


def side_of(statement: Statement) -> Side:
    """The statement made ready for comparing."""
    before = before_number(statement)
    unit = read_unit(statement.unit)
    is_level = statement.measure == Measure.LEVEL
    adding = bool(_ADDING_WORDS.search(before))
    is_total = is_level and (
        bool(_TOTAL_WORDS.search(before))
        or bool(_STANDING_WORDS.search(before) and not adding)
        or statement.base is not None
    )
    return Side(
        statement,
        name_of(statement.subject),
        unit,
        _indicator(statement),
        is_total=is_total,
        is_added=statement.measure == Measure.INCREMENT or (is_level and adding),
        is_rise=statement.measure == Measure.INCREMENT and bool(_RISING_WORDS.search(before)),
        is_of_span=promises_span(statement, is_added=adding and not is_total),
    )


def _indicator(statement: Statement) -> str | None:
    """The indicator; a subject that names none by itself may do so with its verb or without what clings to it.

    新增 + 就业 is 城镇新增就业, 减免 + 税费 is 减税降费, 万元 + 生产总值能耗 is no amount of money;
    年末全国城镇调查失业率 and 调查失业率均值 are 城镇调查失业率.
    """
    if statement.indicator is not None or statement.measure == Measure.DONE:
        return statement.indicator
    bare = _CLINGING.sub("", mended(statement.subject))
    lead = "新增" if statement.measure == Measure.INCREMENT else "万元"
    found = find(lead + bare) if lead + bare in statement.quote or lead == "新增" else None
    found = found or find(bare)
    if found is None and (at := statement.quote.find(statement.subject)) >= _VERB:
        found = find(statement.quote[at - _VERB : at] + bare)
    return found.code if found else None


def fit(pledge: Side, outcome: Side, year: int, bases: Mapping[str, Base] = NO_BASES) -> tuple[float, Refusal | None]:
    """How well the outcome's form fits the pledge's, 0…1, and the refusal when it cannot answer it.

    Likeness of subject is not part of it. The figure is worth keeping as a near miss even when refused. ``bases`` are
    last year's levels as the earlier report states them.
    """
    p, o = pledge.statement, outcome.statement
    if o.kind == Kind.SHORTFALL:
        is_of_year = o.period in ("", str(year), p.period)
        return (1.0, None) if is_of_year else (0.4, Refusal.PERIOD)
    period, refusal = _period(pledge, outcome, year)
    if refusal is not None:
        return period, refusal
    if (p.measure == Measure.GROWTH and o.measure == Measure.LEVEL) and (
        last_years_base(o, year) is not None or base_for(p, o, bases) is not None
    ):
        return (period * 0.6, Refusal.MEASURE) if pledge.is_of_span else (period * 0.8, None)
    measure = 0.85 if misfits.is_told_otherwise(p, o) else _measures().get((p.measure, o.measure), 0.0)
    if is_share_of_plan(o) and p.measure in _FLOWS:
        return period * 0.9, None
    if not measure or any(misfit(p, o) for misfit in misfits.OF_MEASURE):
        return period * 0.6, Refusal.MEASURE
    if o.measure == Measure.DONE and p.measure in _RATES and p.value != "100":
        return period * measure * 0.7, Refusal.MEASURE
    if _are_others_of_a_row(p, o):
        return period * measure * 0.6, Refusal.SCOPE
    unit = _units(pledge, outcome)
    if not unit:
        return period * measure * 0.7, Refusal.UNIT
    is_known = pledge.indicator is not None and pledge.indicator == outcome.indicator
    if (are_other_homes if is_known else scope_conflict)(pledge.name, outcome.name):
        return period * measure * unit * 0.8, Refusal.SCOPE
    if _is_stock_for_flow(pledge, outcome):
        return period * measure * unit * 0.8, Refusal.STOCK
    if _is_another_work(p, o):
        return period * measure * unit * 0.8, Refusal.LIKENESS
    if misfits.is_begun_for_finished(p, o) or misfits.is_only_under_way(p, o):
        return period * measure * unit * 0.8, Refusal.UNFINISHED
    gap = 0.95 ** scope_gap(pledge.name, outcome.name)
    part = 0.85 if o.quote.startswith(_PART_OF) and not p.quote.startswith(_PART_OF) else 1.0
    return period * measure * unit * gap * part * _counts_of_deed(pledge, outcome), None


@cache
def _measures() -> dict[tuple[Measure, Measure], float]:
    """How well an outcome's measure answers a pledge's; what is not listed does not."""
    fits = {(measure, measure): 1.0 for measure in Measure}
    for one in _SIGNED:
        for other in _SIGNED:
            fits[one, other] = 1.0
    for one in _FLOWS:
        for other in _FLOWS:
            fits.setdefault((one, other), 0.97)
        # 新建幼儿园2所 answered by a named one opened; 获评… answered by a count.
        fits[one, Measure.DONE] = 0.85
        fits[Measure.DONE, one] = 0.85
        # A rate read as a total (失业率3.1%) is still a rate; the units decide.
        fits[one, Measure.SHARE] = fits[Measure.SHARE, one] = 0.9
    fits[Measure.DONE, Measure.SHARE] = 0.8
    return fits


def _are_others_of_a_row(pledge: Statement, outcome: Statement) -> bool:
    """Whether both deeds are of one of a row and not of the same: 第十一届 and 第十二届, 第一中学 and 第二中学."""
    if pledge.measure != Measure.DONE or outcome.measure != Measure.DONE:
        return False
    mine, its = (set(_ORDINAL.findall(_FIRST.sub("第一", one.quote))) for one in (pledge, outcome))
    rows = {row for _, row in mine} & {row for _, row in its}
    return bool(rows) and not mine & its


def _units(pledge: Side, outcome: Side) -> float:
    p, o = pledge.statement, outcome.statement
    if Measure.DONE in (p.measure, o.measure) or p.comparator == Comparator.SYNC:
        return 1.0
    if {pledge.unit.kind, outcome.unit.kind} == {"count", "household"} and _WHOLES & {p.unit, o.unit}:
        return 0.0 if _HOMES.search(p.subject) and _HOMES.search(o.subject) else 0.95
    if _IN_TURNS in o.unit and _IN_TURNS not in p.unit:
        return 0.0
    if not compare(pledge.unit, outcome.unit):
        return 0.9 if leaves_out_the_time(p, o) or counts_the_same(p, o) else 0.0
    return 1.0 if p.unit == o.unit or pledge.unit.kind != "count" else 0.95


def _counts_of_deed(pledge: Side, outcome: Side) -> float:
    """A deed is told by what was added (新建产业园2个) before what there is by now (产业园增至21个)."""
    is_stock = outcome.is_total and outcome.unit.kind in _COUNTED_KINDS
    return 0.85 if pledge.statement.measure == Measure.DONE and is_stock else 1.0


def _period(pledge: Side, outcome: Side, year: int) -> tuple[float, Refusal | None]:
    said, measure = outcome.statement.period, outcome.statement.measure
    first, last = said[:4], said[-4:]
    if said and last != str(year) and said != pledge.statement.period:
        return 0.4, Refusal.PERIOD
    if pledge.is_of_span:
        return _over_the_years(pledge, outcome, year)
    is_span = first != last
    if measure in _SIGNED and ((is_span and said != pledge.statement.period) or is_averaged(outcome.statement)):
        return (0.7, None) if pledge.statement.comparator == Comparator.SYNC else (0.6, Refusal.AVERAGE)
    if not is_span and _is_of_the_term(pledge, outcome):
        return 0.6, Refusal.CUMULATIVE
    if (said and said == pledge.statement.period) or pledge.statement.section == Section.TERM_TARGETS:
        return 1.0, None
    if not is_span and measure in _FLOWS and _is_summed(pledge.statement) and not _is_summed(outcome.statement):
        return 0.6, Refusal.CUMULATIVE
    if is_span and _tells_the_very_works(pledge, outcome):
        return 0.85, None
    summed = _is_summed(outcome.statement) and not pledge.statement.period.startswith(first + "-")
    if is_span and measure in _FLOWS and (summed or not _is_where_it_stands(pledge, outcome)):
        return 0.6, Refusal.CUMULATIVE
    return (0.85 if is_span else 1.0), None


def _over_the_years(pledge: Side, outcome: Side, year: int) -> tuple[float, Refusal | None]:
    """A target for several years together (五年新增就业5000万人) is answered by what is told of several years."""
    if outcome.statement.measure == Measure.DONE or is_share_of_plan(outcome.statement):
        return 0.85, None
    if not tells_span(outcome.statement, year) or is_of_other_years(pledge.statement, outcome.statement):
        return 0.6, Refusal.PERIOD
    return (0.6, Refusal.AVERAGE) if is_against_average(pledge.statement, outcome.statement) else (1.0, None)


def _is_summed(statement: Statement) -> bool:
    return bool(_SUMMED_WORDS.search(statement.quote))


def _tells_the_very_works(pledge: Side, outcome: Side) -> bool:
    """Whether a review of several years names just as many of the very same works: they are those promised.

    建设水系公园3处, told as 建设水系公园3个 a year later among what five years brought. An indicator of every year is
    another matter: its figure for five years is never that of one.
    """
    p, o = pledge.statement, outcome.statement
    return (
        pledge.indicator is None
        and pledge.is_added
        and outcome.is_added
        and p.value == o.value
        and pledge.name == outcome.name
        and saying(p.subject) == 1
    )


def _is_of_the_term(pledge: Side, outcome: Side) -> bool:
    """Whether a review of several years tells what they added and names no year: 下岗失业人员再就业13.2万人."""
    p, o = pledge.statement, outcome.statement
    if (
        o.section != Section.REVIEW_TERM
        or p.section == Section.TERM_TARGETS
        or not {p.measure, o.measure} <= _FLOWS
        or names_a_year(o)
    ):
        return False
    if outcome.is_total and not misfits.adds_by_nature(o):
        return False
    is_yearly = pledge.is_added or misfits.adds_by_nature(p)
    return is_yearly and (outcome.is_added or outcome.unit.kind in _COUNTED_KINDS)


def _is_another_work(pledge: Statement, outcome: Statement) -> bool:
    """Whether a named deed is answered by one of another name, or by a number of its kind."""
    if misfits.names_only_the_kind(pledge, outcome) or misfits.is_mended_for_new(pledge, outcome):
        return True
    if pledge.indicator is None and misfits.is_across_from(pledge.subject, outcome.subject):
        return True
    if {pledge.measure, outcome.measure} <= _FLOWS:
        if are_others(pledge, outcome) or misfits.tells_more_things(pledge, outcome):
            return True
        # The same figure or a standing indicator speaks for one thing in other words.
        is_known = pledge.indicator or (len(pledge.value) > 1 and pledge.value == outcome.value)
        return not is_known and (
            misfits.is_another_of_the_name(pledge.subject, outcome.subject) or misfits.is_fewer_of_some(pledge, outcome)
        )
    is_deed = pledge.measure == outcome.measure == Measure.DONE
    return is_deed and (
        misfits.is_another_of_the_name(pledge.subject, outcome.subject)
        or misfits.lacks_the_residence(pledge.subject, outcome.subject)
        or misfits.is_another_deed(pledge, outcome)
        or misfits.is_only_prepared(pledge, outcome)
        or misfits.is_still_written(pledge, outcome)
        or misfits.is_of_another_size(pledge, outcome)
        or misfits.is_of_a_later_phase(pledge, outcome)
    )


def _is_where_it_stands(pledge: Side, outcome: Side) -> bool:
    """Whether the figure of a five-year review is what there is at its end: 国家高新技术企业1.28万家."""
    return outcome.is_total or (pledge.is_total and not outcome.is_added)


def _is_stock_for_flow(pledge: Side, outcome: Side) -> bool:
    """Whether one says what the year adds and the other what there is."""
    measures = (pledge.statement.measure, outcome.statement.measure)
    if not set(measures) <= _FLOWS:
        return False
    if Measure.INCREMENT in measures and measures[0] != measures[1]:
        rise, level = (pledge, outcome) if measures[0] == Measure.INCREMENT else (outcome, pledge)
        if rise.is_rise or level.is_total or rise.unit.kind not in _COUNTED_KINDS:
            return True
    if pledge.unit.kind not in _COUNTED_KINDS or not pledge.is_added or pledge.is_total:
        return False
    return outcome.is_total or (not outcome.is_added and misfits.is_many_times(pledge.statement, outcome.statement))


def indicator_fit(pledge: Side, outcome: Side, alike: float) -> float:
    """Likeness of the two subjects once their indicators had their say: the same, kin, different, or unknown."""
    if pledge.indicator and pledge.indicator == outcome.indicator:
        return 0.93 + 0.07 * alike
    if pledge.indicator and outcome.indicator:
        return 0.72 if outcome.indicator in kin_of(pledge.indicator) else min(alike, 0.9) * 0.5
    return alike * (0.85 if pledge.indicator or outcome.indicator else 1.0)


def prefers(pledge: Statement, outcome: Statement) -> float:
    """A little for the year's own review, where the headline figures stand, for telling the very figure again, and for
    telling what was begun (新开工2.48万套, 已建成1.1万套) where it was to begin.

    The same figure in the same unit hardly falls together by chance, the less the more digits it has. A standing
    indicator is told in every report: there the year's own telling leads, not the one that repeats a round number.
    """
    again = 0.0
    if pledge.value and pledge.indicator is None and (pledge.value, pledge.unit) == (outcome.value, outcome.unit):
        again = 0.03 * min(4, len(pledge.value.replace(".", "")))
    begun = 0.05 if misfits.is_begun(pledge) and misfits.is_begun(outcome) else 0.0
    return again + begun + (0.03 if outcome.section == Section.REVIEW_YEAR else 0.0)
