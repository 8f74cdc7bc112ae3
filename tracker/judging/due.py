"""Which pledges fall due in a year."""

from __future__ import annotations

from collections.abc import Iterable

from reports.reading.records import Statement
from reports.words import Kind


def year_due(pledge: Statement, plan_year: int) -> int:
    """The year a pledge belongs to: the last of its period (2021-2025 is due in 2025), else the plan year."""
    return int(pledge.period[-4:]) if pledge.period else plan_year


def is_late_deadline(pledge: Statement, year: int) -> bool:
    """Whether the deadline lies after the year, so that the pledge is not due with it: 2023-06 in a plan for 2022."""
    return bool(pledge.deadline) and int(pledge.deadline[:4]) > year


def due_in(statements: Iterable[Statement], year: int, plan_year: int) -> tuple[Statement, ...]:
    """The pledges of a report that belong to ``year``, in the order of the text."""
    return tuple(
        statement
        for statement in statements
        if statement.kind == Kind.PLEDGE and year_due(statement, plan_year) == year
    )
