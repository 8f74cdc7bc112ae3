"""What people make of the text themselves: a statement added, one split off, several merged into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.models import Report
from reports.reading import sections
from reports.reading.numerals import narrow
from reports.words import WHOLE, Kind, ReportKind, ReviewState, Section
from tracker.models import Commitment, Outcome
from tracker.register.decisions import decide, set_span, write
from tracker.register.locking import refuse_published
from tracker.register.rows import IDENTITY

#: What one statement split off from another does not share with it.
_OWN = ("id", "verdict_id", "admission_id", "machine_said", "base_start", "base_end", "base_value", "base_unit",
        "base_period", "decision_note")  # fmt: skip


class TwiceError(ValueError):
    """The very statement stands in the report already; `row` is it."""

    def __init__(self, row: Commitment | Outcome) -> None:
        super().__init__(f"{row} stands there already")
        self.row = row


def draft(report: Report, kind: Kind, span: tuple[int, int], number: tuple[int, int] | None) -> Commitment | Outcome:
    """An unsaved statement of a person's about these words, in their section and of its usual year, else empty."""
    row: Commitment | Outcome = Commitment() if kind == Kind.PLEDGE else Outcome(kind=kind.value)
    row.report, row.jurisdiction_id = report, report.jurisdiction_id
    row.start, row.end = span
    row.number_start, row.number_end = number or (None, None)
    row.quote = report.text[row.start : row.end]
    row.section = _section_at(report, row.start).value
    row.origin = row.Origin.PERSON
    row.period = str(report.plan_year if kind == Kind.PLEDGE else report.review_year)
    write(row, {})
    return row


def split_draft(
    row: Commitment | Outcome, span: tuple[int, int], number: tuple[int, int] | None
) -> Commitment | Outcome:
    """An unsaved statement that shares everything with the row but its place; its fields are still to be changed."""
    part = type(row)()
    for field in row._meta.concrete_fields:
        if field.attname not in _OWN:
            setattr(part, field.attname, getattr(row, field.attname))
    if isinstance(part, Commitment):
        part.known_from = Commitment.KnownFrom.PLEDGE
    part.report = row.report
    part.start, part.end = span
    part.number_start, part.number_end = number or (None, None)
    part.quote = row.report.text[part.start : part.end]
    part.origin, part.reasons, part.confidence = part.Origin.PERSON, [], 1
    return part


@transaction.atomic
def add(row: Commitment | Outcome, user: User, fields: dict[str, Any], note: str = "") -> Commitment | Outcome:
    """Store a statement that a person read (see `draft`) with these fields, accepted by that person; returns it.

    A statement with the same words, figure, subject and measure that was rejected or taken back is revived instead.
    Raises TwiceError where it stands already, ValidationError for impossible shapes, PublishedError as `decide` does.
    """
    refuse_published([row.report_id])
    row.review_state, row.decided_by, row.decided_at = ReviewState.ACCEPTED.value, user, timezone.now()
    row.decision_note, row.is_retired = note, False
    write(row, fields)
    stored = same(row)
    if stored is not None:
        if not stored.is_retired and stored.review_state != ReviewState.REJECTED.value:
            raise TwiceError(stored)
        row.pk, row.origin, row.machine_said = stored.pk, stored.origin, stored.machine_said
        if isinstance(row, Commitment) and isinstance(stored, Commitment):
            row.verdict_id = stored.verdict_id
    row._state.adding = stored is None
    row.full_clean(validate_unique=False)
    row.save(force_insert=stored is None, force_update=stored is not None)
    return row


@transaction.atomic
def split(
    row: Commitment | Outcome,
    user: User,
    span: tuple[int, int],
    number: tuple[int, int] | None,
    fields: dict[str, Any],
    note: str = "",
) -> Commitment | Outcome:
    """Store as a statement of its own what one statement says besides; it keeps what it shares. Raises as `add`."""
    return add(split_draft(row, span, number), user, fields, note)


@transaction.atomic
def merge(rows: Sequence[Commitment | Outcome], user: User, note: str = "") -> None:
    """Make one statement of several: the first takes all their words and keeps its fields, the others are rejected.

    ValueError for fewer than two, or for statements of different kinds or reports; raises as `decide` besides.
    """
    first, *others = rows
    if not others or any(type(row) is not type(first) or row.report_id != first.report_id for row in others):
        raise ValueError("only two or more statements of one kind and one report are merged")
    for row in others:
        decide(row, ReviewState.REJECTED, user, note)
    span = min(row.start for row in rows), max(row.end for row in rows)
    number = (first.number_start, first.number_end) if first.number_start is not None else None
    set_span(first, user, span, number, None, note)  # type: ignore[arg-type]


def same(row: Commitment | Outcome) -> Commitment | Outcome | None:
    """The stored statement that is told from the others of its report by nothing else than this one; None if none."""
    identity = {name: getattr(row, f"{name}_id" if name == "report" else name) for name in IDENTITY}
    null = {f"{name}__isnull": True for name, value in identity.items() if value is None}
    told = {name: value for name, value in identity.items() if value is not None}
    return type(row)._default_manager.filter(**told, **null).exclude(pk=row.pk).first()


def _section_at(report: Report, place: int) -> Section:
    if whole := WHOLE.get(ReportKind(report.kind)):
        return whole
    found = sections.find(narrow(report.text), report.plan_year)
    return next((stretch.section for stretch in found if stretch.start <= place < stretch.end), Section.OTHER)
