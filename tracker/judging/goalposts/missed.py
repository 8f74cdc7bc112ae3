"""Which pledges were not met, from the reports that answer them."""

from __future__ import annotations

from collections.abc import Sequence

from reports.reading.records import Reading, Statement
from reports.words import NOT_MET
from tracker.judging.assess import assess

#: The pledges of each plan year that were answered and not met.
Missed = dict[int, frozenset[Statement]]


def missed_in(readings: Sequence[Reading]) -> Missed:
    """For each report that the next year's follows, the pledges which that one shows were not met."""
    by_year = {reading.plan_year: reading for reading in readings}
    return {
        year: frozenset(
            found.pledge for found in assess(reading, by_year[year + 1], year) if found.verdict in NOT_MET
        )
        for year, reading in sorted(by_year.items())
        if year + 1 in by_year
    }
