"""The front page: the whole at a glance, three short lists, and the table of governments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reports.models import Jurisdiction
from reports.words import ANSWERED, Level
from tracker.models import Commitment
from tracker.scoreboard import LEAST_DUE_TO_RANK, Standing, largest_silences, scoreboard, years_with_pledges
from tracker.site.filters import ORDERS, read
from tracker.site.lines import lines
from tracker.site.tilemap import tiles

GOVERNMENTS_A_PAGE = 50
LIST_LENGTH = 6
#: How many of the newest verdicts, and of the next due, are looked through for one of each government.
_LOOKED_THROUGH = 120


@dataclass(frozen=True)
class Row:
    """A government in the table."""

    place: Jurisdiction
    standing: Standing


def front(request: HttpRequest) -> HttpResponse:
    """Everything the scoreboard counts, cut to the reader's level, province and year."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    filters = read(request.GET)
    scope = filters.scope(unreviewed=unreviewed)
    board = scoreboard(scope)
    ordered = board.by(filters.order)
    page, after = _page(ordered, request.GET.get("after", ""))
    at = timezone.localdate()
    provinces = Jurisdiction.objects.filter(level=Level.PROVINCE.value, valid_to__isnull=True)
    shown = Commitment.objects.shown(unreviewed=unreviewed).with_evidence()
    return render(
        request,
        "front.html",
        {
            "board": board,
            "tiles": tiles(board.standings, {row.code: row.label for row in provinces}),
            "rows": _rows(page),
            "least_due": LEAST_DUE_TO_RANK,
            "next_after": after,
            "is_first_page": not request.GET.get("after"),
            "filters": filters,
            "levels": list(Level),
            "orders": ORDERS,
            "years": years_with_pledges(unreviewed=unreviewed),
            "provinces": provinces,
            "newest": lines(
                one_of_each(
                    shown.with_verdict(*ANSWERED).order_by("-verdict__decided_at", "-verdict__pk")[:_LOOKED_THROUGH]
                )
            ),
            "silences": largest_silences(scope, LIST_LENGTH),
            "due_soon": lines(
                one_of_each(
                    shown.due_soon(at)
                    .filter(indicator__isnull=False)
                    .order_by("due_on", "start", "pk")[:_LOOKED_THROUGH]
                )
            ),
        },
    )


def one_of_each(found: Iterable[Commitment]) -> list[Commitment]:
    """The first of each government, then the others: one report must not fill a whole list."""
    seen: set[int] = set()
    firsts: list[Commitment] = []
    others: list[Commitment] = []
    for row in found:
        (others if row.jurisdiction_id in seen else firsts).append(row)
        seen.add(row.jurisdiction_id)
    return (firsts + others)[:LIST_LENGTH]


def _page(ordered: Sequence[Standing], after: str) -> tuple[Sequence[Standing], str]:
    """The governments that follow the one with the code, and the code the next page follows (empty at the end)."""
    start = next((n for n, standing in enumerate(ordered, start=1) if standing.code == after), 0)
    page = ordered[start : start + GOVERNMENTS_A_PAGE]
    has_more = len(ordered) > start + GOVERNMENTS_A_PAGE
    return page, page[-1].code if has_more else ""


def _rows(standings: Sequence[Standing]) -> list[Row]:
    """The standings with their places."""
    keys = [standing.jurisdiction_id for standing in standings]
    places = Jurisdiction.objects.select_related("parent__parent").in_bulk(keys)
    return [Row(places[standing.jurisdiction_id], standing) for standing in standings]
