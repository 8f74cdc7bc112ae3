"""The commoner units of the reports in English: by themselves, and with the figure they stand behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from tracker.site.counters import Counted

#: Zeros behind the figure, longest word first, for 万亿元 begins with 万, too.
_SCALES = {
    "万亿": (12, "trillion"),
    "千亿": (11, "100 billion"),
    "百亿": (10, "10 billion"),
    "千万": (7, "10 million"),
    "百万": (6, "million"),
    "亿": (8, "100 million"),
    "万": (4, "10 thousand"),
    "千": (3, "thousand"),
}
#: What English counts large figures in; below a million they are written out.
_LARGE = ((12, "trillion"), (9, "billion"), (6, "million"))
#: From here on thousands are set apart, as everywhere on the site.
_GROUPED = 10_000
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:–[0-9]+(?:\.[0-9]+)?)?")
#: Each for many, and for one where that is another word. What one word of English does not fit is left out: 部 is
#: said of laws as of films, 张 of beds as of certificates, 位 of people as of places in a ranking, and 6月 is June.
_BASES = {
    "元": ("yuan",),
    "美元": ("US dollars", "US dollar"),
    "人": ("people", "person"),
    "名": ("people", "person"),
    "人次": ("person-times", "person-time"),
    "户": ("households or firms", "household or firm"),
    "家庭": ("families", "family"),
    "吨": ("tonnes", "tonne"),
    "吨标煤": ("tonnes of standard coal", "tonne of standard coal"),
    "吨标准煤": ("tonnes of standard coal", "tonne of standard coal"),
    "斤": ("jin (of 0.5 kg)",),
    "公斤": ("kilograms", "kilogram"),
    "千克": ("kilograms", "kilogram"),
    "米": ("metres", "metre"),
    "公里": ("kilometres", "kilometre"),
    "平方公里": ("square kilometres", "square kilometre"),
    "平方米": ("square metres", "square metre"),
    "平米": ("square metres", "square metre"),
    "立方米": ("cubic metres", "cubic metre"),
    "方": ("cubic metres", "cubic metre"),
    "亩": ("mu (15 to a hectare)",),
    "公顷": ("hectares", "hectare"),
    "千瓦": ("kilowatts", "kilowatt"),
    "兆瓦": ("megawatts", "megawatt"),
    "千瓦时": ("kilowatt-hours", "kilowatt-hour"),
    "吉瓦时": ("gigawatt-hours", "gigawatt-hour"),
    "标箱": ("standard containers", "standard container"),
    "个": ("items", "item"),
    "家": ("establishments", "establishment"),
    "所": ("schools or institutions", "school or institution"),
    "座": ("structures", "structure"),
    "栋": ("buildings", "building"),
    "间": ("rooms", "room"),
    "处": ("sites", "site"),
    "项": ("items", "item"),
    "件": ("items", "item"),
    "种": ("kinds", "kind"),
    "类": ("kinds", "kind"),
    "套": ("flats or sets", "flat or set"),
    "台": ("machines", "machine"),
    "辆": ("vehicles", "vehicle"),
    "列": ("trains", "train"),
    "艘": ("ships", "ship"),
    "条": ("routes or lines", "route or line"),
    "株": ("plants", "plant"),
    "头": ("head of livestock",),
    "场": ("events", "event"),
    "场次": ("events", "event"),
    "次": ("times", "time"),
    "轮": ("rounds", "round"),
    "批次": ("batches", "batch"),
    "起": ("cases", "case"),
    "例": ("cases", "case"),
    "宗": ("cases", "case"),
    "剂次": ("doses", "dose"),
    "县区": ("counties and districts", "county or district"),
    "倍": ("times",),
    "个百分点": ("percentage points", "percentage point"),
    "百分点": ("percentage points", "percentage point"),
    "岁": ("years of age", "year of age"),
    "年": ("years", "year"),
    "个月": ("months", "month"),
    "天": ("days", "day"),
    "个工作日": ("working days", "working day"),
    "小时": ("hours", "hour"),
    "分钟": ("minutes", "minute"),
    "微克/立方米": ("micrograms per cubic metre", "microgram per cubic metre"),
    "微克每立方米": ("micrograms per cubic metre", "microgram per cubic metre"),
}
#: The same where it is known what is counted; a counter that English has no word for is left out.
_COUNTED = {
    ("户", Counted.FIRMS): ("firms", "firm"),
    ("户", Counted.HOUSEHOLDS): ("households", "household"),
    ("个", Counted.NAMED): ("",),
}
_PER = {"年": "a year", "月": "a month", "日": "a day", "天": "a day", "人": "per person"}


@dataclass(frozen=True, slots=True)
class English:
    """A figure in English: ``35``, the word of a large one, ``billion`` or nothing, and its unit's name, ``yuan``."""

    figure: str
    scale: str
    name: str

    @property
    def words(self) -> str:
        """What stands behind the figure; nothing behind the 200 000 of 20万."""
        return f"{self.scale} {self.name}".strip()

    @property
    def bare(self) -> str:
        """The figure by itself: ``35 billion``."""
        return f"{self.figure} {self.scale}".strip()


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit read: the zeros of its number word with the word in English, and its names for many and for one."""

    zeros: int
    scale: str
    many: str
    one: str


def gloss(unit: str) -> str:
    """The unit in English, ``100 million yuan`` for 亿元; empty where it is not among the common ones."""
    read = _read(unit)
    return f"{read.scale} {read.many}".strip() if read else ""


@lru_cache(maxsize=4096)
def in_english(value: str, unit: str, of: Counted = Counted.UNTOLD) -> English | None:
    """The figure with its unit in English: 350亿元 is 35 billion yuan, 1.2万人 are 12 000 people.

    亿 and 万 are words for numbers and are translated as such, exactly: no digit is rounded. None where the unit is
    not among the common ones, or where the value is no figure and no range of two.
    """
    read = _read(unit, of)
    if read is None or not _FIGURES.fullmatch(value):
        return None
    figures = value.split("–")
    worth = max(Decimal(figure).scaleb(read.zeros) for figure in figures)
    zeros, word = next((one for one in _LARGE if read.zeros and worth >= 10 ** one[0]), (0, ""))
    shown = [_moved(figure, read.zeros - zeros) for figure in figures]
    return English("–".join(shown), word, read.one if worth == 1 else read.many)


def _moved(figure: str, places: int) -> str:
    """The figure with its point moved; a round number is not made to look precise (350亿: 35, not 35.0)."""
    moved = Decimal(figure).scaleb(places)
    told = f"{moved:,f}" if moved >= _GROUPED else f"{moved:f}"
    if "." in told and "." not in figure:
        told = told.rstrip("0").rstrip(".")
    return told.replace(",", "\u202f")


@lru_cache(maxsize=1024)
def _read(unit: str, of: Counted = Counted.UNTOLD) -> _Unit | None:
    whole, _slash, per = unit.partition("/")
    if unit not in _BASES and per in _PER:
        # 万吨/年
        read = _read(whole, of)
        many, one = (f"{name} {_PER[per]}".strip() for name in ((read.many, read.one) if read else ("", "")))
        return read and replace(read, many=many, one=one)
    scale = next((scale for scale in _SCALES if unit not in _BASES and unit.startswith(scale)), "")
    zeros, word = _SCALES.get(scale, (0, ""))
    base = unit.removeprefix(scale)
    if base in _BASES:
        names = _COUNTED.get((base, of), _BASES[base])
        return _Unit(zeros, word, names[0], names[-1])
    # 脱贫20万
    return _Unit(zeros, word, "", "") if scale and not base else None
