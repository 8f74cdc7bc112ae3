"""Words set into a box: broken into lines where the language allows, in the largest size that fits, never beyond.

Widths are estimates on the safe side, in units of the size: a line that is thought to fit fits. The chart's own `limit`
stands behind them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: From one line's foot to the next, in units of the size.
LEADING = 1.32
#: Nothing longer is looked at: not even the smallest size would show it.
_LONGEST = 600
#: What may not begin a line, and what may not end one.
_CLOSING = frozenset("，。、；：？！）》〉”’」』】〕…—％℃,.;:?!)]}%‰")
_OPENING = frozenset("（《〈“‘「『【〔([{")
#: Widths of the face's Latin letters and signs, measured and rounded up; of those that are not here below.
_WIDTHS = (
    dict.fromkeys(" \u00a0\u202f", 0.25)
    | dict.fromkeys("iljI.,:;'|!", 0.33)
    | dict.fromkeys("ftr()[]{}/\\-", 0.4)
    | dict.fromkeys('sczxJ*?"', 0.5)
    | dict.fromkeys("0123456789aegkvyFLY+−–_<>=#$", 0.57)
    | dict.fromkeys("mwMW%@&", 0.95)
)
_SMALL, _CAPITAL = 0.63, 0.75
_LACKING = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u200b": None})


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of words and the size they are set in."""

    size: int
    lines: tuple[str, ...]


def fitted(words: str, width: float, height: float, sizes: Sequence[int]) -> Fitted:
    """The words in the first size, the largest first, whose lines fit; in the last they end in an ellipsis.

    ``width`` and ``height`` are pixels, as the sizes; even a box that is too low for one line holds one.
    """
    told = re.sub(r"[ \t\r\n\u3000]+", " ", in_the_face(words)).strip(" ")[:_LONGEST]
    for size in sizes:
        most = max(1, int(height / (size * LEADING)))
        lines = _broken(told, width / size)
        if len(lines) <= most:
            return Fitted(size, tuple(_balanced(told, width / size, len(lines))))
    return Fitted(size, (*lines[: most - 1], _cut("".join(lines[most - 1 :]), width / size)))


def in_the_face(words: str) -> str:
    """The words with what the face lacks put in characters it has: a thin space between thousands as a fixed one."""
    return words.translate(_LACKING)


def width_of(words: str) -> float:
    """How wide the words are in units of their size, at most."""
    return sum(_width(character) for character in words)


def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return _CAPITAL if character.isupper() else _SMALL


def _broken(words: str, width: float) -> list[str]:
    lines = [""]
    for piece in _pieces(words):
        if width_of((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
        elif piece.isspace():
            continue
        elif width_of(piece) <= width:
            lines.append(piece)
        else:
            # A word longer than a line is broken anywhere.
            for character in piece:
                if width_of(lines[-1] + character) > width:
                    lines.append("")
                lines[-1] += character
    return [line.strip() for line in lines if line.strip()] or [""]


def _pieces(words: str) -> list[str]:
    """What stays together on a line: a Latin word or a figure, a Chinese character with its punctuation, a space."""
    pieces: list[str] = []
    for character in words:
        if pieces and _sticks(pieces[-1][-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _sticks(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return False
    if after in _CLOSING or before in _OPENING:
        return True
    return not any(unicodedata.east_asian_width(one) in "WF" for one in (before, after))


def _balanced(words: str, width: float, count: int) -> list[str]:
    """As many lines, as even as they can be: the last of several is never a lone character."""
    lines = _broken(words, width)
    narrower = width - 0.5
    while count > 1 and narrower > width / 2:
        tried = _broken(words, narrower)
        if len(tried) > count:
            break
        lines, narrower = tried, narrower - 0.5
    return lines


def _cut(words: str, width: float) -> str:
    while words and width_of(words) + 1 > width:
        words = words[:-1]
    return words.rstrip() + "…"
