"""The list of all pledges, filtered, one page after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Jurisdiction
from reports.words import Level, Topic, Verdict
from tracker.models import Commitment
from tracker.querysets import CommitmentQuerySet
from tracker.scoreboard import years_with_pledges
from tracker.site.filters import read, read_after
from tracker.site.lines import lines
from tracker.site.narrowed import MOST_COUNTED, narrowed, pledges_told

PLEDGES_A_PAGE = 50


def pledges(request: HttpRequest) -> HttpResponse:
    """Pledges that pass the reader's filters, latest last day first."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    filters = read(request.GET)
    rows = filters.commitments(unreviewed=unreviewed)
    # The keys of the first pages count the list and begin it: what the filters let pass is looked for once.
    keys = list(rows.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    after = read_after(request.GET.get("after", ""))
    page = _page(rows, keys, after)
    shown = page[:PLEDGES_A_PAGE]
    provinces = list(Jurisdiction.objects.filter(level=Level.PROVINCE.value, valid_to__isnull=True))
    return render(
        request,
        "pledges.html",
        {
            "filters": filters,
            "narrowed": narrowed(filters, provinces),
            "elsewhere": filters.query(place="", indicator=""),
            "counted": pledges_told(len(keys)),
            "lines": lines(shown),
            "is_first_page": after is None,
            "next_after": f"{shown[-1].due_on}_{shown[-1].pk}" if len(page) > PLEDGES_A_PAGE else "",
            "levels": list(Level),
            "topics": list(Topic),
            "verdicts": list(Verdict),
            "years": years_with_pledges(unreviewed=unreviewed),
            "provinces": provinces,
        },
    )


def _page(rows: CommitmentQuerySet, keys: Sequence[int], after: tuple[date, int] | None) -> list[Commitment]:
    """One pledge more than the page shows, with their evidence; the first page's are the first of the keys."""
    if after is not None:
        return list(rows.after(*after).with_line()[: PLEDGES_A_PAGE + 1])
    first = keys[: PLEDGES_A_PAGE + 1]
    found = Commitment.objects.with_line().in_bulk(first)
    return [found[key] for key in first if key in found]
