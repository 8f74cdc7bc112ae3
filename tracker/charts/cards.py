"""Cards for those who share a link: a pledge with its verdict, and the count of a government's year or of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.charts.canvas import WIDTH, Canvas
from tracker.charts.drawing import Shown
from tracker.charts.fitting import fitted, width_of

if TYPE_CHECKING:
    import altair

_LEFT, _RIGHT = 72, WIDTH - 72
_WIDE = _RIGHT - _LEFT
#: Where the bar of verdicts begins, and how high it is.
_BAR_TOP, _BAR_HEIGHT = 348, 52
#: Sizes of a count and of its share.
_TALLIES = ((44, 26), (38, 22), (32, 20), (26, 17), (20, 14))


@dataclass(frozen=True, slots=True)
class PledgeCard(Shown):
    """What was promised and reported, the sum (empty where there is none), and the verdict with its word.

    ``above`` is the government above the place, empty for the nation. ``is_reported`` says whether ``reported`` is what
    a report says, and not our word that it says nothing; ``note`` that no person has reviewed it, or is empty.
    """

    heading: str
    above: str
    promised_head: str
    promised: str
    reported_head: str
    reported: str
    is_reported: bool
    sum: str
    verdict: str
    word: str
    note: str
    site: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A verdict's part of the bar, in per cent of its width, with its word, count and share as they are printed."""

    verdict: str
    word: str
    count: str
    share: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class CountCard(Shown):
    """A sentence, the bar of what was due by verdict (no part where nothing was), and a note under it."""

    heading: str
    above: str
    lead: str
    parts: tuple[Counted, ...]
    note: str
    site: str


def pledge_card(shown: PledgeCard) -> altair.TopLevelMixin:
    """The card of a pledge."""
    canvas = Canvas()
    _head(canvas, shown.heading, shown.above, shown.site)
    canvas.words(shown.promised_head, _LEFT, 180, 24, "quiet")
    if shown.note:
        canvas.words(shown.note, _RIGHT, 180, 24, "quiet", align="right")
    canvas.paragraph(shown.promised, (_LEFT, 194, _WIDE, 176), (76, 68, 60, 54, 48, 43, 38, 32), "ink")
    canvas.words(shown.reported_head, _LEFT, 412, 24, "quiet")
    colour = "ink" if shown.is_reported else "quiet"
    canvas.paragraph(shown.reported, (_LEFT, 424, _WIDE, 86), (56, 46, 38, 32, 28), colour)
    canvas.line(_LEFT, 522, _RIGHT, 522, "rule-strong")
    end = _badge(canvas, shown.verdict, shown.word, _LEFT, 544)
    if shown.sum:
        left = end + 28
        set_ = fitted(shown.sum, _RIGHT - left, 58, (34, 30, 26, 21))
        foot = 570 + set_.size * (0.36 - 0.66 * (len(set_.lines) - 1))
        for number, line in enumerate(set_.lines):
            canvas.words(line, left, foot + number * set_.size * 1.32, set_.size, "ink", width=_RIGHT - left)
    return canvas.drawn()


def count_card(shown: CountCard) -> altair.TopLevelMixin:
    """The card of a government's year, or of the whole scoreboard."""
    canvas = Canvas()
    _head(canvas, shown.heading, shown.above, shown.site)
    canvas.paragraph(shown.lead, (_LEFT, 150, _WIDE, 180 if shown.parts else 340), (72, 62, 52, 44, 38, 32, 28), "ink")
    for part in shown.parts:
        if part.width:
            _part(canvas, part.verdict, _LEFT + part.start * _WIDE / 100, part.width * _WIDE / 100)
    for number, part in enumerate(shown.parts):
        _tally(canvas, part, _LEFT + number * _WIDE / len(shown.parts), _WIDE / len(shown.parts) - 10)
    canvas.line(_LEFT, 520, _RIGHT, 520, "rule-strong")
    canvas.paragraph(shown.note, (_LEFT, 528, _WIDE, 84), (26, 23, 20), "quiet")
    return canvas.drawn()


def _head(canvas: Canvas, heading: str, above: str, site: str) -> None:
    """The place and year on the left, the government above it in quiet ink behind, the site's name on the right."""
    reserved = width_of(site) * 26 + 40
    room = _WIDE - reserved
    set_ = fitted(heading, room, 60, (42, 36, 30, 26))
    canvas.words(set_.lines[0], _LEFT, 100, set_.size, "ink", width=room)
    left = _LEFT + width_of(set_.lines[0]) * set_.size + 18
    if above and width_of(above) * 26 <= _LEFT + room - left:
        canvas.words(above, left, 100, 26, "quiet")
    canvas.words(site, _RIGHT, 100, 26, "quiet", align="right")
    canvas.line(_LEFT, 128, _RIGHT, 128, "rule-strong")


def _badge(canvas: Canvas, verdict: str, word: str, x: float, y: float) -> float:
    """The verdict's mark and word on its ground; returns where it ends."""
    width = 16 + 32 + 12 + width_of(word) * 30 + 18
    edges = {"unreported": "unreported-bar", "not_assessable": "not_assessable-bar"}
    canvas.box(
        x, y, width, 54, f"{verdict}-ground", edges.get(verdict, ""), round_by=6, is_dashed=verdict == "unreported"
    )
    canvas.mark(verdict, x + 32, y + 27, 32)
    canvas.words(word, x + 60, y + 38, 30, f"{verdict}-ink")
    return x + width


def _part(canvas: Canvas, verdict: str, x: float, width: float) -> None:
    """A part of the bar, patterned as on the pages: kept in part hatched, unreported dotted, the fourth an outline."""
    y, height = _BAR_TOP, _BAR_HEIGHT
    if verdict == "not_assessable":
        canvas.box(x, y, width, height, "paper", "not_assessable-bar")
    elif verdict == "unreported":
        canvas.box(x, y, width, height, "unreported-ground", "bar-edge")
        for row in range(6, height, 10):
            for column in range(6, int(width) - 2, 10):
                canvas.dot(x + column, y + row, 2, "unreported-bar")
    else:
        edge = "bar-edge" if verdict == "in_part" else "paper"
        canvas.box(x, y, width, height, f"{verdict}-bar", edge)
    if verdict == "in_part":
        for start in range(-height, int(width), 12):
            low, high = max(0, -start), min(height, width - start)
            if high > low:
                canvas.line(x + start + low, y + height - low, x + start + high, y + height - high, "bar-edge", 1.5)


def _tally(canvas: Canvas, part: Counted, x: float, width: float) -> None:
    canvas.mark(part.verdict, x + 11, _BAR_TOP + 84, 22)
    set_ = fitted(part.word, width - 30, 30, (22, 20, 18, 16))
    canvas.words(set_.lines[0], x + 30, _BAR_TOP + 91, set_.size, "quiet", width=width - 30)
    # Both in one line, smaller where millions are counted.
    count, share = width_of(part.count), width_of(part.share)
    fitting = (sizes for sizes in _TALLIES if count * sizes[0] + 12 + share * sizes[1] <= width)
    large, small = next(fitting, _TALLIES[-1])
    canvas.words(part.count, x, _BAR_TOP + 148, large, "ink")
    canvas.words(part.share, x + count * large + 12, _BAR_TOP + 148, small, "quiet")
