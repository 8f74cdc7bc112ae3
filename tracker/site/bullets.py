"""Targets and outcomes of one year's growth pledges on one common axis, as places in per cent of its width.

Not drawn by the grammar of `tracker.charts`, on purpose: each row is a link with its figures as text, which a screen
reader reads row by row; its axis takes whatever width the page has, where a drawing would shrink its letters; and the
page that opens first waits for no drawing. What became of the targets over the years is drawn (`yearly`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from reports.words import Measure, Topic
from tracker.site.comparable import tolerated
from tracker.site.counted import verdicts_told
from tracker.site.lines import Line

#: Growth rates of one year share an axis; more rows than this say nothing in ten seconds.
MOST_ROWS = 12
#: A rate beyond this (电商交易额增长230%) would press all others flat; it stays in the tables below.
LARGEST_RATE = Decimal(60)
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10), Decimal(20))
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Bullet:
    """One pledge: where its target, the band an "about" allows, and its outcome lie; all in per cent of the axis."""

    line: Line
    target: str
    band_start: str
    band_width: str
    actual: str
    printed_target: str
    printed_actual: str
    printed_band: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of the axis with its figure."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The rows with the axis they share."""

    bullets: Sequence[Bullet]
    ticks: Sequence[Tick]

    @property
    def has_bands(self) -> bool:
        """Whether more than the target itself counts as kept in any row."""
        return any(row.printed_band for row in self.bullets)

    @property
    def summary(self) -> str:
        """What the rows say in one sentence."""
        told = verdicts_told(row.line.verdict for row in self.bullets)
        return _("Of %(count)s growth targets: %(verdicts)s.") % {"count": len(self.bullets), "verdicts": told}


def growth_chart(found: Iterable[Line]) -> Chart | None:
    """The year's growth pledges of standing indicators that a figure answered; None with fewer than two."""
    rows = [row for row in found if _is_charted(row)]
    order = list(Topic)
    rows = sorted(rows, key=lambda row: order.index(row.topic))[:MOST_ROWS]
    if len(rows) < 2:
        return None
    figures = [figure for row in rows for figure in _compared(row)]
    low, high, step = _axis(min(Decimal(0), *figures), max(figures))

    def place(figure: Decimal) -> Decimal:
        return (figure - low) / (high - low) * 100

    bullets = []
    for row in rows:
        target, actual = _compared(row)
        band = _tolerated(row, target)
        edges = [place(min(high, max(low, end))) for end in band]
        bullets.append(
            Bullet(
                row,
                _plain(place(target)),
                _plain(edges[0]),
                _plain(edges[1] - edges[0]),
                _plain(place(actual)),
                _signed(target),
                _signed(actual),
                f"{_signed(band[0])}–{_signed(band[1])}" if band[0] < band[1] else "",
            )
        )
    count = int((high - low) / step)
    ticks = [Tick(_plain(place(low + step * n)), _signed(low + step * n)) for n in range(count + 1)]
    return Chart(bullets, ticks)


def _is_charted(row: Line) -> bool:
    verdict = row.commitment.verdict
    if verdict is None or row.outcome is None or row.commitment.indicator_id is None:
        return False
    if row.commitment.measure != Measure.GROWTH or row.commitment.unit != "%":
        return False
    if len(row.commitment.period) != len("2018"):
        # An average over five years (年均增长12%) is another figure than the growth over the year before.
        return False
    compared = verdict.derivation.get("compared", {})
    if not compared.get("target") or not compared.get("actual") or "tolerance" not in verdict.derivation:
        return False
    return all(abs(figure) <= LARGEST_RATE for figure in _compared(row))


def _compared(row: Line) -> tuple[Decimal, Decimal]:
    """Target and outcome as the verdict compared them."""
    compared = row.commitment.verdict.derivation["compared"] if row.commitment.verdict else {}
    return Decimal(compared["target"]), Decimal(compared["actual"])


def _tolerated(row: Line, target: Decimal) -> tuple[Decimal, Decimal]:
    """What counts as kept beside the target; on the axis it ends where the axis does."""
    verdict = row.commitment.verdict
    derivation = verdict.derivation if verdict else {}
    high, rule = derivation["compared"].get("target_high"), verdict.rule if verdict else ""
    return tolerated(target, high, derivation["tolerance"], rule, derivation.get("direction"))


def _axis(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Both ends on whole steps, zero inside, and the step: the smallest that needs no more than seven ticks."""
    for step in _STEPS:
        first = (low / step).to_integral_value(ROUND_FLOOR) * step
        last = max(step, (high / step).to_integral_value(ROUND_CEILING) * step)
        if (last - first) / step < _MOST_TICKS:
            break
    return first, last, step


def _signed(figure: Decimal) -> str:
    return f"{figure.normalize():f}".replace("-", "−")


def _plain(figure: Decimal) -> str:
    return f"{figure:.2f}"
