"""A text with the words that were searched for marked in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: a hit, or what stands between hits."""

    text: str
    is_hit: bool


def hits(text: str, words: Sequence[str], around: int | None = None) -> list[Piece]:
    """The text in pieces, hits apart, case aside; with `around`, cut to so many characters beside the first hit.

    What is cut off is shown by an ellipsis. Where nothing is found, the beginning is shown.
    """
    ordered = sorted(filter(None, words), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, ordered)) or r"(?!)", re.IGNORECASE)
    begin, end = 0, len(text)
    if around is not None:
        first = pattern.search(text)
        at = first.span() if first else (0, 0)
        begin, end = max(0, at[0] - around), min(len(text), at[1] + 2 * around)
    pieces, place = [], begin
    for found in pattern.finditer(text, begin, end):
        if found.start() > place:
            pieces.append(Piece(text[place : found.start()], False))
        pieces.append(Piece(found.group(), True))
        place = found.end()
    if place < end:
        pieces.append(Piece(text[place:end], False))
    before = [Piece("…", False)] if begin else []
    after = [Piece("…", False)] if end < len(text) else []
    return [*before, *pieces, *after]
