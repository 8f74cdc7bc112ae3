"""Five-year targets on a page: where each stood year by year, with the figures used and their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from reports.words import ReportKind, Verdict
from tracker.judging.progress.explain import short, told
from tracker.judging.progress.records import Aim, Ending, Pace, Part
from tracker.models import Commitment, Standing
from tracker.site.lines import Line
from tracker.site.units import gloss
from tracker.site.wording import Figure

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Source:
    """A place a figure was taken from: the document, by key, kind and plan year, and the statement it stands in."""

    report: int
    kind: ReportKind
    plan_year: int
    statement: int

    @property
    def other(self) -> ReportKind | None:
        """The kind of document where it is no work report."""
        return None if self.kind == ReportKind.WORK_REPORT else self.kind


@dataclass(frozen=True)
class Year:
    """Where a target stood at the end of a year; figures are None where nothing comparable is told."""

    row: Standing
    pace: Pace | Ending
    value: Figure | None
    needed: Figure | None
    sentence: str
    sources: Sequence[Source]

    @property
    def is_proposal(self) -> bool:
        """Whether the last year's value was worked out from single years, which gives no verdict."""
        return self.row.is_final and self.row.is_computed and self.value is not None


@dataclass(frozen=True)
class Bar:
    """The value so far as a bar and what an even pace asks as a tick, in per cent of the width."""

    width: str
    tick: str


@dataclass(frozen=True)
class Course:
    """A five-year target with the last of its years that has a figure; all of them stand on the pledge's own page."""

    line: Line
    aim: Aim
    first: int
    latest: Year
    bar: Bar | None

    @property
    def is_judged(self) -> bool:
        """Whether the target was due and has its verdict."""
        return self.line.verdict != Verdict.PENDING

    @property
    def last(self) -> int:
        """The year it is due."""
        return self.line.commitment.year


@dataclass(frozen=True)
class Followed:
    """The five-year targets of a government around a year: those with figures, and those without any."""

    courses: Sequence[Course]
    untold: Sequence[Line]


def standings_around(place: Jurisdiction, year: int) -> dict[int, Standing]:
    """Of each target whose years hold ``year`` its last standing that has a figure, by the target's key; one query.

    Where none of a target's years has one, its last standing.
    """
    rows = Standing.objects.shown(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED).of(place)
    around = rows.filter(commitment__year__gte=year, commitment__report__plan_year__lte=year)
    last_told = around.annotate(is_told=~Q(value="")).order_by("commitment_id", "-is_told", "-year")
    return {row.commitment_id: row for row in last_told.distinct("commitment_id")}


def followed(found: Sequence[Line], standings: Mapping[int, Standing]) -> Followed:
    """Those of the lines that are targets with standings, in their order; no query."""
    courses, untold = [], []
    for row in found:
        if row.commitment.pk not in standings:
            continue
        course = _course(row, standings[row.commitment.pk])
        if course is not None:
            courses.append(course)
        else:
            untold.append(row)
    return Followed(courses, untold)


def years_told(commitment: Commitment) -> list[Year]:
    """A commitment's years, oldest first; empty where it is no five-year target or nothing is told of any year."""
    rows = Standing.objects.shown(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED).filter(commitment=commitment)
    years = [_year(row) for row in rows.order_by("year")]
    return years if any(year.value for year in years) else []


def _course(row: Line, latest: Standing) -> Course | None:
    if not latest.value:
        return None
    computation = latest.computation
    return Course(row, Aim(computation["aim"]), computation["first"], _year(latest), bar_of(computation))


def _year(row: Standing) -> Year:
    language = get_language() or "en"
    return Year(
        row,
        word_of(row),
        _figure(row.value, row, language),
        _figure(row.needed, row, language),
        told(row.year, row.computation, row.reason, language),
        _sources(row.figures),
    )


def word_of(row: Standing) -> Pace | Ending:
    """What the standing is called: against the even pace, or in the last year against the target itself."""
    return Ending(row.pace) if row.is_final else Pace(row.pace)


def _figure(value: str, row: Standing, language: str) -> Figure | None:
    if not value:
        return None
    bound = row.computation["bound"] if value == row.value else ""
    before = {"more": _("at least"), "less": _("at most")}.get(bound, "")
    return Figure(before, short(value), row.unit, "", "" if language.startswith("zh") else gloss(row.unit))


def _sources(figures: Sequence[dict[str, Any]]) -> list[Source]:
    """Where the figures stand, the target itself left out, each report's statement once."""
    places = [
        Source(figure["report"], ReportKind(figure["kind"]), figure["plan_year"], figure["statement"])
        for figure in figures
        if figure["part"] != Part.TARGET.value
    ]
    return list(dict.fromkeys(places))


def bar_of(computation: dict[str, Any]) -> Bar | None:
    """The bar from where the target starts to the target, or to what lies beyond it; None where there is no way.

    A limit kept to has none, nor what falls, for there a longer bar would not be more.
    """
    if not computation["needed"] or computation["path"] == "limit" or computation["lower"]:
        return None
    start = Decimal(computation["start"] or 0)
    value, needed, target = (Decimal(computation[name]) for name in ("value", "needed", "target"))
    whole = max(value, needed, target) - start
    if whole <= 0:
        return None
    width, tick = (max(Decimal(0), (figure - start) / whole * _HUNDRED) for figure in (value, needed))
    return Bar(_plain(width), _plain(tick))


def _plain(number: Decimal) -> str:
    return str(number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
