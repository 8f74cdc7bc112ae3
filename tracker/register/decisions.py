"""What people decide about statements: accept, reject, correct, or hand back to the machine."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.words import ReviewState
from tracker.models import Commitment, Outcome
from tracker.register.locking import refuse_published
from tracker.register.rows import due_on
from tracker.register.topics import RESTS_ON, topic_for

#: What a person may correct; each names a field of the statement's form.
CORRECTABLE = (
    "subject", "indicator", "measure", "comparator", "value", "value_high", "unit", "period", "deadline", "hedge",
)  # fmt: skip
_DECISION = ("review_state", "decided_by", "decided_at", "decision_note")
#: Where its words and its figure stand, which a person sets by selecting them in the text.
PLACE = ("start", "end", "number_start", "number_end")


def correctable(model: type[Commitment | Outcome]) -> tuple[str, ...]:
    """The fields a person may correct on a row of the model: an outcome may turn out to be an admission."""
    return (*CORRECTABLE, "kind") if model is Outcome else CORRECTABLE


@transaction.atomic
def decide(row: Commitment | Outcome, state: ReviewState, user: User, note: str = "") -> None:
    """A person accepts or rejects a statement, or hands it back to the machine (PROPOSED), as it had read it.

    Raises PublishedError where the report's reading is published: it is reopened first.
    """
    refuse_published([row.report_id])
    handed_back = state == ReviewState.PROPOSED
    names = [*_DECISION]
    row.review_state = state.value
    row.decided_by = None if handed_back else user
    row.decided_at = None if handed_back else timezone.now()
    row.decision_note = note
    if handed_back and row.machine_said is not None:
        names += write(row, row.machine_said)
        row.machine_said = None
        names.append("machine_said")
    row.save(update_fields=names)


@transaction.atomic
def correct(row: Commitment | Outcome, user: User, changes: dict[str, Any], note: str = "") -> None:
    """A person corrects fields (CORRECTABLE) of a statement and so stands behind it; ValueError on another field.

    Raises PublishedError as `decide` does. What the machine had read is kept, so that the decision can be handed back.
    """
    refuse_published([row.report_id])
    strange = changes.keys() - set(correctable(type(row)))
    if strange:
        raise ValueError(f"not a field a person corrects: {', '.join(sorted(strange))}")
    stand_behind(row, user, changes, note)


@transaction.atomic
def set_span(
    row: Commitment | Outcome,
    user: User,
    span: tuple[int, int],
    number: tuple[int, int] | None,
    changes: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """A person says which words and which figure the statement is: [start, end) of the text each, `number` inside.

    `changes` are corrected fields, as in `correct`, which raises the same; ValidationError for a place that is none.
    The quote is cut anew, and the database holds it to the text.
    """
    strange = (changes or {}).keys() - set(correctable(type(row)))
    if strange:
        raise ValueError(f"not a field a person corrects: {', '.join(sorted(strange))}")
    figure = number or (None, None)
    place = dict(zip(PLACE, (*span, *figure), strict=True))
    stand_behind(row, user, {**place, **(changes or {})}, note)


def stand_behind(row: Commitment | Outcome, user: User, values: dict[str, Any], note: str) -> None:
    """Write the values, keep what the machine had read, and accept the statement; raises as `correct` does."""
    refuse_published([row.report_id])
    names = []
    if values and row.machine_said is None and row.origin == row.Origin.MACHINE:
        row.machine_said = type(row).objects.values(*stored(type(row))).get(pk=row.pk)
        names.append("machine_said")
    names += write(row, values)
    row.full_clean(validate_unique=False)
    row.save(update_fields=names)
    decide(row, ReviewState.ACCEPTED, user, note)


@transaction.atomic
def accept_all(rows: Collection[Commitment | Outcome], user: User, note: str = "") -> None:
    """A person accepts all these statements as they stand, in one update a kind; raises as `decide` does."""
    refuse_published({row.report_id for row in rows})
    decided_at = timezone.now()
    for model in (Commitment, Outcome):
        own = [row for row in rows if isinstance(row, model)]
        for row in own:
            row.review_state, row.decided_by, row.decided_at = ReviewState.ACCEPTED.value, user, decided_at
            row.decision_note = note
        chosen: Any = model._default_manager.filter(pk__in=[row.pk for row in own])
        if own:
            chosen.update(
                review_state=ReviewState.ACCEPTED.value, decided_by=user, decided_at=decided_at, decision_note=note
            )


def stored(model: type[Commitment | Outcome]) -> list[str]:
    """The columns that are kept as the machine had read them when a person corrects a statement."""
    names = ["indicator_id" if name == "indicator" else name for name in correctable(model)]
    return [*names, *PLACE]


def write(row: Commitment | Outcome, values: dict[str, Any]) -> list[str]:
    """Set the fields, and the quote, topic, year and due date that follow from them; returns the names to save."""
    for name, value in values.items():
        setattr(row, name, value)
    row.year = int(row.period[-4:])
    names = [*values, "year"]
    if "start" in values or "end" in values:
        row.quote = row.report.text[row.start : row.end]
        names.append("quote")
    if RESTS_ON & values.keys() or row._state.adding:
        row.topic = topic_for(row)
        names.append("topic")
    if isinstance(row, Commitment):
        row.due_on = due_on(row.period, row.deadline, row.report.plan_year)
        names.append("due_on")
    return names
