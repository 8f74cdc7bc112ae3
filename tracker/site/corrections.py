"""The log of corrections: every change of a published verdict, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.words import Cause, Verdict
from tracker.judging.chain import instant
from tracker.keys import read_key
from tracker.models import CorrectionRequest
from tracker.models import Verdict as VerdictRow
from tracker.moments import read_moment
from tracker.publishing import corrections as corrected
from tracker.scoreboard import years_with_pledges
from tracker.site.filters import read

CORRECTIONS_A_PAGE = 50


@dataclass(frozen=True)
class Correction:
    """One change: the verdict that was, the one that followed, and why."""

    row: VerdictRow
    was: Verdict
    became: Verdict
    cause: Cause


def corrections(request: HttpRequest) -> HttpResponse:
    """The changes of a government, of a year, or of all."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    filters = read(request.GET)
    rows = corrected(unreviewed=unreviewed, place=filters.place, year=filters.year)
    after = read_after(request.GET.get("after", ""))
    if after:
        moment, pk = after
        rows = rows.filter(Q(decided_at__lt=moment) | Q(decided_at=moment, pk__lt=pk))
    page = list(rows[: CORRECTIONS_A_PAGE + 1])
    shown = page[:CORRECTIONS_A_PAGE]
    return render(
        request,
        "corrections.html",
        {
            "filters": filters,
            "corrections": [Correction(row, Verdict(row.was), Verdict(row.code), Cause(row.cause)) for row in shown],
            "is_first_page": after is None,
            "next_after": f"{instant(shown[-1].decided_at)}_{shown[-1].pk}" if len(page) > CORRECTIONS_A_PAGE else "",
            "years": years_with_pledges(unreviewed=unreviewed),
            "requests": requests(),
        },
    )


def requests() -> dict[str, Any]:
    """How many corrections readers have asked for, and how they stand: ``{"sent": 3, "states": …}``; one query.

    What they wrote is not public: nobody has looked at it.
    """
    rows = CorrectionRequest.objects.order_by().values_list("state").annotate(count=Count("pk"))
    counts = dict(rows)
    states = [{"label": state.label, "count": counts.get(state.value, 0)} for state in CorrectionRequest.State]
    return {"sent": sum(counts.values()), "states": states}


def read_after(value: str) -> tuple[datetime, int] | None:
    """The key a page follows, ``2026-01-31T08:00:00.000000Z_42``; None for anything else."""
    moment, _, key = value.partition("_")
    found, pk = read_moment(moment), read_key(key)
    return (found, pk) if found is not None and pk is not None else None
