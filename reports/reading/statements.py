"""Turns the figures of a text, sentence by sentence, into statements: each gets its subject, measure, bound and year.

A figure without words of its own takes the subject of the one before it (生产总值300亿元,增长8%); figures side by side
share one out (城乡居民收入分别增长7%、8%).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from reports.reading import measures, periods, subjects
from reports.reading.clauses import Clause
from reports.reading.quantities import Quantity
from reports.reading.records import Base, Span, Statement, Unread
from reports.words import Comparator, Hedge, Measure

_JOIN = re.compile(r"[\s、，,；;]*(?:和|与|及|以及|，|,|到|至)?[\s]*$")
_HEDGE = re.compile(r"力争|争取|努力|预计|计划(?!生育|投资|单列|经济|内)|争创|有望")
_ATTRIBUTE = re.compile(
    r"(?:占|总投资|投资额|总量|增速|增幅|排名|位次|税占比|占比|合同额|年产值|产值|总额|其中|累计|面积|比重|总面积|规模|总规模|人均|户均|惠及|受益|受惠|覆盖|完成投资|投资|金额|贷款|余额|同口径|可比|税收|同比)"
)
_TOTAL = re.compile(r"累计|年均|五年|合计|总计|共|平均每年|年平均|连续")
_STATE = re.compile(
    r"(?:达到?|提高到|增加到|提升到|增至|升至|上升到|降至|下降到|降到|提高至|提升至|为|突破|超过|稳定在|保持在|控制在|总量|总数|余额|总资产|保有量|拥有量|末)"
)
_FROM = re.compile(r"(?:由|从|自)(?:[^，。；]{0,14}的)?$")
_LEVEL_WORD = re.compile(r"(?:国家|省|市|县|区|部|世界|全国|全省)级(?:及以上|以上)?")


@dataclass(slots=True)
class _Sentence:
    """What a sentence has said so far."""

    topic: str = ""
    group: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    measure: Measure | None = None
    base: Base | None = None


def make(
    text: str,
    clauses: list[Clause],
    quantities: list[Quantity],
    plan_year: int,
    indicator: Callable[[str], str | None],
) -> tuple[list[Statement], list[Unread]]:
    """The statements of the figures, in order, and the figures that stand where none could be made of them."""
    reader = _Reader(text, plan_year, indicator)
    starts = [quantity.start for quantity in quantities]
    for _, group in groupby(clauses, key=lambda clause: clause.sentence_start):
        sentence = list(group)
        low = bisect_left(starts, sentence[0].sentence_start)
        high = bisect_left(starts, sentence[-1].sentence_end)
        if low < high:
            reader.sentence(sentence, quantities[low:high])
    return reader.statements, reader.unread


class _Reader:
    def __init__(self, text: str, plan_year: int, indicator: Callable[[str], str | None]) -> None:
        self.text = text
        self.plan_year = plan_year
        self.indicator = indicator
        self.statements: list[Statement] = []
        self.unread: list[Unread] = []
        self.term_end = plan_year + 4

    def sentence(self, clauses: list[Clause], quantities: list[Quantity]) -> None:
        said = _Sentence()
        at = 0
        for clause in clauses:
            inside: list[Quantity] = []
            while at < len(quantities) and quantities[at].start < clause.end:
                if quantities[at].start >= clause.start:
                    inside.append(quantities[at])
                at += 1
            if not inside:
                continue
            if clause.kind is None:
                self.unread += [Unread(Span(q.start, q.end), q.noise or clause.section.value) for q in inside]
                continue
            self._clause(clause, inside, said)

    def _clause(self, clause: Clause, inside: list[Quantity], said: _Sentence) -> None:
        real: list[Quantity] = []
        for quantity in inside:
            if quantity.noise:
                self.unread.append(Unread(Span(quantity.start, quantity.end), quantity.noise))
            elif self._qualifies(quantity, clause):
                self.unread.append(Unread(Span(quantity.start, quantity.end), "class"))
            else:
                real.append(quantity)
        begin = clause.start
        for group in self._groups(real):
            before = self.text[begin : group[0].start]
            self._group(clause, group, before, said)
            begin = group[-1].tail

    def _qualifies(self, quantity: Quantity, clause: Clause) -> bool:
        """35吨以下锅炉, 10亿元以上企业: the figure names a class of the things that follow."""
        text = self.text
        if quantity.counted or not quantity.unit or quantity.form != "number":
            return False
        tail = text[quantity.tail : quantity.tail + 6]
        if quantity.comparator in (Comparator.GE, Comparator.LE) and text[quantity.tail - 2 : quantity.tail] in (
            "以上",
            "以下",
            "以内",
        ):
            follows = re.match(r"的?[一-鿿]{2}", tail)
            return (
                bool(follows)
                and not re.match(r"(?:用于|支持|资金|投入|和|及|确保|实现|的?目标|左右)", tail)
                and "%" not in quantity.unit
            )
        return False

    def _groups(self, real: list[Quantity]) -> Iterator[list[Quantity]]:
        """Figures side by side with nothing but a joining mark between them share their words."""
        group: list[Quantity] = []
        for quantity in real:
            if group:
                between = self.text[group[-1].tail : quantity.start]
                if _JOIN.fullmatch(between) or re.fullmatch(r"[\s、和与及]*分别[为达到]*", between):
                    group.append(quantity)
                    continue
                yield group
            group = [quantity]
        if group:
            yield group

    def _group(self, clause: Clause, group: list[Quantity], before: str, said: _Sentence) -> None:
        first, last = group[0], group[-1]
        if re.search(r"(?:从|由)\s*$", before) or _FROM.search(before[-20:]):
            rest = self.text[first.tail : first.tail + 16]
            if (
                re.match(
                    r"[^，。；]{0,10}?(?:到|至|为)|[，,]?\s*(?:提高|增加|提升|上升|增长|下降|降低|减少|压减|压缩|缩短)(?:到|至)",
                    rest,
                )
                and len(group) == 1
            ):
                bare = subjects.bare(re.sub(_FROM, "", before))
                subject = bare.subject or said.topic
                said.topic = subject
                said.base = Base(Span(first.start, first.end), first.value, first.unit)
                self.unread.append(Unread(Span(first.start, first.end), "base"))
                return
        bare = subjects.bare(before)
        after = ""
        if (not first.form == "rank" and first.unit not in ("%", "个百分点", "‰", "倍") and len(group) == 1) or (
            first.unit in ("%",)
            and len(group) == 1
            and not bare.subject
            and self.text[first.tail : first.tail + 1] == "的"
        ):
            after = subjects.noun_after(self.text[first.tail : min(clause.end, first.tail + 60)])
        subject = self._subject(bare, after, said, first)
        names = self._names(bare, subject, len(group), said)
        for quantity, name in zip(group, names, strict=True):
            self._state(clause, quantity, name, bare, before, said)
        said.group = names
        if not (first.form == "rank"):
            said.topic = subject

    def _subject(self, bare: subjects.Bare, after: str, said: _Sentence, quantity: Quantity) -> str:
        core = bare.subject
        if after:
            if core and len(core) + len(after) <= 30:
                return core + after
            return after
        if not core:
            return said.topic
        if quantity.form == "rank" and said.topic and len(core) <= 8 and not core.startswith(said.topic[:2]):
            return said.topic + core
        if said.topic and _ATTRIBUTE.match(core) and len(core) <= 14:
            if core.startswith("其中"):
                core = core[2:] or said.topic
            else:
                return _join(said.topic, core)
        if said.topic and _LEVEL_WORD.fullmatch(core):
            level = _LEVEL_WORD.match(said.topic)
            return core + (said.topic[level.end() :] if level else said.topic)
        if said.topic and len(core) <= 4:
            return _complete(said.topic, core)
        return core

    def _names(self, bare: subjects.Bare, subject: str, count: int, said: _Sentence) -> list[str]:
        if count == 1:
            if "分别" in bare.trail and not bare.subject and len(said.said) >= 1:
                return [subject]
            return [subject]
        if not bare.subject:
            if len(said.group) == count:
                return list(said.group)
            recent = list(dict.fromkeys(said.said))[-count:]
            if len(recent) == count and said.group != [subject]:
                return recent
            if len(recent) == count and "分别" in bare.trail:
                return recent
        return subjects.distribute(subject, count)

    def _state(
        self, clause: Clause, quantity: Quantity, name: str, bare: subjects.Bare, before: str, said: _Sentence
    ) -> None:
        if clause.kind is None:
            return
        measure = measures.of(quantity, bare, said.measure)
        said.measure = measure
        said.said.append(name)
        start, end = clause.start, clause.end
        sentence_before = self.text[clause.sentence_start : clause.start]
        unit = quantity.unit
        per = re.search(
            r"每(立方米?|平方米|吨|亩|度|人|月)\s*$", self.text[max(0, quantity.start - 4) : quantity.start]
        )
        if per and unit.endswith("元"):
            unit = f"{unit}/{per[1]}"
        cumulative = self._cumulative(measure, before, bare, name)
        when = periods.of(
            clause.section,
            self.plan_year,
            self.text[start : quantity.start],
            sentence_before[-60:],
            cumulative,
            self.term_end,
        )
        words_before = self.text[clause.start : quantity.start]
        hedge = Hedge.STRIVE if _HEDGE.search(words_before) else Hedge.NONE
        reasons: list[str] = []
        if not name:
            reasons.append("no_subject")
        if not unit and quantity.form in ("number", "blank"):
            reasons.append("no_unit")
        base, said.base = said.base, None
        self.statements.append(
            Statement(
                kind=clause.kind,
                start=start,
                end=end,
                quote=self.text[start:end],
                number=Span(quantity.start, quantity.end),
                subject=name,
                indicator=self.indicator(name) if name else None,
                measure=measure,
                comparator=measures.comparator(quantity, before),
                value=quantity.value,
                value_high=quantity.value_high,
                unit=unit,
                period=when.period,
                deadline=when.deadline,
                hedge=hedge,
                section=clause.section,
                confidence=0.9 - 0.3 * len(reasons),
                reasons=tuple(reasons),
                base=base,
            )
        )

    @staticmethod
    def _cumulative(measure: Measure, before: str, bare: subjects.Bare, name: str) -> bool:
        if measure in (Measure.GROWTH, Measure.INCREMENT, Measure.PP, Measure.DECLINE, Measure.MULTIPLE):
            return True
        if measure in (Measure.RANK, Measure.RATIO):
            return False
        if _TOTAL.search(before):
            return True
        if measure is Measure.SHARE:
            return False
        return not _STATE.search(bare.trail)


def _join(topic: str, attribute: str) -> str:
    """策划项目 + 总投资; a topic that ends as the attribute begins is not doubled."""
    for size in range(min(len(topic), len(attribute)), 1, -1):
        if topic.endswith(attribute[:size]):
            return topic + attribute[size:]
    return topic + attribute


def _complete(topic: str, short: str) -> str:
    """示范村 after 市级电商示范镇 is 市级电商示范村: words shared with the topic bring what stands before them."""
    for size in range(len(short) - 1, 1, -1):
        at = topic.find(short[:size])
        if at > 0:
            return topic[:at] + short
    return short
