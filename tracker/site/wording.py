"""A statement's figure in a reader's words: as printed, with what it measures and how it is compared."""

from __future__ import annotations

from dataclasses import dataclass

from reports.models import Statement
from reports.words import Comparator, Measure
from tracker.judging.spans import is_averaged_before
from tracker.site.counters import Counted, counted
from tracker.site.units import gloss

#: What stands before a figure in Chinese; a level and a share need nothing.
_MEASURE_ZH = {
    Measure.GROWTH: "增长",
    Measure.DECLINE: "下降",
    Measure.INCREMENT: "新增",
    Measure.PP: "变动",
    Measure.RANK: "第",
}
_MEASURE_EN = {
    Measure.GROWTH: "growth",
    Measure.DECLINE: "decline",
    Measure.INCREMENT: "increase of",
    Measure.PP: "change of",
    Measure.RANK: "rank",
}
#: 以上, 以内 and 左右 follow the figure; 超过 and 低于 stand before it.
_AFTER_ZH = (Comparator.GE, Comparator.LE, Comparator.ABOUT)
_BEFORE_ZH = (Comparator.GT, Comparator.LT)
_COMPARED_EN = (Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT, Comparator.ABOUT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the words before and after it; ``gloss`` explains its unit to an English reader.

    ``of`` is what its counter counts, where its subject says it.
    """

    before: str
    value: str
    unit: str
    after: str
    gloss: str = ""
    of: Counted = Counted.UNTOLD


def figure(statement: Statement, language: str) -> Figure | None:
    """The statement's figure in the language; None where it has none (a deed, an admission without a figure)."""
    measure, comparator = Measure(statement.measure), Comparator(statement.comparator)
    if comparator == Comparator.SYNC:
        return Figure("", "同步增长" if language.startswith("zh") else "in step", "", "")
    if not statement.value:
        return None
    if statement.value == "redacted":
        return Figure("", "数字被遮盖" if language.startswith("zh") else "figure blanked", "", "")
    value = statement.value
    if statement.value_high:
        value = f"{value}–{statement.value_high}"
    is_mean = _is_of_mean_year(statement)
    if language.startswith("zh"):
        before = (
            ("年均" if is_mean else "")
            + _MEASURE_ZH.get(measure, "")
            + (comparator.zh if comparator in _BEFORE_ZH else "")
        )
        after = "位" if measure == Measure.RANK and not statement.unit else ""
        return Figure(before, value, statement.unit, after + (comparator.zh if comparator in _AFTER_ZH else ""))
    mean = "yearly" if is_mean else ""
    words = [mean, _MEASURE_EN.get(measure, ""), comparator.en if comparator in _COMPARED_EN else ""]
    unit = statement.unit
    before = " ".join(word for word in words if word)
    return Figure(before, value, unit, "", gloss(unit), counted(unit, statement.subject))


def _is_of_mean_year(statement: Statement) -> bool:
    """Whether the figure is that of a mean year, which its subject does not say: 年均增长12% is not 增长12%."""
    if statement.number_start is None:
        return False
    return is_averaged_before(statement.quote[: max(0, statement.number_start - statement.start)])
