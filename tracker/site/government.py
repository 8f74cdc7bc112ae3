"""A government's page: its years, and one year's pledges with what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Jurisdiction, Report
from reports.words import ReportKind, Rule, Topic, Verdict
from tracker.models import Commitment, Finding
from tracker.scoreboard import Counts, YearCounts, counts_within, years_of
from tracker.site import audited
from tracker.site.bullets import growth_chart
from tracker.site.goalposts import moved_targets
from tracker.site.lines import Line, lines
from tracker.site.standings import followed

#: The others are behind a link.
MOST_FINDINGS = 10


@dataclass(frozen=True)
class TopicLines:
    """The lines of one topic."""

    topic: Topic
    lines: Sequence[Line]


@dataclass(frozen=True)
class Neighbour:
    """A government below this one that has pledges."""

    place: Jurisdiction
    counts: Counts


def government(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    """One year of a government; without a year the latest that a report has answered for. 404 for an unknown code."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    place = place_of(code)
    years = years_of(place, unreviewed=unreviewed)
    chosen = year or latest_answered(years)
    counts = next((row.counts for row in years if row.year == chosen), Counts())
    pledges = Commitment.objects.shown(unreviewed=unreviewed).of(place).filter(year=chosen or 0)
    found = lines(pledges.with_evidence().order_by("report__plan_year", "start", "pk"))
    children = place.children.filter(tallies__reviewed_only=not unreviewed).distinct()
    below = counts_within(children, unreviewed=unreviewed)
    reports = list(
        Report.objects.filter(jurisdiction=place, superseded_by__isnull=True).defer("text").order_by("plan_year")
    )
    findings = Finding.objects.shown(unreviewed=unreviewed).of(place)
    return render(
        request,
        "government.html",
        {
            "place": place,
            "path": path_of(place),
            "years": years,
            "year": chosen,
            "counts": counts,
            "promised_in": [row for row in reports if row.plan_year == chosen],
            "answered_in": [row for row in reports if row.review_year == chosen and row.kind == ReportKind.WORK_REPORT],
            "reports": reports,
            "chart": growth_chart(found),
            "admitted": [row for row in found if _is_admitted(row)],
            "silent": [row for row in found if row.verdict == Verdict.UNREPORTED],
            "topics": by_topic(row for row in found if not _is_admitted(row) and row.verdict != Verdict.UNREPORTED),
            "goalposts": moved_targets(place, chosen, unreviewed=unreviewed),
            "followed": followed(place, chosen) if chosen else None,
            "reviewed": sum(row.commitment.is_reviewed for row in found),
            "findings": audited.told(findings.alarms().with_evidence().gravest_first()[:MOST_FINDINGS]),
            "notes": findings.filter(weight=0).count(),
            "neighbours": [Neighbour(child, below[child.pk]) for child in children if child.pk in below],
        },
    )


def place_of(code: str) -> Jurisdiction:
    """The place that has the code now, or had it last. Raises Http404 for a code no place ever had."""
    rows = Jurisdiction.objects.select_related("parent__parent__parent")
    place = rows.filter(code=code).order_by(F("valid_to").desc(nulls_first=True)).first()
    if place is None:
        raise Http404
    return place


def path_of(place: Jurisdiction) -> list[Jurisdiction]:
    """The governments above a place, highest first; three levels, fetched with the place."""
    above = []
    parent = place.parent
    while parent is not None:
        above.append(parent)
        parent = parent.parent
    return above[::-1]


def latest_answered(years: Sequence[YearCounts]) -> int | None:
    """The latest year in which anything was due; without one the latest there is; None without a pledge."""
    due = [row.year for row in years if row.counts.due]
    return due[-1] if due else years[-1].year if years else None


def by_topic(found: Iterable[Line]) -> list[TopicLines]:
    """The lines under their topics, topics in the order of the words, pledges without an indicator last."""
    groups: dict[Topic, list[Line]] = {topic: [] for topic in Topic}
    for row in found:
        groups[row.topic].append(row)
    return [TopicLines(topic, rows) for topic, rows in groups.items() if rows]


def _is_admitted(row: Line) -> bool:
    verdict = row.commitment.verdict
    return verdict is not None and verdict.rule == Rule.ADMITTED.value
