"""A target worded more loosely than the year before, or more firmly, by the scale of ``goalposts.toml``."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.judging.goalposts.figures import compared
from tracker.judging.goalposts.pairs import Pair
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.wording import is_same_test, wording_of


def check(pair: Pair) -> Iterator[Shift]:
    """The shift of a changed wording.

    Weaker words are a warning only where they change what the target is judged by and the figure did not rise: 1100万人以上
    and then 1200万人左右 is information.
    """
    if not pair.is_of_one_place or pair.earlier.is_digest or pair.later.is_digest:
        return
    before, after = wording_of(pair.earlier.reading, pair.before), wording_of(pair.later.reading, pair.after)
    if before is None or after is None or before.scale != after.scale or before.strength == after.strength:
        return
    same_test = is_same_test(before, after)
    rose = _rose(pair)
    computation = {"wording": [before.code, after.code], "same_test": same_test, "figure_rose": rose}
    if after.strength > before.strength:
        yield pair.shift(Move.STRENGTHENED, Weight.INFO, computation)
    else:
        yield pair.shift(Move.WEAKENED, Weight.INFO if same_test or rose else Weight.WARNING, computation)


def _rose(pair: Pair) -> bool:
    """Whether the figure asks for more than before."""
    ends = compared(pair.before, pair.after, pair.key.indicator)
    return ends is not None and ends[0] != ends[1] and not ends[2]
