"""Reads the tables of cases: texts of our own making and the rows they must give."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from reports.reading import clauses
from reports.reading.clauses import Clause
from reports.reading.sections import SectionSpan
from reports.words import Kind, Section

SECTIONS = {
    "pledge": (Section.YEAR_TASKS, Kind.PLEDGE),
    "outcome": (Section.REVIEW_YEAR, Kind.OUTCOME),
    "problems": (Section.PROBLEMS, None),
}


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of ``tests/cases/<name>.toml`` in order."""
    with (Path(__file__).parent / "cases" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)["case"]


def clauses_of(text: str, kind: str) -> list[Clause]:
    """The clauses of a text that stands wholly in one section: pledge, outcome or problems."""
    section, said = SECTIONS[kind]
    return clauses.split(text, [SectionSpan(0, len(text), section, said)])
