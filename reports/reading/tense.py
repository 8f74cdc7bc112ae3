"""Whether the clauses of a sentence tell of what was done or of what will be, against the sense of their section.

In a section of tasks 去年全县新增学位1,350个 recalls the past; in a review 计划今年再建5所 promises. A turn holds
until the sentence turns again (去年投入2亿元，今年再投入3亿元) or ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from reports.reading.periods import plan_end
from reports.reading.sections import SectionSpan
from reports.words import Kind

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
#: Words that turn a plan to the past. 比去年, 在去年基础上 and 去年以来 only compare.
_PAST = re.compile(
    r"(?<![比较在与同于对从由自])(?:去年|上年|前年|过去的?一年|一年来|五年来|过去的?这?[五5]年)(?!同期|基础|以来|水平|度|末|相比|的基础)|(?:截至|截止)(?:目前|去年|上年)|目前[，,]?[^，。]{0,6}已"
)
_FUTURE = re.compile(
    r"今年|明年|下一步|年内|力争|将(?!军|近)|确保|再(?:新增|建|投|完成|创)|要(?!素|件|求|闻)|继续|争取|未来|今后"
)
_COMPARED = "比较与同自从对在"
#: “十五”时期建成的: which it is, not when; as that of a plan, 是“十五”期间的2倍 only compares.
_OF_PLAN = re.compile(r"(?:时期|期间)(?!的|末|相比|续建|结转|跨|遗留|未)")
#: The time of a clause is told at its head, in so many characters.
_CLAUSE_HEAD = 12


#: What may turn a sentence of a plan to the past; where none of it stands, nothing need be looked at clause by clause.
_PLAN_CUE = re.compile(r"五”?(?:时期|期间)|去年|上年|前年|过去|一年来|五年来|截至|截止|目前|19\d\d年|20\d\d年")
_REVIEW_CUE = re.compile(r"今年|明年|下一步")


class Tenses:
    """Tells the sentences of one text, asked in their order, from one pass over it."""

    def __init__(self, text: str, plan_year: int | None) -> None:
        self.text = text
        self.plan_year = plan_year
        self._turns = {
            Kind.PLEDGE: [match.start() for match in _PLAN_CUE.finditer(text)],
            Kind.OUTCOME: [match.start() for match in _REVIEW_CUE.finditer(text)],
        }

    def kinds(self, clauses: list[tuple[int, int, str]], end: int, span: SectionSpan) -> list[Kind | None]:
        """Pledge, outcome or None for each (start, end, …) of a sentence of this section that ends at ``end``."""
        if span.kind is None:
            return [None] * len(clauses)
        turns = self._turns[span.kind]
        at = bisect_left(turns, clauses[0][0])
        if at == len(turns) or turns[at] >= end:
            return [span.kind] * len(clauses)
        if span.kind is Kind.PLEDGE:
            return _in_plan(self.text, clauses, self.plan_year)
        return _in_review(self.text, clauses)


def _in_plan(text: str, clauses: list[tuple[int, int, str]], plan_year: int | None) -> list[Kind | None]:
    kind = Kind.PLEDGE
    told: list[Kind | None] = []
    for start, end, _ in clauses:
        if (
            _PAST.search(text, start, end)
            or _names_year(text, start, end, plan_year)
            or _names_past_plan(text, start, end, plan_year)
        ):
            kind = Kind.OUTCOME
        elif kind is Kind.OUTCOME and _FUTURE.search(text, start, end):
            kind = Kind.PLEDGE
        told.append(kind)
    return told


_PROMISED = re.compile(
    r"(?:今年|明年|下一步)[^，。；]{0,10}(?:将|要|计划|拟|力争|确保)|(?:将|计划|拟|力争)[^，。；]{0,6}(?:今年|明年)"
)


def _in_review(text: str, clauses: list[tuple[int, int, str]]) -> list[Kind | None]:
    return [Kind.PLEDGE if _PROMISED.search(text, start, end) else Kind.OUTCOME for start, end, _ in clauses]


def _names_year(text: str, start: int, end: int, plan_year: int | None) -> bool:
    """Whether the clause names a year before the plan's as the time of what it tells (2018年新增…, not 较2018年)."""
    if plan_year is None:
        return False
    for match in _YEAR.finditer(text, start, min(end, start + _CLAUSE_HEAD)):
        if int(match.group()) >= plan_year or text[match.start() - 1 : match.start()] in _COMPARED:
            continue
        rest = text[match.end() : match.end() + 5]
        if not rest.startswith(
            ("年以来", "年起", "年相比", "年的", "年末", "年底", "年基础", "年度", "年水平", "年》", "年项目", "年1")
        ):
            return True
    return False


def _names_past_plan(text: str, start: int, end: int, plan_year: int | None) -> bool:
    """Whether the clause opens with a five-year plan that is over (“十五”时期新增…, said in 2006; not 比“十五”末)."""
    named = _OF_PLAN.search(text, start, min(end, start + _CLAUSE_HEAD))
    if plan_year is None or not named:
        return False
    head = text[start : named.end()]
    over = plan_end(head)
    return over is not None and over < plan_year and not any(sign in head for sign in _COMPARED)
