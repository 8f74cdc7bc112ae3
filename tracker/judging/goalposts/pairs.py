"""The same target in two plans in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.reading.records import Statement
from tracker.judging.goalposts.missed import Missed
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.series import NO_TARGET, Key, Plan, measure_of
from tracker.judging.goalposts.telling import told


@dataclass(frozen=True, slots=True)
class Pair:
    """One target as two plans in a row tell it."""

    key: Key
    earlier: Plan
    later: Plan
    before: Statement
    after: Statement
    was_missed: bool

    @property
    def is_of_one_place(self) -> bool:
        """Whether both stand in the headline or neither does: only then do their words compare."""
        return self.earlier.is_headline(self.before) == self.later.is_headline(self.after)

    def shift(self, kind: Move, severity: Weight, computation: dict[str, Any]) -> Shift:
        """A shift between the two."""
        return shift(kind, severity, self.key, self.earlier, self.later, self.before, self.after, computation)


def pairs(earlier: Plan, later: Plan, missed: Missed) -> Iterator[Pair]:
    """Every target that both plans tell in one measure, in the order of the later text."""
    found = []
    for key in earlier.pledges.keys() & later.pledges.keys():
        measures = {measure_of(statement) for statement in earlier.pledges[key]} - set(NO_TARGET)
        for measure in measures:
            before, after = earlier.target(key, measure), later.target(key, measure)
            if before is not None and after is not None:
                was_missed = before in missed.get(earlier.year, ())
                found.append(Pair(key, earlier, later, before, after, was_missed))
    yield from sorted(found, key=lambda pair: (_place(pair.after), _place(pair.before)))


def _place(statement: Statement) -> tuple[int, int]:
    return statement.start, statement.number.start if statement.number else statement.start


def shift(
    kind: Move,
    severity: Weight,
    key: Key,
    earlier: Plan,
    later: Plan,
    before: Statement,
    after: Statement | None,
    computation: dict[str, Any],
) -> Shift:
    """A shift with what both plans say added to its computation."""
    said = {
        "before": told(earlier.reading, before),
        "after": told(later.reading, after) if after is not None else None,
    }
    return Shift(
        kind, severity, before.subject, key.indicator, earlier.year, later.year, before, after, said | computation
    )
