"""A headline target of two years in a row that the next plan does not set any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.reading.lexicon.indicators import bare, by_code
from tracker.judging import constants
from tracker.judging.goalposts.pairs import shift
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.series import NO_TARGET, Key, Plan, measure_of
from tracker.judging.goalposts.swaps import successor
from tracker.judging.goalposts.tables import relatives

#: A name of the headline that is no indicator's and this like one may be a misprint of it.
_ALIKE = constants.GOALPOST_ALIKE
#: A figure that no read pledge holds may be the target that seems gone.
_FIGURE = re.compile(r"[\d一二三四五六七八九十百](?:[%‰万亿]|个百分点)")


def check(first: Plan, earlier: Plan, later: Plan) -> Iterator[Shift]:
    """The targets that stand in the first two plans' headlines and nowhere in the third plan.

    Nothing where the third has no headline, is a digest, or has a figure in its headline that was not read; and nothing
    where the headline still says the indicator's name.
    """
    unread_words = _words_left(later)
    if later.is_digest or not later.headline or _FIGURE.search(unread_words):
        return
    for key, statements in earlier.headline.items():
        targets = [statement for statement in statements if measure_of(statement) not in NO_TARGET]
        if not targets or not _is_habit(first, key) or key.indicator in later.indicators:
            continue
        remains = [other for other in relatives(key.indicator) if any(k.indicator == other for k in later.headline)]
        if successor(earlier, later, key.indicator) or _may_be_there(later, key.indicator, unread_words):
            continue
        severity = Weight.INFO if remains else Weight.WARNING
        yield shift(Move.GONE, severity, key, earlier, later, targets[0], None, {"remains": remains})


def _is_habit(plan: Plan, key: Key) -> bool:
    return any(measure_of(statement) not in NO_TARGET for statement in plan.headline.get(key, ()))


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


def _may_be_there(plan: Plan, indicator: str, unread_words: str) -> bool:
    """Whether the headline names the indicator, or a relative of it, in words that were not read as its target.

    城乡居民收入较快增长 leaves a target for incomes without a figure; 城镇居民人均支配收人8% is misprinted.
    """
    missing = [code for code in (indicator, *relatives(indicator)) if code not in plan.indicators]
    if any(bare(alias) in unread_words for code in missing for alias in by_code()[code].aliases):
        return True
    others = [key.name for key, said in plan.pledges.items() if key.name and any(map(plan.is_headline, said))]
    return any(_likeness(name, bare(alias)) >= _ALIKE for name in others for alias in by_code()[indicator].aliases)


def _likeness(one: str, other: str) -> Decimal:
    """The share of character pairs that two names have in common, 0…1."""
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    return Decimal(2 * len(pairs[0] & pairs[1])) / max(1, len(pairs[0]) + len(pairs[1]))
