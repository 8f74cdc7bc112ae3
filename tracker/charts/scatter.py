"""Targets against outcomes: one mark a pair of figures, the larger the more pledges share it, and the diagonal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.charts import pieces, theme
from tracker.charts.drawing import Shown

if TYPE_CHECKING:
    import altair

#: The shapes of the site's marks, for a square of −1…1: a disc, one whose right half is taken out of it, a cross.
SHAPES = {
    "kept": "circle",
    "in_part": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0ZM0,1A1,1,0,0,0,0,-1Z",
    "broken": "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
}
_HEIGHT = 288
#: Square pixels of a mark for one pledge, and for as many as most share.
_SMALLEST, _LARGEST = 40, 320


@dataclass(frozen=True, slots=True)
class Scatter(Shown):
    """Points ``(target, outcome, verdict, how many pledges)`` within ``low``…``high``, which both axes share.

    ``above`` and ``below`` are the words on either side of the diagonal.
    """

    points: tuple[tuple[float, float, str, int], ...]
    low: float
    high: float
    is_logarithmic: bool
    target: str
    outcome: str
    above: str
    below: str


def scatter(shown: Scatter) -> altair.TopLevelMixin:
    """The chart; its axes are alike, so the diagonal is where the outcome is the target."""
    import altair as alt

    ink = theme.colours()
    width = theme.WIDTH - 48
    scale = pieces.scale(shown.low, shown.high, is_logarithmic=shown.is_logarithmic)
    axis = pieces.axis(shown.low, shown.high, is_logarithmic=shown.is_logarithmic)
    x = alt.X("target:Q", title=shown.target, scale=scale, axis=axis)
    y = alt.Y("outcome:Q", title=shown.outcome, scale=scale, axis=axis)
    ends = alt.Data(values=[{"target": end, "outcome": end} for end in (shown.low, shown.high)])
    diagonal = alt.Chart(ends).mark_line(color=ink["ink"], strokeWidth=1.25).encode(x, y)
    rows = [
        {"target": target, "outcome": outcome, "verdict": verdict, "pledges": count}
        for target, outcome, verdict, count in shown.points
    ]
    most = max((count for *_, count in shown.points), default=1)
    names = list(SHAPES)
    area = alt.Scale(domain=[1, max(most, 2)], range=[_SMALLEST, min(_SMALLEST * max(most, 2), _LARGEST)])
    strokes = [ink["kept-bar"], ink["in_part-bar"], ink["broken-bar"]]
    marks = (
        alt.Chart(alt.Data(values=rows))
        .mark_point(clip=True, strokeWidth=1.4, opacity=1)
        .encode(
            x,
            y,
            alt.Size("pledges:Q", scale=area, legend=None),
            alt.Shape("verdict:N", scale=alt.Scale(domain=names, range=list(SHAPES.values())), legend=None),
            alt.Stroke("verdict:N", scale=alt.Scale(domain=names, range=strokes), legend=None),
            alt.Fill(
                "verdict:N",
                scale=alt.Scale(domain=names, range=[ink["kept-bar"], ink["in_part-bar"], "transparent"]),
                legend=None,
            ),
        )
    )
    words = (pieces.word(f"↖ {shown.above}", 0, "left"), pieces.word(f"{shown.below} ↘", width, "right"))
    return alt.layer(diagonal, marks, *words).properties(width=width, height=_HEIGHT)
