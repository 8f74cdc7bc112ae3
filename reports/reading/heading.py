"""What a document says of itself at its head: whose it is, of which year and kind, when it was read out.

Nothing here knows the places of the country: it hands on the words by which the text names its own, and where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reports.reading import years
from reports.reading.numerals import narrow
from reports.words import ReportKind, Vintage

#: A document names itself within its first characters; later it names its neighbours.
HEAD = 3000
#: Longer words are not shown as evidence.
SHOWN = 20
#: A place's name with those of the places above it is no longer.
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Told:
    """Something the text says of itself, and the words it says it by, at [start, end) of the text."""

    value: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Heading:
    """All that could be told; None or empty where the text does not say.

    `places` are words that end in the name of the document's place (``日在衡阳市石鼓区``), each found by a different
    cue; `level` is the sign of its level where it only says 县人民政府. `year` is the plan year; it is unsure where two
    years are as likely.
    """

    places: tuple[Told, ...]
    level: Told | None
    year: Told | None
    is_year_sure: bool
    kind: Told | None
    vintage: Told | None
    title: str
    delivered_on: Told | None
    source: Told | None


def read_heading(text: str) -> Heading:
    """What the text says of itself."""
    head = _Head(text)
    kind = _kind(head)
    year, is_sure = _year(text, head, kind)
    return Heading(
        places=tuple(_places(head)),
        level=_level(head, text),
        year=year,
        is_year_sure=is_sure,
        kind=kind,
        vintage=_vintage(text) if kind and kind.value == ReportKind.COMMUNIQUE.value else None,
        title=_title(head, kind),
        delivered_on=_delivered_on(head),
        source=_source(head),
    )


def shown(text: str, start: int, end: int) -> str:
    """The words at [start, end) on one line, shortened to be quoted as evidence."""
    words = "".join(text[start:end].split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


class _Head:
    """The first characters without blanks and fillers; line ends stay, for a title ends with its line.

    ``政??府??工??作`` and ``政 府 工 作`` read as 政府工作; `at` leads from a place in `flat` back into the text.
    """

    _DROPPED = frozenset(" \t\r\f\v\u3000\xa0\u200b\u200c\u200d\ufeff\x7f?\ufffd")

    def __init__(self, text: str) -> None:
        self.text = text
        signs: list[str] = []
        self._places: list[int] = []
        for place, sign in enumerate(narrow(text[:HEAD])):
            if sign in self._DROPPED or (sign == "\n" and signs and signs[-1] == "\n"):
                continue
            signs.append(sign)
            self._places.append(place)
        self.flat = "".join(signs)

    def told(self, value: str, start: int, end: int) -> Told:
        """`value`, said by the words at [start, end) of `flat`."""
        first, last = self._places[start], self._places[end - 1] + 1
        return Told(value, first, last, shown(self.text, first, last))


def _loose(words: str) -> str:
    """A pattern for words that a line's end may cut: 政府工作报|告."""
    return r"\n?".join(words)


_REPORT = rf"(?:{_loose('人民')}\n?)?(?:{_loose('政府')}\n?)?{_loose('工作报告')}"
_NUMBER = r"[第一二三四五六七八九十〇零两\d]{0,5}"
_OFFICE = r"(?:人民政府)?代?理?(?:自治区|[省市县区旗州盟])长"
#: What follows the name of the document's own place: 石鼓区|政府工作报告, 在高唐县|第十七届人民代表大会, 镇海区|区长,
#: 我代表石鼓区|人民政府, 垫江县|国民经济和社会发展 (the plan it asks to be weighed with it), 石鼓区|2023年…统计公报.
_YEARS = r"(?:(?:19|20)\d\d[-至—]?)*年?度?"
_AFTER_PLACE = (
    re.compile(rf"{_REPORT}"),
    re.compile(rf"\n?{_NUMBER}届\n?{_NUMBER}{_loose('人民代表大会')}|{_loose('人民代表大会')}\n?{_NUMBER}次"),
    re.compile(_OFFICE),
    re.compile(r"(?<=[省市县区旗州盟])人民政府,?向"),
    re.compile(rf"{_YEARS}国民经济(?:和|与)社会发展"),
    re.compile(rf"{_YEARS}(?:本级|市级|县级|区级|省级)?(?:财政)?预算执行"),
    re.compile(r"\(?20\d\d年?\)?年(?:市|县|区|省)?(?:人民)?政府工作报告"),
)
_NOT_A_NAME = re.compile(r"[^一-鿿()（）]")
_OF_THE_NATION = re.compile(r"代表国务院|国务院总理|届全国人民代表大会")


def _places(head: _Head) -> list[Told]:
    found: list[Told] = []
    nation = _OF_THE_NATION.search(head.flat)
    if nation:
        return [head.told("全国", nation.start(), nation.end())]
    for cue in _AFTER_PLACE:
        for anchor in cue.finditer(head.flat):
            start = _start_of_name(head.flat, anchor.start())
            leads_up = _LEADS_UP.match(head.flat, start)
            start = leads_up.end() if leads_up else start
            words = head.flat[start : anchor.start()].strip("\n")
            if len(words) >= 2:
                found.append(head.told(words, start, anchor.end()))
                break
    return found


#: What stands before a name for sure and is none of it: 2019|年|石鼓区, 22|日在|衡阳市.
_LEADS_UP = re.compile(r"(?:年|日在|在)?")


def _start_of_name(flat: str, end: int) -> int:
    """Where the run of characters that ends at `end` begins: at a line's end, a digit or a sign."""
    if flat[end - 1 : end] == "\n":
        end -= 1
    start = end
    while start and end - start < _LONGEST_NAME and not _NOT_A_NAME.match(flat[start - 1]):
        start -= 1
    return start


_REPRESENTS = re.compile(r"代\s{0,4}表\s{0,4}(自治区|自治县|自治州|[省市县区旗州盟])(?:人民)?政府")


def _level(head: _Head, text: str) -> Told | None:
    """Of what level the government is that the report is read for: 我代表县人民政府, at its head or in its thanks."""
    named = _REPRESENTS.search(text)
    return Told(named[1], named.start(), named.end(), shown(text, named.start(), named.end())) if named else None


#: The head of each kind's titles; a communiqué and an audit tell of the year they name, and are filed under the next.
_KINDS = (
    (ReportKind.COMMUNIQUE, re.compile(r"国民经济(?:和|与)社会发展统计公报")),
    (ReportKind.PLAN_EXECUTION, re.compile(r"国民经济(?:和|与)社会发展计划[^。\n]{0,12}执行情况")),
    (ReportKind.AUDIT, re.compile(r"预算执行[^。\n]{0,20}审计[^。\n]{0,4}报告|审计工作报告")),
    (ReportKind.FIVE_YEAR_PLAN, re.compile(r"^[^。，\n《]{0,30}五年规划[^。，\n》]{0,20}纲要$", re.MULTILINE)),
    (ReportKind.DISCLOSURE, re.compile(r"政府信息公开(?:工作)?年度报告")),
    (
        ReportKind.WORK_REPORT,
        re.compile(rf"{_loose('政府工作报告')}|报告(?:过去五年)?政府工作|{_loose('工作报告')}(?=\n)"),
    ),
    (ReportKind.WORK_REPORT, re.compile(r"代表[^。，\n]{1,16}(?:政府|国务院)[，,]?向大会报?告?")),
)
#: A sentence in which one document names another: 连同《…计划》一并审议, 根据审计工作报告.
_NAMES_ANOTHER = re.compile(r"[《“][^》”\n]{0,40}$|(?:连同|根据|按照)[^。\n]{0,40}$")


def _kind(head: _Head) -> Told | None:
    """The kind whose title comes first."""
    found = [
        (named.start(), named.end(), kind)
        for kind, title in _KINDS
        for named in title.finditer(head.flat)
        if not _NAMES_ANOTHER.search(head.flat[max(0, named.start() - 60) : named.start()])
    ]
    if not found:
        return None
    start, end, kind = min(found)
    return head.told(kind.value, start, end)


_LOOKED_BACK_ON = re.compile(r"((?:19|20)\d\d)年?度?[^。\n]{0,24}(?:国民经济|预算执行|政府信息公开)")
_PLANNED = re.compile(r"((?:19|20)\d\d)年[^。\n]{0,16}计划(?:\(?草案\)?)")


def _year(text: str, head: _Head, kind: Told | None) -> tuple[Told | None, bool]:
    """The plan year and whether it is sure; a document that looks back is filed under the year after."""
    if kind and kind.value not in (ReportKind.WORK_REPORT.value, ReportKind.FIVE_YEAR_PLAN.value):
        planned = _PLANNED.search(head.flat) if kind.value == ReportKind.PLAN_EXECUTION.value else None
        past = _LOOKED_BACK_ON.search(head.flat)
        if planned:
            return head.told(planned[1], planned.start(), planned.end()), True
        if past:
            return head.told(str(int(past[1]) + 1), past.start(), past.end()), True
        return None, False
    named = years.named(text)
    if named is None:
        return _year_of_delivery(_delivered_on(head))
    return Told(str(named.year), named.start, named.end, shown(text, named.start, named.end)), named.is_sure


#: Reports are read out from November to May; one of November plans for the next year.
_FIRST_MONTH = 11


def _year_of_delivery(delivered: Told | None) -> tuple[Told | None, bool]:
    if delivered is None:
        return None, False
    day = date.fromisoformat(delivered.value)
    year = day.year + (1 if day.month >= _FIRST_MONTH else 0)
    return Told(str(year), delivered.start, delivered.end, delivered.quote), True


_VINTAGES = (
    (Vintage.REVISED, re.compile(r"(?:数据|公报)[^。\n]{0,12}(?:修订)(?:数|后)")),
    (Vintage.FINAL, re.compile(r"(?:均为|为)最终核实")),
    (Vintage.PRELIMINARY, re.compile(r"(?:均为|为)(?:初步统计|初步核算|快报)|初步核算")),
)


def _vintage(text: str) -> Told | None:
    """How settled a communiqué says its own figures are."""
    for vintage, words in _VINTAGES:
        named = words.search(text)
        if named:
            return Told(vintage.value, named.start(), named.end(), shown(text, named.start(), named.end()))
    return None


#: Signs before a title that are none of it: the path of a web page, a dash.
_BEFORE_TITLE = re.compile(r"^.*[>|：:]|^[—\- ]+")
_LONGEST_TITLE = 60


def _title(head: _Head, kind: Told | None) -> str:
    """The longest line that is the title of a document of this kind and no sentence; empty where it has none."""
    words = [title for code, title in _KINDS if kind and code.value == kind.value]
    titles = []
    for line in head.flat.split("\n"):
        title = _BEFORE_TITLE.sub("", line)
        if (
            len(title) <= _LONGEST_TITLE
            and not re.search("[。，；《]|会议", title)
            and any(w.search(title) for w in words)
        ):
            titles.append(title)
    return max(titles, key=len, default="")


_HAN = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "0": 0, "O": 0}
_DAY = (
    r"((?:19|20)\d\d|[一二][〇○零0O一二三四五六七八九]{3})年\n?"
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})月\n?(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_ON = re.compile(_DAY)
#: 2026年1月25日在…人民代表大会: the day stands shortly before; 工作报告(2023年1月17日): right behind.
_ASSEMBLY = re.compile(rf"{_loose('人民代表大会')}|会议上")
_TITLED = re.compile(rf"{_loose('工作报告')}\n?[(（—-]{{1,2}}{_DAY}")
_SHORTLY = 60


def _delivered_on(head: _Head) -> Told | None:
    """The day it was read out, as 2026-01-25."""
    for assembly in _ASSEMBLY.finditer(head.flat):
        before = head.flat[: assembly.start()]
        start = max(before.rfind("。") + 1, assembly.start() - _SHORTLY, 0)
        for named in reversed([*_ON.finditer(before, start)]):
            day = _day(*named.groups())
            if day is not None:
                return head.told(day.isoformat(), named.start(), named.end())
    titled = _TITLED.search(head.flat)
    day = _day(*titled.groups()) if titled else None
    return head.told(day.isoformat(), titled.start(), titled.end()) if titled and day else None


def _day(year: str, month: str, day: str) -> date | None:
    digits = year if year.isdigit() else "".join(str(_HAN[sign]) for sign in year)
    try:
        return date(int(digits), _small(month), _small(day))
    except ValueError:
        return None


def _small(numeral: str) -> int:
    """Of a month or a day: 12, 十二, 二十三."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + (_HAN.get(ones, 0) if ones else 0)


_SOURCE = re.compile(r"(?:信息)?来源[:：]\n?([一-鿿A-Za-z]{2,20}?)(?=[\n,，。|]|作者|发布|时间|阅读|浏览|日期|$)")


def _source(head: _Head) -> Told | None:
    """Who published it, where a web page says 来源：."""
    named = _SOURCE.search(head.flat)
    return head.told(named[1], named.start(), named.end()) if named and "工作报告" not in named[1] else None
