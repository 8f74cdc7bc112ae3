"""Find a place by characters, pinyin, English or code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, Lower, Replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from tracker.scoreboard import Counts, counts_within

MOST_FOUND = 60
MOST_SUGGESTED = 8


@dataclass(frozen=True)
class Found:
    """A place that fits, with its counts (None: no pledge of it is known)."""

    place: Jurisdiction
    counts: Counts | None


def find(request: HttpRequest) -> HttpResponse:
    """The places that fit what was typed; the only one that does, or has exactly that name, is shown at once."""
    asked = typed(request)
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


def suggest(request: HttpRequest) -> JsonResponse:
    """The first places that fit what is being typed, those with pledges first, as the box shows them below itself.

    ``{"places": [{"code", "name", "where", "note"}]}``, in the page's language; none for nothing typed.
    """
    asked = typed(request)
    places = list(search(asked)[:MOST_FOUND]) if asked else []
    known = counts_within(places, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    # The former place of a code leads to the page of the one that has it now.
    places = [place for place in places if place.valid_to is None]
    places.sort(key=lambda place: place.pk not in known)
    return JsonResponse({"places": [_suggested(place, place.pk in known) for place in places[:MOST_SUGGESTED]]})


def _suggested(place: Jurisdiction, is_known: bool) -> dict[str, str]:
    above = [row.label for row in (place.parent and place.parent.parent, place.parent) if row and row.parent_id]
    where = " ".join(above) or (place.parent.label if place.parent else "")
    return {"code": place.code, "name": place.label, "where": where, "note": "" if is_known else _("no report yet")}


def typed(request: HttpRequest) -> str:
    """What was typed into the box, as it is looked for; empty for nothing."""
    return request.GET.get("q", "").replace("\0", "").strip()[:40]


def of_codes(codes: Collection[str]) -> dict[str, Jurisdiction]:
    """The place that has each code now, or had it last, with those above it; codes no place ever had are left out."""
    rows = Jurisdiction.objects.select_related("parent__parent__parent").filter(code__in=codes)
    found: dict[str, Jurisdiction] = {}
    for place in rows.order_by(F("valid_to").desc(nulls_first=True)):
        found.setdefault(place.code, place)
    return found


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
