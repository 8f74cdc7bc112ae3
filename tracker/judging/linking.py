"""Linking the pledges of one report to the outcomes of the next: which outcome answers which pledge.

Indicator before wording, form before likeness, and the best assignment over the whole pair. An outcome is taken only
when it is good enough and clearly leads; what was near stays as a candidate with the reason it was not taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.reading.records import Statement
from reports.words import Kind, Measure
from tracker.judging import constants
from tracker.judging.assignment import assign
from tracker.judging.comparing import Side, fit, indicator_fit, prefers, side_of
from tracker.judging.converting import is_share_of_plan, names_a_work
from tracker.judging.likeness import Likeness, Thing
from tracker.judging.naming import kin_of, parts_of
from tracker.judging.reasons import Refusal
from tracker.judging.records import Candidate
from tracker.judging.units import read_unit

_ACCEPT = float(constants.LINK_ACCEPT)
_ACCEPT_DEED = float(constants.LINK_ACCEPT_DEED)
_ACCEPT_RATE = float(constants.LINK_ACCEPT_RATE)
_ACCEPT_DEED_FOR_FIGURE = float(constants.LINK_ACCEPT_DEED_FOR_FIGURE)
_LEAD = float(constants.LINK_LEAD)
_NEAR = float(constants.LINK_NEAR)
_MARK = re.compile(r"[，；。：]")
#: 老旧小区500个、老旧管网4600公里: one figure of a list ends where the next thing begins.
_LISTED_BEFORE = re.compile(r".*\d[^、]*、")
_LISTED_AFTER = re.compile(r"、(?=.*\d)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one pledge: the outcome taken, further parts of it, and the candidates best first.

    ``addends`` are figures that add up with the outcome's.
    ``unclear`` says that candidates were good enough and none clearly led; ``is_admitted`` that the government
    also says itself that it fell short.
    """

    outcome: Statement | None
    parts: tuple[Statement, ...] = ()
    addends: tuple[Statement, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unclear: bool = False
    is_admitted: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    """An outcome a pledge could be answered by: its number, its score, and why it cannot after all."""

    column: int
    score: float
    refusal: Refusal | None


def link(pledges: Sequence[Statement], later: Sequence[Statement], year: int) -> tuple[Answer, ...]:
    """One answer for each pledge, in their order, out of the statements of the later report.

    Only outcomes and admissions answer: a target for the next year never stands in for a result.
    """
    outcomes = [side_of(statement) for statement in later if statement.kind != Kind.PLEDGE]
    sides = [side_of(pledge) for pledge in pledges]
    things = [_thing(side.statement) for side in sides]
    likeness = Likeness(things, [_thing(side.statement) for side in outcomes])
    indexed: dict[str, list[int]] = defaultdict(list)
    for number, side in enumerate(outcomes):
        if side.indicator:
            indexed[side.indicator].append(number)
    edges = [
        _edges(side, outcomes, indexed, likeness.to(thing), year) for side, thing in zip(sides, things, strict=True)
    ]
    taken = _assigned(pledges, edges, outcomes)
    used = set(taken.values())
    return tuple(_answer(side, edges[row], taken.get(row), used, outcomes, year) for row, side in enumerate(sides))


def _thing(statement: Statement) -> Thing:
    """The subject, and the words around its figure as far as the next mark or the next figure of a list."""
    if statement.number is None:
        return statement.subject, statement.quote
    at, end = statement.number.start - statement.start, statement.number.end - statement.start
    before, after = _MARK.split(statement.quote[:at])[-1], _MARK.split(statement.quote[end:])[0]
    if listed := _LISTED_BEFORE.match(before):
        before = before[listed.end() :]
    if listed := _LISTED_AFTER.search(after):
        after = after[: listed.start()]
    return statement.subject, before + after.removeprefix(statement.unit)


def _edges(
    pledge: Side, outcomes: Sequence[Side], indexed: dict[str, list[int]], alike: dict[int, float], year: int
) -> list[_Edge]:
    """The outcomes worth a look, best first; ``indexed`` gives the numbers of the outcomes of each indicator."""
    found = []
    known_as = indexed.get(pledge.indicator, []) if pledge.indicator else []
    kin = [column for code in kin_of(pledge.indicator or "") for column in indexed.get(code, [])]
    for column in {*alike, *known_as, *kin}:
        outcome = outcomes[column]
        known = indicator_fit(pledge, outcome, alike.get(column, 0.0))
        if known < _NEAR:
            continue
        factor, refusal = fit(pledge, outcome, year)
        score = known * factor
        if score >= _NEAR * 0.8:
            found.append(_Edge(column, score + prefers(pledge.statement, outcome.statement), refusal))
    return sorted(_headline_first(pledge, found, outcomes), key=lambda edge: (-edge.score, edge.column))


def _headline_first(pledge: Side, edges: list[_Edge], outcomes: Sequence[Side]) -> list[_Edge]:
    """A standing indicator is told of the whole place first and of its parts later: the first telling leads."""
    told = [e for e in edges if e.refusal is None and outcomes[e.column].indicator and pledge.indicator]
    if not told:
        return edges
    best = max(edge.score for edge in told)
    near = [edge for edge in told if edge.score > best - _LEAD]
    first = min(near, key=lambda edge: outcomes[edge.column].statement.start)
    return [replace(edge, score=best + _LEAD) if edge is first else edge for edge in edges]


def _accepts(pledge: Statement, edge: _Edge, outcome: Statement) -> bool:
    if edge.refusal is not None or outcome.kind == Kind.SHORTFALL:
        return False
    return edge.score >= _threshold(pledge, outcome)


def _threshold(pledge: Statement, outcome: Statement) -> float:
    """A count is checked by its unit and its thing; what lacks one of them must be the more alike."""
    if pledge.measure == Measure.DONE:
        return _ACCEPT_DEED
    if outcome.measure == Measure.DONE or names_a_work(pledge):
        return _ACCEPT_DEED_FOR_FIGURE
    if is_share_of_plan(outcome):
        return _ACCEPT
    unit = read_unit(pledge.unit)
    return _ACCEPT_RATE if unit.is_rate or unit.kind in ("yuan", "dollar") else _ACCEPT


def _assigned(pledges: Sequence[Statement], edges: Sequence[list[_Edge]], outcomes: Sequence[Side]) -> dict[int, int]:
    """Row to column: the best assignment, a pledge that is told twice sharing one row.

    Figures come first: a named deed, which has less to go by, never takes an outcome that answers a figure.
    """
    rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, pledge in enumerate(pledges):
        rows[_telling(pledge)].append(row)
    chosen: dict[int, int] = {}
    for of_deeds in (False, True):
        used = set(chosen.values())
        scores = {
            (same[0], edge.column): edge.score
            for same in rows.values()
            if (pledges[same[0]].measure == Measure.DONE) is of_deeds
            for edge in edges[same[0]]
            if edge.column not in used and _accepts(pledges[same[0]], edge, outcomes[edge.column].statement)
        }
        chosen |= assign(scores)
    return {row: chosen[same[0]] for same in rows.values() if same[0] in chosen for row in same}


def _telling(pledge: Statement) -> tuple[str, ...]:
    """What two tellings of one pledge share."""
    thing = pledge.indicator or pledge.subject
    return (
        thing,
        pledge.measure,
        pledge.comparator,
        pledge.value,
        pledge.unit,
        pledge.quote if not pledge.value else "",
    )


def _answer(
    pledge: Side, edges: list[_Edge], column: int | None, used: set[int], outcomes: Sequence[Side], year: int
) -> Answer:
    """The pledge's own outcome if one was assigned and leads, else its parts together, else an admission."""
    rivals = _rivals(column, edges, used, outcomes)
    admission = next((e.column for e in edges if _is_admission(outcomes[e.column]) and e.score >= _ACCEPT_DEED), None)
    parts = _parts(pledge, outcomes, year)
    chosen = [column] if column is not None and not rivals else parts
    if parts and column is not None and len(outcomes[column].statement.period) > len(str(year)):
        chosen = parts  # 城乡居民收入 of the year itself before the five-year average of all residents
    summed = [] if chosen else _added_up(pledge, rivals, outcomes)
    chosen = chosen or summed
    if not chosen and admission is not None:
        chosen = [admission]
    taken = tuple(outcomes[number].statement for number in chosen)
    return Answer(
        taken[0] if taken else None,
        () if summed else taken[1:],
        taken[1:] if summed else (),
        _candidates(edges, chosen, rivals, used, outcomes),
        unclear=bool(rivals) and not chosen,
        is_admitted=admission is not None,
    )


def _is_admission(side: Side) -> bool:
    return side.statement.kind == Kind.SHORTFALL


def _rivals(column: int | None, edges: list[_Edge], used: set[int], outcomes: Sequence[Side]) -> set[int]:
    """Free candidates as good as the chosen one that say something else, and the chosen one with them; or nothing."""
    chosen = next((edge for edge in edges if edge.column == column), None)
    if chosen is None:
        return set()
    mine = outcomes[chosen.column].statement
    rivals = {
        edge.column
        for edge in edges
        if edge.column not in used
        and edge.refusal is None
        and edge.score > chosen.score - _LEAD
        and not _is_admission(outcomes[edge.column])
        and (outcomes[edge.column].statement.value, outcomes[edge.column].statement.unit) != (mine.value, mine.unit)
    }
    return rivals | {chosen.column} if rivals else set()


def _added_up(pledge: Side, rivals: set[int], outcomes: Sequence[Side]) -> list[int]:
    """Figures of one thing in one clause that add up, the greatest first: 新建标准化村卫生室56所、改扩建870所.

    Nothing when the pledge is for new ones only: what was rebuilt does not count towards it.
    """
    sides = [outcomes[number] for number in rivals]
    clauses = {(side.statement.start, side.statement.end, side.name.words, side.statement.unit) for side in sides}
    is_only_new = "新建" in pledge.statement.quote and not any(word in pledge.statement.quote for word in "改扩修")
    if len(sides) < 2 or len(clauses) > 1 or is_only_new or not all(side.is_added for side in sides):
        return []
    return sorted(rivals, key=lambda number: (-Decimal(outcomes[number].statement.value), number))


def _parts(pledge: Side, outcomes: Sequence[Side], year: int) -> list[int]:
    """The urban and the rural figure together answer for 城乡居民人均可支配收入; nothing unless all parts are there."""
    codes = parts_of(pledge.indicator or "")
    found: dict[str, tuple[float, int]] = {}
    for number, side in enumerate(outcomes):
        code = side.indicator
        if code is None or code not in codes or _is_admission(side):
            continue
        factor, refusal = fit(pledge, side, year)
        if refusal is None and factor > found.get(code, (0.0, 0))[0]:
            found[code] = (factor, number)
    return [found[code][1] for code in codes] if codes and len(found) == len(codes) else []


def _candidates(
    edges: list[_Edge], chosen: list[int], rivals: set[int], used: set[int], outcomes: Sequence[Side]
) -> tuple[Candidate, ...]:
    """What was taken, and the best of what was not, each with the reason why not."""
    near = [edge for edge in edges if edge.column not in chosen and edge.score >= _NEAR][: constants.CANDIDATES_KEPT]
    known = {edge.column: edge for edge in edges}
    first = [known.get(number, _Edge(number, 1.0, None)) for number in chosen]
    return tuple(
        Candidate(
            outcomes[edge.column].statement,
            Decimal(f"{min(edge.score, 1.0):.3f}"),
            "" if edge.column in chosen else _why_not(edge, rivals, used).value,
        )
        for edge in (*first, *near)
    )


def _why_not(edge: _Edge, rivals: set[int], used: set[int]) -> Refusal:
    if edge.refusal is not None:
        return edge.refusal
    if edge.column in rivals:
        return Refusal.RIVAL
    return Refusal.TAKEN if edge.column in used else Refusal.LIKENESS
