"""The front page: the whole at a glance, three short lists, and the table of governments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reports.models import Jurisdiction
from reports.words import Level, Topic
from tracker.models import Commitment
from tracker.scoreboard import LEAST_DUE_TO_RANK, Standing, largest_silences, scoreboard, years_with_pledges
from tracker.site import cards
from tracker.site.filters import ORDERS, read
from tracker.site.lately import LIST_LENGTH, newest_answers, one_of_each, short_lists
from tracker.site.tilemap import tiles

GOVERNMENTS_A_PAGE = 50


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
    provinces = Jurisdiction.objects.filter(level=Level.PROVINCE.value, valid_to__isnull=True)
    shown = Commitment.objects.shown(unreviewed=unreviewed)
    due = shown.due_soon(timezone.localdate()).filter(indicator__isnull=False).order_by("due_on", "start", "pk")
    newest, due_soon = short_lists(newest_answers(shown), one_of_each(due))
    return render(
        request,
        "front.html",
        {
            "board": board,
            "address": request.build_absolute_uri(reverse("site:front")),
            # The card counts over everything, which a page with filters does not show.
            "card": None if filters.query() else cards.of_all(request, board.governments, board.total, board.reviewed),
            "tiles": tiles(board.standings, {row.code: row.label for row in provinces}),
            "rows": _rows(page),
            "has_lists": any(standing.counts.kept_by_list for standing in page),
            "least_due": LEAST_DUE_TO_RANK,
            "next_after": after,
            "is_first_page": not request.GET.get("after"),
            "filters": filters,
            "levels": list(Level),
            "topics": list(Topic),
            "orders": ORDERS,
            "years": years_with_pledges(unreviewed=unreviewed),
            "provinces": provinces,
            "newest": newest,
            "silences": largest_silences(scope, LIST_LENGTH),
            "due_soon": due_soon,
        },
    )


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
