"""Governments beside one another: what became of their pledges year by year, and the targets they share in a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from reports.models import Jurisdiction, Report
from reports.words import Measure, ReportKind, Topic
from tracker.models import Commitment, Indicator
from tracker.scoreboard import LEAST_DUE_TO_RANK, Counts, Interval, years_of_each
from tracker.site.lines import Line, lines

#: A target stands side by side with another where so many governments set one.
FEWEST_SHARING = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A government's pledges of a year, or of all years where ``year`` is None; rates only from ten due ones on.

    ``has_report`` says whether the report that made the year's plan is on record, for all years whether any is.
    """

    place: Jurisdiction
    year: int | None
    counts: Counts
    has_report: bool

    @property
    def has_rates(self) -> bool:
        """Whether enough was due for a rate to say something."""
        return self.counts.due >= LEAST_DUE_TO_RANK and not self.counts.is_only_admissions

    @property
    def kept_rate(self) -> Decimal | None:
        """Of the answered pledges the share that was kept; None where too few were due or none was answered."""
        return self.counts.kept_rate if self.has_rates else None

    @property
    def kept_rate_without_lists(self) -> Decimal | None:
        """The kept rate without the answers that one sentence gives to a whole list; None where there is none."""
        return self.counts.kept_rate_without_lists if self.has_rates else None

    @property
    def interval(self) -> Interval | None:
        """The interval of the kept rate; None where there is none."""
        return self.counts.interval if self.has_rates else None

    @property
    def answer_rate(self) -> Decimal | None:
        """Of the due pledges the share that was answered; None where too few were due."""
        return self.counts.answer_rate if self.has_rates else None


@dataclass(frozen=True, slots=True)
class Row:
    """One year, or all of them, with a cell for each government in the order chosen."""

    year: int | None
    cells: tuple[Cell, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing of the year was due yet, whoever promised it."""
        return not any(cell.counts.due for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Target:
    """What one government set for an indicator, and what became of it; no lines where it set none on record.

    ``has_report`` says whether the report that made the year's plan is on record.
    """

    place: Jurisdiction
    has_report: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SharedTargets:
    """An indicator in one measure with the targets of each government, in the order chosen."""

    indicator: Indicator
    measure: Measure
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class SideBySide:
    """The rows of both tables; ``year`` is the one the targets are of.

    All years together come first, then those with something due, the latest first, then those where all is open.
    ``reviewed`` is how many of all their pledges a person has reviewed.
    """

    rows: tuple[Row, ...]
    year: int | None
    shared: tuple[SharedTargets, ...]
    without_report: tuple[Jurisdiction, ...]
    reviewed: int

    @property
    def total(self) -> int:
        """How many pledges the governments have, of all years and verdicts."""
        return sum(cell.counts.total for cell in self.rows[0].cells)

    @property
    def has_lists(self) -> bool:
        """Whether a rate of the table rests on sentences about whole lists, too."""
        return any(cell.has_rates and cell.counts.kept_by_list for row in self.rows for cell in row.cells)


def side_by_side(places: Sequence[Jurisdiction], year: int | None, *, unreviewed: bool) -> SideBySide:
    """The governments in the order given, in four queries; without a year the latest that says most of them."""
    counts = years_of_each(places, unreviewed=unreviewed)
    reviewed = years_of_each(places, unreviewed=False)
    planned = _planned(places)
    years = sorted({year for of_place in counts.values() for year in of_place}, reverse=True)
    whole = Row(None, tuple(_of_all_years(place, counts[place.pk], planned[place.pk]) for place in places))
    rows = [
        Row(
            one,
            tuple(Cell(place, one, counts[place.pk].get(one, Counts()), one in planned[place.pk]) for place in places),
        )
        for one in years
    ]
    shown = year or _year_that_says_most(rows)
    return SideBySide(
        rows=(whole, *sorted(rows, key=lambda row: row.is_open)),
        year=shown,
        shared=tuple(_shared(places, shown, planned, unreviewed=unreviewed)) if shown else (),
        without_report=tuple(place for place in places if shown not in planned[place.pk]),
        reviewed=sum(counts.total for years in reviewed.values() for counts in years.values()),
    )


def _planned(places: Iterable[Jurisdiction]) -> dict[int, set[int]]:
    """The years each government's work reports on record plan for, by its key."""
    found: dict[int, set[int]] = {place.pk: set() for place in places}
    reports = Report.objects.filter(
        jurisdiction__in=list(found), superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
    )
    for place, year in reports.order_by().values_list("jurisdiction", "plan_year"):
        found[place].add(year)
    return found


def _of_all_years(place: Jurisdiction, years: Mapping[int, Counts], planned: set[int]) -> Cell:
    return Cell(place, None, sum(years.values(), Counts()), bool(planned))


def _year_that_says_most(rows: Iterable[Row]) -> int | None:
    """The latest year in which the most governments had something due; None without a pledge."""
    said = [(sum(cell.counts.due > 0 for cell in row.cells), row.year) for row in rows if row.year is not None]
    return max(said)[1] if said else None


def _shared(
    places: Sequence[Jurisdiction], year: int, planned: Mapping[int, set[int]], *, unreviewed: bool
) -> Iterator[SharedTargets]:
    """The year's targets by indicator and measure, those that two governments set, in the order of the topics."""
    found: dict[tuple[int, str], dict[int, list[Line]]] = {}
    for row in lines(_targets(places, year, unreviewed=unreviewed)):
        target = row.commitment
        by_place = found.setdefault((target.indicator_id or 0, target.measure), {})
        by_place.setdefault(target.jurisdiction_id, []).append(row)
    shared = [by_place for by_place in found.values() if len(by_place) >= FEWEST_SHARING]
    topics = list(Topic)

    def order(by_place: dict[int, list[Line]]) -> tuple[int, str, str]:
        first = next(iter(by_place.values()))[0]
        code = first.commitment.indicator.code if first.commitment.indicator else ""
        return topics.index(first.topic), code, first.commitment.measure

    for by_place in sorted(shared, key=order):
        target = next(iter(by_place.values()))[0].commitment
        if target.indicator is not None:
            yield SharedTargets(
                target.indicator,
                Measure(target.measure),
                tuple(Target(place, year in planned[place.pk], tuple(by_place.get(place.pk, ()))) for place in places),
            )


def _targets(places: Sequence[Jurisdiction], year: int, *, unreviewed: bool) -> QuerySet[Commitment]:
    """What the year's own plans promise of standing indicators, in the order of the reports; nothing for several years.

    "By 2020" of a plan of 2016 names one year and is a target for five: it stands in no plan for 2020.
    """
    shown = Commitment.objects.shown(unreviewed=unreviewed).filter(
        jurisdiction__in=[place.pk for place in places],
        year=year,
        period=str(year),
        report__plan_year=year,
        indicator__isnull=False,
        known_from=Commitment.KnownFrom.PLEDGE,
    )
    return shown.with_line().order_by("start", "number_start", "pk")
