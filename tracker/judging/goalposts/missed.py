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
    answer = found.outcome.value if found.outcome is not None else ""
    return found.verdict in NOT_MET and is_shown(found.pledge.value, answer, is_admitted=Flag.ADMITTED in found.flags)


def is_shown(target: str, answer: str, *, is_admitted: bool) -> bool:
    """Whether a target that was not met is shown to be by these two figures, as written and empty for none."""
    return is_admitted or figure(answer) is not None or figure(target) is None
