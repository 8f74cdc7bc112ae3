"""What the words of a search box find: places by characters, pinyin or code, and reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace

from reports.models import Jurisdiction, Report

#: A shorter Latin word may well be one of the texts' own: AI, GDP, 5G.
SHORTEST_PINYIN = 4
#: More words than this narrow nothing further, and each is asked of the database.
MOST_WORDS = 6
#: A word that stands in more names than this (县, 市) names no place.
MOST_PLACES = 300
_CODE = 6


def words_of(search_term: str) -> list[str]:
    """The words of what was typed into a search box, each once, no more than MOST_WORDS; without NUL."""
    return list(dict.fromkeys(search_term.replace("\0", "").split()))[:MOST_WORDS]


def places_named(words: str) -> QuerySet[Jurisdiction]:
    """Places whose name holds these characters, or whose pinyin, written with or without spaces, begins with them."""
    pinyin = words.lower().replace(" ", "").replace("ü", "v")
    return Jurisdiction.objects.alias(joined=Replace("pinyin", Value(" "), Value(""))).filter(
        Q(name__contains=words) | Q(english__istartswith=words) | Q(joined__startswith=pinyin)
    )


def places_found(words: str) -> QuerySet[Jurisdiction]:
    """Places of that name, or whose code begins with it."""
    return Jurisdiction.objects.filter(Q(pk__in=places_named(words).values("pk")) | Q(code__startswith=words))


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a search with the places it names, by key: only as keys can the database take them and an index over
    texts together. A word that `is_of_places` alone is not looked for in texts: pinyin and codes stand in none."""

    word: str
    places: Sequence[int]
    is_of_places: bool


def asked_for(words: Iterable[str]) -> list[Asked]:
    """The words with the places they name; a query a word."""
    found = []
    for word in words:
        is_code = word.isdecimal() and len(word) == _CODE
        named = Jurisdiction.objects.filter(code=word) if is_code else places_named(word)
        keys = list(named.order_by().values_list("pk", flat=True)[: MOST_PLACES + 1])
        if len(keys) > MOST_PLACES:
            keys = []
        is_pinyin = word.isascii() and word.isalpha() and len(word) >= SHORTEST_PINYIN
        found.append(Asked(word, keys, bool(keys) and (is_code or is_pinyin)))
    return found


def found_by(asked: Asked, place: str, texts: Q, places: Q | None = None) -> Q:
    """Rows of a place that the word names (and that pass `places`), or whose texts hold it.

    `place` is the path to the jurisdiction, `texts` what finds the word in the row's texts.
    """
    if not asked.places:
        return texts
    of_places = Q(**{f"{place}__in": asked.places}) & (places or Q())
    return of_places if asked.is_of_places else of_places | texts


def reports_found(reports: QuerySet[Report], asked: Iterable[Asked]) -> QuerySet[Report]:
    """Of these reports those that every word finds: by place, year, title, source or index number."""
    for each in asked:
        word = each.word
        texts = Q(title__icontains=word) | Q(source__icontains=word) | Q(index_number__icontains=word)
        if word.isascii() and word.isdecimal() and len(word) == 4:
            texts |= Q(plan_year=int(word))
        reports = reports.filter(found_by(each, "jurisdiction", texts))
    return reports
