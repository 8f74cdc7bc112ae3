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
    is_cited: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether anything is to be seen of it but its words."""
        return bool(self.under) or self.figure is not None or self.is_cited

    @property
    def alarms(self) -> tuple[Any, ...]:
        """The alarms about the figure that begins with the piece."""
        return self.figure.alarms if self.figure is not None and self.begins_figure else ()


@dataclass(frozen=True, slots=True)
class Run(Generic[P]):
    """Pieces one after the other under the same innermost statement; ``row`` is None between statements.

    ``is_last``: no further words are the statement's own. ``others`` end here without any words of their own.
    """

    row: P | None
    pieces: tuple[Piece[P], ...]
    is_last: bool = False
    others: tuple[P, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[P]):
    """A line of the text from its ``start``; blank lines are left out."""

    start: int
    pieces: tuple[Piece[P], ...]
    is_heading: bool

    @property
    def ending(self) -> tuple[P, ...]:
        """The statements that end in this line, in the order of the text: each is noted once, beside its end."""
        return tuple(row for piece in self.pieces for row in piece.ends)


def paragraphs(
    text: str, statements: Sequence[P], figures: Sequence[Printed] = (), cited: Placed | None = None
) -> list[Paragraph[P]]:
    """The text's lines in order, each cut at the edges of what stands in it; the pieces join to the line.

    No two of the figures overlap. Of two statements that begin together the one that comes first is the outer.
    The text is gone through once, however many statements there are.
    """
    found = []
    start = 0
    coming, to_print = _Reader(statements), _Reader(figures)
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            last = first + len(words)
            within = coming.within(first, last)
            printed = [figure for figure in to_print.within(first, last) if figure.start >= first]
            printed = [figure for figure in printed if figure.end <= last]
            here = cited if cited is not None and cited.start < last and cited.end > first else None
            is_heading = not within and not printed and _is_heading(words)
            found.append(Paragraph(first, _cut(text, first, last, within, printed, here), is_heading))
        start += len(line)
    return found


def runs(found: Sequence[Paragraph[P]]) -> list[list[Run[P]]]:
    """For every paragraph its pieces by the statement that began last, whose own words they are: one link each.

    So in a list whose items share an end (建成甲、乙和丙) every item is its own statement's. A figure with alarms
    begins a run, for what stands before it leads elsewhere than its statement.
    """
    grouped = [_grouped(paragraph) for paragraph in found]
    last = {id(row): pieces[-1] for groups in grouped for row, pieces in groups if row is not None}
    return [
        [
            Run(
                row,
                tuple(pieces),
                is_last=row is not None and last[id(row)] is pieces[-1],
                others=tuple(ended for piece in pieces for ended in piece.ends if id(ended) not in last),
            )
            for row, pieces in groups
        ]
        for groups in grouped
    ]


def _grouped(paragraph: Paragraph[P]) -> list[tuple[P | None, list[Piece[P]]]]:
    found: list[tuple[P | None, list[Piece[P]]]] = []
    for piece in paragraph.pieces:
        row = piece.under[-1] if piece.under else None
        if found and found[-1][0] is row and not piece.alarms:
            found[-1][1].append(piece)
        else:
            found.append((row, [piece]))
    return found


class _Reader(Generic[P]):
    """What stands in a text, handed out line by line."""

    def __init__(self, placed: Sequence[P]) -> None:
        self._placed = sorted(placed, key=lambda row: row.start)
        self._at = 0
        self._open: list[P] = []

    def within(self, first: int, last: int) -> list[P]:
        """What stands in [first, last), by its start; the lines are asked for in their order."""
        while self._at < len(self._placed) and self._placed[self._at].start < last:
            self._open.append(self._placed[self._at])
            self._at += 1
        found = [row for row in self._open if row.end > first]
        self._open = [row for row in found if row.end > last]
        return found


def _is_heading(words: str) -> bool:
    return len(words) <= LONGEST_HEADING and words[-1] not in _CLOSING and bool(_NUMBERED.match(words))


def _cut(
    text: str, first: int, last: int, statements: Sequence[P], figures: Sequence[Printed], cited: Placed | None
) -> tuple[Piece[P], ...]:
    edges = {first, last}
    placed: tuple[Placed, ...] = (*statements, *figures, *(() if cited is None else (cited,)))
    for row in placed:
        edges |= {max(first, row.start), min(last, row.end)}
    pieces = []
    coming, to_print = _Reader(statements), _Reader(figures)
    for start, end in pairwise(sorted(edges)):
        under = tuple(coming.within(start, end))
        begins = tuple(row for row in under if row.start == start)
        ends = tuple(row for row in under if row.end == end)
        figure = next(iter(to_print.within(start, end)), None)
        pieces.append(
            Piece(
                text[start:end],
                under,
                begins,
                ends,
                start if begins else None,
                figure,
                begins_figure=figure is not None and figure.start == start,
                is_cited=cited is not None and cited.start <= start and cited.end >= end,
            )
        )
    return tuple(pieces)
