"""Which pledges say once more what another of their report says: counted are those that another does not repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from reports.words import Kind, ReviewState
from tracker.judging.promised_again import repeats
from tracker.models import Commitment
from tracker.register.rows import standing, to_record


def note_repeats(rows: Iterable[Any], codes: Mapping[int, str]) -> int:
    """Write on the pledges which of them repeat another; returns how many changed, in one update.

    Given are all that stand of a report and year. Of several that say the same the first is counted, before it one that
    a person has accepted, so that what only reviewed pledges count is not lost. ``codes`` are the indicators' by key.
    """
    promised: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        if row.known_from == Commitment.KnownFrom.PLEDGE:
            promised[row.report_id, row.year].append(row)
    changed = []
    for pledges in promised.values():
        pledges.sort(key=lambda row: (row.review_state != ReviewState.ACCEPTED, row.start, row.pk))
        found = repeats([to_record(row, Kind.PLEDGE, codes.get(row.indicator_id or 0)) for row in pledges])
        for number, row in enumerate(pledges):
            first = pledges[found[number]].pk if number in found else None
            if row.repeats_id != first:
                row.repeats_id = first
                changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, ["repeats"], batch_size=500)
    return len(changed)


def note_repeats_in(reports: Collection[int]) -> int:
    """The same where people came to stand behind pledges of these reports, which say what they said: in one query.

    Which of those that say the same is counted may be another one now; no other pledge can have come to repeat one.
    """
    own = Commitment.objects.filter(report__in=reports)
    repeated = own.filter(repeats__isnull=False).order_by().values("repeats")
    rows = list(standing(own.filter(Q(repeats__isnull=False) | Q(pk__in=repeated)).select_related("indicator")))
    return note_repeats(rows, {row.indicator.pk: row.indicator.code for row in rows if row.indicator})
