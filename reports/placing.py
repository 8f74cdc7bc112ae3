"""Which government a text says it is of: the words at its head against the table of places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from django.db.models import QuerySet

from reports.models import Jurisdiction
from reports.reading.heading import Heading, Told, read_heading, shown

#: What may stand before a place's name in a line: 2019年|石鼓区, 4月22日在|衡阳市, 关于|高唐县.
_BEFORE_NAME = "年月日在于经是上《"
_LEVEL_SIGNS = "省市县区旗州盟"
_ENDINGS = ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "地区")


class Unplaced(Enum):
    """Why it cannot be told whose text it is."""

    UNNAMED = "unnamed"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Placed:
    """The place the text names with the words it does so by; or no place, why not, and which it may be."""

    place: Jurisdiction | None
    told: Told | None = None
    why_not: Unplaced | None = None
    candidates: tuple[Jurisdiction, ...] = ()


def place_of(heading: Heading, text: str, file_name: str = "") -> Placed:
    """The one place that every cue of the heading names; never a guess.

    Several places may share the name: the one whose parent alone is named, in the same breath, in the file's name or
    anywhere in the text, is taken. Where the text names none, the file's name is asked. One query, or two then.
    """
    placed = _placed(heading, heading, text, file_name)
    if placed.why_not == Unplaced.UNNAMED and file_name:
        of_file = _placed(read_heading(Path(file_name).stem), heading, text, file_name)
        if of_file.place is not None:
            return Placed(of_file.place, Told(file_name, 0, 0, shown(file_name, 0, len(file_name))))
    return placed


def named_instead(text: str, code: str) -> Placed | None:
    """The place that the text surely names, where that is another than the one of the code; None otherwise."""
    placed = place_of(read_heading(text), text)
    return placed if placed.place is not None and placed.place.code != code else None


def _placed(named_in: Heading, heading: Heading, text: str, file_name: str) -> Placed:
    """The place that the cues of `named_in` name, not at odds with the year and the level of `heading`."""
    known = _known(named_in.places)
    named: list[tuple[Told, list[Jurisdiction]]] = []
    strange: Told | None = None
    for told in named_in.places:
        found = _named_by(told.value, known)
        if found:
            named.append((told, found))
        elif strange is None and _looks_like_a_name(told.value):
            strange = told
    if not named:
        return Placed(None, strange, Unplaced.UNKNOWN if strange else Unplaced.UNNAMED)
    told = named[0][0]
    shared = [place for place in named[0][1] if all(place in places for _told, places in named)]
    if not shared:
        every = {place.pk: place for _told, places in named for place in places}
        return Placed(None, told, Unplaced.DIFFER, tuple(every.values()))
    shared = _of_their_time(shared, heading.year)
    if len(shared) > 1:
        shared = _by_parent(shared, file_name) or _by_parent(shared, text) or shared
    if len(shared) > 1:
        return Placed(None, told, Unplaced.SEVERAL, tuple(shared))
    if heading.level and not shared[0].name.endswith(heading.level.value):
        return Placed(None, told, Unplaced.DIFFER, tuple(shared))
    return Placed(shared[0], told)


def _known(places: Iterable[Told]) -> dict[str, list[Jurisdiction]]:
    """Every place in whose name one of the words ends, by its name."""
    endings = {ending for told in places for ending in _endings(_bare(told.value))}
    rows: QuerySet[Jurisdiction] = Jurisdiction.objects.filter(name__in=endings).select_related("parent__parent")
    known: dict[str, list[Jurisdiction]] = {}
    for row in rows:
        known.setdefault(row.name, []).append(row)
    return known


def _bare(words: str) -> str:
    return words.translate({ord(sign): None for sign in "()（）\n"})


def _endings(words: str) -> list[str]:
    """The words' endings of two characters and more, the longest first: 米易县 before 易县."""
    return [words[start:] for start in range(len(words) - 1)]


def _named_by(words: str, known: dict[str, list[Jurisdiction]]) -> list[Jurisdiction]:
    """The places that the words name: what stands before the name must be a place above it, or end a phrase.

    ``日在衡阳市石鼓区`` names 石鼓区; ``双易县`` names no 易县.
    """
    bare = _bare(words)
    for name in _endings(bare):
        if name in known:
            before = bare.removesuffix(name)
            return [place for place in known[name] if _is_led_up_to(before, place)]
    return []


def _is_led_up_to(before: str, place: Jurisdiction) -> bool:
    """Whether nothing but the places above it stands before the place's name, back to the end of a phrase."""
    above = [name for parent in _above(place) for name in (parent.name, _short(parent.name))]
    while before and before[-1] not in _BEFORE_NAME:
        parent = next((name for name in above if before.endswith(name)), None)
        if parent is None:
            return False
        before = before.removesuffix(parent)
    return True


def _above(place: Jurisdiction) -> list[Jurisdiction]:
    parents = [place.parent, place.parent.parent if place.parent else None]
    return [parent for parent in parents if parent is not None and parent.level != "nation"]


def _short(name: str) -> str:
    """广西 of 广西壮族自治区, 衡阳 of 衡阳市."""
    ending = next((ending for ending in _ENDINGS if name.endswith(ending) and len(name) - len(ending) >= 2), "")
    return name.removesuffix(ending)


def _of_their_time(places: list[Jurisdiction], year: Told | None) -> list[Jurisdiction]:
    """The places that existed in the year, or exist today; all of them where none did."""
    at = date(int(year.value), 1, 1) if year else None
    then = [
        place
        for place in places
        if (place.valid_to is None or (at is not None and place.valid_to > at))
        and (place.valid_from is None or at is None or place.valid_from <= at)
    ]
    return then or places


def _by_parent(places: list[Jurisdiction], words: str) -> list[Jurisdiction]:
    """The one place whose parent's name, and no other's, stands in the words; none where that does not tell."""
    named = [place for place in places if place.parent and _short(place.parent.name) in words]
    return named if len(named) == 1 else []


def _looks_like_a_name(words: str) -> bool:
    return len(_bare(words)) >= 3 and words[-1] in _LEVEL_SIGNS
