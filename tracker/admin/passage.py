"""A statement's words cut out of their report, with what stands around them and the figure apart."""

from __future__ import annotations

from dataclasses import dataclass

#: How many characters around a quote are shown: about the sentence before and the sentence after.
AROUND = 120


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote between the words before and after it; `figure` and `tail` are empty for a deed."""

    before: str
    lead: str
    figure: str
    tail: str
    after: str


def excerpt(text: str, start: int, end: int, number: tuple[int, int] | None, around: int = AROUND) -> Excerpt:
    """Cut the words at [start, end) out of the text, with up to `around` characters on either side."""
    figure_start, figure_end = number or (end, end)
    return Excerpt(
        before=text[max(0, start - around) : start],
        lead=text[start:figure_start],
        figure=text[figure_start:figure_end],
        tail=text[figure_end:end],
        after=text[end : end + around],
    )
