"""What people decide about statements: accept, reject, correct, or hand back to the machine."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.words import ReviewState
from tracker.models import Commitment, Outcome
from tracker.register.rows import due_on

#: What a person may correct; each names a field of the statement's form.
CORRECTABLE = (
    "subject", "indicator", "measure", "comparator", "value", "value_high", "unit", "period", "deadline", "hedge",
)  # fmt: skip
_STORED = tuple("indicator_id" if name == "indicator" else name for name in CORRECTABLE)


@transaction.atomic
def decide(row: Commitment | Outcome, state: ReviewState, user: User, note: str = "") -> None:
    """A person accepts or rejects a statement, or hands it back to the machine (PROPOSED), as it had read it."""
    handed_back = state == ReviewState.PROPOSED
    names = ["review_state", "decided_by", "decided_at", "decision_note"]
    row.review_state = state.value
    row.decided_by = None if handed_back else user
    row.decided_at = None if handed_back else timezone.now()
    row.decision_note = note
    if handed_back and row.machine_said is not None:
        names += _write(row, row.machine_said)
        row.machine_said = None
        names.append("machine_said")
    row.save(update_fields=names)


@transaction.atomic
def correct(row: Commitment | Outcome, user: User, changes: dict[str, Any], note: str = "") -> None:
    """A person corrects fields (CORRECTABLE) of a statement and so stands behind it; ValueError on another field.

    What the machine had read is kept, so that the decision can be handed back.
    """
    strange = changes.keys() - set(CORRECTABLE)
    if strange:
        raise ValueError(f"not a field a person corrects: {', '.join(sorted(strange))}")
    names = []
    if changes and row.machine_said is None:
        row.machine_said = type(row).objects.values(*_STORED).get(pk=row.pk)
        names.append("machine_said")
    names += _write(row, changes)
    row.full_clean(validate_unique=False)
    row.save(update_fields=names)
    decide(row, ReviewState.ACCEPTED, user, note)


def _write(row: Commitment | Outcome, values: dict[str, Any]) -> list[str]:
    """Set the fields, and the year and due date that follow from them; returns the names to save."""
    for name, value in values.items():
        setattr(row, name, value)
    row.year = int(row.period[-4:])
    names = [*values, "year"]
    if isinstance(row, Commitment):
        row.due_on = due_on(row.period, row.deadline, row.report.plan_year)
        names.append("due_on")
    return names
