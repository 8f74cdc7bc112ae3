"""The government's own word that a target was missed: 仍有工业总产值、进出口总额等2项指标没有达到预期.

One row an indicator, 城乡居民 parted into urban and rural; where the text states a total, the list is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reports.reading import lists, periods
from reports.reading.clauses import Clause
from reports.reading.lexicon import indicators
from reports.reading.numerals import chinese
from reports.reading.records import Statement
from reports.words import Comparator, Kind, Measure, Section

#: A clause longer than this is no clause (a text without punctuation).
LONGEST_CLAUSE = 400

_MISSED = re.compile(
    r"(?:没有|没能|未能|未|尚未|还未)(?:完全|全面|能)?(?:如期)?(?:完成|达到|实现|达)(?:到|了)?(?:年初|年度|预定|既定|规划|计划|预期|目标|任务|进度|要求|的)*"
    r"|(?:明显|大幅|略)?低于(?:年初|年度)?(?:预期|计划|目标)(?:目标|进度|值)?"
    r"|(?:不及|不达|不如)预期(?:目标)?"
    r"|(?:离|距离?|与|同|和)[^，,。；;\n]{0,10}(?:目标|预期|计划|任务|规划)[^，,。；;\n]{0,8}差距"
)
#: A word of every admission: where none stands, none need be looked for.
_TRIGGER = re.compile(r"没[有能]|未|低于|不[及达如]预期|差距")
#: 等6项主要指标增速: what stands between the list and the admission.
_FRAME = re.compile(
    r"(?:等)?(?:(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:项|个))?(?:左右)?"
    r"(?:主要|重要|部分|经济|社会|发展|约束性|预期性|预期|核心|目标|考核|关键|个别|的)*"
    r"(?:指标|目标|任务)?的?(?P<growth>增速|增幅|增长率?)?(?:完成情况|完成)?(?:的)?(?:与|均|都|仍|还|也|尚|并|仍然|可能|预计|将)*$"
)
_LEAD = re.compile(
    r".*(?:仍有|还有|尚有|但有|只有|，有|由于|因为|受.{1,12}影响|其中|主要是|但是?|特别是|尤其是|如|[:：])"
)
_FIGURE = re.compile(r"(?:实际|同比|年均|预计|仅|只|完成|实现|达到?|增长|下降|为)*\d.*$")
_PLAN = re.compile(r"“?[xX×＊*]{2}”?(?=规划|确定|期间|时期|目标|计划|末)|五年规划|五年计划|规划确定|规划目标")
_GROWTH = ("增长", "增速", "增幅")
_BOTH = re.compile(r"城乡(?:常住)?居民")


def find(text: str, clauses: list[Clause], plan_year: int) -> list[Statement]:
    """Shortfalls in the order of the text; none where no standing indicator is named, none in the plan's own part.

    ``period`` is the plan's span where the sentence speaks of a five-year plan, else the year reported on.
    ``reasons`` holds ``count_mismatch:said:listed`` where the stated total is not that of the list.
    """
    if not clauses:
        return []
    starts = [clause.start for clause in clauses]
    found: list[Statement] = []
    last = -1
    for trigger in _TRIGGER.finditer(text, clauses[0].start, clauses[-1].end):
        at = bisect_right(starts, trigger.start()) - 1
        if at <= last:
            continue
        last = at
        clause = clauses[at]
        if (
            clause.end - clause.start > LONGEST_CLAUSE
            or clause.kind is Kind.PLEDGE
            or clause.section in (Section.GLOSSARY, Section.APPENDED)
        ):
            continue
        missed = _MISSED.search(text, clause.start, clause.end)
        if missed:
            found += _admitted(text, clauses, at, missed, plan_year)
    return found


def _admitted(text: str, clauses: list[Clause], at: int, missed: re.Match[str], plan_year: int) -> list[Statement]:
    clause = clauses[at]
    frame = _FRAME.search(text[clause.start : missed.start()])
    listed = _named(text, clause.start, missed.start())
    if len(listed) == 1 and indicators.code(lists.split(text, listed[0][0], missed.start())[0].words):
        frame = None  # 经济增长不及预期: the name takes all the words, and 增长 is part of it
    elif frame:
        listed = _named(text, clause.start, clause.start + frame.start())
    earlier = at - 1
    if not listed and at and clauses[earlier].sentence_start == clause.sentence_start:
        # 生产总值、固定资产投资等指标，离目标还有差距: the list stands in the clause before.
        before = _FRAME.search(text[clauses[earlier].start : clauses[earlier].end])
        frame = before if before and before["count"] else frame
        stop = clauses[earlier].start + before.start() if before else clauses[earlier].end
        listed = _named(text, clauses[earlier].start, stop)
    reasons: tuple[str, ...] = ()
    rows = [(start, name) for start, words in listed for name in _parted(words)]
    if frame and frame["count"]:
        said = int(frame["count"]) if frame["count"].isdigit() else chinese(frame["count"])
        if said is not None and int(said) not in (len(rows), len(listed)):
            reasons = (f"count_mismatch:{int(said)}:{len(rows)}",)
    if not rows:
        return []
    period = _period(text[max(clause.sentence_start, missed.start() - LONGEST_CLAUSE) : missed.end()], plan_year)
    return [
        Statement(
            kind=Kind.SHORTFALL,
            start=start,
            end=missed.end(),
            quote=text[start : missed.end()],
            number=None,
            subject=name,
            indicator=indicators.code(name),
            measure=Measure.GROWTH if (frame and frame["growth"]) or name.endswith(_GROWTH) else Measure.LEVEL,
            comparator=Comparator.EQ,
            period=period,
            section=clause.section,
            confidence=0.7 if reasons else 0.95,
            reasons=reasons,
        )
        for start, name in rows
    ]


def _named(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """(place, name) of the standing indicators listed in text[start:end], empty where none is named."""
    lead = _LEAD.match(text[start:end].replace("\n", " "))
    begin = start + (lead.end() if lead else 0)
    named = []
    for member in lists.split(text, begin, end):
        name = _FIGURE.sub("", member.words)
        if any(indicators.code(part) for part in _parted(name)):
            named.append((member.start, name))
    return named


def _parted(name: str) -> list[str]:
    """城乡居民人均收入 is 城镇居民人均收入 and 农村居民人均收入; any other name stays one."""
    if _BOTH.search(name) and "比" not in name and "差距" not in name:
        return [_BOTH.sub(f"{place}居民", name) for place in ("城镇", "农村")]
    return [name]


def _period(sentence: str, plan_year: int) -> str:
    end = periods.plan_end(sentence)
    if end is None and _PLAN.search(sentence) and (plan_year - 1) % 5 == 0:
        end = plan_year - 1
    return f"{end - 4}-{end}" if end is not None else str(plan_year - 1)
