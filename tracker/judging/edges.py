"""The outcomes that could answer a pledge, scored, and which of them are good enough to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports.reading.records import Base, Statement
from reports.words import Kind, Measure
from tracker.judging import calling, constants
from tracker.judging.choose import figure
from tracker.judging.clauses import clause_around
from tracker.judging.comparing import Side, fit, indicator_fit, prefers
from tracker.judging.converting import is_share_of_plan, names_a_work
from tracker.judging.examples import share_an_example
from tracker.judging.likeness import Thing, is_one_of
from tracker.judging.naming import kin_of
from tracker.judging.reasons import Refusal
from tracker.judging.repeating import tells_again
from tracker.judging.units import read_unit

_ACCEPT = float(constants.LINK_ACCEPT)
_ACCEPT_DEED = float(constants.LINK_ACCEPT_DEED)
_ACCEPT_RATE = float(constants.LINK_ACCEPT_RATE)
_ACCEPT_DEED_FOR_FIGURE = float(constants.LINK_ACCEPT_DEED_FOR_FIGURE)
_LEAD = float(constants.LINK_LEAD)
_ONE_OF_A_KIND = float(constants.LINK_ONE_OF_A_KIND)
#: 开工建设3件, 启动2个.
_ONLY_BEGUN = ("开工", "启动", "谋划", "前期")
#: Words for all of it, in pledge and answer alike.
_ALL = ("全覆盖", "清零")
_NEAR = float(constants.LINK_NEAR)
_TOLD_AGAIN = float(constants.LINK_TOLD_AGAIN)
_CALLED_OTHERWISE = float(constants.LINK_CALLED_OTHERWISE)


@dataclass(frozen=True, slots=True)
class Edge:
    """An outcome a pledge could be answered by: its number, its score, and why it cannot after all."""

    column: int
    score: float
    refusal: Refusal | None


def thing_of(statement: Statement) -> Thing:
    """The subject, and the clause its figure stands in."""
    return statement.subject, clause_around(statement)


def edges_of(
    pledge: Side,
    outcomes: Sequence[Side],
    indexed: dict[str, list[int]],
    same_figures: Mapping[tuple[str, str], list[int]],
    alike: dict[int, float],
    year: int,
    bases: Mapping[str, Base],
) -> list[Edge]:
    """The outcomes worth a look, best first; ``indexed`` gives the numbers of the outcomes of each indicator,
    ``same_figures`` those of each figure with its unit.
    """
    found = []
    known_as = indexed.get(pledge.indicator, []) if pledge.indicator else []
    kin = [column for code in kin_of(pledge.indicator or "") for column in indexed.get(code, [])]
    again = same_figures.get((pledge.statement.value, pledge.statement.unit), [])
    short = calling.in_short(pledge.statement.subject, [outcome.statement.subject for outcome in outcomes])
    for column in {*alike, *known_as, *kin, *again, *short}:
        outcome = outcomes[column]
        known = indicator_fit(pledge, outcome, _alike(pledge, outcome, alike.get(column, 0.0)))
        if known < _NEAR:
            continue
        factor, refusal = fit(pledge, outcome, year, bases)
        score = known * factor
        if score >= _NEAR * 0.8:
            found.append(Edge(column, score + prefers(pledge.statement, outcome.statement), refusal))
    return sorted(_headline_first(pledge, found, outcomes), key=lambda edge: (-edge.score, edge.column))


def _alike(pledge: Side, outcome: Side, alike: float) -> float:
    """The likeness, at least that of one of a kind where so many of the kind were promised: 二实小过街天桥, of 2座.

    The very figure told again of what bears nearly the same name (绿道1000公里) is at least so like, and so are works
    of which both name the same one, and deeds that name one thing in other words.
    """
    is_counted = pledge.statement.measure != Measure.DONE
    if alike < _TOLD_AGAIN and (
        tells_again(pledge.statement, outcome.statement) or share_an_example(pledge.statement, outcome.statement)
    ):
        return _TOLD_AGAIN
    if alike < _CALLED_OTHERWISE and calling.is_called_otherwise(pledge.statement, outcome.statement):
        return _CALLED_OTHERWISE
    if _NEAR < alike < _ONE_OF_A_KIND and calling.is_some_of_them(pledge.statement, outcome.statement):
        return _ONE_OF_A_KIND
    if is_counted and _NEAR < alike < _ONE_OF_A_KIND and is_one_of(outcome.statement.subject, pledge.statement.subject):
        return _ONE_OF_A_KIND
    return alike


def _is_one_of_few(pledge: Statement, outcome: Statement) -> bool:
    """Whether so few of a kind were promised that naming one of them answers: 二实小过街天桥 in use, of 2座.

    Works that are only to begin (开工建设3件大型灌区) are not those finished by the end of the year.
    """
    if any(word in pledge.quote for word in _ONLY_BEGUN):
        return False
    promised = figure(pledge.value)
    is_few = promised is not None and promised <= constants.NAMED_ONE_BY_ONE_MOST
    return is_few and is_one_of(outcome.subject, pledge.subject)


def _are_both_of_all(pledge: Statement, outcome: Statement) -> bool:
    """Whether all of it was promised and all of it is told: 4个重点行业改造全覆盖, 重点行业改造实现全覆盖."""
    return any(word in pledge.quote and word in outcome.quote for word in _ALL)


def _headline_first(pledge: Side, edges: list[Edge], outcomes: Sequence[Side]) -> list[Edge]:
    """A standing indicator is told of the whole place first and of its parts later: the first telling leads."""
    codes = {pledge.indicator, *kin_of(pledge.indicator or "")} - {None}
    told = [edge for edge in edges if edge.refusal is None and outcomes[edge.column].indicator in codes]
    if not told:
        return edges
    best = max(edge.score for edge in told)
    near = [edge for edge in told if edge.score > best - _LEAD]
    first = min(near, key=lambda edge: outcomes[edge.column].statement.start)
    return [replace(edge, score=best + _LEAD) if edge is first else edge for edge in edges]


def accepts(pledge: Statement, edge: Edge, outcome: Statement) -> bool:
    """Whether the outcome is good enough to be taken, if no other leads; an admission never is by itself."""
    if edge.refusal is not None or outcome.kind == Kind.SHORTFALL:
        return False
    return edge.score >= _threshold(pledge, outcome)


def _threshold(pledge: Statement, outcome: Statement) -> float:
    """A count is checked by its unit and its thing; what lacks one of them must be the more alike."""
    if pledge.measure == Measure.DONE:
        return _ACCEPT_DEED
    if outcome.measure == Measure.DONE and (_is_one_of_few(pledge, outcome) or _are_both_of_all(pledge, outcome)):
        return _ACCEPT
    if outcome.measure == Measure.DONE or names_a_work(pledge):
        return _ACCEPT_DEED_FOR_FIGURE
    if is_share_of_plan(outcome):
        return _ACCEPT_RATE
    unit = read_unit(pledge.unit)
    return _ACCEPT_RATE if unit.is_rate or unit.kind in ("yuan", "dollar") else _ACCEPT
