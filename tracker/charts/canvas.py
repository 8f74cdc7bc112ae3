"""A picture of fixed size, put together from words, marks, lines and boxes at places in pixels, in the charts' grammar.

One layer of the grammar holds all the words, one all the marks, and so on: a layer for each would take it a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tracker.charts import theme
from tracker.charts.fitting import LEADING, fitted, in_the_face
from tracker.charts.marks import MARKS

if TYPE_CHECKING:
    import altair

#: What the networks ask of a preview's picture: 1.91 to 1, large enough for a screen of twice the pixels.
WIDTH, HEIGHT = 1200, 630
_Row = dict[str, Any]


@dataclass(slots=True)
class Canvas:
    """What has been put on a picture so far; colours are names of tokens."""

    _boxes: list[_Row] = field(default_factory=list)
    _lines: list[_Row] = field(default_factory=list)
    _marks: list[_Row] = field(default_factory=list)
    _words: list[_Row] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "", *, round_by: int = 0,
            is_dashed: bool = False) -> None:  # fmt: skip
        """A box from its upper left corner."""
        self._boxes.append(
            {"x": x, "x2": x + width, "y": y, "y2": y + height, "fill": _colour(fill), "edge": _colour(edge),
             "round": round_by, "dash": [8, 6] if is_dashed else [1, 0]}
        )  # fmt: skip

    def line(self, x: float, y: float, x2: float, y2: float, colour: str, width: float = 1) -> None:
        """A straight line."""
        self._lines.append({"x": x, "x2": x2, "y": y, "y2": y2, "colour": _colour(colour), "width": width})

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A small disc."""
        path = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
        self._marks.append(_mark(x, y, path, 2 * radius, _colour(colour), "transparent"))

    def mark(self, verdict: str, x: float, y: float, side: float) -> None:
        """A verdict's mark in its colour, around a point, in a square with that side."""
        shape, ink = MARKS[verdict], _colour(f"{verdict}-ink")
        row = _mark(x, y, shape.path, side, ink if shape.is_filled else "transparent", ink, side * 0.1)
        if shape.dash:
            row["dash"] = [part * side / 2 for part in shape.dash]
        self._marks.append(row)

    def words(self, words: str, x: float, y: float, size: int, colour: str, *, align: Literal["left", "right"] = "left",
              width: float = WIDTH) -> None:  # fmt: skip
        """One line with its foot at ``y``; what is wider than ``width`` is cut by the grammar."""
        self._words.append(
            {
                "x": x,
                "y": y,
                "words": in_the_face(words),
                "size": size,
                "colour": _colour(colour),
                "align": align,
                # A net for what the estimate has missed; a line that fits to a hair must not be cut.
                "limit": width + size,
            }
        )

    def paragraph(self, words: str, box: tuple[float, float, float, float], sizes: Sequence[int], colour: str) -> None:
        """Lines in the largest of the sizes that fits the box ``(x, y, width, height)``, from its upper edge down."""
        x, y, width, height = box
        set_ = fitted(words, width, height, sizes)
        for number, line in enumerate(set_.lines):
            # A Chinese quotation mark is as wide as a character, its left half empty: it hangs over the edge.
            hangs = set_.size / 2 if line.startswith("“") else 0
            self.words(line, x - hangs, y + set_.size * (1 + LEADING * number), set_.size, colour, width=width)

    def drawn(self) -> altair.TopLevelMixin:
        """The picture."""
        import altair as alt

        place = {
            "x": alt.X("x:Q", scale=None, axis=None),
            "y": alt.Y("y:Q", scale=None, axis=None),
        }
        ends = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}

        def rows(found: list[_Row]) -> alt.Chart:
            return alt.Chart(alt.Data(values=found))

        boxes = (
            rows(self._boxes)
            .mark_rect(cornerRadius=alt.ExprRef("datum.round"), strokeDash=alt.ExprRef("datum.dash"), strokeWidth=1.5)
            .encode(**place, **ends, fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("edge:N", scale=None))
        )
        lines = (
            rows(self._lines)
            .mark_rule(strokeWidth=alt.ExprRef("datum.width"))
            .encode(**place, **ends, color=alt.Color("colour:N", scale=None))
        )
        marks = (
            rows(self._marks)
            .mark_point(opacity=1, strokeWidth=alt.ExprRef("datum.width"), strokeDash=alt.ExprRef("datum.dash"))
            .encode(
                **place,
                shape=alt.Shape("path:N", scale=None),
                size=alt.Size("area:Q", scale=None),
                fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("edge:N", scale=None),
            )
        )
        words = (
            rows(self._words)
            .mark_text(baseline="alphabetic", align=alt.ExprRef("datum.align"), limit=alt.ExprRef("datum.limit"))
            .encode(
                **place,
                text=alt.Text("words:N"),
                size=alt.Size("size:Q", scale=None),
                color=alt.Color("colour:N", scale=None),
            )
        )
        return alt.layer(boxes, lines, marks, words).properties(width=WIDTH, height=HEIGHT)


def _colour(name: str) -> str:
    return theme.tokens()[name] if name else "transparent"


def _mark(x: float, y: float, path: str, side: float, fill: str, edge: str, width: float = 0) -> _Row:
    # The grammar takes the area of a square for a size.
    return {"x": x, "y": y, "path": path, "area": side * side, "fill": fill, "edge": edge, "width": width,
            "dash": [1, 0]}  # fmt: skip
