"""Which words of a phrase are whose, where several statements stand in it: each has a stretch of its own to touch.

A phrase with two figures (收入20亿元、支出30亿元) is the quote of two statements, and a list of deeds (建成甲厂、乙厂)
that of every deed in it. It is parted between their figures, or between their names, at the mark of the list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from reports.reading.numerals import narrow


class Stated(Protocol):
    """A statement where it stands, [start, end), and what its own words are known by.

    ``number`` is the place of its figure, None where it has none; ``name`` what it is about and ``deed`` what is done,
    either empty where it is not known.
    """

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def number(self) -> tuple[int, int] | None: ...

    @property
    def unit(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def deed(self) -> str: ...


S = TypeVar("S", bound=Stated)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch(Generic[S]):
    """Words of one statement, [start, end) in characters; of several where nothing in the text tells them apart."""

    start: int
    end: int
    rows: tuple[S, ...]

    @property
    def anchor(self) -> str:
        """Its name in an address: s and the start of its statement, and its own start where that lies further on."""
        begin = self.rows[0].start
        return f"s{begin}" if begin == self.start else f"s{begin}-{self.start}"


@dataclass(slots=True)
class _Core(Generic[S]):
    """The words by which a statement is known: its figure with what is next to it, or its name."""

    start: int
    end: int
    rows: list[S] = field(default_factory=list)


#: What parts a phrase, the strongest first: a clause, a list, two members. 和 may stand within a name, 、 hardly ever.
_PARTING = tuple(
    re.compile(rf"(?:{sign})[、和及与]?")
    for sign in ("[。；;！？\n]", "[，,：:]", "、", "以及|[和及与]|(?<![合兼归撤])并")
)
_OF_A_LIST = re.compile(r"[、，,；;]")
_CONJUNCTION = re.compile(r"(?:以及|[和及与])$")
#: What begins or ends no name.
_AROUND = "、，,；;和及与 　"
#: A name that was found by fewer characters than this may be another's.
_LEAST = 2


class Placed(Protocol):
    """What is known of a statement without its text and its neighbours."""

    @property
    def start(self) -> int: ...

    @property
    def number_start(self) -> int | None: ...

    @property
    def quote(self) -> str: ...

    @property
    def subject(self) -> str: ...


def anchor_of(statement: Placed) -> str:
    """Its name in an address: s, where its phrase begins, and where its figure and its name stand further on in it.

    So whoever links to it need not know which others share the phrase. (收入20亿元、支出30亿元 is of two.)
    """
    name, _end = _found(statement.quote, statement.subject, 0, len(statement.quote)) or (0, 0)
    further = [statement.number_start] if statement.number_start is not None else []
    further += [statement.start + name] if name else []
    return "-".join(map(str, (f"s{statement.start}", *further)))


def stretches(text: str, rows: Sequence[S]) -> list[Stretch[S]]:
    """The words of every statement, in the order of the text; no two overlap, none is empty, and no row is left out.

    Words under a statement that are nobody's own (the mark of a list, a member that states nothing) are in none.
    """
    found: list[Stretch[S]] = []
    for phrase in _phrases(rows):
        found += _parted(text, phrase) if len(phrase) > 1 else [Stretch(phrase[0].start, phrase[0].end, (phrase[0],))]
    return found


def _phrases(rows: Sequence[S]) -> Iterator[list[S]]:
    """Statements that overlap, together."""
    phrase: list[S] = []
    end = -1
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.number or (0, 0))):
        if phrase and row.start >= end:
            yield phrase
            phrase = []
        phrase.append(row)
        end = max(end, row.end) if len(phrase) > 1 else row.end
    if phrase:
        yield phrase


def _parted(text: str, phrase: Sequence[S]) -> list[Stretch[S]]:
    cores = _cores(text, phrase)
    _widen(text, cores)
    first = min(row.start for row in phrase)
    cuts = [(first, first), *(_cut(text, *pair) for pair in pairwise(cores))]
    cuts.append((max(row.end for row in phrase),) * 2)
    found = []
    for core, (_, low), (high, _) in zip(cores, cuts, cuts[1:], strict=False):
        low = max(low, min(row.start for row in core.rows))
        high = min(high, max(row.end for row in core.rows))
        low, high = _member(text, core, _item(core.rows[0], phrase), (low, high))
        found.append(Stretch(low, high, tuple(core.rows)))
    return found


def _cores(text: str, phrase: Sequence[S]) -> list[_Core[S]]:
    """What each is known by, in the order of the text; those with a figure choose first. No two overlap."""
    printed = Counter(row.number for row in phrase if row.number)
    cores: list[_Core[S]] = []
    for row in sorted(phrase, key=lambda row: row.number is None):
        known = list(_known_by(text, row, phrase, is_only=row.number is not None and printed[row.number] == 1))
        for start, end in known:
            if not any(core.start < end and start < core.end for core in cores):
                cores.append(_Core(start, end, [row]))
                break
        else:
            start, end = known[0]
            next(core for core in cores if core.start < end and start < core.end).rows.append(row)
    return sorted(cores, key=lambda core: core.start)


def _known_by(text: str, row: S, phrase: Sequence[S], *, is_only: bool) -> Iterator[Span]:
    """Words that may tell it from the others, the best first: at least one span."""
    figure = row.number and (row.number[0], _end_with_unit(text, row))
    if figure and is_only:
        yield figure
    low, high = _item(row, phrase)
    if name := _found(text, row.name, low, high):
        yield name
    if (low, high) != (row.start, row.end) and (item := _stripped(text, low, high)):
        yield item
    if figure:
        yield figure
    is_twin = any(other is not row and (other.start, other.end) == (row.start, row.end) for other in phrase)
    if row.deed and not is_twin and (at := text.find(row.deed, row.start, row.end)) >= 0:
        yield at, at + len(row.deed)
    yield _free(row, phrase) or (row.start, row.end)


def _end_with_unit(text: str, row: Stated) -> int:
    end = row.number[1] if row.number else row.end
    unit = text[end : end + len(row.unit)]
    return min(end + len(unit), row.end) if narrow(unit) == narrow(row.unit) else end


def _item(row: S, phrase: Sequence[S]) -> Span:
    """Its own member of a list: 乙厂 of 建成甲厂、乙厂, whose members begin together, and of 甲厂、乙厂建成 too."""
    low = max((other.end for other in phrase if other.start == row.start and other.end < row.end), default=row.start)
    high = min((other.start for other in phrase if other.end == row.end and other.start > row.start), default=row.end)
    return (low, high) if low < high else (row.start, row.end)


def _found(text: str, name: str, low: int, high: int) -> Span | None:
    """The name there, or as much of its beginning or else its end as is there: 老广场 of 老广场改造, said of two."""
    least = min(_LEAST, high - low, len(name))
    if least < 1:
        return None
    # Most names are there as a whole or not at all: the shorter ones are not tried then.
    if (at := text.find(name, low, high)) >= 0:
        return at, at + len(name)
    lengths = range(len(name) - 1, least - 1, -1)
    if text.find(name[:least], low, high) >= 0:
        length = next(length for length in lengths if text.find(name[:length], low, high) >= 0)
        at = text.find(name[:length], low, high)
    elif text.find(name[-least:], low, high) >= 0:
        length = next(length for length in lengths if text.find(name[-length:], low, high) >= 0)
        at = text.rfind(name[-length:], low, high)
    else:
        return None
    return _stripped(text, at, at + length)


def _stripped(text: str, low: int, high: int) -> Span | None:
    """Without the signs of a list around it; None where nothing else is there."""
    words = text[low:high]
    low += len(words) - len(words.lstrip(_AROUND))
    words = words.strip(_AROUND)
    return (low, low + len(words)) if words else None


def _free(row: Stated, phrase: Sequence[Stated]) -> Span | None:
    """Its first words that are under no other."""
    start = row.start
    for other in sorted((other for other in phrase if other is not row), key=lambda other: other.start):
        if other.start > start:
            return start, min(other.start, row.end)
        start = max(start, other.end)
    return (start, row.end) if start < row.end else None


def _widen(text: str, cores: Sequence[_Core[S]]) -> None:
    """Puts to each figure the name that stands beside it and within the same member: 20个|新项目, 税收|30亿元."""
    for at, core in enumerate(cores):
        row = core.rows[0]
        if row.number is None or not row.name:
            continue
        low = max(cores[at - 1].end if at else row.start, row.start)
        high = min(cores[at + 1].start if at + 1 < len(cores) else row.end, row.end)
        low = max((sign.end() for sign in _OF_A_LIST.finditer(text, low, core.start)), default=low)
        sign = _OF_A_LIST.search(text, core.end, max(high, core.end))
        high = sign.start() if sign else high
        if high - low <= core.end - core.start:
            continue
        before = _found(text, row.name, low, core.start) if core.start - low >= _LEAST else None
        if before is None and high - core.end >= _LEAST:
            after = _found(text, row.name, core.end, high)
        else:
            # 列入全国100项重大工程: the name goes on behind its figure.
            rest = row.name[before[1] - before[0] :] if before else ""
            after = (core.end, core.end + len(rest)) if rest and text.startswith(rest, core.end, high) else None
        core.start, core.end = (before or (core.start,))[0], (after or (core.end, core.end))[1]


def _cut(text: str, left: _Core[S], right: _Core[S]) -> Span:
    """Where the left one's words end and the right one's begin."""
    for parting in _PARTING:
        sign = parting.search(text, left.end, right.start)
        if sign:
            return sign.span()
    for edge in (min(row.start for row in right.rows), max(row.end for row in left.rows)):
        if left.end <= edge <= right.start:
            return edge, edge
    return left.end, left.end


def _member(text: str, core: _Core[S], item: Span, words: Span) -> Span:
    """The words without the members beside its own that state nothing: 丙厂 of 建成甲厂、20吨乙、丙厂."""
    low, high = words
    row = core.rows[0]
    if item[0] != row.start:
        low = max((sign.end() for sign in _OF_A_LIST.finditer(text, low, core.start)), default=low)
        low = core.start if _CONJUNCTION.search(text, low, core.start) else low
    if item[1] != row.end:
        sign = _OF_A_LIST.search(text, core.end, max(high, core.end))
        high = sign.start() if sign else high
    return low, high
