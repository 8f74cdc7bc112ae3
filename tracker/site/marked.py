"""A report's text cut into pieces so that every statement can be marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

#: 一、2015年工作回顾; （三）保障和改善民生; 第一部分 过去五年工作: numbered, short, and closing no sentence.
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+部分")
LONGEST_HEADING = 40
_CLOSING = "。；，、：！？”.;,:!?"


class Placed(Protocol):
    """Anything with a place in the text: [start, end) in characters."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Piece(Generic[P]):
    """A run of text under the same statements: ``begins`` start with it, ``ends`` end with it."""

    text: str
    under: tuple[P, ...]
    begins: tuple[P, ...]
    ends: tuple[P, ...]
    anchor: int | None


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[P]):
    """A line of the text; blank lines are left out."""

    pieces: tuple[Piece[P], ...]
    is_heading: bool

    @property
    def ending(self) -> tuple[P, ...]:
        """The statements that end in this line, in the order of the text: each is noted once, beside its end."""
        return tuple(row for piece in self.pieces for row in piece.ends)


def paragraphs(text: str, statements: Sequence[P]) -> list[Paragraph[P]]:
    """The text's lines in order, each cut at the edges of the statements in it; the pieces join to the line."""
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            last = first + len(words)
            within = [row for row in statements if row.start < last and row.end > first]
            found.append(Paragraph(_cut(text, first, last, within), not within and _is_heading(words)))
        start += len(line)
    return found


def _is_heading(words: str) -> bool:
    return len(words) <= LONGEST_HEADING and words[-1] not in _CLOSING and bool(_NUMBERED.match(words))


def _cut(text: str, first: int, last: int, statements: Sequence[P]) -> tuple[Piece[P], ...]:
    edges = {first, last}
    for row in statements:
        edges |= {max(first, row.start), min(last, row.end)}
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        under = tuple(row for row in statements if row.start <= start and row.end >= end)
        begins = tuple(row for row in under if row.start == start)
        ends = tuple(row for row in under if row.end == end)
        pieces.append(Piece(text[start:end], under, begins, ends, start if begins else None))
    return tuple(pieces)
