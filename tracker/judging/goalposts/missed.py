"""Which pledges were not met, from the reports that answer them."""

from __future__ import annotations

from collections.abc import Sequence

from reports.reading.records import Reading, Statement
from reports.words import NOT_MET, Flag
from tracker.judging.assess import assess
from tracker.judging.choose import figure
from tracker.judging.records import Judgement

#: The pledges of each plan year that were answered and not met.
Missed = dict[int, frozenset[Statement]]


def missed_in(readings: Sequence[Reading]) -> Missed:
    """For each report that the next year's follows, the pledges which that one shows were not met."""
    by_year = {reading.plan_year: reading for reading in readings}
    return {
        year: frozenset(found.pledge for found in assess(reading, by_year[year + 1], year) if is_missed(found))
        for year, reading in sorted(by_year.items())
        if year + 1 in by_year
    }


def is_missed(found: Judgement) -> bool:
    """Whether the judgement shows a miss: not met, and of a figure by a figure or by the government's own admission.

    动态清零 answered by 动态消除 is told in other words, and shows nothing.
    """
    if found.verdict not in NOT_MET:
        return False
    by_figure = found.outcome is not None and figure(found.outcome.value) is not None
    return by_figure or figure(found.pledge.value) is None or Flag.ADMITTED in found.flags
