"""What a person's spreadsheet says of statements, written as sets: many rows in few statements of SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from reports.words import ReviewState
from tracker.models import Commitment, Outcome
from tracker.register.decisions import CORRECTABLE, stored
from tracker.register.locking import refuse_published
from tracker.register.rows import due_on
from tracker.register.topics import topic_for

#: Rows in one statement of SQL: PostgreSQL takes 65,535 values in one.
_AT_ONCE = 500
_WRITTEN = (
    *CORRECTABLE, "topic", "year", "review_state", "decided_by", "decided_at", "decision_note", "machine_said",
)  # fmt: skip


def decide_unsaved(
    row: Commitment | Outcome, changes: dict[str, Any], state: ReviewState, person: User, at: datetime, note: str
) -> None:
    """Change the unsaved row as a person decides: the fields (CORRECTABLE, an indicator by its object), the state.

    PROPOSED hands it back to the machine, as it had read it; `changes` is empty then. What the machine had read is
    kept, as in `register.correct`.
    """
    handed_back = state == ReviewState.PROPOSED
    if changes and row.machine_said is None:
        row.machine_said = {name: getattr(row, name) for name in stored(type(row))}
    restored = row.machine_said or {} if handed_back else changes
    for name, value in restored.items():
        setattr(row, name, value)
    row.year = int(row.period[-4:])
    if isinstance(row, Commitment):
        row.due_on = due_on(row.period, row.deadline, row.report.plan_year)
    row.review_state = state.value
    row.decided_by = None if handed_back else person
    row.decided_at = None if handed_back else at
    row.decision_note = note
    if handed_back:
        row.machine_said = None


def write_decided(
    model: type[Commitment] | type[Outcome],
    new: Sequence[Commitment | Outcome],
    changed: Sequence[Commitment | Outcome],
) -> None:
    """Write rows that a person added and rows that `decide_unsaved` changed; call it while the governments are held.

    Fetch them with their indicators, from which their topics follow. Raises PublishedError as `decide` does, and
    IntegrityError for what the database refuses.
    """
    touched: Collection[int] = {row.report_id for row in (*new, *changed)}
    refuse_published(touched)
    for row in (*new, *changed):
        row.topic = topic_for(row)
    rows: Any = model._default_manager
    # The changed first: a new row may take the place that a correction leaves.
    names = [*_WRITTEN, "due_on"] if model is Commitment else list(_WRITTEN)
    rows.bulk_create(changed, batch_size=_AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=names)
    rows.bulk_create(new, batch_size=_AT_ONCE)
