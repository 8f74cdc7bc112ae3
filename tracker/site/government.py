"""A government's page: its years, and one year's pledges with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.models import Jurisdiction, Report
from reports.words import ReportKind
from tracker.models import Commitment, Finding
from tracker.scoreboard import Counts, YearCounts, years_of
from tracker.site import audited, cards, yearly
from tracker.site.bullets import growth_chart
from tracker.site.by_verdict import by_verdict
from tracker.site.goalposts import moved_targets
from tracker.site.headline import MOST_YEARS, series_of
from tracker.site.lines import lines
from tracker.site.neighbours import around
from tracker.site.places import of_codes
from tracker.site.publications import with_last_act
from tracker.site.standings import followed, standings_around

#: The others are behind a link.
MOST_FINDINGS = 10


def government(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    """One year of a government; without a year the latest that a report has answered for. 404 for an unknown code."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    place = place_of(code)
    years = years_of(place, unreviewed=unreviewed)
    chosen = year or latest_answered(years)
    counts = next((row.counts for row in years if row.year == chosen), Counts())
    standings = standings_around(place, chosen) if chosen else {}
    pledges = Commitment.objects.shown(unreviewed=unreviewed).of(place)
    # The year's pledges and the targets that are followed through it, in one query.
    pledges = pledges.filter(Q(year=chosen or 0) | Q(pk__in=standings))
    pledges = pledges.order_by("report__plan_year", "start", "number_start", "pk")
    every = lines(pledges.evidence_of_one_place(place))
    found = [row for row in every if row.commitment.year == chosen]
    reviewed = sum(row.commitment.is_reviewed for row in found)
    current = Report.objects.filter(jurisdiction=place, superseded_by__isnull=True)
    reports = list(with_last_act(current).defer("text").order_by("plan_year"))
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
            "sections": by_verdict(found),
            "goalposts": moved_targets(place, chosen, unreviewed=unreviewed),
            "followed": followed(every, standings),
            "of_earlier_reports": sum(row.commitment.report.plan_year < (chosen or 0) for row in found),
            "reviewed": reviewed,
            "most_years": MOST_YEARS,
            "over_years": yearly.pictures(series_of(place, [row.year for row in years], unreviewed=unreviewed)),
            "findings": audited.told(findings.alarms().with_evidence().gravest_first()[:MOST_FINDINGS]),
            "notes": findings.filter(weight=0).count(),
            "around": around(place, unreviewed=unreviewed),
            "province": place.code[:2] + "0000" if place.parent_id else "",
            **(_preview(request, place, chosen, counts, reviewed) if chosen and counts.total else {}),
        },
    )


def _preview(request: HttpRequest, place: Jurisdiction, year: int, counts: Counts, reviewed: int) -> dict[str, Any]:
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
