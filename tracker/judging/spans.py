"""Whether a statement speaks of several years or of one: a target for five years is not answered by one year's figure.

The period alone does not say, for a target of a five-year plan may be read with its last year only.
"""

from __future__ import annotations

import re

from reports.reading.records import Base, Statement
from reports.words import Measure, Section

#: What comes about over the years rather than standing at their end.
_SIGNED = (Measure.GROWTH, Measure.DECLINE, Measure.PP)
#: 年均增长12%, 年平均增长6%; PM2.5年均浓度 is that of one year.
_AVERAGED = re.compile(r"年均(?!浓度|值|气温|降水)|年平均(?!浓度|值|气温)|平均每年|每年平均")
#: 五年新增就业5000万人, “十三五”期间, 累计下降20%, 三年来; not the year in 2015年新增.
_SPANNED = re.compile(
    r"累计|(?<![\d十〇零])[二两三四五2-5]年(?:来|间|内|共|合计|新|总)"
    r"|十[一二三四五]五”?(?:时期|期间|以来)|任期内|本届政府"
)
#: 2020年新增…, 去年, 全年: one year in the midst of a review of several.
_ONE_YEAR = re.compile(r"20\d\d年|[去上当全]年")
_SINCE = re.compile(r"比(20\d\d)年")
#: Parts of a report whose figures are no result of the year reviewed: words explained, papers of their own, problems.
BACKGROUND = (Section.GLOSSARY, Section.APPENDED, Section.PROBLEMS)
_MARK = re.compile(r"[，；。]")


def promises_span(pledge: Statement, *, is_added: bool) -> bool:
    """Whether the pledge is for what several years bring about together.

    ``is_added`` says that its amount is added and not standing (新建20所). A level, share or rank to be reached by the
    end of the years (城镇化率达到60%) is not: the last year's figure answers it.
    """
    if not (pledge.measure in (*_SIGNED, Measure.INCREMENT) or (pledge.measure == Measure.LEVEL and is_added)):
        return False
    return "-" in pledge.period or pledge.section == Section.TERM_TARGETS or is_averaged(pledge)


def tells_span(outcome: Statement, year: int) -> bool:
    """Whether the outcome tells what several years up to ``year`` brought about, not the year alone."""
    if "-" in outcome.period or is_averaged(outcome) or since(outcome) < year - 1:
        return True
    if outcome.measure != Measure.GROWTH and _SPANNED.search(outcome.quote):
        return True
    if outcome.section != Section.REVIEW_TERM:
        return False
    if outcome.measure in _SIGNED:
        return bool(_SPANNED.search(outcome.quote))
    return not names_a_year(outcome)


def names_a_year(outcome: Statement) -> bool:
    """Whether the words name one year in the midst of a review of several: 2015年, 去年, 全年."""
    return bool(_ONE_YEAR.search(outcome.quote))


def is_of_other_years(pledge: Statement, outcome: Statement) -> bool:
    """Whether the outcome's years are not those promised: they begin more than a year apart.

    A target of a five-year plan whose beginning is not said is answered by any years that end with it; a yearly
    pledge that merely says 年均 by none.
    """
    if "-" not in outcome.period:
        return False
    if "-" not in pledge.period:
        return pledge.section != Section.TERM_TARGETS
    return abs(int(outcome.period[:4]) - int(pledge.period[:4])) > 1


def is_averaged(statement: Statement) -> bool:
    """Whether the figure is one of a mean year: 年均 in the clause before it."""
    return is_averaged_before(before_number(statement))


def is_averaged_before(words: str) -> bool:
    """Whether the words before a figure say, in its clause, that it is that of a mean year: 城镇化率年均提高."""
    return bool(_AVERAGED.search(_MARK.split(words)[-1]))


def is_against_average(pledge: Statement, outcome: Statement) -> bool:
    """Whether of two figures over several years one is that of a mean year and the other of all of them together."""
    if is_averaged(pledge) == is_averaged(outcome):
        return False
    other = outcome if is_averaged(pledge) else pledge
    return pledge.measure not in _SIGNED or bool(_SPANNED.search(other.quote) or _SINCE.search(other.quote))


def last_years_base(outcome: Statement, year: int) -> Base | None:
    """The level of the year before that the outcome compares with, or None.

    In a review of several years a base without a year is the level those years began with: 从68亿元增长到91.8亿元.
    """
    base = outcome.base
    if base is None or base.unit != outcome.unit or outcome.period not in ("", str(year)):
        return None
    if base.period:
        return base if base.period == str(year - 1) else None
    is_of_term = outcome.section == Section.REVIEW_TERM or _SPANNED.search(outcome.quote) or is_averaged(outcome)
    return None if is_of_term else base


def before_number(statement: Statement) -> str:
    """The words of the statement before its figure; all of them where it has none."""
    if statement.number is None:
        return statement.quote
    return statement.quote[: max(0, statement.number.start - statement.start)]


def since(outcome: Statement) -> int:
    """The year that the figure compares with (比2015年下降19%); a year far ahead where none is named."""
    found = _SINCE.search(before_number(outcome))
    return int(found.group(1)) if found else 9999
