"""Chinese words within English sentences, marked as Chinese so that a screen reader changes its voice.

A sentence about a verdict names what the report names (城镇就业, increment at least 2470人); on a Chinese page nothing
is done to it.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from html import escape, unescape

from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tracker.site.counters import Counted
from tracker.site.units import gloss, in_english

_SIGN = "\u3400-\u9fff\uf900-\ufaff\u3001-\u3011\uff01-\uff5e"
#: Chinese with the figures and Latin letters inside it, and a figure at its end: 新建5G基站, 就业增长5%.
_RUN = rf"[{_SIGN}]+(?:[0-9A-Za-z.%/·+–-]+[{_SIGN}]+)*(?:[0-9]+(?:\.[0-9]+)?[%‰]?(?![0-9A-Za-z]))?"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
#: A figure that Chinese follows is one with its unit, or begins a name: 2470人, 12345热线.
_FIGURE = rf"(?<![0-9A-Za-z.])({_NUMBER}(?:–{_NUMBER})?)({_RUN})"
#: Figures added up name their unit once: 3.5 + 2 = 5.5万人.
_SUM = rf"((?:{_NUMBER} \+ )+{_NUMBER}) = {_FIGURE}"
#: A unit turned into another: 3500万元 = 0.35亿元.
_TURNED = rf"{_FIGURE} = {_FIGURE}"
#: A tag is stepped over: words in its attributes cannot be marked.
_WORDS = re.compile(rf"<[^>]*>|({_RUN})")
_WORDS_AND_UNITS = re.compile(rf"<[^>]*>|{_SUM}|{_TURNED}|{_FIGURE}|({_RUN})")
_NUMBERS = re.compile(rf"(?<![0-9A-Za-z.#]){_NUMBER}(?![0-9%])")
#: 2018年 that stands alone is no span of time.
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: Between these words of a verdict's sentence figures are compared, in the pledge's unit and without it.
_COMPARED = re.compile(r"(; compared: |admits that it was missed \()(.*?)(?=\. Verdict: )")


def marked(text: str) -> SafeString:
    """The words as HTML; on an English page each run of Chinese in them has its language said."""
    words = conditional_escape(text)
    if _is_chinese():
        return words
    return SafeString(_WORDS.sub(lambda found: _as_chinese(found[1]) if found[1] else found[0], words))


def told(text: str, unit: str = "", of: Counted = Counted.UNTOLD) -> SafeString:
    """A sentence that the site itself makes: its common units are said in English, too (2470人: 2470 people).

    ``unit`` is that of the figures compared in the sentence of a verdict, ``of`` what all its figures count.
    """
    words = conditional_escape(text)
    if _is_chinese():
        return words
    said = _COMPARED.sub(lambda found: found[1] + _scaled(found[2], unit), words) if unit else words
    return SafeString(_WORDS_AND_UNITS.sub(partial(_told, of), said))


def compared(sums: str, unit: str) -> SafeString:
    """A comparison in a few words (``351.2 ≥ 350, floor``), its figures said as those of this unit are elsewhere."""
    words = conditional_escape(sums)
    # Most figures are per cent, and a page of a year compares hundreds.
    return words if not gloss(unit) or _is_chinese() else SafeString(_scaled(words, unit))


def plain(shown: SafeString) -> str:
    """What one of these made of its words, as text without marks: for a picture, a citation, a machine."""
    return unescape(strip_tags(shown))


@lru_cache(maxsize=4096)
def figure(value: str, unit: str, of: Counted = Counted.UNTOLD) -> str:
    """A figure of an English page as HTML: in English with the original in its title, else its unit marked.

    The title is in the language of its element, so what the element holds says that it is in English.
    """
    said = in_english(value, unit, of)
    if said is None:
        return f'<b>{escape(value)}</b><span class="unit" lang="zh-Hans">{escape(unit)}</span>'
    return _with_original(f"<b>{said.figure}</b>", said.words, value + unit)


def _with_original(shown: str, words: str, original: str) -> str:
    begun = f'<abbr lang="zh-Hans" title="{escape(original)}"><span lang="en">'
    return f"{shown} {begun}{words}</span></abbr>" if words else f"{begun}{shown}</span></abbr>"


def _told(of: Counted, found: re.Match[str]) -> str:
    added, of_sum, unit_of_sum, first, of_first, second, of_second, value, unit, run = found.groups()
    if run:
        return _as_chinese(run)
    if added:
        return f"{_scaled(added, unit_of_sum)} = {_measured(of_sum, unit_of_sum, of)}"
    if first:
        before, after = in_english(first, of_first), in_english(second, of_second)
        if before == after:
            # In English there is nothing to turn: both are 35 million yuan.
            return f"{first}{_as_chinese(of_first)} = {second}{_as_chinese(of_second)}"
        return f"{_measured(first, of_first, of)} = {_measured(second, of_second, of)}"
    return _measured(value, unit, of) if value else found[0]


def _measured(value: str, unit: str, of: Counted) -> str:
    said = None if unit == "年" and _YEAR.fullmatch(value) else in_english(value, unit, of)
    return _with_original(said.figure, said.words, value + unit) if said else value + _as_chinese(unit)


def _scaled(words: str, unit: str) -> str:
    """The words with each bare figure as one of this unit; as they are where the unit is not known."""
    return _NUMBERS.sub(lambda found: said.bare if (said := in_english(found[0], unit)) else found[0], words)


def _as_chinese(words: str) -> str:
    return f'<span lang="zh-Hans">{words}</span>'


def _is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")
