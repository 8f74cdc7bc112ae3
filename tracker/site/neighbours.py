"""The governments around one: the one above it, those beside it, those below it, with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from reports.models import Jurisdiction
from tracker.scoreboard import Counts, counts_within

#: Of those beside it, the nearest by code; the others are behind a link.
MOST_BESIDE = 12


@dataclass(frozen=True)
class Neighbour:
    """A government that has pledges, with its counts over all years."""

    place: Jurisdiction
    counts: Counts


@dataclass(frozen=True)
class Around:
    """The neighbours that have pledges; ``above`` is None where the parent has none, or where there is none.

    ``beside`` are the nearest by code, in its order; ``is_cut`` says that there are more.
    """

    above: Neighbour | None
    beside: Sequence[Neighbour]
    below: Sequence[Neighbour]
    is_cut: bool = False

    @property
    def has_lists(self) -> bool:
        """Whether the kept rate of one of them rests on sentences about whole lists, too."""
        shown = (*self.beside, *self.below, *((self.above,) if self.above else ()))
        return any(one.counts.kept_by_list for one in shown)


def around(place: Jurisdiction, *, unreviewed: bool) -> Around:
    """The neighbours of a place that was fetched with its parent; two queries."""
    near = Q(parent=place)
    if place.parent_id is not None:
        near |= Q(parent=place.parent_id) & ~Q(pk=place.pk)
    places = list(Jurisdiction.objects.filter(near).order_by("code", "pk"))
    parent = [place.parent] if place.parent is not None else []
    counts = counts_within([*parent, *places], unreviewed=unreviewed)
    found = [Neighbour(one, counts[one.pk]) for one in places if one.pk in counts]
    beside = [one for one in found if one.place.parent_id == place.parent_id and place.parent_id is not None]
    nearest = sorted(beside, key=lambda one: abs(int(one.place.code) - int(place.code)))[:MOST_BESIDE]
    above = next((Neighbour(one, counts[one.pk]) for one in parent if one.pk in counts), None)
    return Around(
        above,
        sorted(nearest, key=lambda one: one.place.code),
        [one for one in found if one.place.parent_id == place.pk],
        is_cut=len(beside) > len(nearest),
    )
