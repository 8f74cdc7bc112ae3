"""Building a derivation: everything a verdict rests on, as JSON values and decimals as strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.reading.records import Statement
from reports.words import Comparator, Direction, Rule
from tracker.judging import constants
from tracker.judging.choose import figure
from tracker.judging.converting import Converted, plain
from tracker.judging.rules import version_of
from tracker.judging.units import read_unit

_LOWER_BOUNDS = (Comparator.GT,)
_UPPER_BOUNDS = (Comparator.LT,)


def described(statement: Statement) -> dict[str, Any]:
    """A statement as the target or the actual of a derivation: its figure, its words for it, and its place."""
    number = statement.number
    return {
        "subject": statement.subject,
        "indicator": statement.indicator or "",
        "measure": statement.measure.value,
        "comparator": statement.comparator.value,
        "value": statement.value,
        "value_high": statement.value_high,
        "unit": statement.unit,
        "period": statement.period,
        "deadline": statement.deadline,
        "place": {"start": statement.start, "end": statement.end},
        "number": {"start": number.start, "end": number.end} if number else None,
    }


def opened(rule: Rule, year: int, pledge: Statement, outcome: Statement | None) -> dict[str, Any]:
    """The part all derivations share."""
    return {
        "rule": rule.value,
        "version": version_of(rule),
        "year": year,
        "target": described(pledge),
        "actual": described(outcome) if outcome else None,
    }


def of_figures(
    rule: Rule, year: int, pledge: Statement, outcome: Statement, converted: Converted, direction: Direction
) -> dict[str, Any]:
    """The derivation of a rule that sets one figure against another."""
    target = Decimal(pledge.value)
    high = figure(pledge.value_high)
    bound = "more" if outcome.comparator in _LOWER_BOUNDS else "less" if outcome.comparator in _UPPER_BOUNDS else ""
    return opened(rule, year, pledge, outcome) | {
        "direction": direction.value,
        "conversions": converted.steps,
        "compared": {
            "target": plain(target),
            "target_high": plain(high) if high is not None else "",
            "actual": plain(converted.value),
            "actual_is": bound,
        },
        "strict": pledge.comparator == Comparator.LT,
        "tolerance": plain(tolerance_of(pledge, target)),
        "band": {"floor": plain(constants.PART_FLOOR), "ceiling": plain(constants.PART_CEILING)},
    }


def tolerance_of(pledge: Statement, target: Decimal) -> Decimal:
    """What an "about" may fall short by, in the target's unit; nothing for every other wording."""
    if pledge.comparator != Comparator.ABOUT:
        return Decimal(0)
    if read_unit(pledge.unit).is_rate:
        return constants.ABOUT_POINTS
    return abs(target) * constants.ABOUT_SHARE


def in_step(year: int, pledge: Statement, outcome: Statement, yardstick: Statement, pace: str) -> dict[str, Any]:
    """The derivation of ``in_step``; ``pace`` is basic, plain or faster."""
    return opened(Rule.IN_STEP, year, pledge, outcome) | {
        "yardstick": described(yardstick),
        "compared": {"target": yardstick.value, "actual": outcome.value},
        "pace": pace,
        "strict": pace == "faster",
        "tolerance": plain(constants.IN_STEP_POINTS[pace]),
        "band": {"points": plain(constants.IN_STEP_PART_POINTS)},
    }


def of_rungs(
    year: int, pledge: Statement, outcome: Statement, promised: int, reached: int, *, late: bool
) -> dict[str, Any]:
    """The derivation of ``done``: rungs are heights on the ladder, 1…5."""
    return opened(Rule.DONE, year, pledge, outcome) | {
        "compared": {"target": promised, "actual": reached},
        "late": late,
        "band": {"rungs": constants.DONE_PART_RUNGS},
    }


def of_all(year: int, pledge: Statement, outcome: Statement, share: str) -> dict[str, Any]:
    """The derivation of ``all``: ``share`` of the promised whole that was reached, in percent."""
    return opened(Rule.ALL, year, pledge, outcome) | {
        "compared": {"target": "100", "actual": share},
        "band": {"floor": plain(constants.PART_FLOOR)},
    }


def of_list(year: int, pledge: Statement, outcome: Statement) -> dict[str, Any]:
    """The derivation of ``all`` where the answer says it of a whole list, one item of which was promised."""
    return of_all(year, pledge, outcome, "100") | {"said_of": "list"}
