"""Every figure of a text: its place, value, unit and the comparator that hangs on it, or why it is none.

A figure is first sorted from what only looks like one (dates, list numbers, names such as 5G and PM2.5, slogans
such as 1+2+3); what remains carries its unit. Whether it is a promise or a result is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reading import worded
from reports.reading.lookalikes import CODE, lookalike
from reports.reading.numerals import plain
from reports.reading.units import Quantity, with_tail
from reports.words import Comparator

#: Every sign a figure may open with. One quick pass finds them; the patterns are tried there and nowhere else.
_OPENING = re.compile(r"[0-9xX×*＊百二三四五六七八九十第翻“双零两首榜一千万亿]")
_UNITS = (
    r"(?P<cunit>件|所|座|家|户|届|次|公里|亩|成|倍|场|条|台|处|名|项|人|个|种|批次"
    r"|万元|亿元|元|吨|多|余|家庭|宗|起|套|平方米)"
)
_COUNT = r"(?P<chinese>[一二两三四五六七八九十百千]{1,7}[万亿]?|[万亿])(?=[多余]?" + _UNITS + ")"
_FRACTION = r"(?P<fraction>(?P<below>[二三四五六七八九十]{1,3})分之(?P<above>[一二三四五六七八九十]{1,3}))"
_BLANK = (
    r"(?P<blank>\d{0,3}[xX×*＊]{2,4}(?:\.[xX×]+)?"
    r"(?=%|[多余]?[万亿]?(?:元|人(?!民)|户|家|个|件|亩|公里|吨|所|项|座|平方米)))"
)
_FIRST = r"(?P<first>首位|榜首|(?<=前)[三五](?:位|名)?(?=[，。；]))"
#: The figures that may open with a sign, in the order in which they are tried.
_FORMS = (
    (
        "0123456789",
        r"(?P<ratio>\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?){2,3}|(?<=[到为至比])1[:：]\d+\.\d+|\d\.\d{1,2}[:：]1(?![\d.:：]))"
        r"|(?P<slash>\d{1,2}/\d{1,2}(?![\d/年月.-]))|" + _BLANK + "|"
        r"(?P<num>\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?: ?\.\d+|[?·。]\d+(?=[%万亿]))?)",
    ),
    ("xX×*＊", _BLANK),
    ("百", r"(?P<percent>百分之[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)|" + _COUNT),
    ("第", r"(?P<rank>第[一二三四五六七八九十]{1,3}(?:位|名)?)"),
    ("翻双“", r"(?P<multiple>翻了?(?:[一两二三]|\d)?番|“?双倍增”?|翻了?[一两]倍)"),
    (
        "零",
        r"(?P<zero>(?<![社消])零增长|(?<=[清为至])零(?=[，。；、！,;(（\n]|$)|零(?=发生|输入|感染|事故(?:[，。、]|$)))",
    ),
    ("两", r"(?P<zero>两位数(?=增长|以上))|" + _COUNT),
    ("首榜", _FIRST),
    ("三五", f"{_FRACTION}|{_FIRST}|{_COUNT}"),
    ("二四六七八九十", f"{_FRACTION}|{_COUNT}"),
    ("一", r"(?P<half>一半)(?=以上|左右|用于|的|[，。；、,;]|$)|" + _COUNT),
    ("千万亿", _COUNT),
)
_SCALES = frozenset("千万亿")
_MATCHERS = {sign: pattern.match for signs, pattern in ((s, re.compile(p)) for s, p in _FORMS) for sign in signs}


def find(text: str) -> list[Quantity]:
    """The figures of the text in order, those of no account among them marked as ``noise``."""
    return list(each(text))


def each(text: str) -> Iterator[Quantity]:
    """The figures of the text, one by one."""
    flat = plain(text)
    skip = 0
    for opening in _OPENING.finditer(flat):
        start = opening.start()
        if start < skip:
            continue
        match = _MATCHERS[flat[start]](flat, start)
        if match is None:
            continue
        skip = match.end()
        quantity = _READERS[match.lastgroup or ""](flat, match)
        if quantity is not None:
            skip = max(skip, quantity.end)
            while flat[skip : skip + 1] in _SCALES:
                # 3亿元: the scale of a figure is read with it.
                skip += 1
            yield quantity


#: Thousands separators go; a decimal point that a page has mangled comes back.
_MANGLED = str.maketrans({",": None, " ": None, "?": ".", "·": ".", "。": "."})


def _number(flat: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if flat[start - 1 : start] == "第" and _RANK_DIGIT.search(flat[max(0, start - 18) : end + 1]):
        stop = end + flat.startswith(("位", "名"), end)
        return Quantity(start, end, stop, match.group(), "", "", "rank", None)
    if flat.startswith(("位", "名"), end) and _AMONG_FIRST.search(flat[max(0, start - 14) : start]):
        return Quantity(start, end, end + 1, match.group(), "", "", "rank", Comparator.LE)
    if flat[end : end + 1] == "年" and flat[start - 2 : start] == "连续":
        return Quantity(start, end, end + 1, match.group(), "", "年", "streak", None)
    day = _DAY.match(flat, start)
    if day:
        return Quantity(start, day.end(), day.end(), day.group(), "", "", "number", None, "name")
    noise = lookalike(flat, start, end)
    if noise:
        if noise == "name":
            # A code such as X7Y20 is one name, however long.
            end = CODE.match(flat, end).end()  # type: ignore[union-attr]
        return Quantity(start, end, end, match.group(), "", "", "number", None, noise)
    mixed = _MIXED.match(flat, start)
    if mixed:
        return with_tail(
            flat, start, mixed.start("scale"), f"{mixed['whole']}.{mixed['thousands']}", "number", mixed.end()
        )
    return with_tail(flat, start, end, match.group().translate(_MANGLED))


#: 11·28集中签约活动: an event named by its day.
_DAY = re.compile(r"(?:0?[1-9]|1[0-2])·[0-3]?\d(?![\d%万亿])(?=[^，。；]{0,2}[一-鿿”])")
#: 1万6千多户 is 1.6万户, 1亿3千多万人 is 1.3亿人: the thousands of a scale in words of their own.
_MIXED = re.compile(
    r"(?P<whole>\d{1,4})(?P<scale>万(?=\d千)|亿(?=\d千[多余]?万))(?P<thousands>\d)千(?:(?=[多余]?万)[多余]?万)?"
)
#: 从第9名提升至第2名: a place in digits.
_RANK_DIGIT = re.compile(r"(?:至|到|居|列|排名?|位|保持|[位名\d]、)[^，。；\d]{0,12}第\d{1,3}[位名，。；、,;]?$")


#: 排名进入全省前20名: that place or a better one.
_AMONG_FIRST = re.compile(r"(?:居|列|排名?|保持|升至|跻身|进入|稳定)在?[^，。；\n\d]{0,8}前$")


def _ratio(flat: str, match: re.Match[str]) -> Quantity | None:
    value = match.group().replace("：", ":")
    parts = value.split(":")
    clock = len(parts) == 3 and all(part.isdigit() and len(part) == 2 for part in parts[1:])
    # 21:50:29 of a hundred is how three industries share it, not a time of day.
    if clock and parts[0].isdigit() and not 99 <= sum(map(int, parts)) <= 101:
        return Quantity(match.start(), match.end(), match.end(), value, "", "", "ratio", None, "date")
    return Quantity(match.start(), match.end(), match.end(), value, "", "", "ratio", None)


def _blank(flat: str, match: re.Match[str]) -> Quantity | None:
    return with_tail(flat, match.start(), match.end(), "redacted", "blank")


def _slash(flat: str, match: re.Match[str]) -> Quantity | None:
    above, below = (Decimal(part) for part in match.group().split("/"))
    if not below or above >= below or flat[match.start() - 1 : match.start()] in ("/", ".", "-"):
        return _date(match)
    return worded.part(flat, match, above, below)


def _date(match: re.Match[str]) -> Quantity:
    return Quantity(match.start(), match.end(), match.end(), match.group(), "", "", "number", None, "date")


_READERS = {
    "num": _number,
    "ratio": _ratio,
    "slash": _slash,
    "blank": _blank,
    "percent": worded.percent,
    "fraction": worded.fraction,
    "half": worded.half,
    "rank": worded.rank,
    "multiple": worded.multiple,
    "zero": worded.nothing,
    "first": worded.first,
    # The group that closed last names the figure: the unit of a count stands behind it.
    "cunit": worded.count,
}
