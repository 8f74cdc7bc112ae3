"""What each level of government aims at, year by year: one line a level, named at its end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.charts import pieces, theme
from tracker.charts.drawing import Shown

if TYPE_CHECKING:
    import altair

_HEIGHT = 288
#: Room for the names of the levels, right of the lines.
_NAMES = 84
#: Each level has a line of its own, from the nation down: the token of its colour, its dashes, its width in pixels.
_LINES = {
    "nation": ("ink", [1, 0], 2.5),
    "province": ("link", [1, 0], 1.75),
    "prefecture": ("link", [6, 3], 1.75),
    "county": ("quiet", [2, 2], 1.75),
}
#: Pixels between two names.
_APART = 17


@dataclass(frozen=True, slots=True)
class Ladder(Shown):
    """Points ``(level, year, median target)`` by year, and each level's name ``(level, name)``, the highest first."""

    points: tuple[tuple[str, int, float], ...]
    names: tuple[tuple[str, str], ...]
    low: float
    high: float
    is_logarithmic: bool
    unit: str


def ladder(shown: Ladder) -> altair.TopLevelMixin:
    """The chart; a year without a median leaves no dot, and the line goes on to the next."""
    import altair as alt

    ink = theme.colours()
    width = theme.WIDTH - 48 - _NAMES
    years = sorted({year for _level, year, _median in shown.points})
    rows = [{"level": level, "year": year, "median": median} for level, year, median in shown.points]
    levels = [level for level, _name in shown.names]
    step = max(1, -(-(years[-1] - years[0] + 1) // 4))
    ticks = list(range(years[-1], years[0] - 1, -step))
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[years[0], years[-1]], nice=False, padding=6),
        axis=alt.Axis(format="d", values=ticks, grid=False, labelFlush=False),
    )
    scale = pieces.scale(shown.low, shown.high, is_logarithmic=shown.is_logarithmic)
    axis = pieces.axis(shown.low, shown.high, is_logarithmic=shown.is_logarithmic)
    y = alt.Y("median:Q", title=shown.unit, scale=scale, axis=axis)
    colour = alt.Scale(domain=levels, range=[ink[_LINES[level][0]] for level in levels])
    base = alt.Chart(alt.Data(values=rows)).encode(x, y, alt.Color("level:N", scale=colour, legend=None))
    lines = base.mark_line().encode(
        alt.StrokeDash(
            "level:N", scale=alt.Scale(domain=levels, range=[_LINES[level][1] for level in levels]), legend=None
        ),
        alt.StrokeWidth(
            "level:N", scale=alt.Scale(domain=levels, range=[_LINES[level][2] for level in levels]), legend=None
        ),
    )
    dots = base.mark_point(shape="circle", filled=True, size=22, opacity=1)
    names = [pieces.word(name, width + 8, "left", place) for name, place in _places(shown)]
    return alt.layer(lines, dots, *names).properties(width=width, height=_HEIGHT)


def _places(shown: Ladder) -> list[tuple[str, float]]:
    """Each level's name with its height in pixels: beside its line's last dot, apart from its neighbours."""
    scaled = math.log if shown.is_logarithmic else float
    last = {level: median for level, _year, median in shown.points}
    low, high = scaled(shown.low), scaled(shown.high)
    wanted = sorted(((high - scaled(last[level])) / (high - low) * _HEIGHT, name) for level, name in shown.names)
    placed: list[tuple[str, float]] = []
    for at, name in wanted:
        placed.append((name, max(at, placed[-1][1] + _APART if placed else 0.0)))
    over = placed[-1][1] - (_HEIGHT - 2)
    if over <= 0:
        return placed
    # The lowest would leave the chart: all that stand close above it move up with it.
    moved: list[tuple[str, float]] = []
    limit = float(_HEIGHT - 2)
    for name, at in reversed(placed):
        moved.append((name, min(at, limit)))
        limit = moved[-1][1] - _APART
    return moved[::-1]
