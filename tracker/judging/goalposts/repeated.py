"""A pledge that was not met and stands again in the next plan, with the same name and the same figure."""

from __future__ import annotations

from collections.abc import Iterator

from reports.reading.records import Statement
from reports.words import Comparator, Measure
from tracker.judging.goalposts.missed import Missed
from tracker.judging.goalposts.pairs import shift
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.series import Key, Plan, has_figure
from tracker.judging.naming import name_of


def check(earlier: Plan, later: Plan, missed: Missed) -> Iterator[Shift]:
    """Each pledge of the earlier plan that was not met and that the later plan makes again as it was."""
    if earlier.is_digest or later.is_digest:
        return
    not_met = missed.get(earlier.year, frozenset())
    seen: set[tuple[Key, tuple[str, ...]]] = set()
    for key, befores in earlier.pledges.items():
        for before in befores:
            if before not in not_met or (key, _said(before)) in seen:
                continue
            again = next((after for after in later.pledges.get(key, ()) if _said(after) == _said(before)), None)
            if again is not None:
                seen.add((key, _said(before)))
                yield shift(Move.REPEATED, Weight.WARNING, key, earlier, later, before, again, {"was_missed": True})


def _said(statement: Statement) -> tuple[str, ...]:
    """What must be the same: the figure as printed and how it is worded; of a deed, all its words."""
    figures = (statement.value, statement.value_high, statement.unit)
    how = (statement.measure.value, statement.comparator.value, statement.hedge.value)
    if statement.measure == Measure.DONE or not (has_figure(statement) or statement.comparator == Comparator.SYNC):
        return (*how, name_of(statement.quote).words)
    pace = tuple(reason for reason in statement.reasons if reason.startswith("in_step:"))
    return (*figures, *how, *pace)
