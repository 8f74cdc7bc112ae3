"""The list of all pledges, filtered, one page after the other."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Jurisdiction
from reports.words import Level, Topic, Verdict
from tracker.scoreboard import years_with_pledges
from tracker.site.filters import read, read_after
from tracker.site.lines import lines

PLEDGES_A_PAGE = 50


def pledges(request: HttpRequest) -> HttpResponse:
    """Pledges that pass the reader's filters, latest last day first."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    filters = read(request.GET)
    rows = filters.commitments(unreviewed=unreviewed).with_evidence()
    after = read_after(request.GET.get("after", ""))
    if after:
        rows = rows.after(*after)
    page = list(rows[: PLEDGES_A_PAGE + 1])
    shown = page[:PLEDGES_A_PAGE]
    return render(
        request,
        "pledges.html",
        {
            "filters": filters,
            "lines": lines(shown),
            "is_first_page": after is None,
            "next_after": f"{shown[-1].due_on}_{shown[-1].pk}" if len(page) > PLEDGES_A_PAGE else "",
            "levels": list(Level),
            "topics": list(Topic),
            "verdicts": list(Verdict),
            "years": years_with_pledges(unreviewed=unreviewed),
            "provinces": Jurisdiction.objects.filter(level=Level.PROVINCE.value, valid_to__isnull=True),
        },
    )
