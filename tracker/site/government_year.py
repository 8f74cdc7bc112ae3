"""One year of a government: every pledge of it with what became of it, and how its targets moved with its plan."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reports.models import Report
from reports.words import ReportKind
from tracker.models import Commitment
from tracker.scoreboard import Counts, years_of
from tracker.site.bullets import growth_chart
from tracker.site.by_verdict import by_verdict
from tracker.site.goalposts import moved_in
from tracker.site.government import path_of, place_of, preview
from tracker.site.lines import lines
from tracker.site.publications import with_last_act
from tracker.site.standings import followed, standings_around


def government_year(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year, also one without a pledge, which says so. 404 for a code no place ever had."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    place = place_of(code)
    years = years_of(place, unreviewed=unreviewed)
    counts = next((row.counts for row in years if row.year == year), Counts())
    standings = standings_around(place, year)
    pledges = Commitment.objects.shown(unreviewed=unreviewed).of(place)
    # The year's pledges and the targets that are followed through it, in one query.
    pledges = pledges.filter(Q(year=year) | Q(pk__in=standings))
    pledges = pledges.order_by("report__plan_year", "start", "number_start", "pk")
    every = lines(pledges.evidence_of_one_place(place))
    found = [row for row in every if row.commitment.year == year]
    reviewed = sum(row.commitment.is_reviewed for row in found)
    current = Report.objects.filter(jurisdiction=place, superseded_by__isnull=True)
    around = current.filter(Q(plan_year=year) | Q(review_year=year))
    reports = list(with_last_act(around).defer("text", "unread").order_by("plan_year"))
    return render(
        request,
        "government_year.html",
        {
            "place": place,
            "path": path_of(place),
            "here": reverse("site:government", args=[place.code]),
            "here_label": place.label,
            "years": years,
            "this_year": timezone.localdate().year,
            "year": year,
            "counts": counts,
            "promised_in": [row for row in reports if row.plan_year == year],
            "answered_in": [row for row in reports if row.review_year == year and row.kind == ReportKind.WORK_REPORT],
            "chart": growth_chart(found),
            "sections": by_verdict(found),
            "moved": moved_in(place, year, unreviewed=unreviewed),
            "followed": followed(every, standings),
            "of_earlier_reports": sum(row.commitment.report.plan_year < year for row in found),
            "reviewed": reviewed,
            **(preview(request, place, year, counts, reviewed) if counts.total else {}),
        },
    )
