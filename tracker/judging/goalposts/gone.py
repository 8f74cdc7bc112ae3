"""A headline target of two years in a row that the next plan does not set any more."""

from __future__ import annotations

from collections.abc import Iterator

from reports.reading.lexicon.indicators import bare, by_code
from tracker.judging.goalposts.pairs import shift
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.series import Key, Plan, measure_of
from tracker.judging.goalposts.swaps import successor
from tracker.judging.goalposts.tables import relatives

#: Deeds (完成省下达任务) and ratios of parts are no targets that could be missed.
_NO_TARGET = ("done", "ratio", "rank")


def check(first: Plan, earlier: Plan, later: Plan) -> Iterator[Shift]:
    """The targets that stand in the first two plans' headlines and nowhere in the third plan.

    Nothing where the third has no headline, is a digest, or has a figure in its headline that was not read; and nothing
    where the headline still says the indicator's name.
    """
    if later.is_digest or not later.headline or _has_unread(later):
        return
    unread_words = _words_left(later)
    for key, statements in earlier.headline.items():
        targets = [statement for statement in statements if measure_of(statement) not in _NO_TARGET]
        if not targets or not _is_habit(first, key) or key.indicator in later.indicators:
            continue
        if successor(earlier, later, key.indicator) or _is_named(key.indicator, unread_words):
            continue
        remains = [other for other in relatives(key.indicator) if any(k.indicator == other for k in later.headline)]
        severity = Weight.INFO if remains else Weight.WARNING
        yield shift(Move.GONE, severity, key, earlier, later, targets[0], None, {"remains": remains})


def _is_habit(plan: Plan, key: Key) -> bool:
    return any(measure_of(statement) not in _NO_TARGET for statement in plan.headline.get(key, ()))


def _has_unread(plan: Plan) -> bool:
    """Whether a figure in the headline was seen and could not be placed: it may be the target that seems gone."""
    return any(span.start <= u.number.start < span.end for u in plan.reading.unread for span in plan.passages)


def _words_left(plan: Plan) -> str:
    """The words of the headline that are no read pledge's: what stands there may be a target that was not read."""
    taken = sorted((s.start, s.end) for s in plan.reading.statements)
    left = []
    for span in plan.passages:
        at = span.start
        for start, end in taken:
            if start >= at and start < span.end:
                left.append(plan.reading.text[at:start])
            if span.start <= start < span.end:
                at = max(at, end)
        left.append(plan.reading.text[at : span.end])
    return bare("|".join(left))


def _is_named(indicator: str, words: str) -> bool:
    return any(bare(alias) in words for alias in by_code()[indicator].aliases)
