"""The pictures of an indicator with what belongs to each: what it says in a sentence, its table, what it leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median, quantiles

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reports.words import ANSWERED, Direction, Level, Measure, Verdict
from tracker.charts.drawing import drawn
from tracker.charts.gaps import Gaps, gaps
from tracker.charts.ladder import Ladder, ladder
from tracker.charts.scatter import Scatter, scatter
from tracker.site.amounts import amount, difference_unit, kind_name, number, unit_name
from tracker.site.comparison import Aim, Comparison, Kind, Point
from tracker.site.frames import Part, frame, part_of, parts
from tracker.site.picture import Picture, source

#: With fewer pairs a cloud or bars say less than the table does.
FEWEST_POINTS = 8
#: Fewer governments than this are no median of their level; the nation is one.
FEWEST_GOVERNMENTS = 3
#: Pixels of the square's side: points closer than one lie on one another.
_ACROSS = 240
_UNSIGNED = (Measure.LEVEL, Measure.INCREMENT)


def pictures(compared: Comparison, direction: Direction, judged_at: datetime | None = None) -> list[Picture]:
    """Those that have something to say, in the order of the page; drawn, or taken from the cache."""
    if compared.kind is None:
        return []
    from_ = source(compared.first, compared.last, judged_at)
    found: list[Picture] = []
    if len(compared.points) >= FEWEST_POINTS:
        found.append(_scatter(compared.points, compared.kind, _sides(compared.kind, direction), from_))
        found.append(_gaps(compared.points, compared.kind, _sides(compared.kind, direction), from_))
    aims = [aim for aim in compared.aims if aim.pledges >= FEWEST_GOVERNMENTS or aim.level == Level.NATION]
    shared = {year for year, count in Counter(aim.year for aim in aims).items() if count > 1}
    lines = sum(count > 1 for count in Counter(aim.level for aim in aims).values())
    if lines > 1 and shared:
        found.append(_ladder(aims, compared.kind, max(shared), from_))
    return found


@dataclass(frozen=True)
class _Sides:
    """What it means to lie above and below the target, and whether on the target belongs to those below."""

    above: str
    below: str
    is_ceiling: bool = False


def _sides(kind: Kind, direction: Direction) -> _Sides:
    if direction == Direction.NEUTRAL:
        return _Sides(_("above target"), _("below target"))
    # A fall is promised and told as a fall, so more of it is better.
    if direction == Direction.LOWER and kind.measure != Measure.DECLINE:
        return _Sides(_("over the target"), _("within the target"), is_ceiling=True)
    return _Sides(_("target reached"), _("short of target"))


def _scatter(points: Sequence[Point], kind: Kind, sides: _Sides, from_: str) -> Picture:
    both = [figure for point in points for figure in (point.target, point.outcome)]
    axis = frame(both, may_be_logarithmic=kind.measure in _UNSIGNED)
    inside = [point for point in points if axis.holds(point.target) and axis.holds(point.outcome)]
    together = Counter(
        (axis.snapped(point.target, _ACROSS), axis.snapped(point.outcome, _ACROSS), point.verdict) for point in inside
    )
    shown = Scatter(
        points=tuple(
            (*where, count) for where, count in sorted(together.items(), key=lambda item: (-item[1], item[0]))
        ),
        low=float(axis.low),
        high=float(axis.high),
        is_logarithmic=axis.is_logarithmic,
        target=_("target, %(unit)s") % {"unit": unit_name(kind.unit)} if kind.unit else _("target"),
        outcome=_("reported, %(unit)s") % {"unit": unit_name(kind.unit)} if kind.unit else _("reported"),
        above=sides.above,
        below=sides.below,
    )
    beyond = len(points) - len(inside)
    counts = Counter(point.verdict for point in points)
    told = {
        "count": len(points),
        "kept": counts[Verdict.KEPT.value],
        "in_part": counts[Verdict.IN_PART.value],
        "broken": counts[Verdict.BROKEN.value],
        "target": _measured(median(point.target for point in points), kind),
        "outcome": _measured(median(point.outcome for point in points), kind),
    }
    return Picture(
        "scatter",
        _("Targets and what was reported (%(kind)s)") % {"kind": kind_name(kind.measure, kind.unit)},
        _(
            "Of %(count)s targets a figure answers, %(kept)s were kept, %(in_part)s kept in part and %(broken)s not "
            "kept. The median target is %(target)s, the median outcome %(outcome)s."
        )
        % told,
        drawn(shown, scatter),
        marks=ANSWERED,
        source=from_,
        head=[_("Target"), _("Pledges"), *_verdict_names(), _("Median outcome")],
        rows=list(_by_target(points)),
        left_out=ngettext("%(count)s point lies outside the frame.", "%(count)s points lie outside the frame.", beyond)
        % {"count": beyond}
        if beyond
        else "",
    )


def _by_target(points: Sequence[Point]) -> Iterator[list[str]]:
    cut = parts([point.target for point in points], 8)
    held: dict[int, list[Point]] = defaultdict(list)
    for point in points:
        held[part_of(point.target, cut)].append(point)
    for place in sorted(held):
        found = held[place]
        middle = number(median(point.outcome for point in found))
        yield [_range(cut[place]), str(len(found)), *_verdict_counts(found), middle]


def _gaps(points: Sequence[Point], kind: Kind, sides: _Sides, from_: str) -> Picture:
    unit = difference_unit(kind.unit)
    found = [point.outcome - point.target for point in points]
    cut = parts(found, 12, Decimal(0))
    held: dict[int, list[Point]] = defaultdict(list)
    for point, gap in zip(points, found, strict=True):
        held[part_of(gap, cut, upper_edge=sides.is_ceiling)].append(point)
    bars = []
    for place, inside in sorted(held.items()):
        below = 0
        for verdict in ANSWERED:
            count = sum(point.verdict == verdict.value for point in inside)
            if count:
                ends = float(cut[place].low), float(cut[place].high)
                bars.append((*ends, verdict.value, count, below))
            below += count
    shown = Gaps(
        bars=tuple(bars),
        low=float(cut[0].low),
        high=float(cut[-1].high),
        difference=_("reported less target"),
        pledges=_("pledges"),
        short=sides.below,
        over=sides.above,
    )
    low, middle, high = quantiles(found, n=4, method="inclusive")
    exact = sum(gap == 0 for gap in found)
    told = {
        "low": amount(low, "", signed=True),
        "high": amount(high, unit, signed=True),
        "middle": amount(middle, unit, signed=True),
        "exact": exact,
        "count": len(found),
    }
    return Picture(
        "gaps",
        _("How far outcomes lie from their targets (%(unit)s)") % {"unit": unit}
        if unit
        else _("How far outcomes lie from their targets"),
        _(
            "Half of all outcomes lie between %(low)s and %(high)s from their target; the median difference is "
            "%(middle)s. Exactly on target: %(exact)s of %(count)s."
        )
        % told,
        drawn(shown, gaps),
        marks=ANSWERED,
        source=from_,
        head=[_("Reported less target"), _("Pledges"), *_verdict_names()],
        rows=[[_range(cut[at], signed=True), str(len(held[at])), *_verdict_counts(held[at])] for at in sorted(held)],
        left_out=_("The outermost bars hold what lies further out, too."),
    )


def _ladder(aims: Sequence[Aim], kind: Kind, year: int, from_: str) -> Picture:
    language = get_language() or "en"
    axis = frame([aim.median for aim in aims], may_be_logarithmic=kind.measure in _UNSIGNED)
    levels = [level for level in Level if any(aim.level == level for aim in aims)]
    shown = Ladder(
        points=tuple((aim.level.value, aim.year, float(aim.median)) for aim in aims),
        names=tuple((level.value, level.name_in(language)) for level in levels),
        low=float(axis.low),
        high=float(axis.high),
        is_logarithmic=axis.is_logarithmic,
        unit=_("median target, %(unit)s") % {"unit": unit_name(kind.unit)} if kind.unit else _("median target"),
    )
    of_year = [aim for aim in aims if aim.year == year]
    comma, space = ("，", "") if language.startswith("zh") else (", ", " ")
    told = comma.join(f"{aim.level.name_in(language)}{space}{_measured(aim.median, kind)}" for aim in of_year)
    rise = of_year[-1].median - of_year[0].median
    summary = _("Median targets for %(year)s: %(targets)s.") % {"year": year, "targets": told}
    words = {
        "low": of_year[-1].level.name_in(language),
        "high": of_year[0].level.name_in(language),
        "difference": amount(abs(rise), difference_unit(kind.unit)),
    }
    if rise > 0:
        summary += space + _("From %(high)s to %(low)s that is %(difference)s more.") % words
    elif rise < 0:
        summary += space + _("From %(high)s to %(low)s that is %(difference)s less.") % words
    cells = {(aim.year, aim.level): f"{number(aim.median)} ({aim.pledges})" for aim in aims}
    years = sorted({aim.year for aim in aims}, reverse=True)
    return Picture(
        "ladder",
        _("What each level aims at (%(kind)s)") % {"kind": kind_name(kind.measure, kind.unit)},
        summary,
        drawn(shown, ladder),
        source=from_,
        head=[_("Year"), *(level.name_in(language) for level in levels)],
        rows=[[str(year), *(cells.get((year, level), "–") for level in levels)] for year in years],
        left_out=_(
            "In brackets in the table: how many targets. Medians of fewer than %(count)s are left out, but for the "
            "nation."
        )
        % {"count": FEWEST_GOVERNMENTS},
    )


def _measured(figure: Decimal, kind: Kind) -> str:
    return amount(figure, unit_name(kind.unit))


def _range(part: Part, *, signed: bool = False) -> str:
    low, high = number(part.low, signed=signed), number(part.high, signed=signed)
    if part.is_first and not part.is_last:
        return _("below %(edge)s") % {"edge": high}
    if part.is_last and not part.is_first:
        return _("from %(edge)s") % {"edge": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _verdict_names() -> list[str]:
    return [verdict.name_in(get_language() or "en") for verdict in ANSWERED]


def _verdict_counts(points: Sequence[Point]) -> list[str]:
    counts = Counter(point.verdict for point in points)
    return [str(counts[verdict.value]) for verdict in ANSWERED]
