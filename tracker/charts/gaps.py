"""How far outcomes lie from their targets: bars of pledges by the difference, in the unit of the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.charts import pieces, theme
from tracker.charts.drawing import Shown

if TYPE_CHECKING:
    import altair

_HEIGHT = 288
#: No plus before nothing.
_SIGNED = "datum.value == 0 ? '0' : format(datum.value, abs(datum.value) < 10000 ? '+~g' : '+~s')"


@dataclass(frozen=True, slots=True)
class Gaps(Shown):
    """Bars ``(from, to, verdict, how many pledges, how many stand below it in its bar)``, and the words of the axes.

    ``low`` and ``high`` are the ends of the axis; what lies beyond stands in the outermost bars. ``short`` and
    ``over`` say what it means to lie left and right of zero.
    """

    bars: tuple[tuple[float, float, str, int, int], ...]
    low: float
    high: float
    difference: str
    pledges: str
    short: str
    over: str


def gaps(shown: Gaps) -> altair.TopLevelMixin:
    """The chart; bars begin at zero pledges, and a line marks no difference."""
    import altair as alt

    ink = theme.colours()
    rows = [
        {"from": start, "to": end, "verdict": verdict, "base": below, "top": below + count}
        for start, end, verdict, count, below in shown.bars
    ]
    width = theme.WIDTH - 44
    x = alt.X(
        "from:Q",
        title=shown.difference,
        scale=alt.Scale(domain=[shown.low, shown.high], nice=False, zero=False),
        axis=alt.Axis(labelExpr=_SIGNED, grid=False, labelOverlap=True),
    )
    tallest = max(count + below for *_, count, below in shown.bars)
    # Whole pledges alone on the axis.
    axis = alt.Axis(format="d", tickMinStep=1)
    scale = alt.Scale(domain=[0, tallest * 1.04], nice=False)
    colours = [ink["kept-bar"], ink["in_part-bar"], ink["broken-bar"]]
    bars = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke=ink["paper"], strokeWidth=1, binSpacing=0)
        .encode(
            x,
            alt.X2("to:Q"),
            alt.Y("base:Q", title=shown.pledges, scale=scale, axis=axis),
            alt.Y2("top:Q"),
            alt.Color("verdict:N", scale=alt.Scale(domain=["kept", "in_part", "broken"], range=colours), legend=None),
        )
    )
    nothing = alt.Data(values=[{"from": 0}])
    zero = alt.Chart(nothing).mark_rule(color=ink["ink"], strokeWidth=1.25).encode(x)
    words = (pieces.word(f"← {shown.short}", 0, "left"), pieces.word(f"{shown.over} →", width, "right"))
    return alt.layer(bars, zero, *words).properties(width=width, height=_HEIGHT)
