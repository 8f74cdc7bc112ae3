"""What is to be judged together: the pledges one report makes for one year, and everything that may answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from reports.models import Report
from reports.words import Measure
from tracker import register
from tracker.models import Commitment, Indicator, Link, Outcome


@dataclass(frozen=True, slots=True)
class Answering:
    """A document that tells what became of a year's pledges, with what it tells."""

    report: Report
    outcomes: list[Outcome]


@dataclass(frozen=True, slots=True)
class Case:
    """One report's pledges of one year.

    ``levels`` are what that report states of the year before, from which a growth may follow; ``decided`` are the
    links that people confirmed or refused, by the key of their commitment.
    """

    report: Report
    year: int
    commitments: list[Commitment]
    levels: list[Outcome]
    answering: list[Answering]
    #: The code of every standing indicator by its key: a join would bring each row an indicator of its own.
    codes: dict[int, str]
    decided: dict[int, list[Link]] = field(default_factory=dict)


def gather(places: Collection[int], years: Collection[int] | None) -> list[Case]:
    """The cases of these governments, of these years or of all, in five queries."""
    pledges: dict[tuple[int, int], list[Commitment]] = defaultdict(list)
    rows = register.standing(Commitment.objects.filter(jurisdiction__in=places))
    if years is not None:
        rows = rows.filter(year__in=years)
    judged = rows.select_related("verdict").defer("verdict__pledge_as_judged", "verdict__outcome_as_judged")
    for row in judged.order_by("report_id", "start", "pk"):
        pledges[row.report_id, row.year].append(row)
    # Judging needs the years of a report, not its text.
    current = Report.objects.filter(jurisdiction__in=places, superseded_by__isnull=True).defer("text")
    reports = {row.pk: row for row in current.order_by("plan_year", "pk")}
    outcomes = _outcomes(places, years)
    answering: dict[tuple[int, int], list[Answering]] = defaultdict(list)
    for report in reports.values():
        answering[report.jurisdiction_id, report.review_year].append(Answering(report, outcomes[report.pk]))
    codes = dict(Indicator.objects.values_list("pk", "code"))
    decided = _decided([row.pk for rows in pledges.values() for row in rows])
    return [
        Case(
            reports[report],
            year,
            commitments,
            [row for row in outcomes[report] if row.year == year - 1 and _is_level(row)],
            answering[reports[report].jurisdiction_id, year],
            codes,
            {row.pk: decided[row.pk] for row in commitments if row.pk in decided},
        )
        for (report, year), commitments in pledges.items()
    ]


def _is_level(row: Outcome) -> bool:
    return row.measure == Measure.LEVEL.value and row.indicator_id is not None


def _outcomes(places: Collection[int], years: Collection[int] | None) -> dict[int, list[Outcome]]:
    """By the key of their report what the reports that review these years state, and of any report last year's levels.

    In the order of the text; with ``years`` None all there is.
    """
    rows: Any = register.standing(Outcome.objects.filter(jurisdiction__in=places))
    if years is not None:
        before = [year - 1 for year in years]
        is_level = Q(measure=Measure.LEVEL.value, indicator__isnull=False, year__in=before)
        rows = rows.filter(Q(report__review_year__in=years) | is_level)
    found: dict[int, list[Outcome]] = defaultdict(list)
    for row in rows.order_by("start", "pk"):
        found[row.report_id].append(row)
    return found


def _decided(commitments: Collection[int]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    states = (Link.State.CONFIRMED, Link.State.REFUSED)
    for link in Link.objects.filter(commitment__in=commitments, state__in=states).order_by("pk"):
        found[link.commitment_id].append(link)
    return found
