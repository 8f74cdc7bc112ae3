"""An indicator's targets and outcomes, set beside one another: only figures of one measure and unit together.

Whatever the number of pledges, one query of the newest is made, and its result is kept for some minutes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import Any, cast

from django.db.models import F

from reports.words import ANSWERED, Level, Measure, ReviewState
from tracker import caching
from tracker.models import Commitment
from tracker.site.comparable import NOT_DRAWN, OF_FIGURES, number
from tracker.site.filters import Filters

#: The newest pledges that are looked at: six years of all governments down to the counties.
NEWEST = 10_000
#: The newest pairs of target and outcome that are drawn; more would lie on one another.
MOST_POINTS = 2_000
#: Seconds a comparison is kept for one state of the data; see `tracker.site.as_of`.
KEPT = 600
_ANSWERED = {verdict.value for verdict in ANSWERED}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is comparable, a measure and a unit as written: how many pledges state it, how many a figure answers."""

    measure: Measure
    unit: str
    pledges: int = 0
    answered: int = 0

    @property
    def code(self) -> str:
        """How an address names it: ``growth:%``."""
        return f"{self.measure.value}:{self.unit}"


@dataclass(frozen=True, slots=True)
class Point:
    """A target beside its outcome, both in the unit of the target, and the verdict's code."""

    target: Decimal
    outcome: Decimal
    verdict: str


@dataclass(frozen=True, slots=True)
class Aim:
    """The median target of a level's governments for a year, over so many pledges."""

    level: Level
    year: int
    median: Decimal
    pledges: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the pictures of an indicator show, and how much of it they leave out, by the reason.

    ``kinds`` are all kinds of figures, the most answered first; ``kind`` is the one shown, None where there is none.
    ``points`` are the newest, ``aims`` are ordered by level and year.
    """

    kinds: tuple[Kind, ...] = ()
    kind: Kind | None = None
    points: tuple[Point, ...] = ()
    aims: tuple[Aim, ...] = ()
    first: int = 0
    last: int = 0
    of_several_years: int = 0
    without_figure: int = 0
    is_cut: bool = False

    @property
    def others(self) -> int:
        """How many pledges state a figure of another kind."""
        return sum(kind.pledges for kind in self.kinds if self.kind and kind.code != self.kind.code)

    @property
    def unanswered(self) -> int:
        """How many targets of the kind shown no comparable figure answers, not due ones included."""
        return self.kind.pledges - self.kind.answered if self.kind else 0

    @property
    def undrawn(self) -> int:
        """How many answered targets are older than those drawn."""
        return self.kind.answered - len(self.points) if self.kind else 0


@dataclass(frozen=True, slots=True)
class _Row:
    measure: str
    unit: str
    target: Decimal
    level: str
    year: int
    outcome: Decimal | None
    verdict: str


def comparison(filters: Filters, asked: str, *, unreviewed: bool, version: str) -> Comparison:
    """The figures of the filters' indicator; ``asked`` is the code of a kind, anything else takes the most answered."""
    told = f"{filters.query()}|{asked[:100]}|{unreviewed}|{version}"
    key = f"comparison:{hashlib.sha256(told.encode()).hexdigest()}"
    kept = caching.fetched(key)
    if kept is None:
        kept = _compared(filters, asked, unreviewed=unreviewed)
        caching.store(key, kept, KEPT)
    return cast(Comparison, kept)


def _compared(filters: Filters, asked: str, *, unreviewed: bool) -> Comparison:
    found = list(_fetched(filters, unreviewed=unreviewed))
    base = Comparison(is_cut=len(found) > NEWEST)
    rows, of_several_years, without_figure = [], 0, 0
    for one in found[:NEWEST]:
        row = _row(one, unreviewed=unreviewed)
        if row is None:
            without_figure += 1
        elif len(one["period"]) != len("2018"):
            of_several_years += 1
        else:
            rows.append(row)
    base = replace(base, of_several_years=of_several_years, without_figure=without_figure)
    kinds = _kinds(rows)
    if not kinds:
        return base
    kind = next((kind for kind in kinds if kind.code == asked), kinds[0])
    rows = [row for row in rows if (row.measure, row.unit) == (kind.measure.value, kind.unit)]
    points = [Point(row.target, row.outcome, row.verdict) for row in rows if row.outcome is not None]
    years = [row.year for row in rows]
    return replace(
        base,
        kinds=kinds,
        kind=kind,
        points=tuple(points[:MOST_POINTS]),
        aims=tuple(_aims(rows)),
        first=min(years),
        last=max(years),
    )


def _fetched(filters: Filters, *, unreviewed: bool) -> Iterable[Mapping[str, Any]]:
    """The newest pledges, latest year first, one more than are looked at; by the index over indicator and year."""
    pledges = filters.commitments(unreviewed=unreviewed).filter(known_from=Commitment.KnownFrom.PLEDGE)
    rows = pledges.order_by("-year", "-pk").values(
        "measure", "unit", "value", "period", "year",
        level=F("jurisdiction__level"),
        code=F("verdict__code"),
        rule=F("verdict__rule"),
        state=F("verdict__outcome__review_state"),
        outcome=F("verdict__derivation__compared__actual"),
    )  # fmt: skip
    return cast("Iterable[Mapping[str, Any]]", rows[: NEWEST + 1])


def _row(one: Mapping[str, Any], *, unreviewed: bool) -> _Row | None:
    """A pledge with its figures; None where it states none that lies on an axis."""
    target = number(one["value"])
    if target is None or one["measure"] in NOT_DRAWN:
        return None
    is_answered = one["code"] in _ANSWERED and one["rule"] in OF_FIGURES
    may_be_seen = unreviewed or one["state"] == ReviewState.ACCEPTED.value
    outcome = number(one["outcome"]) if is_answered and may_be_seen else None
    return _Row(one["measure"], one["unit"], target, one["level"], one["year"], outcome, one["code"])


def _kinds(rows: Iterable[_Row]) -> tuple[Kind, ...]:
    pledges: Counter[tuple[str, str]] = Counter()
    answered: Counter[tuple[str, str]] = Counter()
    for row in rows:
        pledges[row.measure, row.unit] += 1
        answered[row.measure, row.unit] += row.outcome is not None
    found = [Kind(Measure(key[0]), key[1], count, answered[key]) for key, count in pledges.items()]
    return tuple(sorted(found, key=lambda kind: (-kind.answered, -kind.pledges, kind.code)))


def _aims(rows: Iterable[_Row]) -> Iterator[Aim]:
    targets: dict[tuple[str, int], list[Decimal]] = defaultdict(list)
    for row in rows:
        targets[row.level, row.year].append(row.target)
    for level in Level:
        for year in sorted(year for of, year in targets if of == level.value):
            found = targets[level.value, year]
            yield Aim(level, year, median(found), len(found))
