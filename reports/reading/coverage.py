"""How much of what a report says in digits was read, explained, or neither: nothing may fall through in silence."""

from __future__ import annotations

from dataclasses import dataclass

from reports.reading.records import Reading

#: Why a figure stays unread that nothing explains: no words near it say what it is of.
UNEXPLAINED = frozenset({"no_subject"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """The digits of a text, counted: read into statements, explained (a date, a name, another section), or neither."""

    read: int
    explained: int
    neither: int

    @property
    def share_neither(self) -> float:
        """The share (0…1) of digits neither read nor explained; 0 for a text without digits."""
        total = self.read + self.explained + self.neither
        return self.neither / total if total else 0.0


def of(reading: Reading) -> Coverage:
    """Counts the digits of a reading's text, full-width ones among them."""
    read, explained, neither = 1, 2, 0
    told = bytearray(len(reading.text))
    for figure in reading.unread:
        if figure.reason not in UNEXPLAINED:
            _mark(told, figure.number.start, figure.number.end, explained)
    for statement in reading.statements:
        if statement.number:
            _mark(told, statement.number.start, statement.number.end, read)
        if statement.base:
            _mark(told, statement.base.number.start, statement.base.number.end, read)
    counts = [0, 0, 0]
    for place, sign in enumerate(reading.text):
        if sign.isdecimal():
            counts[told[place]] += 1
    return Coverage(counts[read], counts[explained], counts[neither])


def _mark(told: bytearray, start: int, end: int, how: int) -> None:
    told[start:end] = bytes([how]) * (end - start)
