"""A government's standing indicators over the years: what it aimed at, what it reported, what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.db.models import F
from django.utils.translation import get_language

from reports.models import Jurisdiction
from reports.words import ANSWERED, Measure, ReviewState, Verdict
from tracker.models import Commitment
from tracker.site.comparable import NOT_DRAWN, OF_FIGURES, number, tolerated

#: The latest years that are shown: more than these and a year is narrower than its mark.
MOST_YEARS = 8
#: Further series stand in the tables of the years; each chart takes a phone's whole screen.
MOST_SERIES = 6
#: With fewer outcomes a line says less than the table does.
FEWEST_ANSWERED = 2
#: Rows looked at: eight years of what the longest reports name.
_MOST_ROWS = 1_500


@dataclass(frozen=True, slots=True)
class Told:
    """A year's target, the span that counts as kept beside it, and the outcome; None where no figure may be shown."""

    year: int
    target: Decimal
    low: Decimal
    high: Decimal
    outcome: Decimal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Series:
    """The years of one indicator in one measure and unit, oldest first.

    ``place`` orders it by where its latest target stands, ``judged_at`` is its newest verdict's time.
    """

    code: str
    name: str
    measure: Measure
    unit: str
    years: tuple[Told, ...]
    judged_at: datetime
    place: tuple[int, int] = (0, 0)

    @property
    def answered(self) -> int:
        """How many of the years have an outcome."""
        return sum(one.outcome is not None for one in self.years)


def series_of(place: Jurisdiction, years: Sequence[int], *, unreviewed: bool) -> list[Series]:
    """The place's longest series of two outcomes or more, in the order in which its latest plans name them; one query.

    ``years`` are those that have a pledge; the latest are looked at.
    """
    latest = sorted(years)[-MOST_YEARS:]
    if len(latest) < FEWEST_ANSWERED:
        return []
    groups: dict[tuple[str, str, str], dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for row in _fetched(place, latest, unreviewed=unreviewed):
        # Of two targets for the same thing the report's first is the headline.
        groups[row["code"], row["measure"], row["unit"]].setdefault(row["year"], row)
    found = [_series(list(rows.values()), unreviewed=unreviewed) for rows in groups.values()]
    shown = [one for one in found if one.answered >= FEWEST_ANSWERED]
    shown.sort(key=lambda one: (-len(one.years), -one.answered, one.place))
    return sorted(shown[:MOST_SERIES], key=lambda one: one.place)


def _fetched(place: Jurisdiction, years: Sequence[int], *, unreviewed: bool) -> Iterable[Mapping[str, Any]]:
    """Every numeric target of a single year for a standing indicator; by the index over place and year."""
    pledges = Commitment.objects.shown(unreviewed=unreviewed).of(place)
    pledges = pledges.filter(year__in=years, known_from=Commitment.KnownFrom.PLEDGE, indicator__isnull=False)
    pledges = pledges.exclude(measure__in=NOT_DRAWN).filter(period__regex=r"^\d{4}$", value__regex=r"^-?\d+(\.\d+)?$")
    derivation = "verdict__derivation__"
    rows = pledges.order_by("year", "report__plan_year", "start", "pk").values(
        "measure", "unit", "value", "year", "start",
        code=F("indicator__code"), chinese=F("indicator__name"), english=F("indicator__english"),
        verdict_code=F("verdict__code"), rule=F("verdict__rule"),
        judged_at=F("verdict__decided_at"), state=F("verdict__outcome__review_state"),
        target_high=F(f"{derivation}compared__target_high"),
        actual=F(f"{derivation}compared__actual"), tolerance=F(f"{derivation}tolerance"),
        direction=F(f"{derivation}direction"),
    )  # fmt: skip
    return cast("Iterable[Mapping[str, Any]]", rows[:_MOST_ROWS])


def _series(rows: Sequence[Mapping[str, Any]], *, unreviewed: bool) -> Series:
    first = rows[0]
    return Series(
        code=first["code"],
        name=first["chinese"] if (get_language() or "en").startswith("zh") else first["english"],
        measure=Measure(first["measure"]),
        unit=first["unit"],
        years=tuple(_told(row, unreviewed=unreviewed) for row in rows),
        judged_at=max(row["judged_at"] for row in rows),
        # The latest year first, and in it the plan's own order: what a plan names first it means as its headline.
        place=(-rows[-1]["year"], rows[-1]["start"]),
    )


def _told(row: Mapping[str, Any], *, unreviewed: bool) -> Told:
    verdict = Verdict(row["verdict_code"])
    target = Decimal(row["value"])
    may_be_seen = unreviewed or row["state"] == ReviewState.ACCEPTED.value
    is_compared = verdict in ANSWERED and row["rule"] in OF_FIGURES and may_be_seen
    outcome = number(row["actual"]) if is_compared else None
    low, high = target, target
    if is_compared:
        low, high = tolerated(target, row["target_high"], row["tolerance"], row["rule"], row["direction"])
    return Told(row["year"], target, low, high, outcome, verdict)
