"""A quote within the sentence it stands in, so that 增长6.9% is read with what grew."""

from __future__ import annotations

from dataclasses import dataclass

_CLOSING = "。；！？\n"
#: A longer sentence is cut to this many characters on either side of the quote.
MOST_AROUND = 60


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quote, with the rest of its sentence before and after; cut ends carry an ellipsis."""

    before: str
    quote: str
    after: str


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds the words at [start, end); its closing mark is left out."""
    first = max(text.rfind(mark, 0, start) for mark in _CLOSING) + 1
    lasts = [at for at in (text.find(mark, end) for mark in _CLOSING) if at >= 0]
    return first, min(lasts, default=len(text))


def in_sentence(text: str, start: int, end: int) -> Quoted:
    """The words at [start, end) of the text with what stands around them in their sentence."""
    first, last = sentence(text, start, end)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > MOST_AROUND:
        before = "…" + before[-MOST_AROUND:]
    if len(after) > MOST_AROUND:
        after = after[:MOST_AROUND] + "…"
    return Quoted(before, text[start:end], after)
