"""A government's first page: its years at a glance, the latest in figures, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reports.models import Jurisdiction, Report
from reports.words import Measure
from tracker.models import Commitment, Finding
from tracker.scoreboard import Counts, YearCounts, years_of
from tracker.site import audited, cards, yearly
from tracker.site.bullets import growth_chart
from tracker.site.goalposts import years_of_moves
from tracker.site.headline import MOST_YEARS, series_of
from tracker.site.lines import lines
from tracker.site.neighbours import around
from tracker.site.places import of_codes
from tracker.site.standings import followed, standings_around

#: The others are behind a link.
MOST_FINDINGS = 10


def government(request: HttpRequest, code: str) -> HttpResponse:
    """A government with the latest year that a report has answered for. 404 for a code no place ever had."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    place = place_of(code)
    years = years_of(place, unreviewed=unreviewed)
    year = latest_answered(years)
    counts = next((row.counts for row in years if row.year == year), Counts())
    standings = standings_around(place, year) if year else {}
    pledges = Commitment.objects.shown(unreviewed=unreviewed).of(place)
    # What the chart of growth targets draws from and the targets that are followed, in one query.
    growth = Q(year=year or 0, measure=Measure.GROWTH.value, indicator__isnull=False)
    wanted = pledges.filter(growth | Q(pk__in=standings)).order_by("report__plan_year", "start", "number_start", "pk")
    found = lines(wanted.evidence_of_one_place(place))
    reports = Report.objects.filter(jurisdiction=place, superseded_by__isnull=True)
    findings = Finding.objects.shown(unreviewed=unreviewed).of(place)
    reviewed = pledges.filter(year=year).reviewed().count() if year else 0
    return render(
        request,
        "government.html",
        {
            "place": place,
            "path": path_of(place),
            "years": years,
            "this_year": timezone.localdate().year,
            "latest": year,
            "year_url": reverse("site:government_year", args=[place.code, year]) if year else "",
            "counts": counts,
            "chart": growth_chart(row for row in found if row.commitment.year == year),
            "moves": years_of_moves(place, unreviewed=unreviewed),
            "followed": followed(found, standings),
            "reviewed": reviewed,
            "most_years": MOST_YEARS,
            "over_years": yearly.pictures(series_of(place, [row.year for row in years], unreviewed=unreviewed)),
            "findings": audited.told(findings.alarms().with_evidence().gravest_first()[:MOST_FINDINGS]),
            "notes": findings.filter(weight=0).count(),
            "reports": list(reports.defer("text", "unread").order_by("plan_year")),
            "around": around(place, unreviewed=unreviewed),
            "province": place.code[:2] + "0000" if place.parent_id else "",
            **(preview(request, place, year, counts, reviewed) if year and counts.total else {}),
        },
    )


def preview(request: HttpRequest, place: Jurisdiction, year: int, counts: Counts, reviewed: int) -> dict[str, Any]:
    """What a preview of a link to a year shows."""
    said = cards.government(place, year, counts, reviewed)
    return {
        "title": said.heading,
        "told": cards.words_of(said),
        "address": request.build_absolute_uri(reverse("site:government_year", args=[place.code, year])),
        "card": cards.of_year(request, place, year, counts, reviewed),
    }


def place_of(code: str) -> Jurisdiction:
    """The place that has the code now, or had it last. Raises Http404 for a code no place ever had."""
    place = of_codes([code]).get(code)
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
