"""What the reading hands on, stage by stage: frozen records, each with its place in the source.

Every offset counts characters of the decoded text, end exclusive: ``text[start:end]`` is the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.words import Comparator, Hedge, Kind, Measure, Section


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text: [start, end) in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Base:
    """The earlier value a statement compares with (从208.9亿元增加到…)."""

    number: Span
    value: str
    unit: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One pledge, outcome or admission, with the place it stands in.

    ``value`` and ``value_high`` are decimal strings in the unit as written; ``redacted`` stands for a
    blanked figure, a ratio keeps its whole string, and both are empty where there is no figure.
    ``number`` is None exactly for a deed (measure ``done``), for a pledge to move in step with
    another figure (comparator ``sync``), and for an admission without a figure. ``indicator`` is a code of the
    indicator lexicon, or None where the subject is not a standing indicator. ``period`` reads ``2018``
    or ``2011-2015``; ``deadline`` reads ``2019-06`` or is empty. ``confidence`` lies in 0…1 and
    ``reasons`` says, in codes, what lowered it.
    """

    kind: Kind
    start: int
    end: int
    quote: str
    number: Span | None
    subject: str
    indicator: str | None
    measure: Measure
    comparator: Comparator
    value: str = ""
    value_high: str = ""
    unit: str = ""
    period: str = ""
    deadline: str = ""
    hedge: Hedge = Hedge.NONE
    section: Section = Section.OTHER
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    base: Base | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure the reading saw and could not place, with the reason as a code."""

    number: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one text: statements in the order of the text, and what stayed unread."""

    text: str
    plan_year: int
    statements: tuple[Statement, ...]
    unread: tuple[Unread, ...] = ()
