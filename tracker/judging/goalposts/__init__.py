"""Goalposts: how one government's targets change from one year's plan to the next.

A target may be lowered, worded more loosely, dropped, told over another circle or by another yardstick, or promised
again as it was after it was not met. Each is said as a fact, with both pledges. ``goalposts`` is the door; each check
has a file of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from reports.reading.records import Reading
from tracker.judging.goalposts import figures, gone, repeated, swaps, tone
from tracker.judging.goalposts.missed import Missed, missed_in
from tracker.judging.goalposts.pairs import pairs
from tracker.judging.goalposts.records import Shift
from tracker.judging.goalposts.series import Plan

__all__ = ["goalposts"]


def goalposts(
    readings: Sequence[Reading], missed: Missed | None = None, digests: Collection[int] = ()
) -> tuple[Shift, ...]:
    """The shifts between the plans of one government, by year and then by their place in the later text.

    ``missed`` are the pledges that were not met, by plan year; None has them assessed from the readings themselves.
    ``digests`` are the plan years of which only a short text in other words is known: nothing is said of their wording
    or of what they leave out.
    """
    known = missed_in(readings) if missed is None else missed
    plans = {reading.plan_year: Plan(reading, reading.plan_year in digests) for reading in readings}
    found: list[Shift] = []
    for year in sorted(plans):
        if year - 1 in plans:
            between = _between(plans, year, known)
            found += sorted(between, key=lambda shift: (shift.after or shift.before).start)
    return tuple(found)


def _between(plans: dict[int, Plan], year: int, missed: Missed) -> Iterator[Shift]:
    earlier, later = plans[year - 1], plans[year]
    yield from repeated.check(earlier, later, missed)
    for pair in pairs(earlier, later, missed):
        yield from swaps.basis(pair)
        if not swaps.is_on_another_basis(pair):
            yield from figures.check(pair)
        yield from tone.check(pair)
    yield from swaps.check(earlier, later)
    if year - 2 in plans:
        yield from gone.check(plans[year - 2], earlier, later)
