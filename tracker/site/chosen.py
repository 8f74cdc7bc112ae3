"""Which governments an address sets side by side: in its order, each once, and what of it was let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from reports.models import Jurisdiction
from tracker.site.filters import read, read_code
from tracker.site.places import of_codes

#: More columns than this cannot be read side by side.
FEWEST, MOST = 2, 5
#: An address that names more is cut here; nobody types one.
MOST_NAMED = 40
#: Of what is no code so much is told back.
_TOLD_BACK = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """The governments an address names; ``year`` is None where it names none that makes sense.

    ``repeated`` are those it names more than once, ``unknown`` what is no place's code, ``is_cut`` whether it names
    more than anybody would read.
    """

    places: tuple[Jurisdiction, ...] = ()
    repeated: tuple[Jurisdiction, ...] = ()
    unknown: tuple[str, ...] = ()
    year: int | None = None
    is_cut: bool = False

    @property
    def is_too_many(self) -> bool:
        """Whether more are named than are compared."""
        return len(self.places) > MOST or self.is_cut

    @property
    def is_compared(self) -> bool:
        """Whether there is something to set side by side."""
        return len(self.places) >= FEWEST and not self.is_too_many

    @property
    def may_add(self) -> bool:
        """Whether one more can be chosen."""
        return len(self.places) < MOST and not self.is_cut

    @property
    def query(self) -> str:
        """These governments and this year as the query of an address: the one address of the comparison."""
        return _query([place.code for place in self.places], self.year)

    def of_year(self, year: int) -> Chosen:
        """The same governments in another year."""
        return replace(self, year=year)

    def and_also(self, code: str) -> str:
        """The query with one more government behind the others."""
        return _query([*(place.code for place in self.places), code], self.year)

    def without(self, place: Jurisdiction) -> Chosen:
        """The others."""
        return replace(self, places=tuple(one for one in self.places if one.pk != place.pk))


def read_chosen(asked: QueryDict) -> Chosen:
    """What an address names as ``g``, with at most one query."""
    named = [text.replace("\0", "").strip() for text in asked.getlist("g")]
    named = [text for text in named if text]
    is_cut = len(named) > MOST_NAMED
    named = named[:MOST_NAMED]
    codes = {text for text in named if read_code(text)}
    known = of_codes(codes) if codes else {}
    first = dict.fromkeys(named)
    return Chosen(
        places=tuple(known[text] for text in first if text in known),
        repeated=tuple(known[text] for text in first if text in known and named.count(text) > 1),
        unknown=tuple(dict.fromkeys(_shortened(text) for text in first if text not in known)),
        year=read(asked).year,
        is_cut=is_cut,
    )


def _query(codes: Sequence[str], year: int | None) -> str:
    return urlencode([*(("g", code) for code in codes), *([("year", str(year))] if year else [])])


def _shortened(text: str) -> str:
    return text if len(text) <= _TOLD_BACK else f"{text[:_TOLD_BACK]}…"
