"""Two to five governments side by side, chosen one after the other by the address alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from tracker.models import Tally
from tracker.scoreboard import IN_BARS, LEAST_DUE_TO_RANK, counts_within
from tracker.site import places
from tracker.site.chosen import FEWEST, MOST, Chosen, read_chosen
from tracker.site.side_by_side import FEWEST_SHARING, Row, side_by_side

#: Of what fits the words so many are offered, and of those like the first one chosen.
MOST_OFFERED = 20
MOST_NEIGHBOURS = 12
#: Of a government's targets for one indicator so many stand in the table; the others are behind a link.
MOST_IN_A_CELL = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A place that can be added, with the query that adds it, and whether a pledge of it is known."""

    place: Jurisdiction
    query: str
    has_pledges: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of the table, with the query that shows its year's targets; empty for all years together."""

    row: Row
    query: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A place that is chosen, with the query of the others."""

    place: Jurisdiction
    others: str


def compare(request: HttpRequest) -> HttpResponse:
    """The governments of the address side by side; ``q`` looks for one more, and the only one that fits is added."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    chosen = read_chosen(request.GET)
    asked = places.typed(request) if chosen.may_add else ""
    found = _found(asked) if asked else []
    exact = [place for place in found if place.name == asked]
    if len(exact) == 1 or len(found) == 1:
        return redirect(f"{reverse('site:compare')}?{chosen.and_also((exact or found)[0].code)}")
    compared = side_by_side(chosen.places, chosen.year, unreviewed=unreviewed) if chosen.is_compared else None
    neighbours = _neighbours(chosen, unreviewed=unreviewed) if chosen.places and chosen.may_add and not asked else []
    return render(
        request,
        "compare.html",
        {
            "chosen": chosen,
            "chips": [Chip(place, chosen.without(place).query) for place in chosen.places],
            "asked": asked,
            "offered": _offered(found, chosen, unreviewed=unreviewed)[:MOST_OFFERED],
            "has_more": len(found) > MOST_OFFERED,
            "neighbours": [Offered(place, chosen.and_also(place.code), True) for place in neighbours],
            "compared": compared,
            "rows": [YearRow(row, chosen.of_year(row.year).query if row.year else "") for row in compared.rows]
            if compared
            else [],
            "title": _(", ").join(place.label for place in chosen.places),
            "in_bars": IN_BARS,
            "least_due": LEAST_DUE_TO_RANK,
            "fewest": FEWEST,
            "most": MOST,
            "fewest_sharing": FEWEST_SHARING,
            "most_in_a_cell": MOST_IN_A_CELL,
        },
    )


def _found(asked: str) -> list[Jurisdiction]:
    """The places that fit, one of each code: an address names a place by its code, and means who has it now."""
    current: dict[str, Jurisdiction] = {}
    for place in places.search(asked)[: places.MOST_FOUND]:
        if place.code not in current or place.valid_to is None:
            current[place.code] = place
    return list(current.values())


def _offered(found: Sequence[Jurisdiction], chosen: Chosen, *, unreviewed: bool) -> list[Offered]:
    """The places with the query that adds each, those with pledges first."""
    counts = counts_within(found, unreviewed=unreviewed) if found else {}
    offers = [Offered(place, chosen.and_also(place.code), place.pk in counts) for place in found]
    return sorted(offers, key=lambda offer: not offer.has_pledges)


def _neighbours(chosen: Chosen, *, unreviewed: bool) -> list[Jurisdiction]:
    """Governments of the first one's level that have a pledge, those below the same parent first; not those chosen."""
    first = chosen.places[0]
    tallies = Tally.objects.filter(jurisdiction=OuterRef("pk"), reviewed_only=not unreviewed, confirmed_only=False)
    alike = Jurisdiction.objects.filter(Exists(tallies), level=first.level, valid_to__isnull=True)
    others = alike.exclude(code__in=[place.code for place in chosen.places])
    is_beside = Case(When(parent=first.parent_id, then=0), default=1)
    return list(others.order_by(is_beside, "code")[:MOST_NEIGHBOURS])
