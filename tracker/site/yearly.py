"""The pictures of a government's indicators over the years, with what each says in a sentence and its table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Verdict
from tracker.charts.drawing import drawn
from tracker.charts.yearly import Yearly, yearly
from tracker.site.amounts import amount, kind_name, number, unit_name
from tracker.site.counted import verdicts_told
from tracker.site.frames import frame
from tracker.site.headline import Series, Told
from tracker.site.picture import Picture, source


def pictures(found: Sequence[Series]) -> list[Picture]:
    """A picture of each series; drawn, or taken from the cache."""
    return [_picture(series) for series in found]


def _picture(series: Series) -> Picture:
    years = series.years
    kind = kind_name(series.measure, series.unit)
    verdicts = {one.verdict for one in years}
    return Picture(
        "yearly",
        _("%(indicator)s (%(kind)s)") % {"indicator": series.name, "kind": kind},
        _summary(series),
        drawn(_shown(series), yearly),
        head=[_("Year"), _("Target"), _("Counts as kept"), _("Reported"), _("Verdict")],
        rows=[_row(one) for one in reversed(years)],
        source=source(years[0].year, years[-1].year, series.judged_at),
        marks=[verdict for verdict in Verdict if verdict in verdicts],
        has_targets=True,
        has_bands=any(one.low < one.high for one in years),
    )


def _shown(series: Series) -> Yearly:
    figures = [figure for one in series.years for figure in (one.target, one.low, one.high)]
    answered = [one for one in series.years if one.outcome is not None]
    figures += [one.outcome for one in answered if one.outcome is not None]
    axis = frame(figures, may_be_logarithmic=False)
    last, told = series.years[-1], answered[-1]
    return Yearly(
        targets=tuple((one.year, float(one.target), float(one.low), float(one.high)) for one in series.years),
        outcomes=tuple((one.year, float(one.outcome or 0), one.verdict.value) for one in answered),
        without=tuple((one.year, one.verdict.value) for one in series.years if one.outcome is None),
        low=float(axis.low),
        high=float(axis.high),
        unit=unit_name(series.unit),
        target=f"{_('target')} {number(last.target)}",
        outcome=f"{_('reported')} {number(told.outcome or Decimal(0))}",
    )


def _summary(series: Series) -> str:
    years = series.years
    told = _("Targets for %(first)s–%(last)s: %(verdicts)s.") % {
        "first": years[0].year,
        "last": years[-1].year,
        "verdicts": verdicts_told(one.verdict for one in years),
    }
    last = next(one for one in reversed(years) if one.outcome is not None)
    unit = unit_name(series.unit)
    space = "" if (get_language() or "en").startswith("zh") else " "
    return (
        told
        + space
        + _("For %(year)s the target was %(target)s, and %(outcome)s was reported.")
        % {
            "year": last.year,
            "target": amount(last.target, unit),
            "outcome": amount(last.outcome or Decimal(0), unit),
        }
    )


def _row(one: Told) -> list[str]:
    span = f"{number(one.low)}–{number(one.high)}" if one.low < one.high else "–"
    reported = number(one.outcome) if one.outcome is not None else "–"
    return [str(one.year), number(one.target), span, reported, one.verdict.name_in(get_language() or "en")]
