"""Search over what was promised and what was reported: the words of quotes and subjects, places, topics, years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from reports.models import Jurisdiction
from reports.searching import Asked, asked_for, words_of
from reports.words import Kind
from tracker.hits import Piece, hits
from tracker.keys import read_key
from tracker.models import Commitment, Indicator, Outcome
from tracker.site import searched
from tracker.site.english_names import in_the_reports_words, is_english, of_that_name, topics_of_that_name
from tracker.site.filters import Filters, read
from tracker.site.lines import Line, lines
from tracker.site.wording import Figure, figure

STATEMENTS_A_PAGE = 30
#: Places and indicators of that name that a search shows beside the statements.
MOST_NAMED = 6
#: Characters of a quote beside its first hit; twice as many follow it.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked: the filters with the words, the kind (None: whichever there is), the key a page follows."""

    filters: Filters
    kind: Kind | None
    after: int | None


@dataclass(frozen=True, slots=True)
class PledgeHit:
    """A pledge that was found, its name and its quote with the hits marked; no quote where the name says it all."""

    line: Line
    name: Sequence[Piece]
    quote: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class OutcomeHit:
    """An outcome that was found, with the pledges that it answers."""

    outcome: Outcome
    reported: Figure | None
    name: Sequence[Piece]
    quote: Sequence[Piece]
    answers: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of statement with how many were found of it."""

    kind: Kind
    count: int
    is_capped: bool
    query: str
    is_current: bool


def search(request: HttpRequest) -> HttpResponse:
    """The statements that every word finds, newest read first; ``?in=outcome`` lists outcomes instead of pledges."""
    asked = read_search(request)
    words = words_of(asked.filters.words)
    if not words:
        return render(request, "search.html", {"is_blank": True})
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    named = asked_for(words)
    looked = _looked(asked.kind, named, unreviewed=unreviewed)
    kind = asked.kind or _first_with_any(looked)
    filters = of_kind(asked.filters, kind)
    part = looked[kind]
    if part.last is not None and asked.after is not None and asked.after <= part.last:
        part = searched.look(kind, named, unreviewed=unreviewed, before=asked.after)
    found = [row for row in part.passing(filters) if asked.after is None or row.key < asked.after]
    page = [row.key for row in found[:STATEMENTS_A_PAGE]]
    marked = [each.word for each in named if not each.is_of_places]
    pledges = _pledges(page, marked) if kind == Kind.PLEDGE else []
    outcomes = _outcomes(page, marked, unreviewed=unreviewed) if kind == Kind.OUTCOME else []
    indicators = _indicators(named)
    return render(
        request,
        "search.html",
        {
            "searched": filters.words,
            "words": words,
            "filters": filters,
            "kind": kind,
            "query": searched.query(filters, kind),
            "unnarrowed": searched.query(Filters(words=filters.words), kind),
            "chosen": [getattr(filters, sort) for sort in searched.SORTS if getattr(filters, sort)],
            "tabs": [_tab(each, looked[each], filters, kind) for each in (Kind.PLEDGE, Kind.OUTCOME)],
            "facets": searched.facets(looked[kind], kind, filters),
            "is_capped": looked[kind].is_capped,
            "looked_through": searched.LOOKED_THROUGH,
            "pledges": pledges,
            "outcomes": outcomes,
            "places": _places(named),
            "indicators": indicators,
            "pledged": [] if page else _pledged(indicators, unreviewed=unreviewed),
            "topics": topics_of_that_name(words),
            "in_chinese": in_the_reports_words(words),
            "is_in_english_alone": not any(each.rows for each in looked.values())
            and any(is_english(each.word) and not each.places for each in named),
            "is_first_page": asked.after is None,
            "next_after": page[-1] if len(found) > len(page) else part.last or "",
            "is_cut": len(found) <= len(page) and part.is_capped,
        },
    )


def read_search(request: HttpRequest) -> Search:
    """What the address asks; what makes no sense is left out."""
    asked = request.GET
    kind = next((kind for kind in (Kind.PLEDGE, Kind.OUTCOME) if kind.value == asked.get("in")), None)
    whole = read(asked)
    filters = Filters(words=whole.words, level=whole.level, year=whole.year, verdict=whole.verdict, topic=whole.topic)
    return Search(of_kind(filters, kind), kind, read_key(asked.get("after", "")))


def of_kind(filters: Filters, kind: Kind | None) -> Filters:
    """The filters as they can be asked of a kind: an outcome has no verdict, what was asked of pledges is let go."""
    return replace(filters, verdict=None) if kind == Kind.OUTCOME else filters


def _looked(kind: Kind | None, named: Sequence[Asked], *, unreviewed: bool) -> dict[Kind, searched.Looked]:
    """Both kinds, the one that is not listed only so far as to count it; without a kind outcomes where no pledge is."""

    def look(each: Kind, most: int) -> searched.Looked:
        return searched.look(each, named, unreviewed=unreviewed, most=most)

    is_listed = kind != Kind.OUTCOME
    pledges = look(Kind.PLEDGE, searched.LOOKED_THROUGH if is_listed else searched.MOST_COUNTED)
    is_counted = is_listed and (kind is not None or bool(pledges.rows))
    outcomes = look(Kind.OUTCOME, searched.MOST_COUNTED if is_counted else searched.LOOKED_THROUGH)
    return {Kind.PLEDGE: pledges, Kind.OUTCOME: outcomes}


def _first_with_any(looked: dict[Kind, searched.Looked]) -> Kind:
    return Kind.PLEDGE if looked[Kind.PLEDGE].rows or not looked[Kind.OUTCOME].rows else Kind.OUTCOME


def _tab(kind: Kind, looked: searched.Looked, filters: Filters, current: Kind) -> Tab:
    within = of_kind(filters, kind)
    return Tab(kind, len(looked.passing(within)), looked.is_capped, searched.query(within, kind), kind == current)


def _pledges(keys: Sequence[int], words: Sequence[str]) -> list[PledgeHit]:
    rows = Commitment.objects.with_line().in_bulk(keys)
    found = []
    for line in lines(rows[key] for key in keys if key in rows):
        quote = line.commitment.quote
        found.append(PledgeHit(line, hits(line.name, words), hits(quote, words, _AROUND) if quote != line.name else []))
    return found


def _outcomes(keys: Sequence[int], words: Sequence[str], *, unreviewed: bool) -> list[OutcomeHit]:
    rows = Outcome.objects.select_related("report", "jurisdiction", "indicator").defer("report__text").in_bulk(keys)
    answered: dict[int, list[Line]] = defaultdict(list)
    pledges = Commitment.objects.told(unreviewed=unreviewed).filter(verdict__outcome__in=keys)
    for line in lines(pledges.with_line().order_by("pk")):
        if line.outcome is not None:
            answered[line.outcome.pk].append(line)
    language = get_language() or "en"
    return [
        OutcomeHit(
            row,
            figure(row, language),
            hits(row.subject, words),
            hits(row.quote, words, _AROUND) if row.quote != row.subject else [],
            answered[row.pk],
        )
        for row in (rows[key] for key in keys if key in rows)
    ]


def _places(named: Sequence[Asked]) -> list[Jurisdiction]:
    """A few of the places that the words name, the shortest name first."""
    keys = [key for each in named for key in each.places]
    rows = Jurisdiction.objects.filter(pk__in=keys).select_related("parent__parent")
    return list(rows.order_by(Length("name"), "code")[:MOST_NAMED])


def _indicators(named: Sequence[Asked]) -> list[Indicator]:
    """A few of the standing indicators that every word which names no place is a part of."""
    rows = Indicator.objects.all()
    words = [each.word for each in named if not each.places]
    for word in words:
        rows = rows.filter(of_that_name(word))
    return list(rows.order_by(Length("name"), "code")[:MOST_NAMED]) if words else []


def _pledged(indicators: Sequence[Indicator], *, unreviewed: bool) -> list[Indicator]:
    """Those of the indicators that a pledge names: a reader's word may be a name of theirs that no report has."""
    pledges = Commitment.objects.shown(unreviewed=unreviewed).filter(indicator=OuterRef("pk"))
    keys = [one.pk for one in indicators]
    named = set(Indicator.objects.filter(Exists(pledges), pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [one for one in indicators if one.pk in named]
