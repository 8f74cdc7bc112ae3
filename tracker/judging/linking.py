"""Linking the pledges of one report to the outcomes of the next: which outcome answers which pledge.

Indicator before wording, form before likeness, and the best assignment over the whole pair. An outcome is taken only
when it is good enough and clearly leads; what was near stays as a candidate with the reason it was not taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.reading.records import Base, Statement
from reports.words import Comparator, Kind, Measure
from tracker.judging import blanket, constants, elsewhere, promised_again
from tracker.judging.assignment import assign
from tracker.judging.bases import NO_BASES
from tracker.judging.comparing import Side, fit, side_of
from tracker.judging.edges import Edge, accepts, edges_of, thing_of
from tracker.judging.examples import share_an_example
from tracker.judging.likeness import likeness_between
from tracker.judging.naming import parts_of
from tracker.judging.reasons import Refusal
from tracker.judging.records import Candidate
from tracker.judging.repeating import Beside, promised_beside

_ACCEPT_DEED = float(constants.LINK_ACCEPT_DEED)
_LEAD = float(constants.LINK_LEAD)
_NEAR = float(constants.LINK_NEAR)


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


def link(
    pledges: Sequence[Statement], later: Sequence[Statement], year: int, bases: Mapping[str, Base] = NO_BASES
) -> tuple[Answer, ...]:
    """One answer for each pledge, in their order, out of the statements of the later report.

    Only outcomes and admissions answer: a target for the next year never stands in for a result. ``bases`` are the
    levels of the year before, by which a level answers for a growth.
    """
    outcomes = [side_of(statement) for statement in elsewhere.own(later) if statement.kind != Kind.PLEDGE]
    sides = [side_of(pledge) for pledge in pledges]
    things = [thing_of(side.statement) for side in sides]
    likeness = likeness_between(tuple(things), tuple(thing_of(side.statement) for side in outcomes))
    indexed: dict[str, list[int]] = defaultdict(list)
    same_figures: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, side in enumerate(outcomes):
        if side.indicator:
            indexed[side.indicator].append(number)
        if side.statement.value:
            same_figures[side.statement.value, side.statement.unit].append(number)
    edges = [
        _but_those_of_others(
            side, edges_of(side, outcomes, indexed, same_figures, likeness.to(thing), year, bases), beside, outcomes
        )
        for side, thing, beside in zip(sides, things, promised_beside(pledges), strict=True)
    ]
    taken = _assigned(sides, edges, outcomes)
    used = set(taken.values())
    answers = [_answer(side, edges[row], taken.get(row), used, outcomes, year) for row, side in enumerate(sides)]
    every = blanket.all_done(pledges, later, year)
    if every is None:
        return tuple(answers)
    named = Candidate(every, constants.LINK_BLANKET)
    # What the list promises may be promised at the head of the plan as well: one promise, one answer.
    firsts = promised_again.repeats(pledges)
    promises = [firsts.get(row, row) for row in range(len(pledges))]
    listed = {promise for promise, pledge in zip(promises, pledges, strict=True) if blanket.is_listed(pledge)}
    return tuple(
        replace(answer, outcome=every, candidates=(named, *answer.candidates))
        if answer.outcome is None and not answer.unclear and promise in listed
        else answer
        for promise, answer in zip(promises, answers, strict=True)
    )


def _assigned(sides: Sequence[Side], edges: Sequence[list[Edge]], outcomes: Sequence[Side]) -> dict[int, int]:
    """Row to column: the best assignment, a pledge that is told twice sharing one row.

    Figures come first: a named deed, which has less to go by, never takes an outcome that answers a figure.
    """
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, side in enumerate(sides):
        rows[_telling(side)].append(row)
    pledges = [side.statement for side in sides]
    chosen: dict[int, int] = {}
    for of_deeds in (False, True):
        used = set(chosen.values())
        scores = {
            (same[0], edge.column): edge.score
            for same in rows.values()
            if (pledges[same[0]].measure == Measure.DONE) is of_deeds
            for edge in edges[same[0]]
            if edge.column not in used and accepts(pledges[same[0]], edge, outcomes[edge.column].statement)
        }
        chosen |= assign(scores)
    return {row: chosen[same[0]] for same in rows.values() if same[0] in chosen for row in same}


def _but_those_of_others(pledge: Side, edges: list[Edge], beside: Beside, outcomes: Sequence[Side]) -> list[Edge]:
    """The edges, those refused that lead to what answers, or may as well answer, another promise of the same works."""
    if not beside.figures:
        return edges
    return [
        replace(edge, refusal=Refusal.TAKEN)
        if edge.refusal is None
        and beside.takes(pledge.statement, outcomes[edge.column].statement)
        and not share_an_example(pledge.statement, outcomes[edge.column].statement)
        else edge
        for edge in edges
    ]


def _telling(side: Side) -> tuple[object, ...]:
    """What two tellings of one pledge share: the figure and the thing, or the standing indicator alone.

    GDP pledged at 10% and once more at 力争11% is answered both times by the growth there was; 年均11% is another one.
    """
    pledge = side.statement
    is_sync = pledge.comparator == Comparator.SYNC
    form = (pledge.measure, is_sync, side.is_of_span, side.unit.kind, side.name.ranks, side.name.scope)
    if side.indicator and pledge.measure not in (Measure.LEVEL, Measure.DONE):
        return side.indicator, *form
    thing = side.indicator or side.name.words
    return thing, *form, pledge.value, pledge.unit, "" if pledge.value else pledge.quote


def _answer(
    pledge: Side, edges: list[Edge], column: int | None, used: set[int], outcomes: Sequence[Side], year: int
) -> Answer:
    """The pledge's own outcome if one was assigned and leads, else its parts together, else an admission."""
    rivals = _rivals(column, edges, used, outcomes)
    admission = next((e.column for e in edges if _is_admission(outcomes[e.column]) and e.score >= _ACCEPT_DEED), None)
    parts = _parts(pledge, outcomes, year)
    chosen = [column] if column is not None and not rivals else parts
    if parts and column is not None and len(outcomes[column].statement.period) > len(str(year)):
        chosen = parts  # 城乡居民收入 of the year itself before the five-year average of all residents
    summed = [] if chosen else _of_one_clause(pledge, rivals, outcomes)
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


def _rivals(column: int | None, edges: list[Edge], used: set[int], outcomes: Sequence[Side]) -> set[int]:
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


def _of_one_clause(pledge: Side, rivals: set[int], outcomes: Sequence[Side]) -> list[int]:
    """Figures of one thing in one clause that add up, the greatest first: 新建标准化村卫生室56所、改扩建870所.

    A pledge for new ones only is answered by the new ones alone.
    """
    sides = [outcomes[number] for number in rivals]
    clauses = {(side.statement.start, side.statement.end, side.name.words, side.statement.unit) for side in sides}
    if len(sides) < 2 or len(clauses) > 1 or not all(side.is_added for side in sides):
        return []
    if "新" in pledge.statement.quote and not any(word in pledge.statement.quote for word in "改扩修"):
        new = [number for number in rivals if "新" in thing_of(outcomes[number].statement)[1]]
        return new if len(new) == 1 else []
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
    edges: list[Edge], chosen: list[int], rivals: set[int], used: set[int], outcomes: Sequence[Side]
) -> tuple[Candidate, ...]:
    """What was taken, and the best of what was not, each with the reason why not."""
    near = [edge for edge in edges if edge.column not in chosen and edge.score >= _NEAR][: constants.CANDIDATES_KEPT]
    known = {edge.column: edge for edge in edges}
    first = [known.get(number, Edge(number, 1.0, None)) for number in chosen]
    return tuple(
        Candidate(
            outcomes[edge.column].statement,
            Decimal(f"{min(edge.score, 1.0):.3f}"),
            "" if edge.column in chosen else _why_not(edge, rivals, used).value,
        )
        for edge in (*first, *near)
    )


def _why_not(edge: Edge, rivals: set[int], used: set[int]) -> Refusal:
    if edge.refusal is not None:
        return edge.refusal
    if edge.column in rivals:
        return Refusal.RIVAL
    return Refusal.TAKEN if edge.column in used else Refusal.LIKENESS
