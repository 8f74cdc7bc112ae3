"""What several kinds of charts are made of: the axis of an amount, and words above a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import altair


def scale(low: float, high: float, *, is_logarithmic: bool) -> altair.Scale:
    """From one end to the other and no further, in powers of ten or evenly."""
    import altair as alt

    return alt.Scale(domain=[low, high], type="log" if is_logarithmic else "linear", nice=False, zero=False)


def axis(low: float, high: float, *, is_logarithmic: bool) -> altair.Axis:
    """The axis for that scale; on one of powers the powers of ten alone have a line."""
    import altair as alt

    number = "~s" if high >= 10_000 else "~g"
    if not is_logarithmic:
        # Of even steps the grammar would write 800 as 8e+2 in "~g".
        return alt.Axis(format="~f" if number == "~g" else number, labelOverlap=True)
    powers = [10.0**power for power in range(-3, 16) if low <= 10.0**power <= high]
    return alt.Axis(format=number, labelOverlap=True, values=powers or [low, high])


def word(words: str, x: float, align: Literal["left", "right"], y: float = -6) -> altair.Chart:
    """Words at a place in pixels; above the plot, if nothing else is said, where they cover nothing."""
    import altair as alt

    baseline: Literal["bottom", "middle"] = "bottom" if y < 0 else "middle"
    mark = alt.Chart(alt.Data(values=[{}])).mark_text(text=words, align=align, baseline=baseline)
    return mark.encode(x=alt.value(x), y=alt.value(y))
