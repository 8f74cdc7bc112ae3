"""Find a place by characters, pinyin, English or code."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, Lower, Replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reports.models import Jurisdiction
from tracker.scoreboard import Counts, counts_within

MOST_FOUND = 60


@dataclass(frozen=True)
class Found:
    """A place that fits, with its counts (None: no pledge of it is known)."""

    place: Jurisdiction
    counts: Counts | None


def find(request: HttpRequest) -> HttpResponse:
    """The places that fit what was typed; the only one that does, or has exactly that name, is shown at once."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:40]
    places = list(search(asked)[: MOST_FOUND + 1]) if asked else []
    exact = [place for place in places if place.name == asked and place.valid_to is None]
    if len(exact) == 1 or len(places) == 1:
        return redirect("site:government", code=(exact or places)[0].code)
    counts = counts_within(places, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    found = [Found(place, counts.get(place.pk)) for place in places[:MOST_FOUND]]
    found.sort(key=lambda row: row.counts is None)
    return render(
        request,
        "places.html",
        {"asked": asked, "found": found, "has_more": len(places) > MOST_FOUND},
    )


def search(asked: str) -> QuerySet[Jurisdiction]:
    """Places that fit: digits begin the code; Latin letters stand in pinyin or English name; else characters.

    A name may be typed with its parents before it (``重庆市垫江县``). Exact names first, then by code.
    """
    places = Jurisdiction.objects.select_related("parent__parent")
    if asked.isascii() and asked.isdigit():
        return places.filter(code__startswith=asked)
    if asked.isascii():
        letters = asked.lower().replace(" ", "").replace("'", "")
        spelled = places.annotate(
            spelling=Replace(Lower("pinyin"), Value(" "), Value("")),
            named=Replace(Lower("english"), Value(" "), Value("")),
        )
        spelt = spelled.filter(Q(spelling__startswith=letters) | Q(named__startswith=letters))
        return spelt.order_by(Length("pinyin"), "code")
    typed = places.annotate(typed=Value(asked))
    fits = typed.filter(Q(name__contains=asked) | Q(typed__endswith=F("name")))
    return fits.order_by(Length("name"), "code")
