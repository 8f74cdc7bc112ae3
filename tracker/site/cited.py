"""The words of a text that an address names: ?from=120&to=180, the characters [120, 180)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.keys import read_key

#: So many characters are repeated above the text.
_REPEATED = 60


@dataclass(frozen=True, slots=True)
class Cited:
    """A span of the text, [start, end) in characters, with its words, long ones cut in their middle."""

    start: int
    end: int
    words: str


def read_cited(asked: Mapping[str, str], text: str) -> Cited | None:
    """The span the query names; None where it names none, or one that is empty, blank or beyond the text."""
    start, end = read_key(asked.get("from", "")), read_key(asked.get("to", ""))
    if start is None or end is None or not start < end <= len(text):
        return None
    words = text[start:end].strip()
    if len(words) > _REPEATED:
        words = f"{words[: _REPEATED // 2]}…{words[-_REPEATED // 2 :]}"
    return Cited(start, end, words) if words else None
