"""A report's text cut into pieces so that every statement can be marked where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from tracker.site.file_header import header_end
from tracker.site.headings import Entry, Heading, Levels, heading, shown
from tracker.site.own_words import Stated, Stretch


class Placed(Protocol):
    """Anything with a place in the text: [start, end) in characters."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stated)
P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure that the audit holds against others; ``alarms`` are the findings that say more than a note."""

    start: int
    end: int
    alarms: tuple[Any, ...] = ()


# Tuples: a long report has thousands of each, and a frozen dataclass takes thrice as long to make.
class Piece(NamedTuple, Generic[S]):
    """A run of text in the same stretch of a statement's own words, None where it is nobody's.

    ``anchor`` is its start where a statement begins with it. ``figure`` is the audited figure it is of, None mostly; a
    figure that a stretch's edge cuts has two pieces.
    """

    text: str
    stretch: Stretch[S] | None
    anchor: int | None = None
    is_last: bool = False
    figure: Printed | None = None
    begins_figure: bool = False
    is_cited: bool = False

    @property
    def alarms(self) -> tuple[Any, ...]:
        """The alarms about the figure that begins with the piece."""
        return self.figure.alarms if self.figure is not None and self.begins_figure else ()


class Run(NamedTuple, Generic[S]):
    """Pieces one after the other in the same stretch, one link; None between stretches.

    ``is_first`` and ``is_last`` say whether the stretch begins and ends with it: at a line's end, before a figure with
    alarms, and behind a heading a new run begins.
    """

    start: int
    stretch: Stretch[S] | None
    pieces: tuple[Piece[S], ...]
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[S]):
    """A line of the text from its ``start``; blank lines are left out.

    ``heading`` begins it, at ``level`` under the page's own. ``is_header``: it is of the file and not of the report.
    """

    start: int
    pieces: tuple[Piece[S], ...]
    heading: Heading | None = None
    level: int = 0
    is_header: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading and nothing else: no statement and no figure of an audit stands in it."""
        is_plain = all(piece.stretch is None and piece.figure is None for piece in self.pieces)
        return self.heading is not None and self.heading.is_whole and is_plain

    @property
    def body(self) -> int:
        """Where its heading ends, in the text: its start where it has none."""
        return self.start + (self.heading.length if self.heading else 0)

    @property
    def entry(self) -> Entry | None:
        """Its line of the table of contents, None where it has no heading."""
        if self.heading is None:
            return None
        return Entry(self.start, self.level, shown("".join(piece.text for piece in self.pieces), self.heading))

    @property
    def ending(self) -> tuple[S, ...]:
        """The statements whose words end in this line, in their order: each is noted once, beside its end."""
        return tuple(row for piece in self.pieces if piece.stretch and piece.is_last for row in piece.stretch.rows)

    def runs(self) -> list[Run[S]]:
        """Its pieces as links and what stands between them.

        A figure with alarms begins a run, for what stands before it leads elsewhere than its statement; so does what
        follows the heading.
        """
        grouped: list[list[Piece[S]]] = []
        at, body = self.start, self.body
        for piece in self.pieces:
            if grouped and grouped[-1][0].stretch is piece.stretch and not piece.alarms and at != body:
                grouped[-1].append(piece)
            else:
                grouped.append([piece])
            at += len(piece.text)
        found = []
        at = self.start
        for pieces in grouped:
            stretch = pieces[0].stretch
            is_first = stretch is not None and stretch.start == at
            found.append(Run(at, stretch, tuple(pieces), is_first, is_last=pieces[-1].is_last))
            at += sum(len(piece.text) for piece in pieces)
        return found


def paragraphs(
    text: str, marked: Sequence[Stretch[S]], figures: Sequence[Printed] = (), cited: Placed | None = None
) -> list[Paragraph[S]]:
    """The text's lines in order, each cut at the edges of what stands in it; the pieces join to the line.

    No two of the stretches overlap, and no two of the figures. The text is gone through once, however many they are.
    """
    found = []
    start = 0
    coming, to_print = _Reader(marked), _Reader(figures)
    starts = sorted({row.start for stretch in marked for row in stretch.rows})
    levels, header = Levels(), header_end(text)
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            last = first + len(words)
            within = coming.within(first, last)
            printed = [figure for figure in to_print.within(first, last) if figure.start >= first]
            printed = [figure for figure in printed if figure.end <= last]
            here = cited if cited is not None and cited.start < last and cited.end > first else None
            begins = starts[bisect_left(starts, first) : bisect_left(starts, last)]
            edges = {first, last, *begins}
            is_header = last <= header and not within
            begun = None if is_header else heading(words)
            if begun:
                edges.add(first + begun.length)
            pieces = _cut(text, edges, frozenset(begins), within, printed, here)
            found.append(Paragraph(first, pieces, begun, levels.level(begun.rank) if begun else 0, is_header))
        start += len(line)
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


def _cut(
    text: str,
    edges: set[int],
    starts: frozenset[int],
    marked: Sequence[Stretch[S]],
    figures: Sequence[Printed],
    cited: Placed | None,
) -> tuple[Piece[S], ...]:
    """The line between the first and the last of the edges, cut at these and at those of what stands in it."""
    first, last = min(edges), max(edges)
    placed: tuple[Placed, ...] = (*marked, *figures, *(() if cited is None else (cited,)))
    for row in placed:
        edges |= {max(first, row.start), min(last, row.end)}
    if len(edges) == 2 and not placed:
        return (Piece(text[first:last], None, first if first in starts else None),)
    pieces = []
    begun = {max(first, row.start): row for row in marked}
    printed = {row.start: row for row in figures}
    stretch, figure = None, None
    for start, end in pairwise(sorted(edges)):
        stretch = begun.get(start, stretch if stretch is not None and stretch.end > start else None)
        figure = printed.get(start, figure if figure is not None and figure.end > start else None)
        pieces.append(
            Piece(
                text[start:end],
                stretch,
                start if start in starts else None,
                is_last=stretch is not None and stretch.end == end,
                figure=figure,
                begins_figure=figure is not None and figure.start == start,
                is_cited=cited is not None and cited.start <= start and cited.end >= end,
            )
        )
    return tuple(pieces)
