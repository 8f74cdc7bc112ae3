"""The public log of what the office stands behind: every reading that was published or reopened, newest first."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Report
from tracker.keys import read_key
from tracker.models import Publication
from tracker.publishing import publications as logged
from tracker.site.filters import read

ACTS_A_PAGE = 50


def publications(request: HttpRequest) -> HttpResponse:
    """The acts on the reports of a government, or on all; nobody is named."""
    filters = read(request.GET)
    rows = logged(place=filters.place)
    after = read_key(request.GET.get("after", ""))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    page = list(rows[: ACTS_A_PAGE + 1])
    shown = page[:ACTS_A_PAGE]
    return render(
        request,
        "publications.html",
        {
            "filters": filters,
            "acts": shown,
            "is_first_page": after is None,
            "next_after": shown[-1].pk if len(page) > ACTS_A_PAGE else "",
        },
    )


def with_last_act(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports, each with the last act on its reading as `last_act` and `last_act_at`; None where there was none."""
    acts = Publication.objects.filter(report=OuterRef("pk")).order_by("-pk")
    return reports.annotate(last_act=Subquery(acts.values("act")[:1]), last_act_at=Subquery(acts.values("at")[:1]))
