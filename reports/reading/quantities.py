"""Every figure of a text: its place, value, unit and the comparator that hangs on it, or why it is none.

A figure is first sorted from what only looks like one (dates, list numbers, names such as 5G and PM2.5, slogans
such as 1+2+3); what remains carries its unit. Whether it is a promise or a result is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reports.reading.lexicon.load import any_of, words
from reports.reading.numerals import chinese, plain
from reports.words import Comparator


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure [start, end) with its tail (unit, 以上) ending at ``tail``.

    ``form`` is number, blank, rank, ratio, multiple, growth (零增长) or fraction. ``noise`` says why it is no figure
    of a statement (empty when it may be one); ``counted`` tells a unit that counts things (个) from one that measures.
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


@cache
def _unit_pattern() -> str:
    units = words("units", "rate") + words("units", "money") + words("units", "physical") + words("units", "counter")
    return any_of(tuple(dict.fromkeys(units)))


@cache
def _tail() -> re.Pattern[str]:
    per = any_of(words("units", "per"))
    return re.compile(
        rf"[\s\u200b]{{0,4}}(?P<scale>[十百千]?[万亿]{{0,2}})(?P<more>多|余|来(?=个|户|人|家|[万亿]))?(?P<scale2>[万亿]{{0,2}})"
        rf"(?P<unit>{_unit_pattern()})?(?P<per>(?:/|每){per}|/(?:人|户)[·.]?[年月])?"
        r"(?P<more2>多|余)?(?:\(.{1,6}?\))?(?P<after>及?以上|以内|之内|以下|左右|上下)?"
    )


@cache
def _counters() -> frozenset[str]:
    return frozenset(words("units", "counter"))


_SCAN = re.compile(
    r"(?P<ratio>\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?){2,3}|(?<=[到为至])1[:：]\d+\.\d+)"
    r"|(?P<slash>\d{1,2}/\d{1,2}(?![\d/年月.-]))"
    r"|(?P<blank>\d{0,3}[xX×*＊]{2,4}(?:\.[xX×]+)?(?=%|[多余]?[万亿]?(?:元|人|户|家|个|件|亩|公里|吨|所|项|座|平方米)))"
    r"|(?P<num>\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?: ?\.\d+|[?·。]\d+(?=[%万亿]))?)"
    r"|(?P<percent>百分之[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
    r"|(?P<fraction>(?P<below>[二三四五六七八九十]{1,3})分之(?P<above>[一二三四五六七八九十]{1,3}))"
    r"|(?P<rank>第[一二三四五六七八九十]{1,3}(?:位|名)?)"
    r"|(?P<multiple>翻了?(?:[一两二三]|\d)?番|“?双倍增”?|翻了?[一两]倍)"
    r"|(?P<zero>零增长|(?<=清)零(?=[，。；、！\n]|$)|零(?=发生|输入|感染|事故(?:[，。、]|$))|两位数(?=增长|以上))"
    r"|(?P<first>首位|榜首|(?<=前)[三五](?:位|名)?(?=[，。；]))"
    r"|(?P<chinese>[一二两三四五六七八九十百千]{1,7}[万亿]?|[万亿])(?=(?P<cmore>[多余]?)(?P<cunit>件|所|座|家|户|届|次|公里|亩|成|倍|场|条|台|处|名|项|人|个|种|批次|万元|亿元|元|吨|多|余|家庭|宗|起|套|平方米))"
)
_LETTER = re.compile(r"[A-Za-z]")
_RANKED = re.compile(
    r"(?:排名?|位居|名列|位列|位次|列|居|跃居|升至|升到|上升到|进入|名次|保持|位|全[省市国区县](?:县市|各市)?|[第一二三四五六七八九十位名]、|[^，。；、]{0,2}总量|绩.{0,3})[^，。；\d]{0,9}$"
)
_ORDINAL_NOUN = re.compile(
    r"(?:个|次|届|批|轮|期|产业|季度|三产业|一产业|二产业|、|大|方|阶段|代|人民|医院|中学|小学|幼儿|实验|污水|高级|时间|一书记|书记|家|条|线|责任|要务|动力|资源|要|线|种|机构|部|产|道|步|任|段|会|中|小|高|污|水|生|人|位是|关|目标|议题|手|张|条|支|所|师范)"
)


def find(text: str) -> list[Quantity]:
    """The figures of the text in order, those of no account among them marked as ``noise``."""
    flat = plain(text)
    found: list[Quantity] = []
    skip = 0
    for match in _SCAN.finditer(flat):
        start = match.start()
        if start < skip:
            continue
        group = match.lastgroup or ""
        quantity = _READERS[_KINDS.get(group, group)](flat, match)
        if quantity is None:
            continue
        found.append(quantity)
        skip = quantity.end
    return found


#: Thousands separators go; a decimal point that a page has mangled comes back.
_MANGLED = str.maketrans({",": None, " ": None, "?": ".", "·": ".", "。": "."})


def _number(flat: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if flat[start - 1 : start] == "第" and _RANK_DIGIT.search(flat[max(0, start - 12) : end + 1]):
        stop = end + flat.startswith(("位", "名"), end)
        return Quantity(start, end, stop, match.group(), "", "", "rank", None)
    noise = _noise(flat, start, end)
    if noise:
        if noise == "name":
            # A code such as X7Y20 is one name, however long.
            end = _CODE.match(flat, end).end()  # type: ignore[union-attr]
        return Quantity(start, end, end, match.group(), "", "", "number", None, noise)
    return _with_tail(flat, start, end, match.group().translate(_MANGLED))


def _with_tail(flat: str, start: int, end: int, value: str, form: str = "number") -> Quantity:
    tail = _tail().match(flat, end)
    assert tail is not None
    high = ""
    unit = _unit(tail)
    second = _RANGE.match(flat, tail.end("unit") if tail["unit"] else tail.end("scale"))
    if second and form == "number":
        rest = _tail().match(flat, second.end())
        assert rest is not None
        other = _unit(rest)
        if other and (not unit or other == unit or other.endswith(unit)):
            high, unit, tail, end = second["high"], other, rest, second.end()
    comparator: Comparator | None = None
    if high:
        comparator = Comparator.RANGE
    elif tail["after"]:
        comparator = _AFTER[tail["after"]]
    elif tail["more"] or tail["more2"]:
        comparator = Comparator.GT
    stop = tail.end() if unit or tail["after"] or tail["more"] else end
    noise = ""
    if not unit and _LETTER.match(flat, end) and form == "number":
        noise = "name"
    return Quantity(start, end, stop, value, high, unit, form, comparator, noise, tail["unit"] in _counters())


def _unit(tail: re.Match[str]) -> str:
    unit = tail["unit"] or ""
    if unit == "百分点":
        unit = "个百分点"
    return f"{tail['scale'] or ''}{tail['scale2'] or ''}{unit}{tail['per'] or ''}"


_RANGE = re.compile(r"[\s]?(?:-(?!-)|至|到)[\s]?(?P<high>\d+(?:\.\d+)?)(?!年|月|日|\d)")
_AFTER = {
    "以上": Comparator.GE,
    "及以上": Comparator.GE,
    "以内": Comparator.LE,
    "之内": Comparator.LE,
    "以下": Comparator.LE,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
}

_BEFORE_NAME = re.compile(
    r"(?:[A-Za-z]|PM\s{0,2}|[+]|第|[国省县乡]道|[A-Za-z]-|[（(\[【P]\s?|[Xx×]+|\d[:：]|二[〇零]?)$"
)
_AFTER_NAME = re.compile(
    r"\s{0,2}(?:[+]|[GgABCDLVX]\b|[GAD](?=[^A-Za-z])|年(?!产|均|增|期间)|月(?!均)|日(?!均|处理)|号|级|型|版|周年|时(?!间)|点(?!多)|岁|小时|分钟|秒|大(?!于)|强|式|星|纵|横|线|维|后|[×*]\d|千伏|[国省县]道|度(?!电)|路|厂|街|英寸|纳米|市(?!值|级|场|亩)(?=PM|[一-鿿])|:\d|/\d{1,2}/|届(?=[^，。；]{0,3}[三四五六七]次)|次会议|号文|条线|环|季度|旬|周(?!岁)|[A-Z]{1,3}\+?级)"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DATE = re.compile(r"(?:19|20)\d\d\s{0,2}(?:年|[-./]\d{1,2}|-(?:19|20)\d\d)")
_LIST_NUMBER = re.compile(r"\d{1,2}(?:[、.．](?!\d)|[)）])")
#: 放在第一位 and 作为第一要务 rank nothing.
_PLACED = re.compile(r"(?:放在|摆在|作为|放到|摆到|置于|坚持|始终|视为|把)[^，。；]{0,4}$")
_HOTLINE = re.compile(r"\d{3,6}[”\"]?(?:政府|政务|市民|便民|服务|热线|平台|社区|民生)|\d{5}[^\d，。；]{0,8}热线")
_OPEN = '“‘"「『《'
_CLOSE = '”’"」』》'


#: 从第9名提升至第2名: a place in digits.
_RANK_DIGIT = re.compile(r"(?:至|到|居|列|排名?|位|保持|[位名\d]、)[^，。；\d]{0,6}第\d{1,2}[位名，。；、,;]?$")


_CODE = re.compile(r"[A-Za-z0-9]*")
_MEANT = re.compile(r"[多余]?[十百千]?[万亿]?(?:元|%|个|家|人|亩|公里|吨|米|户|公顷)")


def _noise(flat: str, start: int, end: int) -> str:
    """Why the digits [start, end) are no figure: date, name, list or ordinal; empty when they may be one."""
    before = flat[max(0, start - 6) : start]
    if _DATE.match(flat, start):
        return "date"
    # (2018年 and (1) are furniture, but a unit after the digits makes (500亿元) a figure.
    aside = before[-1:] in ("（", "(") and _MEANT.match(flat, end)
    if not aside and _BEFORE_NAME.search(before):
        return "name"
    at = start - 1
    while at >= 0 and flat[at] in " \t\u3000\xa0?":
        at -= 1
    if (at < 0 or flat[at] in "\n。；;:：！") and _LIST_NUMBER.match(flat, start):
        return "list"
    if _LASTS.search(before) and _LENGTH.match(flat, end):
        return ""
    if _VERSION.match(flat, start):
        return "name"
    if flat.startswith("岁", end) and "寿命" in flat[max(0, start - 12) : start]:
        return ""
    if before.endswith("每"):
        # 每10万人刑事案件数: so many to count by.
        return "name"
    if _AFTER_NAME.match(flat, end):
        return "date" if flat[end : end + 1] in "年月日时" else "name"
    if flat[end : end + 1] == "-" and _YEAR.search(flat[start:end]):
        return "date"
    if _YEAR.search(flat[start:end]) and not _tail_has_unit(flat, end):
        return "date"
    if _HOTLINE.match(flat, start):
        return "name"
    if flat[start - 1 : start] in ("-", ".") and start > 1 and flat[start - 2].isdigit():
        return "date"
    if _YEARS.match(flat, end):
        return "date"
    return _quoted(flat, start, end)


#: 连续3-5年: a length of time, not a range of things.
_YEARS = re.compile(r"(?:-|至|到)\d{1,2}(?:年|月|日|号|时)")


#: 课间调整到15分钟, 审批压缩至3天: a length of time that was reached.
_LASTS = re.compile(r"(?:到|至|缩短|压缩|压减|提前|延长|控制在|不超过|提速)$")
_LENGTH = re.compile(r"(?:分钟|小时|个?工作日|天|周(?!年|岁)|个月)(?!前|圈|底)")
#: 服务业扩大开放3.0方案.
_VERSION = re.compile(r"\d\.0(?:方案|版|计划|政策|行动|时代|工程|模式|标准|改革|建设)")


def _tail_has_unit(flat: str, end: int) -> bool:
    tail = _tail().match(flat, end)
    return bool(tail and tail["unit"])


def _quoted(flat: str, start: int, end: int) -> str:
    """A figure inside a short quoted name (“2161”挂牌上市计划) is part of the name."""
    head = flat[max(0, start - 12) : start]
    opened = max((head.rfind(sign) for sign in _OPEN), default=-1)
    if opened < 0 or any(sign in head[opened + 1 :] for sign in _CLOSE):
        return ""
    rest = flat[end : end + 12]
    closed = [at for at in (rest.find(sign) for sign in _CLOSE) if at >= 0]
    return "name" if closed and not any(sign in rest[: min(closed)] for sign in _OPEN) else ""


def _ratio(flat: str, match: re.Match[str]) -> Quantity | None:
    value = match.group().replace("：", ":")
    if (
        value.count(":") == 2
        and all(part.isdigit() and len(part) == 2 for part in value.split(":")[1:])
        and "." not in value
    ):
        return Quantity(match.start(), match.end(), match.end(), value, "", "", "ratio", None, "date")
    return Quantity(match.start(), match.end(), match.end(), value, "", "", "ratio", None)


def _blank(flat: str, match: re.Match[str]) -> Quantity | None:
    return _with_tail(flat, match.start(), match.end(), "redacted", "blank")


def _percent(flat: str, match: re.Match[str]) -> Quantity | None:
    value = chinese(match.group()[3:])
    if value is None:
        return None
    tail = _tail().match(flat, match.end())
    after = _AFTER.get(tail["after"]) if tail and tail["after"] else None
    stop = tail.end() if tail and tail["after"] else match.end()
    return Quantity(match.start(), match.end(), stop, str(value), "", "%", "number", after)


def _fraction(flat: str, match: re.Match[str]) -> Quantity | None:
    below, above = chinese(match["below"]), chinese(match["above"])
    if not below or above is None:
        return None
    return _part(flat, match, above, below)


def _slash(flat: str, match: re.Match[str]) -> Quantity | None:
    above, below = (Decimal(part) for part in match.group().split("/"))
    if not below or above >= below or flat[match.start() - 1 : match.start()] in ("/", ".", "-"):
        return _date(match)
    return _part(flat, match, above, below)


def _date(match: re.Match[str]) -> Quantity:
    return Quantity(match.start(), match.end(), match.end(), match.group(), "", "", "number", None, "date")


def _part(flat: str, match: re.Match[str], above: Decimal, below: Decimal) -> Quantity:
    value = (above * 100 / below).quantize(Decimal("0.01")).normalize()
    tail = _tail().match(flat, match.end())
    after = _AFTER.get(tail["after"]) if tail and tail["after"] else None
    return Quantity(match.start(), match.end(), match.end(), f"{value:f}", "", "%", "fraction", after)


def _rank(flat: str, match: re.Match[str]) -> Quantity | None:
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


def _multiple(flat: str, match: re.Match[str]) -> Quantity | None:
    found = re.search(r"[一两二三\d](?=番|倍)", match.group())
    times = chinese(found.group()) if found and not found.group().isdigit() else None
    count = int(times) if times is not None else int(found.group()) if found else 1
    value = count + 1 if match.group().endswith("倍") else 2**count
    unit = "" if match.group().endswith("番") else "倍"
    after = _tail().match(flat, match.end())
    if flat[match.end() : match.end() + 1] in "”工计":
        return Quantity(match.start(), match.end(), match.end(), str(value), "", "倍", "multiple", None, "name")
    comparator = Comparator.GT if after and (after["more"] or flat[match.end() : match.end() + 1] == "多") else None
    return Quantity(match.start(), match.end(), match.end(), str(value), "", unit, "multiple", comparator)


def _zero(flat: str, match: re.Match[str]) -> Quantity | None:
    word = match.group()
    if word == "两位数":
        return Quantity(match.start(), match.start() + 1, match.end(), "10", "", "%", "growth", Comparator.GE)
    if word == "零增长":
        return Quantity(match.start(), match.start() + 1, match.end(), "0", "", "%", "growth", None)
    return Quantity(match.start(), match.start() + 1, match.start() + 1, "0", "", "", "number", None)


def _first(flat: str, match: re.Match[str]) -> Quantity | None:
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
    r"(?:完成|建成|新建|建设|改造|举办|实施|办好|办成|引进|新增|达到?|超过|突破|近|约|荣获|获得|开展|组织|召开|承办|培育|打造|淘汰|关闭|设立|成立|新开|上市|落户|制定|出台|惠及|带动|解决|安置|取缔|实现|投入|列入|入选|通过|创建|和|及|、)(?:了|好)?$"
)
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
_REACHED = re.compile(r"(?:突破|超过?|达到?|破|近|逾|过|至)$")
_MEASURED = frozenset({"亩", "公里", "元", "亿元", "万元", "吨", "平方米"})
#: 突破万亿元 states a figure; with a noun behind them 千亩湿地 and 亿元项目 are names.
#: The scale of a figure in digits (88.1 万亿元) is read with it.
_AFTER_FIGURE = re.compile(r"[\d万亿千百多余][\s\u200b]*$")


def _chinese(flat: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    word, unit = match.group(), match["cunit"]
    if _AFTER_FIGURE.search(flat[max(0, start - 6) : start]):
        return None
    if (flat[start - 1 : start] in "第每几数十上" and start) or _quoted(flat, start, end):
        return None
    if word == "三" and flat.startswith("次产业", end):
        return None
    if (
        flat[start - 1 : start].isdigit()
        or (word in ("万", "亿") and unit not in ("亿元", "元"))
        or (word.startswith("一") and len(word) == 1)
    ):
        return None
    if word in ("万", "亿") and not _REACHED.search(flat[max(0, start - 3) : start]):
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
        promised = unit == "件" and len(word) > 1 and flat[start - 1 : start] == "的"
        if not promised and not _DEED_BEFORE.search(flat[max(0, start - 3) : start]):
            return None
        if unit in ("个", "项", "种", "多", "余") and len(word) < 2:
            return None
    elif unit not in _FIRM:
        return None
    scale = word[-1] if word[-1] in "万亿" and len(word) > 1 else ""
    value = chinese(word[:-1] if scale else word)
    if value is None:
        return None
    tail = _tail().match(flat, end)
    assert tail is not None
    comparator = (
        _AFTER.get(tail["after"]) if tail["after"] else Comparator.GT if tail["more"] or tail["more2"] else None
    )
    return Quantity(
        start,
        end,
        tail.end(),
        f"{value:f}",
        "",
        scale + _unit(tail),
        "number",
        comparator,
        "",
        tail["unit"] in _counters(),
    )


_KINDS = {"above": "fraction", "below": "fraction", "cmore": "chinese", "cunit": "chinese"}
_READERS = {
    "num": _number,
    "ratio": _ratio,
    "slash": _slash,
    "blank": _blank,
    "percent": _percent,
    "fraction": _fraction,
    "rank": _rank,
    "multiple": _multiple,
    "zero": _zero,
    "first": _first,
    "chinese": _chinese,
}
