"""What a list was narrowed to, in words, and how many of it there are: for its heading, its title and its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from reports.words import Word
from tracker.models import Indicator
from tracker.site.counted import grouped
from tracker.site.filters import Filters
from tracker.site.places import of_codes

#: No list is counted further than this: its first pages are what is read, and a larger number says no more.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The words of each filter that is on, in the order of the form, which has no field for a place or an indicator."""

    words: tuple[str, ...]
    place: Jurisdiction | None
    indicator: Indicator | None

    @property
    def told(self) -> str:
        """All of it in one phrase, empty for a whole list: ``Not kept, Incomes, 2010``."""
        return _(", ").join(self.words)


def narrowed(filters: Filters, provinces: Iterable[Jurisdiction]) -> Narrowed:
    """What the filters say; a query each for a place and an indicator, where one is asked for and known."""
    place = of_codes([filters.place]).get(filters.place) if filters.place else None
    indicator = Indicator.objects.filter(code=filters.indicator).first() if filters.indicator else None
    province = next((one for one in provinces if one.code == filters.province), None)
    words = [
        _("“%(words)s”") % {"words": filters.words} if filters.words else "",
        _named(filters.verdict) if filters.verdict else _("all that were due") if filters.is_judged else "",
        _named(filters.topic),
        indicator.label if indicator else filters.indicator,
        place.label if place else filters.place,
        _named(filters.level),
        province.label if province else filters.province,
        str(filters.year or ""),
        _("independently confirmed only") if filters.is_confirmed else "",
    ]
    return Narrowed(tuple(word for word in words if word), place, indicator)


def pledges_told(count: int) -> str:
    """A count of pledges that stops above ``MOST_COUNTED``: ``3 pledges``, ``more than 1000 pledges``."""
    if count > MOST_COUNTED:
        return _("more than %(count)s pledges") % {"count": grouped(MOST_COUNTED)}
    return ngettext("%(count)s pledge", "%(count)s pledges", count) % {"count": grouped(count)}


def _named(word: Word | None) -> str:
    return word.name_in(get_language() or "en") if word else ""
