"""A report's text cut into pieces so that every statement can be marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar

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
class Printed:
    """A figure that the audit holds against others; ``alarms`` are the findings that say more than a note."""

    start: int
    end: int
    alarms: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece(Generic[P]):
    """A run of text under the same statements: ``begins`` start with it, ``ends`` end with it.

    ``figure`` is the audited figure it is of, None mostly; a figure that a statement's edge cuts has two pieces.
    """

    text: str
    under: tuple[P, ...]
    begins: tuple[P, ...]
    ends: tuple[P, ...]
    anchor: int | None
    figure: Printed | None = None
    begins_figure: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether anything is to be seen of it but its words."""
        return bool(self.under) or self.figure is not None


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[P]):
    """A line of the text; blank lines are left out."""

    pieces: tuple[Piece[P], ...]
    is_heading: bool

    @property
    def ending(self) -> tuple[P, ...]:
        """The statements that end in this line, in the order of the text: each is noted once, beside its end."""
        return tuple(row for piece in self.pieces for row in piece.ends)


def paragraphs(text: str, statements: Sequence[P], figures: Sequence[Printed] = ()) -> list[Paragraph[P]]:
    """The text's lines in order, each cut at the edges of what stands in it; the pieces join to the line.

    No two of the figures overlap.
    """
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            last = first + len(words)
            within = [row for row in statements if row.start < last and row.end > first]
            printed = [figure for figure in figures if first <= figure.start and figure.end <= last]
            is_heading = not within and not printed and _is_heading(words)
            found.append(Paragraph(_cut(text, first, last, within, printed), is_heading))
        start += len(line)
    return found


def _is_heading(words: str) -> bool:
    return len(words) <= LONGEST_HEADING and words[-1] not in _CLOSING and bool(_NUMBERED.match(words))


def _cut(text: str, first: int, last: int, statements: Sequence[P], figures: Sequence[Printed]) -> tuple[Piece[P], ...]:
    edges = {first, last}
    placed: tuple[Placed, ...] = (*statements, *figures)
    for row in placed:
        edges |= {max(first, row.start), min(last, row.end)}
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        under = tuple(row for row in statements if row.start <= start and row.end >= end)
        begins = tuple(row for row in under if row.start == start)
        ends = tuple(row for row in under if row.end == end)
        figure = next((one for one in figures if one.start <= start and one.end >= end), None)
        begins_figure = figure is not None and figure.start == start
        pieces.append(Piece(text[start:end], under, begins, ends, start if begins else None, figure, begins_figure))
    return tuple(pieces)
