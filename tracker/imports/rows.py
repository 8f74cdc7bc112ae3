"""What is made of the rows of a file: what each would change, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: A row of the file: its number, as a spreadsheet counts, and its cells by the columns' names.
Row = tuple[int, dict[str, str]]
#: Longer words of a cell are cut where an error quotes them.
QUOTED = 60


class Act(StrEnum):
    """What a row does; the words are in `tracker.imports.wording`."""

    ADDED = "added"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    HANDED_BACK = "handed_back"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would do to which object, and the cells that would say something else: column, before, after."""

    row: int
    act: Act
    key: int | None
    what: str
    cells: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "act": self.act, "key": self.key, "what": self.what, "cells": self.cells}


class ProblemError(Exception):
    """What is wrong with a row: in which column (empty: none), the cell's words, a code, and what the words name."""

    def __init__(self, code: str, column: str = "", value: str = "", **details: Any) -> None:
        super().__init__(code)
        self.code, self.column, self.details = code, column, details
        self.value = value if len(value) <= QUOTED else f"{value[:QUOTED]}…"

    def as_json(self, row: int) -> dict[str, Any]:
        return {"row": row, "column": self.column, "value": self.value, "code": self.code, **self.details}


@dataclass(slots=True)
class Plan:
    """What some rows would do. `new` and `changed` are the unsaved objects, `ignored` counts by column the cells that
    say something else than is stored where an import changes nothing."""

    changes: list[Change] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    unchanged: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    beside: int = 0

    def refuse(self, row: int, problems: list[ProblemError]) -> None:
        self.problems += [problem.as_json(row) for problem in problems]
