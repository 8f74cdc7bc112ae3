"""A target worded more loosely than the year before, or more firmly, by the scale of ``goalposts.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.judging.constants import GOALPOST_APART
from tracker.judging.goalposts.figures import compared, direction_in
from tracker.judging.goalposts.pairs import Pair
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.wording import is_same_test, wording_of


def check(pair: Pair) -> Iterator[Shift]:
    """The shift of a changed wording.

    Weaker words are a warning where the target is judged otherwise for them and asks for no more than before:
    1100万人以上 and then 1200万人左右 is information. Firmer words around a figure that asks for less are no firmer
    target; and words that are judged alike (13%, 13%以上) are told only of the very same figure.
    """
    if not pair.is_of_one_place or pair.earlier.is_digest or pair.later.is_digest:
        return
    before, after = wording_of(pair.earlier.reading, pair.before), wording_of(pair.later.reading, pair.after)
    if before is None or after is None or before.scale != after.scale or before.strength == after.strength:
        return
    same_test, rose = is_same_test(before, after), False
    if before.scale == "figure":
        ends = compared(pair.before, pair.after, direction_in(pair.key))
        if ends is None or (same_test and ends[0] != ends[1]) or _are_apart(pair, ends):
            return
        if ends[2] and after.strength > before.strength:
            return
        rose = ends[0] != ends[1] and not ends[2]
    computation = {"wording": [before.code, after.code], "same_test": same_test, "figure_rose": rose}
    if after.strength > before.strength:
        yield pair.shift(Move.STRENGTHENED, Weight.INFO, computation)
    else:
        yield pair.shift(Move.WEAKENED, Weight.INFO if same_test or rose else Weight.WARNING, computation)


def _are_apart(pair: Pair, ends: tuple[Decimal, Decimal, bool]) -> bool:
    low, high = sorted(ends[:2])
    return not pair.key.indicator and (low <= 0 or high > low * GOALPOST_APART)
