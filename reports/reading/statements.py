"""Turns the figures of a text, sentence by sentence, into statements: each gets its subject, measure, bound and year.

A figure without words of its own takes the subject of the one before it (生产总值300亿元,增长8%); figures side by side
share one out (城乡居民收入分别增长7%、8%).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from reports.reading import (
    background,
    bases,
    counted,
    doubts,
    measures,
    periods,
    ranks,
    sharing,
    subjects,
    totals,
    unpromised,
)
from reports.reading.clauses import Clause, told_in_sense
from reports.reading.naming import DONE_AGAIN, LIST_MARKS, RATES, Namer, Said, told_apart
from reports.reading.records import Base, Span, Statement, Unread
from reports.reading.units import Quantity, with_unit
from reports.words import Hedge, Kind, Measure, Section

_JOIN = re.compile(r"[\s、，,；;]*(?:和|与|及|以及|，|,|到|至)?[\s]*第?|[\s、和与及]*分别[为达到]*")
_HEDGE = re.compile(r"力争|争取|努力|预计|计划(?!生育|投资|单列|经济|内)|争创|有望")
#: 轮车实现动态清零: the words that bring a count to nothing.
_CLEARED = re.compile(r"(?:实现|保持|持续|全部)*(?:动态清|清|事故)?$")
#: 完成投资9亿元，占年度计划的105%: so much of what was planned.
_OF_PLAN = re.compile(
    r"(?:^|[，,、；;])(?P<thing>[^，。；]*?)(?P<verb>占|完成|为|是|达到?)了?(?P<plan>(?:[年全当][年初度]|年|调整|变动|原定|既定|预定|预期|[省市县区]定|(?:[省市]|上级)下达|确定)"
    r"的?(?:收入|支出|投资|工作)?(?:预算|计划|目标|任务)+数?)的$"
)
#: 增长10%，力争达到12%: what is striven for beyond is of the measure promised.
_STRIVEN = re.compile(r"(?:力争|争取|冲刺|确保)[^，。；]{0,4}$")
#: 每千人床位数、医师数增至, of two things in two units.
_TWO_REACHED = re.compile(
    r"[数量率值额长]、[^，。；、]{2,14}[数量率值额长](?:提高|增加|上升|提升|增)?(?:到|至|为|达到?)$"
)
#: 苹果产量稳定在全国1/4: a part of the whole country's.
_OF_ALL = re.compile(r"(?:稳定在|保持在|达到?)全[国省市县](?:总量|总数|总产量)?的?$")
#: What may stand around a deed that goes on with the thing before it.
_AROUND_DEED = " 、，,；;和及与并"
_JOINING = ("和", "及", "与", "、")
#: A sentence, or its last clause, no longer than this may be the title of the next.
_SHORT = 20
_TITLE = re.compile(r"[。！\n，,](?P<title>(?!我们|坚持|始终|各位|着力|努力|大家|全市上下|全县上下)[^。！\n，,\d]+)$")
#: What has been so for years, behind them: 连续6年达到Ⅱ类.
_STREAK_OF = re.compile(r"[^、（(]{1,24}")
_ITEM = re.compile(r"\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）]")
_PARTS = re.compile(r"的?(?:县|乡镇|行政村|村|社区|学校|中小学|医院|企业|家庭|农户|街道)")
#: 每人每月620元 is 620元/月.
_PER = re.compile(r"(?:每[人户])?每(立方米?|平方米|吨|亩|度|人|户|月|年)\s*$")
#: Words farther than this from a figure, in characters, say nothing of it; a quote reaches no farther.
FAR = 160
#: Words behind a figure that tell what became of those counted.
BEHIND = 24
#: As many subjects back a 分别 may reach.
FEW = 12


def make(
    text: str,
    clauses: list[Clause],
    quantities: list[Quantity],
    plan_year: int,
    indicator: Callable[[str], str | None],
) -> tuple[list[Statement], list[Unread]]:
    """The statements of the figures, in order, and the figures that stand where none could be made of them."""
    reader = _Reader(text, plan_year, indicator)
    starts = [clause.start for clause in clauses]
    figures = [quantity.start for quantity in quantities]
    low = 0
    while low < len(figures):
        at = bisect_right(starts, figures[low]) - 1
        if at < 0 or figures[low] >= clauses[at].sentence_end:
            low += 1
            continue
        first = bisect_left(starts, clauses[at].sentence_start)
        last = bisect_left(starts, clauses[at].sentence_end)
        high = bisect_left(figures, clauses[at].sentence_end)
        reader.sentence(clauses[first:last], quantities[low:high])
        low = high
    return reader.statements, reader.unread


class _Reader:
    def __init__(self, text: str, plan_year: int, indicator: Callable[[str], str | None]) -> None:
        self.text = text
        self.plan_year = plan_year
        self.indicator = indicator
        self.namer = Namer(text, indicator)
        self.statements: list[Statement] = []
        self.unread: list[Unread] = []
        self.term_end = plan_year + 4

    def sentence(self, clauses: list[Clause], quantities: list[Quantity]) -> None:
        """Reads the figures of one sentence."""
        said = Said(self.text, self._title_before(clauses[0].sentence_start))
        at = 0
        for index, clause in enumerate(clauses):
            inside: list[Quantity] = []
            while at < len(quantities) and quantities[at].start < clause.end:
                if quantities[at].start >= clause.start:
                    inside.append(quantities[at])
                at += 1
            if clause.kind is None:
                self._skip(inside, clause.section.value)
                continue
            real = [quantity for quantity in inside if not self._put_aside(quantity, clause)]
            if not real:
                if at == len(quantities):
                    return
                said.silent.append(clause)
                continue
            if _ITEM.match(self.text, clause.start):
                # 3.为老人体检: another item of a list.
                said = Said(self.text)
            following = clauses[index + 1] if index + 1 < len(clauses) else None
            self._clause(clause, real, said, following)

    def _title_before(self, start: int) -> str:
        """A short sentence before (经营主体稳中培优。总量达1461.4万户), else nothing."""
        end = start
        while end > 0 and self.text[end - 1] in " \u3000":
            end -= 1
        if end < 4 or self.text[end - 1] != "。":
            return ""
        short = _TITLE.search(self.text, max(0, end - _SHORT), end - 1)
        return short["title"] if short else ""

    def _skip(self, quantities: list[Quantity], reason: str) -> None:
        self.unread += [Unread(Span(q.start, q.end), q.noise or reason) for q in quantities]

    def _put_aside(self, quantity: Quantity, clause: Clause) -> bool:
        """Whether the figure is none to state: a date or name, a class of things, a background figure."""
        reason = quantity.noise or background.reason(self.text, quantity)
        if not reason and clause.kind is Kind.PLEDGE:
            reason = unpromised.reason(self.text, quantity)
        if reason:
            self.unread.append(Unread(Span(quantity.start, quantity.end), reason))
        return bool(reason)

    def _clause(self, clause: Clause, real: list[Quantity], said: Said, following: Clause | None) -> None:
        begin = clause.start
        for group in self._groups(real):
            if group[0].form == "streak":
                begin = self._streak(clause, group[0], begin, said, is_last=group[-1] is real[-1])
            else:
                begin = self._group(clause, group, begin, said, following)

    def _streak(self, clause: Clause, quantity: Quantity, begin: int, said: Said, *, is_last: bool) -> int:
        """States for how many years a thing has been so (水质连续6年达到Ⅱ类); returns where the next words begin.

        Where another figure follows (连续9年稳定在1300亿斤) the years only say when that one held.
        """
        if not is_last:
            self._skip([quantity], "date")
            return begin
        before = self.text[max(begin, quantity.start - subjects.REACH) : quantity.start - len("连续")]
        bare = subjects.bare(before)
        rest = _STREAK_OF.match(self.text, quantity.tail, clause.end)
        name = f"{bare.subject}连续{subjects.without_space(rest.group()) if rest else ''}"
        self._state(clause, quantity, name, Measure.LEVEL, "年", bare, before, "", said, goes_on=False)
        said.now_of(name)
        return rest.end() if rest else quantity.tail

    def _of_plan(self, clause: Clause, quantity: Quantity, planned: re.Match[str], said: Said) -> int:
        """States what part of its plan a thing has come to; what follows is of the thing again."""
        thing = subjects.bare(planned["thing"]).subject or said.recent
        name = f"{thing}{'完成' if planned['verb'] == '完成' else '占'}{planned['plan']}"
        before = planned.group()
        self._state(
            clause, quantity, name, Measure.SHARE, "%", subjects.Bare(name, "", ""), before, "", said, goes_on=False
        )
        said.now_of(thing or name)
        return quantity.tail

    def _groups(self, real: list[Quantity]) -> Iterator[list[Quantity]]:
        """Figures side by side with nothing but a joining mark between them share their words."""
        group: list[Quantity] = []
        for quantity in real:
            if group:
                between = self.text[group[-1].tail : quantity.start]
                shared = (
                    _alike(group[-1], quantity)
                    or "分别" in self.text[max(0, group[0].start - 8) : group[0].start]
                    or (between == "、" and self._ends_alike(group[0], quantity))
                )
                if len(between) < 8 and _JOIN.fullmatch(between) and shared:
                    group.append(quantity)
                    continue
                yield group
            group = [quantity]
        if group:
            yield group

    def _ends_alike(self, first: Quantity, last: Quantity) -> bool:
        """Whether two figures close what two things have come to (床位数、医师数增至7.8张、3.6个)."""
        before = self.text[max(0, first.start - 30) : first.start]
        return _TWO_REACHED.search(before) is not None and self.text[last.tail : last.tail + 1] in "，。；,;\n"

    def _group(self, clause: Clause, group: list[Quantity], begin: int, said: Said, following: Clause | None) -> int:
        """States the figures of a group; returns where the words of the next one begin."""
        text = self.text
        first = group[0]
        before = text[max(begin, first.start - subjects.REACH) : first.start]
        if base_end := self._base_end(group, before, said):
            return base_end
        if text[first.start : first.end] == "零":
            before = _CLEARED.sub("", before)
        if first.unit == "%" and len(group) == 1 and (planned := _OF_PLAN.search(before)):
            return self._of_plan(clause, first, planned, said)
        if first.form == "rank":
            before = ranks.without_rivals(before)
        if first.form == "fraction":
            before = _OF_ALL.sub("", before)
        per = _PER.search(before[-6:])
        bare = subjects.bare(before[: len(before) - len(per.group())] if per else before)
        if (again := before.strip(_AROUND_DEED)) in DONE_AGAIN:
            # 新建农田15万亩、改造提升8万亩: done to the thing before, and neither its name nor its growth.
            bare = subjects.Bare("", again, "")
        end = group[-1].tail
        noun = ""
        if len(group) == 1 and self._counts(first, bare):
            noun, reach = counted.noun_after(text[first.tail : min(clause.end, first.tail + 60)])
            end += reach
        if bare.lead.endswith("新") and noun and ("、" in bare.subject or before.endswith("等")):
            # 新民、永平等11个村: a name, nothing new.
            bare = subjects.Bare(bare.subject, "", bare.trail)
        joined = before.rstrip().endswith(_JOINING) or (not before.strip() and begin > clause.start)
        if first.form == "rank":
            bare = ranks.placed(bare, before)
        subject = self.namer.subject(bare, noun, before, joined, said, first, clause, following)
        subject = told_apart(subject, bare.lead, first.unit)
        names = self.namer.names(bare, subject, len(group), said)
        goes_on = (begin > clause.start and (joined or before.lstrip().startswith(LIST_MARKS))) or "其中" in bare.lead
        carried = said.carried if goes_on else None
        aspired = said.rate if not bare.subject and _STRIVEN.search(before) else None
        for quantity, name in zip(_with_shared_unit(group), names, strict=True):
            measure = measures.of(quantity, bare, carried)
            if aspired and measure is Measure.SHARE:
                measure = aspired
            unit = f"{quantity.unit}/{per[1]}" if per and quantity.unit.endswith("元") else quantity.unit
            self._state(
                clause,
                quantity,
                name,
                measure,
                unit,
                bare,
                before,
                text[group[-1].tail : min(clause.end, group[-1].tail + BEHIND)],
                said,
                goes_on,
            )
        said.rate = measure if first.unit == "%" else None
        if not goes_on:
            said.carried = Measure.INCREMENT if measures.opens_addition(bare) and measure is Measure.INCREMENT else None
        said.group = names
        said.said = (said.said + names)[-FEW:]
        if first.form != "rank" or not said.topic:
            said.now_of(subject)
        return end

    def _counts(self, quantity: Quantity, bare: subjects.Bare) -> bool:
        """Whether the words after a figure may name what it counts: 6个停车场, 三分之二的公园, 50%以上村卫生室."""
        if quantity.form in ("number", "blank") and quantity.unit not in RATES:
            return True
        if self.text.startswith("的", quantity.tail):
            return True
        bounded = self.text.endswith("以上", 0, quantity.tail)
        # 50%县区达到标准
        return quantity.unit == "%" and not bare.subject and (bounded or bool(_PARTS.match(self.text, quantity.tail)))

    def _base_end(self, group: list[Quantity], before: str, said: Said) -> int:
        """从208.9亿元增加到…: where the earlier values end, kept for the statements that follow; 0 where none are."""
        base = bases.of(self.text, group, before)
        if base is None:
            return 0
        bare = subjects.bare(before[: len(before) - base.taken])
        recent = said.recent
        # 工业…，总产值从161亿元增加到: what is measured belongs to the thing before.
        named = (
            sharing.join(sharing.owner(recent), bare.subject) if subjects.is_attribute(bare.subject) else bare.subject
        )
        said.now_of(named + base.rate if named or base.rate else recent)
        said.group = sharing.distribute(said.topic, len(group))
        said.bases = [Base(Span(one.start, one.end), one.value, one.unit) for one in group]
        self._skip(group, "base")
        return base.end

    def _state(
        self,
        clause: Clause,
        quantity: Quantity,
        name: str,
        measure: Measure,
        unit: str,
        bare: subjects.Bare,
        before: str,
        after: str,
        said: Said,
        goes_on: bool,
    ) -> None:
        text = self.text
        assert clause.kind is not None
        base = said.bases.pop(0) if said.bases else None
        if not name:
            self.unread.append(Unread(Span(quantity.start, quantity.end), "no_subject"))
            return
        code = self.indicator(name)
        told_in = told_in_sense(text, clause)
        if base and measure is Measure.LEVEL:
            # 从19家发展到31家 tells the state at the end, 五年累计从2亿元增加到9亿元 of all the years.
            said.in_total = "累计" in text[clause.start : quantity.start]
        else:
            said.in_total = told_in is Section.REVIEW_TERM and totals.is_cumulative(
                measure, before, bare, name, after, said.in_total and goes_on
            )
        when = periods.of(
            told_in,
            self.plan_year,
            text[max(clause.start, quantity.start - FAR) : quantity.start],
            text[clause.sentence_start : min(clause.start, clause.sentence_start + 40)]
            + text[max(clause.sentence_start + 40, clause.start - 60) : clause.start],
            said.in_total,
            self.term_end,
        )
        period = when.period
        if clause.kind is Kind.OUTCOME and measure is not Measure.RANK and quantity.form != "streak":
            period = periods.held_for(period, before)
        start, end = max(clause.start, quantity.start - FAR), max(quantity.end, min(clause.end, quantity.tail + FAR))
        quote = text[start:end]
        reasons, confidence = doubts.of(quote, name, code, measure, unit, clause.section, in_total=said.in_total)
        self.statements.append(
            Statement(
                kind=clause.kind,
                start=start,
                end=end,
                quote=quote,
                number=Span(quantity.start, quantity.end),
                subject=name,
                indicator=code,
                measure=measure,
                comparator=measures.comparator(quantity, before),
                value=quantity.value,
                value_high=quantity.value_high,
                unit=unit,
                period=period,
                deadline=when.deadline,
                hedge=Hedge.STRIVE
                if _HEDGE.search(text, max(clause.start, quantity.start - FAR), quantity.start)
                else Hedge.NONE,
                section=clause.section,
                confidence=confidence,
                reasons=reasons,
                base=base,
            )
        )


_SCALE = re.compile(r"^[十百千万亿]+")


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can share their words: the same unit, whatever its scale."""
    return one.form == other.form and (not one.unit or _SCALE.sub("", one.unit) == _SCALE.sub("", other.unit))


def _with_shared_unit(group: list[Quantity]) -> list[Quantity]:
    """分别提高20.9、36.2、54个百分点: the unit that stands once is given to each."""
    shared = group[-1].unit
    return [with_unit(one, shared) if not one.unit and one.form == "number" else one for one in group]
