"""The two tables of governments side by side as CSV: what the page shows, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Verdict
from tracker.exports import Name, heads, pledge_columns, rate_in, streamed
from tracker.models import Commitment
from tracker.site.chosen import read_chosen
from tracker.site.side_by_side import Cell, SideBySide, side_by_side

YEARS: tuple[Name, ...] = (
    "Code", "Government", "Year or all years", "Report of the year on record", *Verdict, "Due", "Kept rate",
    "Interval, low", "Interval, high", "Answer rate", "Kept by a whole list", "Kept rate without lists",
)  # fmt: skip
#: Of the columns of a pledge those that the table of targets shows.
_OF_PLEDGES = (
    "Indicator code", "Indicator", "Measure", "Code", "Government", "Year", "Subject", "Comparator", "Target",
    "Upper target", "Unit", "Verdict code", "Verdict", "Quote of the outcome", "Reported", "Unit reported",
    "Reviewed by a person", "Address",
)  # fmt: skip


def years(request: HttpRequest) -> StreamingHttpResponse:
    """The governments of the address by year, a row for each government and year; none where none are compared."""
    compared = _compared(request)
    return streamed("duixian-compare", heads(YEARS), list(_of_years(compared)) if compared else [])


def targets(request: HttpRequest) -> StreamingHttpResponse:
    """The targets they share in the year shown, a row for each, with those that a cell has no room for."""
    compared = _compared(request)
    columns = target_columns(get_language() or "en", request.build_absolute_uri)
    rows = [
        [value(line.commitment) for _name, value in columns]
        for shared in (compared.shared if compared else ())
        for target in shared.targets
        for line in target.lines
    ]
    return streamed("duixian-compare-targets", heads(name for name, _value in columns), rows)


def target_columns(language: str, absolute: Callable[[str], str]) -> list[tuple[str, Callable[[Commitment], Any]]]:
    """Name and value of every column of the table of targets."""
    of_pledge = dict(pledge_columns(language, absolute))
    return [(name, of_pledge[name]) for name in _OF_PLEDGES]


def _compared(request: HttpRequest) -> SideBySide | None:
    chosen = read_chosen(request.GET)
    if not chosen.is_compared:
        return None
    return side_by_side(chosen.places, chosen.year, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)


def _of_years(compared: SideBySide) -> Iterator[list[Any]]:
    for row in compared.rows:
        for cell in row.cells:
            yield _of_cell(cell)


def _of_cell(cell: Cell) -> list[Any]:
    counts, interval = cell.counts, cell.interval
    return [
        cell.place.code,
        cell.place.label,
        cell.year or _("All years"),
        _("yes") if cell.has_report else _("no"),
        *(counts.of(verdict) for verdict in Verdict),
        counts.due,
        rate_in(cell.kept_rate),
        rate_in(interval.low if interval else None),
        rate_in(interval.high if interval else None),
        rate_in(cell.answer_rate),
        counts.kept_by_list,
        rate_in(cell.kept_rate_without_lists),
    ]
