"""Figures told in words: ranks (第一), multiples (翻一番), parts (三分之一), nothing (零增长), counts (三十所)."""

from __future__ import annotations

import re
from decimal import Decimal

from reports.reading.lookalikes import quoted
from reports.reading.numerals import chinese
from reports.reading.units import BOUNDS, Quantity, counters, tail_pattern, unit_of, with_noise
from reports.words import Comparator

_RANKED = re.compile(
    r"(?:排名?|位居|名列|位列|位次|列|居|跃居|升至|升到|上升到|进入|名次|保持|位|全[省市国区县](?:县市|各市)?|[第一二三四五六七八九十位名]、|[^，。；、]{0,2}总量|绩.{0,3})[^，。；\d]{0,9}$"
)

_ORDINAL_NOUN = re.compile(
    r"(?:个|次|届|批|轮|期|产业|季度|三产业|一产业|二产业|、|大|方|阶段|代|人民|医院|中学|小学|幼儿|实验|污水|高级|时间|一书记|书记|家|条|线|责任|要务|动力|资源|要|线|种|机构|部|产|道|步|任|段|会|中|小|高|污|水|生|人|位是|关|目标|议题|手|张|条|支|所|师范)"
)

#: 放在第一位 and 作为第一要务 rank nothing.
_PLACED = re.compile(r"(?:放在|摆在|作为|放到|摆到|置于|坚持|始终|视为|把)[^，。；]{0,4}$")


def percent(flat: str, match: re.Match[str]) -> Quantity | None:
    """百分之三十 as 30 %; None when it is no numeral."""
    value = chinese(match.group()[3:])
    if value is None:
        return None
    tail = tail_pattern().match(flat, match.end())
    after = BOUNDS.get(tail["after"]) if tail and tail["after"] else None
    stop = tail.end() if tail and tail["after"] else match.end()
    return Quantity(match.start(), match.end(), stop, str(value), "", "%", "number", after)


def fraction(flat: str, match: re.Match[str]) -> Quantity | None:
    """三分之一 as 33.33 %; None when it is no numeral."""
    below, above = chinese(match["below"]), chinese(match["above"])
    if not below or above is None:
        return None
    found = part(flat, match, above, below)
    return with_noise(found, "name") if _NAMED.match(flat, match.end()) and flat[match.start() - 1] in '“‘"' else found


#: “二分之一”工作法: a name.
_NAMED = re.compile(r"[”’\"][一-鿿]")


def half(flat: str, match: re.Match[str]) -> Quantity | None:
    """一半 as 50 %, where it tells how much something changed or comes to (压缩一半, 一半用于)."""
    if not flat.startswith("用于", match.end()) and not _HALVED.search(flat[max(0, match.start() - 4) : match.start()]):
        return None
    return part(flat, match, Decimal(1), Decimal(2))


_HALVED = re.compile(r"(?:减少|压缩|压减|缩短|降低|下降|削减|占|超过?|近|约|达到?|提高|增加|不到|精简|减)了?$")


def part(flat: str, match: re.Match[str], above: Decimal, below: Decimal) -> Quantity:
    """``above`` of ``below`` as a percentage with two decimals (1/4 is 25)."""
    value = (above * 100 / below).quantize(Decimal("0.01")).normalize()
    tail = tail_pattern().match(flat, match.end())
    after = BOUNDS.get(tail["after"]) if tail and tail["after"] else None
    return Quantity(match.start(), match.end(), match.end(), f"{value:f}", "", "%", "fraction", after)


def rank(flat: str, match: re.Match[str]) -> Quantity | None:
    """第三 as the place 3, where something is placed; None for the third of a row (第三产业)."""
    start, end = match.span()
    word = match.group()[1:].rstrip("位名")
    value = chinese(word)
    after = flat[end : end + 1]
    if ("一" <= after <= "鿿" and not match.group().endswith(("位", "名"))) or _PLACED.search(
        flat[max(0, start - 8) : start]
    ):
        return None
    if value is None or (_ORDINAL_NOUN.match(flat, end) and flat[end : end + 1] != "、"):
        return None
    listed = flat[end : end + 1] == "、" and flat[end + 1 : end + 2] != "第"
    named = match.group().endswith(("位", "名")) and not listed
    if not named and not _RANKED.search(flat[max(0, start - 12) : start]):
        return None
    stop = start + 1 + len(word)
    return Quantity(start, stop, end, str(value), "", "", "rank", None)


def multiple(flat: str, match: re.Match[str]) -> Quantity | None:
    """翻一番 as 2, 翻两番 as 4, 增长一倍 as 2."""
    found = re.search(r"[一两二三\d](?=番|倍)", match.group())
    times = chinese(found.group()) if found and not found.group().isdigit() else None
    count = int(times) if times is not None else int(found.group()) if found else 1
    value = count + 1 if match.group().endswith("倍") else 2**count
    unit = "" if match.group().endswith("番") else "倍"
    after = tail_pattern().match(flat, match.end())
    if flat[match.end() : match.end() + 1] in "”工计":
        return Quantity(match.start(), match.end(), match.end(), str(value), "", "倍", "multiple", None, "name")
    comparator = Comparator.GT if after and (after["more"] or flat[match.end() : match.end() + 1] == "多") else None
    return Quantity(match.start(), match.end(), match.end(), str(value), "", unit, "multiple", comparator)


def nothing(flat: str, match: re.Match[str]) -> Quantity | None:
    """零增长 as 0 %, 动态清零 as 0, 两位数 as at least 10 %."""
    word = match.group()
    if word == "两位数":
        return Quantity(match.start(), match.start() + 1, match.end(), "10", "", "%", "growth", Comparator.GE)
    if word == "零增长":
        return Quantity(match.start(), match.start() + 1, match.end(), "0", "", "%", "growth", None)
    return Quantity(match.start(), match.start() + 1, match.start() + 1, "0", "", "", "number", None)


def first(flat: str, match: re.Match[str]) -> Quantity | None:
    """居全国首位 is rank 1, 跻身前三位 rank 3 or better."""
    before = flat[max(0, match.start() - 12) : match.start()]
    if _PLACED.search(before) or not _STANDS.search(before):
        return None
    if match.group()[0] in "三五":
        value = "3" if match.group()[0] == "三" else "5"
        return Quantity(match.start(), match.end(), match.end(), value, "", "", "rank", Comparator.LE)
    return Quantity(match.start(), match.end(), match.end(), "1", "", "", "rank", None)


_STANDS = re.compile(r"(?:居|列|位|排|保持|跃升|升至|跻身|进入|夺得|登上|获)[^，。；\d]{0,10}$")
_DEED_BEFORE = re.compile(
    r"(?:完成|建成|新建|建设|改造|举办|实施|办好|办成|引进|新增|达到?|超过?|逾|突破|近|约|荣获|获得|开展|组织|召开|承办|培育|打造|淘汰|关闭|设立|成立|新开|上市|落户|制定|出台|惠及|带动|解决|安置|取缔|实现|投入|列入|入选|通过|创建|和|及|、)(?:了|好)?$"
)

_TIMES = re.compile(r"(?:增长|增加|提高|提升|扩大|上升|增)了?(?:到|至|约|近)?$")
#: 三次产业, 千家万户, 四套班子: words of their own.
_IDIOM = re.compile(r"(?<=三)次产业|家(?:万户|争鸣|灯火)|套班子")
#: 十届三次、四次全会: meetings have numbers, not counts.
_MEETING = re.compile(
    r"(?:、[一二三四五六七八九十]+次|和|、)?[一二三四五六七八九十次、]{0,6}(?:全[体会]|会议|党代|人代)"
)

_FIRM = frozenset(
    {
        "户",
        "公里",
        "亩",
        "家庭",
        "万元",
        "亿元",
        "元",
        "吨",
        "所",
        "座",
        "家",
        "件",
        "届",
        "场",
        "台",
        "处",
        "套",
        "宗",
        "起",
        "成",
        "次",
        "名",
        "人",
        "平方米",
        "条",
        "批次",
    }
)

#: 十九届中央, 十届全国人大: the number of an assembly.
_TERM = re.compile(r"人|中|历|全[国体会]|政|[县市省区]|党|[一二三四五六七八九十]")
#: 突破万亿元 states a figure.
_REACHED = re.compile(r"(?:突破|超过?|达到?|破|近|逾|过|至)$")
#: With a noun behind such a unit 千亩湿地 and 亿元项目 are names.
_MEASURED = frozenset({"亩", "公里", "元", "亿元", "万元", "吨", "平方米"})

#: 十件民生实事圆满办结: as many were promised, whatever stands before.
_MATTERS = re.compile(r"[件项][^，。；、]{0,6}实事")

#: The scale of a figure in digits (88.1 万亿元) is read with it.
_AFTER_FIGURE = re.compile(r"[\d万亿千百多余][\s\u200b]*$")


def count(flat: str, match: re.Match[str]) -> Quantity | None:
    """三十所 as 30 所; None where the numeral belongs to a name (三人篮球) or an order (十四届)."""
    start, end = match.span()
    word, unit = match.group(), match["cunit"]
    if _AFTER_FIGURE.search(flat[max(0, start - 6) : start]):
        return None
    if (flat[start - 1 : start] in "第每几数十上" and start) or quoted(flat, start, end):
        return None
    if _IDIOM.match(flat, end):
        return None
    if unit == "成" and len(word) == 1 and word in "一二三四五六七八九":
        # 近六成 is nearly 60 %.
        tenths = chinese(word)
        after = BOUNDS.get(flat[end + 1 : end + 3])
        return Quantity(start, end, end + (3 if after else 1), f"{tenths}0", "", "%", "number", after)
    if unit == "倍" and _TIMES.search(flat[max(0, start - 5) : start]):
        # 增加两倍, 提高一倍
        times = chinese(word)
        return Quantity(start, end, end + 1, f"{times:f}", "", "倍", "number", None) if times else None
    if (
        flat[start - 1 : start].isdigit()
        or (word in ("万", "亿") and unit not in ("亿元", "元", "名", "人", "户"))
        or (word.startswith("一") and len(word) == 1)
    ):
        return None
    bounded = flat.startswith("以上", end + len(unit))
    if word in ("万", "亿") and not bounded and not _REACHED.search(flat[max(0, start - 3) : start]):
        return None
    follows = flat[end + len(unit) : end + len(unit) + 1]
    if word[0] in "百千万亿" and unit in _MEASURED and "一" <= follows <= "鿿":
        return None
    if (unit == "次" and _MEETING.match(flat, end + 1)) or flat[start - 1 : start] == "届":
        return None
    if unit == "届" and (_TERM.match(flat, end + 1) or word[0] == "十"):
        # 十四届全运会: a meeting of that number.
        return None
    if unit == "人" and len(word) == 1 and flat[start - 1 : start] == "、" and "一" <= follows <= "鿿":
        # 村歌、三人篮球: a name.
        return None
    if unit in ("项", "个", "种", "人", "名", "条", "次", "多", "余", "家", "处", "场", "户", "件"):
        matters = _MATTERS.match(flat, end) is not None
        promised = matters or (unit == "件" and len(word) > 1 and flat[start - 1 : start] == "的")
        if not promised and not bounded and not _DEED_BEFORE.search(flat[max(0, start - 3) : start]):
            return None
        if unit in ("个", "项", "种", "多", "余") and len(word) < 2 and not matters:
            return None
    elif unit not in _FIRM:
        return None
    scale = word[-1] if word[-1] in "万亿" and len(word) > 1 else ""
    value = chinese(word[:-1] if scale else word)
    if value is None:
        return None
    tail = tail_pattern().match(flat, end)
    assert tail is not None
    comparator = (
        BOUNDS.get(tail["after"]) if tail["after"] else Comparator.GT if tail["more"] or tail["more2"] else None
    )
    return Quantity(
        start,
        end,
        tail.end(),
        f"{value:f}",
        "",
        scale + unit_of(tail),
        "number",
        comparator,
        "",
        tail["unit"] in counters(),
    )
