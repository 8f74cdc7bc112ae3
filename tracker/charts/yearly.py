"""A government's targets for one indicator over the years, each beside what was reported of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.charts import pieces, theme
from tracker.charts.drawing import Shown
from tracker.charts.fitting import width_of
from tracker.charts.marks import MARKS

if TYPE_CHECKING:
    import altair

_HEIGHT = 168
#: Room right of the lines for the last figures and their words.
_NAMES = 96
#: Half a target's width, in years.
_HALF = 0.34
#: Square pixels of a mark.
_MARK = 150
#: Pixels between the two words on the right.
_APART = 17
#: The colour of each verdict's mark: bars' where there is one, for they stand on paper.
_COLOURS = {
    "kept": "kept-bar",
    "in_part": "in_part-bar",
    "broken": "broken-bar",
    "unreported": "unreported-bar",
    "not_assessable": "not_assessable-ink",
    "pending": "pending-ink",
    "withdrawn": "withdrawn-ink",
}


@dataclass(frozen=True, slots=True)
class Yearly(Shown):
    """Targets ``(year, target, low, high)``, where ``low``…``high`` counts as kept beside the target itself.

    ``outcomes`` are ``(year, outcome, verdict)``, ``without`` the verdicts ``(year, verdict)`` of years that no figure
    answers; all by year. ``target`` and ``outcome`` are the words for the last figures, those figures included.
    """

    targets: tuple[tuple[int, float, float, float], ...]
    outcomes: tuple[tuple[int, float, str], ...]
    without: tuple[tuple[int, str], ...]
    low: float
    high: float
    unit: str
    target: str
    outcome: str


def yearly(shown: Yearly) -> altair.TopLevelMixin:
    """The chart: a tick with its band for each target, a mark for each outcome on a faint line, other marks above."""
    import altair as alt

    ink = theme.colours()
    years = [year for year, *_ in shown.targets]
    width = theme.WIDTH - _left(shown.low, shown.high) - _NAMES
    step = max(1, -(-(years[-1] - years[0] + 1) // 4))
    x_scale = alt.Scale(domain=[years[0] - 0.5, years[-1] + 0.5], nice=False, zero=False)
    x_axis = alt.Axis(format="d", values=list(range(years[-1], years[0] - 1, -step)), grid=False, labelFlush=False)
    y_scale = pieces.scale(shown.low, shown.high, is_logarithmic=False)
    y_axis = pieces.axis(shown.low, shown.high, is_logarithmic=False)

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", title=None, scale=x_scale, axis=x_axis)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", title=shown.unit or None, scale=y_scale, axis=y_axis)

    targets = [
        {"from": year - _HALF, "to": year + _HALF, "target": target, "low": low, "high": high}
        for year, target, low, high in shown.targets
    ]
    # Years in a row share their year less their number: no line bridges a year without a figure.
    outcomes = [
        {"year": year, "outcome": outcome, "verdict": verdict, "stretch": year - number}
        for number, (year, outcome, verdict) in enumerate(shown.outcomes)
    ]
    bands = (
        alt.Chart(alt.Data(values=[row for row in targets if row["high"] > row["low"]]))
        .mark_rect(fill=ink["rule-strong"], fillOpacity=0.6)
        .encode(x("from"), alt.X2("to:Q"), y("low"), alt.Y2("high:Q"))
    )
    ticks = (
        alt.Chart(alt.Data(values=targets))
        .mark_rule(color=ink["ink"], strokeWidth=2.5)
        .encode(x("from"), alt.X2("to:Q"), y("target"))
    )
    line = (
        alt.Chart(alt.Data(values=outcomes))
        .mark_line(color=ink["quiet"], strokeWidth=1.25)
        .encode(x("year"), y("outcome"), detail="stretch:N")
    )
    layers: list[Any] = [bands, line, ticks]
    if outcomes:
        layers.append(_marks(outcomes).encode(x("year"), y("outcome")))
    if shown.without:
        rows = [{"year": year, "verdict": verdict} for year, verdict in shown.without]
        layers.append(_marks(rows).encode(x("year"), y=alt.value(-10)))
    layers += [pieces.word(words, width + 8, "left", place) for words, place in _words(shown)]
    return alt.layer(*layers).properties(width=width, height=_HEIGHT)


def _left(low: float, high: float) -> float:
    """Pixels left of the plot: the unit, and the axis' figures by their length, which is that of its steps."""
    largest = max(abs(low), abs(high))
    if largest >= 10_000:
        length = len("12.5k")
    else:
        decimals = max(0, -math.floor(math.log10((high - low) / 5)))
        length = len(str(int(largest))) + (decimals and decimals + 1) + (low < 0)
    return 36 + 0.57 * theme.LETTERS * length


def _marks(rows: list[dict[str, Any]]) -> altair.Chart:
    """Marks of the verdicts, in their shapes and colours."""
    import altair as alt

    ink = theme.colours()
    # All of them always: the layers share their scales.
    found = list(MARKS)
    strokes = [ink[_COLOURS[name]] for name in found]
    fills = [ink[_COLOURS[name]] if MARKS[name].is_filled else "transparent" for name in found]
    half = _MARK**0.5 / 2
    dashes = [[part * half for part in dash] if (dash := MARKS[name].dash) else [1, 0] for name in found]

    def ranged(values: list[Any]) -> alt.Scale:
        return alt.Scale(domain=found, range=values)

    marks = alt.Chart(alt.Data(values=rows)).mark_point(size=_MARK, strokeWidth=1.5, opacity=1)
    return marks.encode(
        shape=alt.Shape("verdict:N", scale=ranged([MARKS[name].path for name in found]), legend=None),
        stroke=alt.Stroke("verdict:N", scale=ranged(strokes), legend=None),
        fill=alt.Fill("verdict:N", scale=ranged(fills), legend=None),
        strokeDash=alt.StrokeDash("verdict:N", scale=ranged(dashes), legend=None),
    )


def _words(shown: Yearly) -> list[tuple[str, float]]:
    """The words for the last target and the last outcome, each with its height in pixels, apart from one another."""

    def place(figure: float) -> float:
        return (shown.high - figure) / (shown.high - shown.low) * _HEIGHT

    found = [(place(shown.targets[-1][1]), shown.target)]
    if shown.outcomes:
        found.append((place(shown.outcomes[-1][1]), shown.outcome))
    found.sort()
    if len(found) == 2 and found[1][0] - found[0][0] < _APART:
        middle = (found[0][0] + found[1][0]) / 2
        found = [(middle - _APART / 2, found[0][1]), (middle + _APART / 2, found[1][1])]
    # A word too long for its room would widen the chart and so shrink its letters: its figure alone stays.
    room = _NAMES - 8
    return [(words if width_of(words) * theme.LETTERS <= room else words.split()[-1], at) for at, words in found]
