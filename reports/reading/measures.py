"""Which measure a figure is of, from its unit and the words of change around it (codebook)."""

from __future__ import annotations

import re
from functools import cache

from reports.reading.lexicon.load import any_of, table, words
from reports.reading.subjects import Bare, is_attribute
from reports.reading.units import Quantity
from reports.words import Comparator, Measure

_GROWTH_NOUN = re.compile(r"(?:增速|增幅|涨幅|(?<!自然)增长率|增长速度|涨跌幅|增长)")
#: 经济增长预期目标6.5%: the aim of a growth is one.
_GROWTH_NOUN_END = re.compile(r"(?:增速|增幅|涨幅|(?<!自然)增长率|增长速度|增长)(?:预期|目标)*$")
_DECLINE_NOUN = re.compile(r"(?:降幅|减幅|下降率|削减率|降低率)")


@cache
def _changes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    growth = any_of(words("verbs", "growth"))
    decline = any_of(words("verbs", "decline"))
    to = any_of(words("verbs", "to"))
    reach = rf"(?:{growth}|{decline}|优化|调整)(?:了)?{to}"
    return re.compile(growth), re.compile(decline), re.compile(reach)


@cache
def _lowering() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "lowering")))


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(any_of(words("verbs", "adding")))


#: 新注册企业1035家, 城镇新增就业1269万人; but 新增的市场主体纳税 is no addition.
_ADDED = re.compile(r"^(?:新注册|新登记|新增|净增)|(?:新增|净增|增设)(?!的)[^的]{1,8}$|^新四上")
_REACHED = re.compile(r"达|累计|总数|突破|超过|至$|为$")


def adds(lead: str) -> bool:
    """Whether the deeds before a thing add it (新增学位1350个)."""
    return (lead.endswith("新") and not lead.endswith("更新")) or bool(_adding().search(lead))


def opens_addition(subject: Bare) -> bool:
    """Whether the items of the list after this one are added too (新注册企业1035家、个体工商户3086家)."""
    return adds(subject.lead) or bool(_ADDED.search(subject.subject or subject.trail))


def lowers(lead: str) -> bool:
    """Whether the deeds before a thing lessen it (减轻税费1.48亿元)."""
    return bool(_lowering().search(lead))


def of(quantity: Quantity, subject: Bare, carried: Measure | None) -> Measure:
    """The measure of a figure; ``carried`` is the measure of the list it goes on with (新增A3家、B2家), or None."""
    if quantity.form in _FORMS:
        return _FORMS[quantity.form]
    if quantity.form == "fraction":
        return _of_rate(subject)
    if quantity.unit == "倍":
        return Measure.MULTIPLE
    if quantity.unit.endswith(("百分点", "千分点", "个点")):
        return Measure.PP
    if quantity.unit in ("%", "‰"):
        return _of_rate(subject)
    growth, decline, reach = _changes()
    if reach.search(subject.trail):
        return Measure.LEVEL
    trail = _BOUND.sub("", subject.trail)
    if decline.search(trail) or (lowers(subject.lead) and "取消" not in subject.lead):
        return Measure.DECLINE
    if (
        growth.search(trail.replace("加快", ""))
        or adds(subject.lead)
        or adds(subject.trail)
        or _ADDED.search(subject.subject)
    ):
        return Measure.INCREMENT
    if carried is not None and not _REACHED.search(subject.trail) and not is_attribute(subject.subject):
        return carried
    return Measure.LEVEL


def _of_rate(subject: Bare) -> Measure:
    growth, decline, reach = _changes()
    trail, core, lead = _BOUND.sub("", subject.trail), subject.subject, subject.lead
    if (_GROWTH_NOUN.search(trail) and not reach.search(trail)) or _GROWTH_NOUN_END.search(core):
        return Measure.GROWTH
    if reach.search(trail):
        return Measure.SHARE
    if decline.search(trail) or _DECLINE_NOUN.search(core[-5:]) or (lowers(lead) and not core.endswith("率")):
        return Measure.DECLINE
    if growth.search(trail) or (core.endswith(_RISING) and not trail):
        return Measure.GROWTH
    return Measure.SHARE


#: 不少于 and 高于 bound a figure; they tell no fall and no rise.
_BOUND = re.compile(r"不?(?:少于|低于|高于|小于|大于|超过|多于)|至少")
_RISING = ("同比增长", "年均增长")
_FORMS = {
    "rank": Measure.RANK,
    "ratio": Measure.RATIO,
    "multiple": Measure.MULTIPLE,
    "growth": Measure.GROWTH,
}


_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (Comparator.GE, "ge"),
    (Comparator.LE, "le"),
    (Comparator.LT, "lt"),
    (Comparator.GT, "gt"),
    (Comparator.ABOUT, "about"),
)


#: 年内至少降低30%: a change between the mark and the figure.
_CHANGED = r"(?:降低|下降|减少|压减|压缩|提高|增长|增加|提升|缩短)?"


@cache
def _marks() -> tuple[tuple[Comparator, re.Pattern[str]], ...]:
    before = table("marks")["before"]
    return tuple(
        (
            comparator,
            re.compile(
                f"(?:{any_of(tuple(before[key]))})(?<![签合条节预公]约)(?<![附邻最临]近)"
                + (_CHANGED if comparator in (Comparator.GE, Comparator.ABOUT) else "")
                + r"(?:了|到|每[人年月户])?$"
            ),
        )
        for comparator, key in _BEFORE
    )


@cache
def _any_mark() -> re.Pattern[str]:
    before = table("marks")["before"]
    ends = "".join({mark[-1] for _, key in _BEFORE for mark in before[key]})
    return re.compile(rf"[{ends}]{_CHANGED}(?:了|到|每[人年月户])?$")


def comparator(quantity: Quantity, before: str) -> Comparator:
    """How the figure bounds: the mark after it (以上), else the one before (不低于), else it is to be reached."""
    if quantity.comparator is Comparator.RANGE:
        return Comparator.RANGE
    before = before.rstrip()[-8:]
    if not _any_mark().search(before):
        return quantity.comparator or Comparator.EQ
    for mark, pattern in _marks():
        if pattern.search(before):
            if mark is Comparator.GT and quantity.comparator in (Comparator.ABOUT, Comparator.LE):
                break
            if mark is Comparator.LE and quantity.comparator is Comparator.ABOUT:
                # 控制在4%左右: the mark after it tells how near.
                break
            return mark
    return quantity.comparator or Comparator.EQ
