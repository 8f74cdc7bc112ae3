"""Short lists of what came last or comes next, in which one report does not take every place."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from reports.words import ANSWERED
from tracker.models import Commitment
from tracker.models import Verdict as VerdictRow
from tracker.newest import newest
from tracker.site.lines import Line, lines

LIST_LENGTH = 6
#: How many are looked through for one of each government.
_LOOKED_THROUGH = 120
#: Of so many of the newest verdicts it is asked first which are among those wanted, then of more.
_BEGIN, _WIDEST = 2_000, 10_000_000


def newest_answers(shown: QuerySet[Commitment]) -> list[int]:
    """The keys of those with the newest answers among these pledges, one of each government first, newest first."""

    def answers(first: int, last: int) -> QuerySet[VerdictRow]:
        rows = VerdictRow.objects.filter(pk__gte=first, pk__lte=last, code__in=[code.value for code in ANSWERED])
        return rows.filter(current_for__in=shown)

    keys = newest(VerdictRow, answers, _LOOKED_THROUGH, _BEGIN, _WIDEST)
    return one_of_each(Commitment.objects.filter(verdict__in=keys).order_by("-verdict_id"))


def one_of_each(found: QuerySet[Commitment]) -> list[int]:
    """The keys of the first of each government, then of others: one report must not fill a whole list."""
    seen: set[int] = set()
    firsts: list[int] = []
    others: list[int] = []
    for pk, place in found.values_list("pk", "jurisdiction")[:_LOOKED_THROUGH]:
        (others if place in seen else firsts).append(pk)
        seen.add(place)
    return (firsts + others)[:LIST_LENGTH]


def short_lists(*lists: Sequence[int]) -> list[list[Line]]:
    """The lines of each list, whose evidence is wide and is fetched once for all of them."""
    rows = Commitment.objects.with_line().in_bulk({pk for keys in lists for pk in keys})
    return [lines(rows[pk] for pk in keys) for keys in lists]
