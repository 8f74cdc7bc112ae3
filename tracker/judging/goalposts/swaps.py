"""A target told over another circle or by another yardstick, so that its figures no longer compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reports.reading.records import Statement
from tracker.judging.goalposts.pairs import Pair, shift
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.series import Key, Plan, clause_before, has_figure, measure_of
from tracker.judging.goalposts.tables import relatives

#: What the growth is counted on: 可比增长12%, 比上年调整预算收入增长7%, 固定资产投资（不含农户）.
_BASIS = re.compile(r"可比|同口径|剔除|扣除|不含|调整预算|不变价|还原")


def basis(pair: Pair) -> Iterator[Shift]:
    """The shift of a target that both plans name alike and count on another basis."""
    words = [
        frozenset(_BASIS.findall(clause_before(plan.reading, statement)))
        for plan, statement in ((pair.earlier, pair.before), (pair.later, pair.after))
    ]
    if words[0] != words[1] and not (pair.earlier.is_digest or pair.later.is_digest):
        yield pair.shift(Move.SCOPE, Weight.INFO, {"basis": [sorted(words[0]), sorted(words[1])]})


def is_on_another_basis(pair: Pair) -> bool:
    """Whether the two figures do not compare because they are counted on another basis."""
    return any(True for _ in basis(pair))


def check(earlier: Plan, later: Plan) -> Iterator[Shift]:
    """Headline targets that the later plan tells otherwise: in another measure, or by a relative of the indicator."""
    if earlier.is_digest or later.is_digest:
        return
    yield from _measures(earlier, later)
    yield from _relatives(earlier, later)


def _measures(earlier: Plan, later: Plan) -> Iterator[Shift]:
    for key, befores in earlier.headline.items():
        afters = later.headline.get(key)
        if not afters:
            yield from _circles(earlier, later, key, befores)
            continue
        again = {measure_of(s) for s in later.pledges[key]}
        before_measures = {measure_of(s) for s in earlier.pledges[key]}
        if before_measures & again:
            continue
        before, after = _firmest(befores), _firmest(afters)
        computation = {"measure": [measure_of(before), measure_of(after)]}
        lost = has_figure(before) and not has_figure(after)
        yield shift(
            Move.YARDSTICK, Weight.WARNING if lost else Weight.INFO, key, earlier, later, before, after, computation
        )


def _firmest(statements: list[Statement]) -> Statement:
    """One with a figure before one without."""
    return min(statements, key=lambda s: (not has_figure(s), s.start))


def _circles(earlier: Plan, later: Plan, key: Key, befores: list[Statement]) -> Iterator[Shift]:
    """The same indicator in another circle: 县域生产总值, then 生产总值."""
    others = [other for other in later.headline if other.indicator == key.indicator and other not in earlier.pledges]
    if key in later.pledges or len(others) != 1:
        return
    after = _firmest(later.headline[others[0]])
    yield shift(Move.SCOPE, Weight.INFO, key, earlier, later, _firmest(befores), after, {})


def _relatives(earlier: Plan, later: Plan) -> Iterator[Shift]:
    """An indicator that no pledge of the later plan names any more, where a relative stands for the first time."""
    replaced: dict[tuple[int, Move], list[tuple[Key, Statement]]] = {}
    afters: dict[int, Statement] = {}
    for key, befores in earlier.headline.items():
        if key.indicator in later.indicators:
            continue
        found = successor(earlier, later, key.indicator)
        if found is not None:
            after, kind = found
            afters[after.start] = after
            replaced.setdefault((after.start, kind), []).append((key, _firmest(befores)))
    for (place, kind), gone in replaced.items():
        key, before = gone[0]
        computation: dict[str, Any] = {"also": [statement.subject for _, statement in gone[1:]]}
        yield shift(kind, Weight.INFO, key, earlier, later, before, afters[place], computation)


def successor(earlier: Plan, later: Plan, indicator: str) -> tuple[Statement, Move] | None:
    """The headline target that takes the place of an indicator, and what such a change is; None where none does."""
    for other, kind in relatives(indicator).items():
        if other in earlier.indicators:
            continue
        found = [s for key, statements in later.headline.items() if key.indicator == other for s in statements]
        if found:
            return _firmest(found), kind
    return None
