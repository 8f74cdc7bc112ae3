"""Units and bounds behind a figure: the scale, the unit as written, 以上 and 左右; and the record of a figure."""

from __future__ import annotations

import re
from functools import cache
from sys import intern

from reports.reading.lexicon.load import any_of, words
from reports.reading.record import record
from reports.words import Comparator


@record
class Quantity:
    """A figure [start, end) with its tail (unit, 以上) ending at ``tail``.

    ``form`` is number, blank, rank, ratio, multiple, growth (零增长), fraction or streak (连续6年).
    ``noise`` says why it is no figure of a statement (empty when it may be one); ``counted`` tells a
    unit that counts things (个) from one that measures.
    """

    start: int
    end: int
    tail: int
    value: str
    value_high: str
    unit: str
    form: str
    comparator: Comparator | None
    noise: str = ""
    counted: bool = False


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same figure in another unit."""
    q = quantity
    return Quantity(q.start, q.end, q.tail, q.value, q.value_high, unit, q.form, q.comparator, q.noise, q.counted)


def with_noise(quantity: Quantity, noise: str) -> Quantity:
    """The same figure, told to be none of a statement for the reason ``noise``."""
    q = quantity
    return Quantity(q.start, q.end, q.tail, q.value, q.value_high, q.unit, q.form, q.comparator, noise, q.counted)


@cache
def _unit_pattern() -> str:
    units = words("units", "rate") + words("units", "money") + words("units", "physical") + words("units", "counter")
    return any_of(tuple(dict.fromkeys(units)))


#: The rest of a place's name behind its first character, and its people: 天 水儿女, 台 州人民.
_OF_A_PLACE = r"(?<=[天日周台张口本门双])[一-鿿]{1,2}(?:各族|老区|英雄)?(?:人民|儿女|父老)"


@cache
def tail_pattern() -> re.Pattern[str]:
    """What may follow a figure: scale, 多, unit, 每…, a bracket, 以上.

    15万人口 and 800多万人民 count no 人, and a place may begin with what is a unit elsewhere (700多万台州人民).
    """
    per = any_of(words("units", "per"))
    return re.compile(
        rf"[\s\u200b]{{0,4}}(?P<scale>[十百千]?[万亿]{{0,2}})(?P<more>多|余|来(?=个|户|人|家|[万亿]))?(?P<scale2>[万亿]{{0,2}})"
        rf"(?P<unit>{_unit_pattern()}(?!(?<=人)[口民])(?!{_OF_A_PLACE}))?(?P<per>(?:/|每){per}|/(?:人|户)[·.]?[年月])?"
        r"(?P<more2>多|余)?(?:\(.{1,6}?\))?(?P<after>及?以[上下]|以内|之内|左右|上下)?"
    )


@cache
def counters() -> frozenset[str]:
    """Units that count the noun beside them (个, 座)."""
    return frozenset(words("units", "counter"))


_LETTER = re.compile(r"[A-Za-z]")


def with_tail(flat: str, start: int, end: int, value: str, form: str = "number", resume: int | None = None) -> Quantity:
    """The figure [start, end) with the unit, range and bound behind it.

    ``resume`` is where the unit goes on behind digits inside the scale (1万6千多户).
    """
    scale = "" if resume is None else flat[end : end + 1]
    end = end if resume is None else resume
    tail = tail_pattern().match(flat, end)
    assert tail is not None
    high = ""
    unit = intern(scale + unit_of(tail)) if scale else unit_of(tail)
    second = _RANGE.match(flat, tail.end("unit") if tail["unit"] else tail.end("scale"))
    if second and form == "number":
        rest = tail_pattern().match(flat, second.end())
        assert rest is not None
        other = unit_of(rest)
        if other and (not unit or other == unit or other.endswith(unit)):
            high, unit, tail, end = second["high"], other, rest, second.end()
    comparator: Comparator | None = None
    if high:
        comparator = Comparator.RANGE
    elif tail["after"]:
        comparator = BOUNDS[tail["after"]]
    elif tail["more"] or tail["more2"]:
        comparator = Comparator.GT
    stop = tail.end() if unit or tail["after"] or tail["more"] else end
    noise = ""
    if not unit and _LETTER.match(flat, end) and form == "number":
        noise = "name"
    return Quantity(start, end, stop, value, high, unit, form, comparator, noise, tail["unit"] in counters())


def unit_of(tail: re.Match[str]) -> str:
    """The unit as written, its scale before it (万吨/年)."""
    unit = tail["unit"] or ""
    if unit == "百分点":
        unit = "个百分点"
    return intern(f"{tail['scale'] or ''}{tail['scale2'] or ''}{unit}{tail['per'] or ''}")


_RANGE = re.compile(r"[\s]?(?:-(?!-)|至|到)[\s]?(?P<high>\d+(?:\.\d+)?)(?!年|月|日|\d)")
BOUNDS = {
    "以上": Comparator.GE,
    "及以上": Comparator.GE,
    "以内": Comparator.LE,
    "之内": Comparator.LE,
    "以下": Comparator.LE,
    "及以下": Comparator.LE,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
}
