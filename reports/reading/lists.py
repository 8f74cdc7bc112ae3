"""Splits what a verb or an admission is said of into its members, with the words they share written out.

A、B、C提质改造 are three works of 提质改造; 国家级、省级现代农业产业园 are two parks; 发展规划和扶持政策 are two
papers, while 协同治理和联合惩戒机制 is one mechanism.
"""

from __future__ import annotations

import re

from reports.reading.lexicon import indicators
from reports.reading.lexicon.deeds import kind_of
from reports.reading.record import record

_OPEN = "“‘《（("
_MARKS = re.compile(r"[“‘《（(”’》）)]")
_ANY_JOINT = re.compile(r"[、和与及以”]")
_JOINT = re.compile(r"、|以及|[和与及]|(?<=”)“")
#: 等5个项目, 等减排工程: what follows 等 is said of every member; 高等学校 lists nothing.
_AND_SO_ON = re.compile(
    r"(?<![高初平同均甲乙丙])等(?![级于候待职奖功])(?:[一二两三四五六七八九十百\d]+(?:余|多)?(?:个|条|项|家|所|座|处|大|类|宗))?"
)
#: 省、市下达的节能减排任务 is one task; who sets it is no list of what is to be done.
_SETTERS = re.compile(
    r"(?:国家|中央|上级|[省市县区])(?:[、和与](?:国家|中央|上级|[省市县区]))+(?=下达|确定|核定|交办|规定|要求)"
)
_LEVEL = re.compile(r"(?:国家|全国|世界|省|全省|市|全市|县|区|部)级?(?:级|、)?")
_WORKS = (
    *("改造", "提升", "整治", "治理", "修缮", "新建", "改建", "扩建", "改扩建", "迁建", "搬迁", "建设", "编制"),
    *("维修", "加固"),
    *("工程", "项目", "改革", "制度改革", "规划", "专项规划", "修复", "试点"),
)
#: A work said of several places (提质改造, 扩建工程): it goes to every member that has none of its own.
_WORK = re.compile(
    r"(?:提质|提标|扩容|维修|综合|路域|环境|绿化|景观|升级|改造|提升|整治|治理|修缮|新建|改建|扩建|续建|迁建|搬迁|延伸|拓宽|建设|编制|确权|登记|修复)*"
    rf"(?:{'|'.join(_WORKS)})$"
)
#: A noun that ends a list of proper names (荷池路、光明、进步社区): for members that are no thing yet.
_NOUN = re.compile(
    r"(?:社区|街道|小学|中学|幼儿园|公园|大道|[镇乡村路桥]|先进单位|称号|(?:最低)?收购价|基本养老金|养老金|(?:待遇)?标准)$"
)


#: What the last of a list of proper names is: 白鹤滩水电站, 渝昆高铁.
_HEAD = re.compile(
    r"(?:水电站|抽水蓄能电站|电站|电厂|高速公路|高速|公路|铁路|高铁|机场|水库|灌区|煤矿|公园|医院|学校|大桥|隧道|港|码头"
    r"|产业园|园区|基地|博物馆|枢纽|口岸|古镇|古城|湿地|项目|工程)$"
)


@record
class Member:
    """One member of a list, at [start, end) of the text; ``words`` are its name written out."""

    start: int
    end: int
    words: str


def split(text: str, start: int, end: int) -> list[Member]:
    """The members of text[start:end] in order; one member where it is no list, none where it is blank."""
    stretch = text[start:end]
    if "等" not in stretch and not _ANY_JOINT.search(stretch):
        words = _clean(stretch)
        return [Member(start, end, words)] if words else []
    core_end, shared = _shared_tail(text, start, end) if "等" in stretch else (end, "")
    members = [
        Member(low, high, words) for low, high in _spans(text, start, core_end) if (words := _clean(text[low:high]))
    ]
    shared, _, beside = shared.partition("和")
    if shared and members:
        last = members[-1].words
        found = [Member(one.start, one.end, _with_tail(_headed(one.words, last), shared)) for one in members]
        # 旭龙、古水等水电站和抽水蓄能项目: what stands beside the tail is one more.
        return [*found, Member(core_end, end, beside)] if len(beside) > 2 else found
    return _completed(members) if len(members) > 1 else members


def marks(text: str, start: int, end: int) -> list[int]:
    """Where the quotation marks and brackets of text[start:end] stand."""
    return [mark.start() for mark in _MARKS.finditer(text, start, end)]


def depths(text: str, start: int, end: int) -> bytearray:
    """For each character 1 where it stands inside quotation marks or brackets; an unclosed mark opens nothing."""
    inside = bytearray(end - start)
    opened: list[int] = []
    for mark in _MARKS.finditer(text, start, end):
        at = mark.start()
        if text[at] in _OPEN:
            opened.append(at)
        elif opened:
            begin = opened.pop()
            if not opened:
                inside[begin - start : at - start + 1] = b"\1" * (at - begin + 1)
    return inside


def _clean(words: str) -> str:
    return "".join(words.split()).strip("，,、；;：:")


def _shared_tail(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the list proper ends, and what 等 says of all its members (empty where it says nothing)."""
    inside = depths(text, start, end)
    for match in _AND_SO_ON.finditer(text, start + 2, end):
        if not inside[match.start() - start] and end - match.end() <= 16:
            tail = _clean(text[match.end() : end])
            return match.start(), "" if "、" in tail else tail
    return end, ""


def _with_tail(words: str, tail: str) -> str:
    """镇海炼化脱硝 + 减排工程; a member with a head of its own (世贸广场) keeps to itself."""
    if words.endswith(tail) or kind_of(words) in ("facility", "body", "paper"):
        return words
    return words + tail


def _headed(words: str, last: str) -> str:
    """乌东德 beside 白鹤滩水电站 is 乌东德水电站; a member that is a thing by itself stays as it is."""
    head = _HEAD.search(last)
    return words + head.group() if head and head.start() >= 2 and kind_of(words) == "other" else words


def _completed(members: list[Member]) -> list[Member]:
    """Members with what the last says of them all: 甲路、乙路提质改造, 国家级、省级产业园."""
    last = members[-1].words
    work = _tail(_WORK, last) if last.endswith(_WORKS) else ""
    noun = "" if work else _tail(_NOUN, last)
    found = []
    for member in members[:-1]:
        words = member.words
        if _LEVEL.fullmatch(words):
            words += _LEVEL.sub("", last, count=1) if _LEVEL.match(last) else ""
        elif work and (not words.endswith(_WORKS) or _ends_part(words, work)):
            words = _joined(words, work)
        elif noun and kind_of(words) == "other":
            words = _joined(words, noun)
        found.append(Member(member.start, member.end, words))
    found.append(members[-1])
    return found


def _tail(pattern: re.Pattern[str], words: str) -> str:
    """What the pattern finds at the end of the words, where it is not all of them."""
    found = pattern.search(words)
    return found.group() if found and found.start() else ""


def _ends_part(words: str, tail: str) -> bool:
    # A single sign is no part: 迁建 is a work of its own beside 建设.
    return any(words.endswith(tail[:size]) for size in range(2, len(tail)))


def _joined(words: str, tail: str) -> str:
    """扩种提升 + 提升工程 is 扩种提升工程: what the words end with already is not said twice."""
    for size in range(len(tail), 0, -1):
        if words.endswith(tail[:size]):
            return words + tail[size:]
    return words + tail


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    joints = list(_JOINT.finditer(text, start, end))
    if not joints:
        return [(start, end)]
    inside = depths(text, start, end)
    for setters in _SETTERS.finditer(text, start, end):
        inside[setters.start() - start : setters.end() - start] = b"\1" * (setters.end() - setters.start())
    last_comma = text.rfind("、", start, end)
    while last_comma >= 0 and inside[last_comma - start]:
        last_comma = text.rfind("、", start, last_comma)
    cuts: list[tuple[int, int]] = []
    begin = start
    for joint in joints:
        at, after = joint.span()
        sign = text[at]
        if sign == "“":
            if at > begin:
                cuts.append((begin, at))
                begin = at
        elif inside[at - start]:
            continue
        elif sign == "、" or sign == "以" or (at > begin and _joins(text, begin, at, end, at > last_comma > 0)):
            cuts.append((begin, at))
            begin = after
    cuts.append((begin, end))
    return cuts


def _joins(text: str, begin: int, at: int, end: int, ends_list: bool) -> bool:
    """Whether 和 parts two members: after other members, or where what stands before it is a thing in itself."""
    left, right = text[begin:at].strip(), text[at + 1 : end].strip()
    if len(left) < 2 or len(right) < 2:
        return False
    if (ends_list and len(right) >= 3) or indicators.code(left):
        return True
    if len(left) >= 3 and len(right) >= 4 and kind_of(left) in ("facility", "paper", "body", "title", "scheme"):
        return True
    return len(left) >= 5 and len(right) >= 5 and kind_of(right) in ("facility", "body")
