"""The lists that come in, by the names of their models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.auth.models import User

from reports.models import Jurisdiction
from reports.resources import JurisdictionResource
from tracker.imports import columns
from tracker.imports.columns import Column
from tracker.imports.lists import List
from tracker.imports.rows import Plan, Row
from tracker.imports.statements import Statements
from tracker.jobs import Tell
from tracker.models import Commitment, Indicator, Outcome
from tracker.resources import CommitmentResource, IndicatorResource, OutcomeResource


class Table(Protocol):
    """One file's way into one list: `look` at every row, `hold`, `plan` and `write` some rows at a time, `finish`."""

    def look(self, cells: dict[str, str]) -> None: ...

    def hold(self) -> None: ...

    def plan(self, rows: Sequence[Row]) -> Plan: ...

    def write(self, plan: Plan) -> None: ...

    def finish(self, tell: Tell) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class TableKind:
    """A list that comes in: its model and columns, which are missing from a header, and how a file of it is begun.

    `begin` takes the person who imports and the note that their decisions carry.
    """

    model: Any
    columns: Sequence[Column]
    missing: Callable[[Sequence[str]], list[str]]
    begin: Callable[[User, str], Table]


def _commitments(person: User, note: str) -> Table:
    return Statements(Commitment, CommitmentResource(), columns.COMMITMENTS, person, note)


def _outcomes(person: User, note: str) -> Table:
    return Statements(Outcome, OutcomeResource(), columns.OUTCOMES, person, note)


def _places(person: User, note: str) -> Table:
    return List(JurisdictionResource(), columns.JURISDICTIONS)


def _indicators(person: User, note: str) -> Table:
    return List(IndicatorResource(), columns.INDICATORS)


def _all_of(*names: str) -> Callable[[Sequence[str]], list[str]]:
    return lambda header: [name for name in names if name not in header]


TABLES: dict[str, TableKind] = {
    "commitment": TableKind(Commitment, columns.COMMITMENTS, Statements.missing, _commitments),
    "outcome": TableKind(Outcome, columns.OUTCOMES, Statements.missing, _outcomes),
    "jurisdiction": TableKind(Jurisdiction, columns.JURISDICTIONS, _all_of("code", "name"), _places),
    "indicator": TableKind(Indicator, columns.INDICATORS, _all_of("code"), _indicators),
}
