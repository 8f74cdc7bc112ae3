"""What a search finds: the newest statements that say the words, and how many of them are of each sort.

Nothing here counts a table: the newest LOOKED_THROUGH statements are fetched by key, and all figures are of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reports.searching import Asked
from reports.words import Kind, Level, ReviewState, Topic, Verdict, Word
from tracker.models import Commitment, Outcome
from tracker.site.filters import Filters

#: So many of the newest statements with the words are looked through at once: their sorts are told apart in memory.
LOOKED_THROUGH = 1000
#: Of the other kind only a number is shown, and no further than this.
MOST_COUNTED = 200
#: What a list can be narrowed to, in the order shown; an outcome has no verdict.
SORTS = ("verdict", "level", "topic", "year")
#: Sorts of few words: all of them are offered wherever something older was not looked through.
_SHORT: dict[str, type[Word]] = {"verdict": Verdict, "level": Level}


class Row(NamedTuple):
    """A statement that was found, with what it can be told apart by; `verdict` is None for an outcome."""

    key: int
    verdict: str | None
    level: str
    topic: str
    year: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found among the newest statements, newest first; `last` is the oldest key looked at, None: all were."""

    rows: Sequence[Row]
    last: int | None

    @property
    def is_capped(self) -> bool:
        """Whether there are older ones: every figure is then a least one."""
        return self.last is not None

    def passing(self, filters: Filters) -> list[Row]:
        """The rows that the reader's filters let pass."""
        return list(_passing(self.rows, filters))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow a search to; `count` is None where nothing of it stands among what was looked through.

    `query` is the search with it chosen; with it left out where `is_chosen`.
    """

    word: Word | int
    count: int | None
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of a sort: of verdict, level, topic or year."""

    sort: str
    choices: Sequence[Choice]

    @property
    def is_chosen(self) -> bool:
        """Whether one of them is chosen."""
        return any(choice.is_chosen for choice in self.choices)


def look(
    kind: Kind, asked: Sequence[Asked], *, unreviewed: bool, before: int | None = None, most: int = LOOKED_THROUGH
) -> Looked:
    """The newest `most` statements of a kind that every word finds, of those below the key; what the public sees."""
    model: Any = Commitment if kind == Kind.PLEDGE else Outcome
    # Where only the accepted are shown most of the newest may be hidden: they would fill what is looked through.
    among = model.objects.all() if unreviewed else model.objects.filter(review_state=ReviewState.ACCEPTED.value)
    keys = among.newest_found_by(asked, most + 1, before)
    verdict = ["verdict__code"] if kind == Kind.PLEDGE else []
    values = model.objects.shown(unreviewed=unreviewed).filter(pk__in=keys[:most]).order_by("-pk")
    found = values.values_list("pk", "jurisdiction__level", "topic", "year", *verdict)
    rows = [Row(key, code[0] if code else None, level, topic, year) for key, level, topic, year, *code in found]
    return Looked(rows, keys[most - 1] if len(keys) > most else None)


def facets(looked: Looked, kind: Kind, filters: Filters) -> list[Facet]:
    """What the search can be narrowed to; a sort is counted over the rows that pass the filters of the others."""
    found = (
        Facet(sort, _choices(sort, looked, kind, filters)) for sort in SORTS if kind == Kind.PLEDGE or sort != "verdict"
    )
    return [facet for facet in found if facet.choices]


def query(filters: Filters, kind: Kind, **changes: Any) -> str:
    """The search as a query string, with changes."""
    return f"{filters.query(**changes)}&in={kind.value}"


def _choices(sort: str, looked: Looked, kind: Kind, filters: Filters) -> list[Choice]:
    chosen = getattr(filters, sort)
    counts = Counter(getattr(row, sort) for row in _passing(looked.rows, filters, besides=sort))
    offered = set(counts) | ({chosen} if chosen else set())
    if looked.is_capped and sort in _SHORT:
        offered |= set(_SHORT[sort])
    return [
        Choice(
            word, counts[word] or None, query(filters, kind, **{sort: None if word == chosen else word}), word == chosen
        )
        for word in _in_order(sort, offered)
    ]


def _in_order(sort: str, offered: Iterable[Any]) -> list[Any]:
    """The words of a sort in their own order, years the latest first."""
    if sort == "year":
        return sorted(offered, reverse=True)
    words: dict[str, type[Word]] = {**_SHORT, "topic": Topic}
    return [word for word in words[sort] if word in set(offered)]


def _passing(rows: Sequence[Row], filters: Filters, besides: str = "") -> Sequence[Row]:
    """The rows that the reader's filters let pass, that of one sort aside."""
    for sort in SORTS:
        chosen = getattr(filters, sort)
        if chosen is not None and sort != besides:
            rows = [row for row in rows if getattr(row, sort) == chosen]
    return rows
