"""The year or span a figure belongs to: 今年, 去年, 五年来, 到2020年, 6月底前, in the sense of where it stands."""

from __future__ import annotations

import re
from functools import cache

from reports.reading.numerals import chinese
from reports.reading.record import record
from reports.reading.spans import ahead
from reports.words import Section

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_UNTIL = re.compile(r"(?:到|至)((?:19|20)\d\d)年")
_HEADED = re.compile(r"^[\s\u3000]*((?:19|20)\d\d)年(?:全年)?[，,]")
#: 去年利润增长23.5% in a review of five years; 比去年 only compares.
_LAST_YEAR = re.compile(r"(?<![比较与同])(?:去年|上年)(?!同期|末|底|以来)")
_YEARLY = re.compile(r"年均|每年|累计|年平均")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:底|末|份)?(?:以?前|底|之前)")
_WITHIN_YEAR = re.compile(r"年底|年末|年内|全年")
_SPAN = re.compile(r"((?:19|20)\d\d)年?(?:-|—|–|至|到)((?:19|20)\d\d)年")
#: The last year of each five-year plan by the number in its name (十三五 ends 2020).
PLAN_ENDS = {"九": 2000, "十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_PLAN_NAME = re.compile(r"“?(九|十[一二三四五六]?)五”?(?=时期|期间|末|规划|以来|计划|目标|”|”时期|时)")


#: 2020年…，“十三五”时期年均增长2.4%: over the years of the plan, whatever year the sentence is of.
_PACED = re.compile(r"(?<![比较])“?(九|十[一二三四五六]?)五”?(?:时期|期间)[^，。；]{0,10}(?:年均|累计|年平均)")


@record
class When:
    """A period (2018, 2011-2015) and a deadline inside it (2019-06) or empty."""

    period: str
    deadline: str = ""


def plan_end(text: str) -> int | None:
    """The last year of the five-year plan the words name first (十三五 ends 2020); None when none is named."""
    match = _PLAN_NAME.search(text)
    return PLAN_ENDS[match.group(1)] if match else None


def of(section: Section, plan_year: int, clause: str, sentence: str, cumulative: bool, term_end: int) -> When:
    """When a figure of ``section`` is due or was reached.

    ``clause`` holds the words up to the figure, ``sentence`` those before the clause; ``cumulative`` tells a total
    or an average over the years from a state at their end; ``term_end`` is the last year of the term of plans.
    """
    year = ""
    last, now = _year(plan_year - 1), _year(plan_year)
    if _DIGIT.search(clause):
        span = _SPAN.search(clause)
        if span:
            return When(f"{span[1]}-{span[2]}")
        year = _named_year(clause)
    looks_back = section in (Section.REVIEW_TERM, Section.REVIEW_YEAR)
    counted = "" if year or looks_back else ahead(clause, sentence, plan_year)
    if not _DIGIT.search(sentence):
        # Without a digit the sentence names neither a year nor a month.
        sentence = ""
    elif not year and (headed := _HEADED.search(sentence)):
        # 2017年，全县…，完成投资3亿元: all of the sentence is of that year.
        year = headed[1] if section in (Section.REVIEW_TERM, Section.REVIEW_YEAR) else ""
    if cumulative and section is Section.REVIEW_TERM and (paced := _PACED.search(clause)):
        end = PLAN_ENDS[paced[1]]
        return When(f"{end - 4}-{end}")
    if section is Section.REVIEW_YEAR:
        return When(year or last)
    if section is Section.REVIEW_TERM:
        if year:
            return When(year)
        if _LAST_YEAR.search(clause):
            return When(last)
        if not cumulative and (said := _named_year(sentence)):
            return When(said)
        return When(f"{plan_year - 5}-{plan_year - 1}" if cumulative else last)
    if counted and not (section is Section.TERM_TARGETS and counted.endswith(str(term_end))):
        # 今后五年 among the targets of five years says no more than where it stands.
        if len(counted) > len("2018"):
            return When(counted)
        year = counted
    if section is Section.TERM_TARGETS:
        # 到2020年，城镇化率达到60%: the year said at the head of the sentence, where the clause says none.
        heads = _UNTIL.findall(sentence)
        end = plan_end(clause) or (int(heads[-1]) if heads else term_end)
        # 五年年均增长5%: a pace kept over the years, where 到2025年达到 is a state at their end.
        return When(year or (f"{end - 4}-{end}" if _YEARLY.search(clause) else str(end)))
    if not year and (until := _UNTIL.search(sentence)):
        year = until[1]
    # 6月底前建成大桥，年底前建成公园: a month is not that of a clause with a time of its own, nor of one behind ；.
    month = _MONTH.search(clause)
    if not month and not _WITHIN_YEAR.search(clause):
        month = _MONTH.search(sentence.replace(";", "；").rpartition("；")[2])
    deadline = f"{year or plan_year}-{int(month[1]):02d}" if month else ""
    return When(year or now, deadline)


#: 连续五年超过80%, 近三年保持: for so many years, the one reported the last.
_HELD_FOR = re.compile(r"(?:连续|近)(\d{1,2}|[二两三四五六七八九十]{1,2})年[^，。；\d]{0,14}$")


def held_for(period: str, before: str) -> str:
    """The span of years for which the words before a figure say that it held, or ``period``, the last of them."""
    found = _HELD_FOR.search(before)
    years = int(found[1]) if found and found[1].isdigit() else int(chinese(found[1]) or 0) if found else 0
    return f"{int(period) - years + 1}-{period}" if years > 1 and len(period) == len("2018") else period


@cache
def _year(year: int) -> str:
    return str(year)


#: 2010年以来, 在2010年的基础上: from when, not when.
_NOT_ITS_YEAR = ("以来", "起", "至今", "相比", "基础", "的基")


def _named_year(clause: str) -> str:
    """The year the words give to the figure; a year compared with (较2016年) is another's."""
    found = ""
    for match in _YEAR.finditer(clause):
        before = clause[max(0, match.start() - 1) : match.start()]
        rest = clause[match.end() : match.end() + 2]
        if before in ("是", "为") and rest.startswith("的"):
            # 是2000年的2.4倍
            continue
        if before in ("比", "较", "与", "同", "自", "从", "由") or rest in _NOT_ITS_YEAR:
            continue
        found = match.group(1)
    return found
