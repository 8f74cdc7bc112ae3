"""The figures pages show, read from the tallies: counts, rates with their interval, ranks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from reports.models import Jurisdiction
from reports.words import ANSWERED, Level, Topic, Verdict
from tracker.models import Tally, TopicTally
from tracker.querysets import DUE

#: Below this many due pledges a rate says too little to rank a government by.
LEAST_DUE_TO_RANK = 10
#: The normal quantile of a 95 % interval.
Z = Decimal("1.959964")

#: The columns of a tally.
_COUNTED = (*(verdict.value for verdict in Verdict), "admitted", "kept_by_list")
#: What bars and tables show, in their order: pledges that were due, by verdict.
IN_BARS = DUE


@dataclass(frozen=True)
class Interval:
    """A 95 % Wilson interval of a share; both ends lie in 0…1."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Counts:
    """How many pledges carry each verdict, and the rates METHOD defines over them."""

    kept: int = 0
    in_part: int = 0
    broken: int = 0
    unreported: int = 0
    not_assessable: int = 0
    pending: int = 0
    withdrawn: int = 0
    #: Of these, how many are known only because the government admits that they were missed.
    admitted: int = 0
    #: Of the kept, how many rest on one sentence that says it of a whole list.
    kept_by_list: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in _COUNTED})

    def of(self, verdict: Verdict) -> int:
        """How many carry this verdict."""
        return int(getattr(self, verdict.value))

    @property
    def total(self) -> int:
        """All pledges, due or not."""
        return sum(self.of(verdict) for verdict in Verdict)

    @property
    def due(self) -> int:
        """Pledges whose time had come when the report that should answer was read."""
        return sum(self.of(verdict) for verdict in DUE)

    @property
    def answered(self) -> int:
        """Due pledges whose verdict rests on an answer."""
        return sum(self.of(verdict) for verdict in ANSWERED)

    @property
    def is_only_admissions(self) -> bool:
        """Whether nothing but admitted misses is on record: a rate would be 0 by construction and say nothing."""
        return 0 < self.due == self.admitted

    @property
    def kept_rate(self) -> Decimal | None:
        """kept / (kept + in part + not kept); None where nothing was answered or only admissions are on record."""
        return None if self.is_only_admissions else _share(self.kept, self.answered)

    @property
    def kept_rate_without_lists(self) -> Decimal | None:
        """The kept rate with those that one sentence about a whole list keeps left out of kept and answered alike."""
        if self.is_only_admissions:
            return None
        return _share(self.kept - self.kept_by_list, self.answered - self.kept_by_list)

    @property
    def kept_share(self) -> Decimal | None:
        """kept / due, as the bars show it; None where nothing was due. The rate that ranks is ``kept_rate``."""
        return _share(self.kept, self.due)

    @property
    def answer_rate(self) -> Decimal | None:
        """answered / due; None where nothing was due or only admissions are on record."""
        return None if self.is_only_admissions else _share(self.answered, self.due)

    @property
    def silence_rate(self) -> Decimal | None:
        """never mentioned again / due; None where nothing was due."""
        return _share(self.unreported, self.due)

    @property
    def interval(self) -> Interval | None:
        """The Wilson interval of the kept rate; None where there is no rate."""
        return None if self.is_only_admissions else wilson(self.kept, self.answered)

    @property
    def is_ranked(self) -> bool:
        """Whether enough was due, and anything answered, to rank by the kept rate."""
        return self.due >= LEAST_DUE_TO_RANK and self.kept_rate is not None


@dataclass(frozen=True)
class YearCounts:
    """A government's counts of one year."""

    year: int
    counts: Counts


@dataclass(frozen=True)
class Standing:
    """A government on the scoreboard; ``rank`` is None below ten due pledges, ties share one."""

    jurisdiction_id: int
    code: str
    counts: Counts
    reviewed: int
    rank: int | None = None


@dataclass(frozen=True)
class Scope:
    """Which tallies a page counts over; None means all."""

    level: Level | None = None
    year: int | None = None
    province: str = ""
    unreviewed: bool = True
    #: Only verdicts that rest on an independent source, a statistics communiqué or an audit.
    confirmed: bool = False

    def tallies(self) -> QuerySet[Tally]:
        """The tally rows of the scope: over everything shown, or over what a person has reviewed."""
        return self._within(Tally.objects.filter(reviewed_only=not self.unreviewed))

    def reviewed_tallies(self) -> QuerySet[Tally]:
        """The rows over what a person has reviewed."""
        return self._within(Tally.objects.filter(reviewed_only=True))

    def _within(self, rows: QuerySet[Tally]) -> QuerySet[Tally]:
        rows = rows.filter(confirmed_only=self.confirmed)
        if self.level is not None:
            rows = rows.filter(jurisdiction__level=self.level.value)
        if self.year is not None:
            rows = rows.filter(year=self.year)
        if self.province:
            rows = rows.filter(jurisdiction__code__startswith=self.province[:2])
        return rows


@dataclass(frozen=True)
class Scoreboard:
    """All governments of a scope, by place code, with their sum."""

    standings: tuple[Standing, ...]

    @cached_property
    def total(self) -> Counts:
        """The sum over all governments."""
        return sum((standing.counts for standing in self.standings), Counts())

    @property
    def governments(self) -> int:
        """How many governments have a pledge in the scope."""
        return len(self.standings)

    @property
    def reviewed(self) -> int:
        """How many of the pledges a person has reviewed."""
        return sum(standing.reviewed for standing in self.standings)

    def by(self, order: str) -> Sequence[Standing]:
        """The governments by ``kept`` or ``answered`` rate, highest first and unknown last, else by place code."""
        if order not in ("kept", "answered"):
            return self.standings
        ranked_first = order == "kept"

        def key(standing: Standing) -> tuple[bool, Decimal, str]:
            counts = standing.counts
            rate = counts.kept_rate if ranked_first else counts.answer_rate
            unknown = rate is None or (ranked_first and not counts.is_ranked)
            return unknown, -(rate or Decimal(0)), standing.code

        return sorted(self.standings, key=key)


def scoreboard(scope: Scope) -> Scoreboard:
    """Every government of the scope with its counts and rank, from two grouped queries."""
    reviewed = dict(scope.reviewed_tallies().order_by().values_list("jurisdiction").annotate(n=_all_counts()))
    rows = _sums(scope.tallies().order_by("jurisdiction__code").values("jurisdiction", "jurisdiction__code"))
    return Scoreboard(
        _ranked(
            Standing(
                row["jurisdiction"],
                row["jurisdiction__code"],
                _counts(row),
                reviewed.get(row["jurisdiction"], 0),
            )
            for row in rows
        )
    )


def years_of(place: Jurisdiction, *, unreviewed: bool) -> tuple[YearCounts, ...]:
    """The government's years that have a pledge, oldest first, with their counts."""
    rows = Tally.objects.filter(jurisdiction=place, reviewed_only=not unreviewed, confirmed_only=False)
    rows = rows.order_by("year")
    return tuple(YearCounts(row.year, _of_tally(row)) for row in rows)


def years_of_each(places: Iterable[Jurisdiction], *, unreviewed: bool) -> dict[int, dict[int, Counts]]:
    """The counts of each of these governments by year, by its primary key; one query however many years there are."""
    found: dict[int, dict[int, Counts]] = {place.pk: {} for place in places}
    rows = Tally.objects.filter(jurisdiction__in=list(found), reviewed_only=not unreviewed, confirmed_only=False)
    for row in rows:
        found[row.jurisdiction_id][row.year] = _of_tally(row)
    return found


@dataclass(frozen=True)
class Total:
    """A sum of tallies: over how many governments, their counts, and how many of the pledges a person has reviewed."""

    governments: int
    counts: Counts
    reviewed: int


def sum_of(rows: QuerySet[Tally], *, unreviewed: bool) -> Total | None:
    """The sum of these tallies over what the public sees; None without a pledge. One query."""
    grouped = rows.filter(confirmed_only=False).order_by().values("reviewed_only")
    found = {row["reviewed_only"]: row for row in _sums(grouped.annotate(n=Count("jurisdiction", distinct=True)))}
    shown = found.get(not unreviewed)
    if shown is None:
        return None
    return Total(shown["n"], _counts(shown), _counts(found[True]).total if True in found else 0)


def counts_within(places: Iterable[Jurisdiction], *, unreviewed: bool) -> dict[int, Counts]:
    """The counts of these governments over all years, by primary key; those without a pledge are left out."""
    rows = Tally.objects.filter(jurisdiction__in=list(places), reviewed_only=not unreviewed, confirmed_only=False)
    return {row["jurisdiction"]: _counts(row) for row in _sums(rows.order_by().values("jurisdiction"))}


def largest_silences(scope: Scope, count: int) -> list[tuple[Tally, Counts]]:
    """The governments' years with the most pledges never mentioned again, most first, with their place."""
    rows = scope.tallies().filter(unreported__gt=0).select_related("jurisdiction__parent__parent")
    return [(row, _of_tally(row)) for row in rows.order_by("-unreported", "-year", "jurisdiction__code")[:count]]


def years_within(scope: Scope) -> Iterator[tuple[Tally, Counts]]:
    """Every government's years of a scope with their counts, by place code and year, as they are fetched."""
    rows = scope.tallies().select_related("jurisdiction").order_by("jurisdiction__code", "year")
    for row in rows.iterator(chunk_size=2000):
        yield row, _of_tally(row)


def years_with_pledges(*, unreviewed: bool) -> list[int]:
    """Every year any government has a pledge in, latest first."""
    rows = Tally.objects.filter(reviewed_only=not unreviewed, confirmed_only=False)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class TopicCounts:
    """The pledges of a topic: of how many governments, and their counts over all years."""

    topic: Topic
    governments: int
    counts: Counts


def by_topic(*, unreviewed: bool) -> list[TopicCounts]:
    """Every topic that has a pledge, in the order of the words, from one grouped query."""
    rows = TopicTally.objects.filter(reviewed_only=not unreviewed).order_by().values("topic")
    found = {row["topic"]: row for row in _sums(rows.annotate(governments=Count("pk")))}
    return [
        TopicCounts(topic, found[topic.value]["governments"], _counts(found[topic.value]))
        for topic in Topic
        if topic.value in found
    ]


def of_topic(topic: Topic, *, unreviewed: bool) -> QuerySet[TopicTally]:
    """The governments' tallies of a topic, with their places."""
    rows = TopicTally.objects.filter(topic=topic.value, reviewed_only=not unreviewed)
    return rows.select_related("jurisdiction__parent__parent")


def most_due(rows: QuerySet[TopicTally], count: int) -> list[tuple[TopicTally, Counts]]:
    """The governments with the most due pledges, most first; those without any are left out."""
    due: Any = F(DUE[0].value)
    for verdict in DUE[1:]:
        due = due + F(verdict.value)
    found = rows.annotate(n_due=due).filter(n_due__gt=0).order_by("-n_due", "jurisdiction__code")
    return [(row, _of_tally(row)) for row in found[:count]]


def most_silent(rows: QuerySet[TopicTally], count: int) -> list[tuple[TopicTally, Counts]]:
    """The governments with the most pledges never mentioned again, most first; those without any are left out."""
    found = rows.filter(unreported__gt=0).order_by("-unreported", "jurisdiction__code")
    return [(row, _of_tally(row)) for row in found[:count]]


def wilson(hits: int, trials: int) -> Interval | None:
    """The Wilson score interval at 95 %; None without a trial."""
    if not trials:
        return None
    n, share, square = Decimal(trials), Decimal(hits) / Decimal(trials), Z * Z
    middle = share + square / (2 * n)
    reach = Z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()
    scale = 1 + square / n
    return Interval(max(Decimal(0), (middle - reach) / scale), min(Decimal(1), (middle + reach) / scale))


def _ranked(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    rows = list(standings)
    rates = sorted((row.counts.kept_rate or Decimal(0) for row in rows if row.counts.is_ranked), reverse=True)
    first_at: dict[Decimal, int] = {}
    for place, rate in enumerate(rates, start=1):
        first_at.setdefault(rate, place)
    return tuple(
        replace(row, rank=first_at[row.counts.kept_rate or Decimal(0)]) if row.counts.is_ranked else row for row in rows
    )


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _all_counts() -> Any:
    total: Any = Sum(Verdict.KEPT.value)
    for verdict in list(Verdict)[1:]:
        total = total + Sum(verdict.value)
    return total


def _of_tally(row: Tally | TopicTally) -> Counts:
    return Counts(**{name: getattr(row, name) for name in _COUNTED})


def _sums(rows: Any) -> Any:
    return rows.annotate(**{f"n_{name}": Sum(name) for name in _COUNTED})


def _counts(row: dict[str, Any]) -> Counts:
    return Counts(**{name: row[f"n_{name}"] for name in _COUNTED})
