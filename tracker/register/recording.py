"""What a reading found, written: machine rows are renewed, a person's decision stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.models import Report
from reports.models import Statement as StatementRow
from reports.reading.records import Reading
from reports.words import Kind
from tracker.models import Commitment, Indicator, Outcome
from tracker.register.moving import move_from_earlier_versions
from tracker.register.rows import IDENTITY, READ_FIELDS, is_decided, key_of, retire, to_row


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many statements of a reading are new, renewed, kept as a person decided, and gone."""

    created: int = 0
    renewed: int = 0
    kept_as_decided: int = 0
    gone: int = 0

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(
            self.created + other.created,
            self.renewed + other.renewed,
            self.kept_as_decided + other.kept_as_decided,
            self.gone + other.gone,
        )


def record(report: Report, reading: Reading) -> Recorded:
    """Write what was read from the report; machine rows are replaced, a person's decision never is.

    Rows of an earlier version of the same report move to this one where their words still stand, so that links
    and verdict history go with them. Call it inside the transaction that stored the report.
    """
    indicators = {row.code: row for row in Indicator.objects.only("code", "topic")}
    pledges = [statement for statement in reading.statements if statement.kind == Kind.PLEDGE]
    answers = [statement for statement in reading.statements if statement.kind != Kind.PLEDGE]
    total = Recorded()
    for model, statements in ((Commitment, pledges), (Outcome, answers)):
        move_from_earlier_versions(model, report)
        rows = [to_row(model, report, statement, indicators) for statement in statements]
        total += _replace(model, report, rows)
    return total


def _replace(model: Any, report: Report, rows: Iterable[Any]) -> Recorded:
    stored = {key_of(row): row for row in model.objects.filter(report=report)}
    if model is Commitment:
        stored = {key: row for key, row in stored.items() if row.known_from == Commitment.KnownFrom.PLEDGE}
    # What a person added and took back stands in nobody's way.
    taken_back = {key for key, row in stored.items() if row.is_retired and not row.is_reviewed}
    decided = {key: row for key, row in stored.items() if is_decided(row) and key not in taken_back}
    wanted: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        if key_of(row) not in decided and not any(_says_the_same(row, other) for other in decided.values()):
            wanted[key_of(row)] = row
    extra = ("due_on",) if model is Commitment else ("kind",)
    model.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=IDENTITY,
        update_fields=(*READ_FIELDS, *extra),
        batch_size=500,
    )
    gone = [row.pk for key, row in stored.items() if key not in wanted and key not in decided]
    retire(model, gone)
    return Recorded(
        created=len(wanted.keys() - stored.keys()),
        renewed=len(wanted.keys() & stored.keys()),
        kept_as_decided=len(decided),
        gone=len(gone),
    )


def _says_the_same(row: StatementRow, decided: StatementRow) -> bool:
    """Whether a person already decided about these words: the same figure, or the same deed in the same place."""
    if row.number_start is not None and decided.number_start is not None:
        return row.number_start < (decided.number_end or 0) and decided.number_start < (row.number_end or 0)
    if row.number_start is None and decided.number_start is None:
        return row.start < decided.end and decided.start < row.end and row.subject == decided.subject
    return False
