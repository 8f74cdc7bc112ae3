"""How firmly a target is worded: its step on the scale of ``goalposts.toml``."""

from __future__ import annotations

from reports.reading.records import Reading, Statement
from reports.words import Comparator, Hedge, Measure
from tracker.judging.goalposts.series import clause_before, has_figure
from tracker.judging.goalposts.tables import Wording, wordings

_PACES = {f"in_step:{code}": code for code in ("faster", "plain", "basic")}


def wording_of(reading: Reading, statement: Statement) -> Wording | None:
    """The step the wording stands on; None for a range, a ratio and a deed.

    确保 counts where it stands in the clause of the figure, and the loosest word decides: 确保…左右 is an "about".
    A hedge in other words (计划开工20个) has no step, for a plan may say so of anything.
    """
    scale = wordings()
    if statement.comparator == Comparator.SYNC:
        return next((scale[_PACES[reason]] for reason in statement.reasons if reason in _PACES), None)
    if not has_figure(statement) or statement.measure in (Measure.RATIO, Measure.RANK):
        return None
    by_comparator = next((one for one in scale.values() if statement.comparator.value in one.comparators), None)
    if by_comparator is None or by_comparator.code == "about":
        return by_comparator
    clause = clause_before(reading, statement)
    strives = any(word in clause for word in scale["strive"].words)
    if strives or statement.hedge == Hedge.STRIVE:
        return scale["strive"] if strives else None
    return scale["ensure"] if any(word in clause for word in scale["ensure"].words) else by_comparator


def is_same_test(one: Wording, other: Wording) -> bool:
    """Whether both are judged by the same rule, so that the step says something of tone alone: 13% and 13%以上."""
    firm = {"ensure", "bare", "limit"}
    return {one.code, other.code} <= firm
