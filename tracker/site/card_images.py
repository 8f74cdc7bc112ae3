"""The cards of pages as pictures: each fetches, says what the page says, and is drawn or taken from the cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tracker.charts.cards import count_card, pledge_card
from tracker.charts.drawing import Shown, name_of
from tracker.charts.images import NoFaceError, image
from tracker.models import Commitment, Tally
from tracker.scoreboard import sum_of
from tracker.site import cards
from tracker.site.government import place_of
from tracker.site.lines import line

#: Seconds a browser or a proxy need not ask again.
KEPT = 600


@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The card of a commitment. 404 where its page is not shown to the public, or no face can draw it. One query."""
    shown = Commitment.objects.told(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    found = get_object_or_404(shown.with_evidence(), pk=pk)
    return _picture(request, cards.pledge(line(found)), pledge_card)


@require_safe
def government(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """The card of a government's year. 404 where no pledge of it is shown, or no face can draw it. Two queries."""
    place = place_of(code)
    rows = Tally.objects.filter(jurisdiction=place, year=year)
    found = sum_of(rows, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    if found is None or not found.counts.total:
        raise Http404
    return _picture(request, cards.government(place, year, found.counts, found.reviewed), count_card)


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """The card of the front page without filters. 404 where nothing is shown, or no face can draw it. One query."""
    found = sum_of(Tally.objects.all(), unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    if found is None or not found.counts.total:
        raise Http404
    return _picture(request, cards.scoreboard(found.governments, found.counts, found.reviewed), count_card)


def _picture(request: HttpRequest, shown: Shown, draw: Callable[[Any], Any]) -> HttpResponseBase:
    """The picture, or that the one the reader has is still right: nothing is drawn for that."""
    tag = f'"{name_of(shown)}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        try:
            response = HttpResponse(image(shown, draw), content_type="image/png")
        except NoFaceError as error:
            raise Http404 from error
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    return response
