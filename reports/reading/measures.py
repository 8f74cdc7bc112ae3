"""Which measure a figure is of, from its unit and the words of change around it (codebook)."""

from __future__ import annotations

import re
from functools import cache

from reports.reading.lexicon.load import any_of, words
from reports.reading.quantities import Quantity
from reports.reading.subjects import Bare
from reports.words import Comparator, Measure

_SHARE_NOUN = re.compile(r"(?:率|比重|占比|比例|份额|占|系数)(?:分别|均|总体)?$")
_GROWTH_NOUN = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度|涨跌幅|增长)")
_DECLINE_NOUN = re.compile(r"(?:降幅|减幅|下降率|削减率|降低率)")


@cache
def _changes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    growth = any_of(words("verbs", "growth"))
    decline = any_of(words("verbs", "decline"))
    to = any_of(words("verbs", "to"))
    reach = rf"(?:{growth}|{decline}|优化|调整)(?:了)?{to}"
    return re.compile(growth), re.compile(decline), re.compile(reach)


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "adding")))


def adds(lead: str) -> bool:
    """Whether the deeds before a thing add it (新增学位1350个)."""
    return bool(_adding().search(lead))


def of(quantity: Quantity, subject: Bare, carried: Measure | None) -> Measure:
    """The measure of a figure; ``carried`` is the measure of the list it continues (新增A3家、B2家)."""
    if quantity.form == "rank":
        return Measure.RANK
    if quantity.form == "ratio":
        return Measure.RATIO
    if quantity.form == "multiple" or quantity.unit == "倍":
        return Measure.MULTIPLE
    if quantity.form == "growth":
        return Measure.GROWTH
    growth, decline, reach = _changes()
    trail, core = subject.trail, subject.subject
    if quantity.unit.endswith("百分点") or quantity.unit.endswith("千分点"):
        return Measure.PP
    reached = bool(reach.search(trail))
    if quantity.unit in ("%", "‰"):
        if (_GROWTH_NOUN.search(trail) and not reached) or _GROWTH_NOUN.search(core[-4:]):
            return Measure.GROWTH
        if reached:
            return Measure.SHARE
        if (
            decline.search(trail)
            or _DECLINE_NOUN.search(core[-4:])
            or (decline.search(subject.lead)
            and not core.endswith("率"))
        ):
            return Measure.DECLINE
        if growth.search(trail):
            return Measure.GROWTH
        return (
            carried
            if carried in (Measure.GROWTH, Measure.DECLINE) and not core and not trail.strip("、和与及")
            else Measure.SHARE
        )
    if reached:
        return Measure.LEVEL
    if decline.search(trail) or decline.search(subject.lead):
        return Measure.DECLINE
    if growth.search(trail) or adds(subject.lead) or adds(trail):
        return Measure.INCREMENT
    if core.startswith(("新注册", "新登记", "新增", "净增")) or "新增" in core:
        return Measure.INCREMENT
    if carried in (Measure.INCREMENT, Measure.DECLINE) and not subject.lead.strip("、和与及，其中"):
        return carried
    return Measure.LEVEL


_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (Comparator.GE, "ge"),
    (Comparator.LE, "le"),
    (Comparator.LT, "lt"),
    (Comparator.GT, "gt"),
    (Comparator.ABOUT, "about"),
)


@cache
def _marks() -> tuple[tuple[Comparator, re.Pattern[str]], ...]:
    from reports.reading.lexicon.load import table

    before = table("marks")["before"]
    return tuple(
        (comparator, re.compile(any_of(tuple(before[key])) + r"(?:了|到|每[人年月户])?$"))
        for comparator, key in _BEFORE
    )


def comparator(quantity: Quantity, before: str) -> Comparator:
    """How the figure bounds: the mark after it (以上), else the one before (不低于), else it is to be reached."""
    if quantity.comparator is Comparator.RANGE:
        return Comparator.RANGE
    before = before.rstrip()
    for mark, pattern in _marks():
        if pattern.search(before[-8:]):
            if mark is Comparator.GT and quantity.comparator in (Comparator.ABOUT, Comparator.LE):
                break
            return mark
    return quantity.comparator or Comparator.EQ
