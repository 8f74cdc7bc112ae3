"""Lines as a page or a printer broke them, joined to the paragraphs they are, and abstracts left out.

The reading itself can read on over a line break (``reading.clauses``), but a break after a comma ends a sentence there,
and one after a full stop the targets; where a format tells more than plain text does, its lines are joined here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from statistics import median

from reports.reading.files.boxes import Line

_ENDS = "。！？；：!?;…"
#: What ends a paragraph at the end of a full line, where no indent tells paragraphs apart.
_STOPS = "。！？!?"
_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|——|\d{1,2}[.、．](?!\d)|各位代表|[①-⑳●◆■])"
)
#: What no line opens with.
_CLOSES = "，。；、）：)%％”》！？"
#: What no line ends with.
_GOES_ON = "，、（(“《"
#: A number or a word that is never cut, with the mark that is never parted from it.
_WORD = re.compile(r"(?:[0-9A-Za-z.,%²³¹⁰-⁹]+|.)[，。；、）：)%％”》！？]?", re.DOTALL)
#: How far into a page its abstract stands.
_OPENING = 30
#: An abstract is no shorter.
_SHORTEST = 30
#: Fewer lines show no common width, and shorter ones are no paragraphs.
_FEWEST_LINES = 8
_NARROWEST = 12
#: Where lines are cut at one width at least this share of them has it, and hardly one goes beyond it by more.
_SHARE = 0.4
_BEYOND = 2.5
_HARDLY = 0.02


def joined(lines: list[Line]) -> list[str]:
    """The texts of a page's lines, with those joined that were broken in the middle of a sentence."""
    # Cut by the room words take, or by counting characters: whichever more lines agree on.
    found = [(*_common_width([measure(line.text) for line in lines], lines), measure) for measure in (breadth, len)]
    share, width, measure = max(found, key=lambda item: item[0])
    if share:
        return _join_full(lines, width, measure)
    texts: list[str] = []
    group: list[str] = []
    for at, line in enumerate(lines):
        group.append(line.text)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if not line.runs_on or following is None or following.is_indented:
            texts += _join(group)
            group = []
    return texts


def breadth(words: str) -> float:
    """The room words take in a line, in Chinese characters: an ASCII sign takes half of one."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in words)


def first_word(line: str) -> str:
    """What would have had to fit into the line before, had it not been broken there."""
    found = _WORD.match(line)
    return found.group() if found else ""


def opens_item(line: str) -> bool:
    """Whether a line opens with a number or a dash that opens a new line everywhere."""
    return bool(_MARK.match(line))


def _common_width(widths: list[float], lines: list[Line]) -> tuple[float, float]:
    """The share of a page's lines that are cut at one width, and that width; a share of 0 where none is."""
    counted = [width for width in widths if width > 4]
    if len(counted) < _FEWEST_LINES:
        return 0, 0
    common, _ = max(Counter(map(round, counted)).items(), key=lambda item: (item[1], item[0]))
    full = [line for line, width in zip(lines, widths, strict=True) if abs(width - common) <= 1.5]
    cut = sum(line.text[-1] not in _ENDS for line in full)
    beyond = sum(width > common + _BEYOND for width in counted)
    is_cut = common >= _NARROWEST and beyond <= len(counted) * _HARDLY and cut * 2 > len(full)
    share = len(full) / len(counted)
    return (share, common) if is_cut and share >= _SHARE else (0, 0)


def _join_full(lines: list[Line], width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines joined where one is full: the first word of the next would not have gone into it."""
    texts = [lines[0].text]
    opens = True
    for before, line in pairwise(lines):
        # The first line of a paragraph is shorter by its indent.
        room = width - measure(before.text) - (2 if opens else 0)
        opens = (
            measure(first_word(line.text)) < room - 0.5
            or before.text[-1] in _STOPS
            or line.is_indented
            or opens_item(line.text)
        )
        if opens:
            texts.append(line.text)
        else:
            texts[-1] += line.text
    return texts


def _join(group: list[str]) -> list[str]:
    """Lines with nothing but a break between them, as paragraphs.

    Full stops in the middle of lines and hardly any mark at their ends say that the breaks fall anywhere. Elsewhere
    each line stands alone, but where its last sign or the next one's first cannot end or open one.
    """
    inside = sum(line[:-1].count("。") for line in group[:-1])
    ended = sum(line[-1] in _ENDS for line in group[:-1])
    is_wrapped = inside > ended and ended * 3 < len(group) - 1
    usual = median(len(line) for line in group)
    texts = [group[0]]
    for before, line in pairwise(group):
        goes_on = before[-1] in _GOES_ON or line[0] in _CLOSES or (before[-1].isdigit() and not line[0].isdigit())
        if is_wrapped and before[-1] not in _ENDS:
            goes_on = goes_on or len(before) > usual * 0.7
        if goes_on and not opens_item(line):
            texts[-1] += line
        else:
            texts.append(line)
    return texts


def without_abstracts(texts: list[str]) -> list[str]:
    """The texts without those near the head that the text repeats further down, word for word."""
    kept = texts[:]
    for text in texts[:_OPENING]:
        words = _bare(text).rstrip("….。")
        if len(words) < _SHORTEST:
            continue
        at = kept.index(text)
        if words in _bare("".join(kept[at + 1 :])):
            del kept[at]
    return kept


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
