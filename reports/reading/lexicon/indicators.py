"""The standing indicators: loads and checks ``indicators.toml``, and tells which one a subject names.

A subject names an indicator only when nothing but scope (全市, 我县) and form (增速, 总量) stands around an
alias: 工业投资 is not 固定资产投资, and 全社会固定资产投资 is a series of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from reports.reading.lexicon.load import LexiconError, table
from reports.words import Dimension, Direction, Topic, Word

_CODE = re.compile(r"[a-z][a-z0-9_]*")
#: Quotation marks, brackets, blanks and the 的 of 消费对经济增长的贡献率 do not tell indicators apart.
_NOISE = re.compile(r"[“”\"'‘’《》（）()〔〕\[\]\s\u3000·•、的]")
_SCOPE = re.compile(
    r"(?:预计|其中|力争|全年|当年|年末|年底|年度|年均|平均|累计|实现|完成|达到|今年|去年|预期|确保|保持|"
    r"全市|全县|全区|全省|全国|全州|全旗|全镇|全盟|全域|我市|我县|我区|我省|我国|我州|本市|本区|本县|本省|区属|市属|属地)"
)
_FORM = re.compile(
    r"(?:年均增速|年均增长率|年均增长|年均增幅|实际增长|实际增速|名义增速|名义增长|同比增长|同比增速|增长速度|增长率|增长幅度|增长目标|"
    r"下降率|降低率|下降幅度|下降|降低|减少|增长|增速|增幅|涨幅|总量|总额|总数|总规模|规模|数量|人数|户数|"
    r"指标|预期目标|目标|预期|年均|累计|实际|可比价|不变价|完成额|金额|实现|达到)"
)

Coded = TypeVar("Coded", bound=Word)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A standing indicator: ``aliases`` are its names as reports write them, ``zh`` among them, first."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    direction: Direction
    dimension: Dimension
    topic: Topic


def bare(name: str) -> str:
    """The name as aliases are compared: half-width, upper case, without blanks, quotes and brackets."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).upper()


def load(entries: Iterable[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Indicators from the tables of ``indicators.toml``, in their order.

    Raises LexiconError, naming the entry by number and code, for a missing or unknown field, a code or an
    alias used twice, and a direction, dimension or topic that ``reports.words`` does not know.
    """
    found: list[Indicator] = []
    codes: set[str] = set()
    owners: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        indicator = _checked(number, entry)
        place = f"indicator {number} ({indicator.code})"
        if indicator.code in codes:
            raise LexiconError(f"{place}: the code stands twice")
        codes.add(indicator.code)
        for alias in indicator.aliases:
            other = owners.setdefault(bare(alias), indicator.code)
            if other != indicator.code:
                raise LexiconError(f"{place}: the alias {alias} belongs to {other} already")
        found.append(indicator)
    return tuple(found)


def _checked(number: int, entry: Mapping[str, Any]) -> Indicator:
    code = entry.get("code", "")
    place = f"indicator {number} ({code or 'no code'})"
    fields = {"code", "zh", "en", "aliases", "direction", "dimension", "topic"}
    if odd := fields.symmetric_difference(entry):
        raise LexiconError(f"{place}: missing or unknown field {', '.join(sorted(odd))}")
    if not _CODE.fullmatch(code):
        raise LexiconError(f"{place}: a code is lower-case letters, digits and underscores")
    aliases = (entry["zh"], *entry["aliases"])
    if not all(isinstance(alias, str) and bare(alias) for alias in aliases):
        raise LexiconError(f"{place}: a blank name")
    if len({bare(alias) for alias in aliases}) < len(aliases):
        raise LexiconError(f"{place}: an alias stands twice")
    return Indicator(
        code,
        entry["zh"],
        entry["en"],
        aliases,
        _coded(place, Direction, entry["direction"]),
        _coded(place, Dimension, entry["dimension"]),
        _coded(place, Topic, entry["topic"]),
    )


def _coded(place: str, words: type[Coded], code: str) -> Coded:
    for word in words:
        if word == code:
            return word
    raise LexiconError(f"{place}: {code!r} is no {words.__name__.lower()}")


@cache
def indicators() -> tuple[Indicator, ...]:
    """The indicator table, in the order of its file; read once."""
    return load(table("indicators")["indicator"])


@cache
def by_code() -> dict[str, Indicator]:
    """Each indicator under its code."""
    return {indicator.code: indicator for indicator in indicators()}


#: Names that count as a whole subject alone and are no word to look for in a text, where they stand in many others:
#: 经济增长5%左右, and 经济社会发展.
_ONLY_WHOLE = {"经济": "gdp"}


@cache
def _by_alias() -> dict[str, Indicator]:
    return {bare(alias): indicator for indicator in indicators() for alias in indicator.aliases}


@cache
def aliases() -> tuple[tuple[str, str], ...]:
    """(alias as written, code) of all indicators, longest alias first: the words of a scan over a text."""
    pairs = ((alias, indicator.code) for indicator in indicators() for alias in indicator.aliases)
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=20_000)
def find(subject: str) -> Indicator | None:
    """The indicator a subject names, or None where it names none or anything besides one.

    An alias counts only when the whole subject is the alias, once scope at its head (全县) and form at its
    tail (增速) are taken off; the least is taken off that makes it fit, so 城镇化水平 is read before 城镇化.
    """
    known = _by_alias()
    core = bare(subject)
    for head in _peeled(core, at_head=True):
        for whole in _peeled(head, at_head=False):
            if found := known.get(whole) or by_code().get(_ONLY_WHOLE.get(whole, "")):
                return found
    return None


def code(subject: str) -> str | None:
    """The code of the indicator a subject names, or None (see ``find``)."""
    found = find(subject)
    return found.code if found else None


def _peeled(core: str, *, at_head: bool) -> list[str]:
    """The core, then with one word of scope (or of form) less, and so on."""
    forms = [core]
    pattern = _SCOPE if at_head else re.compile(f"{_FORM.pattern}$")
    while match := pattern.match(core) if at_head else pattern.search(core):
        core = core[match.end() :] if at_head else core[: match.start()]
        forms.append(core)
    return forms
