"""The marks of the verdicts as paths for a square of −1…1: the shapes of `templates/_parts/marks.svg`."""

from __future__ import annotations

from dataclasses import dataclass

_RING = "M{0},0A{0},{0},0,1,1,-{0},0A{0},{0},0,1,1,{0},0Z"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape: filled or only drawn, and with what dashes, in units of half the square's side."""

    path: str
    is_filled: bool = False
    dash: tuple[float, float] | None = None


def _dot(x: float, radius: float) -> str:
    return f"M{x + radius},0A{radius},{radius},0,1,1,{x - radius},0A{radius},{radius},0,1,1,{x + radius},0Z"


MARKS = {
    "kept": Mark(_RING.format(0.75), is_filled=True),
    # The right half, drawn the other way round, is taken out of the disc.
    "in_part": Mark(f"{_RING.format(0.65)}M0,0.65A0.65,0.65,0,0,0,0,-0.65Z", is_filled=True),
    "broken": Mark("M-0.56,-0.56L0.56,0.56M0.56,-0.56L-0.56,0.56"),
    "unreported": Mark(_RING.format(0.65), dash=(0.275, 0.24)),
    "not_assessable": Mark(
        "M-0.375,-0.25A0.375,0.375,0,1,1,0.175,0.08C0.06,0.14,0,0.2,0,0.325M0.1,0.675A0.1,0.1,0,1,1,-0.1,0.675"
        "A0.1,0.1,0,1,1,0.1,0.675Z"
    ),
    "pending": Mark(_dot(-0.62, 0.17) + _dot(0, 0.17) + _dot(0.62, 0.17), is_filled=True),
    "withdrawn": Mark(
        "M-0.25,-0.625L-0.6875,-0.1875L-0.25,0.25M-0.625,-0.1875L0.1875,-0.1875"
        "A0.4375,0.4375,0,0,1,0.1875,0.6875L-0.125,0.6875"
    ),
}
