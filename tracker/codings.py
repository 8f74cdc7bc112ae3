"""The only writer of blind double codings: drawn by the text's hash, claimed by a second person, coded, done.

Whether a report is drawn, and which of its statements, follows from the hash of its text: nobody chooses, and anybody
can check. While somebody codes a report, what others decided about it is kept from that person on every page of the
staff (`tracker.admin.blind`).
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reports.models import Report
from reports.models import Statement as StatementRow
from reports.words import Kind, ReviewState
from tracker import ledger, register
from tracker.models import Assignment, Change, Coding, Commitment, Outcome
from tracker.publications import people_behind

#: More statements than these of one report are not coded twice: about a quarter of an hour's work.
MOST_CODED = 40


class NotClaimedError(Exception):
    """The assignment is not this person's to code: taken by somebody else, or of a report the person reviewed."""


def is_drawn(text_sha256: str, share: float) -> bool:
    """Whether the report of this text is coded twice, for a share of the reports between 0 and 1."""
    return _lot("report", text_sha256) < share * 2**64


def draw(report: Report) -> Assignment | None:
    """Draw the report for double coding if its text's hash says so; None where it is not drawn or holds nothing.

    Call it in the transaction that took the report in, after its statements are recorded and before any person decided
    about them: the sample keeps them as the machine read them.
    """
    if not is_drawn(report.text_sha256, settings.DUIXIAN_DOUBLE_CODING_SHARE):
        return None
    sample = _sample(report)
    if not sample:
        return None
    assignment, _created = Assignment.objects.get_or_create(report=report, defaults={"sample": sample})
    return assignment


def may_claim(assignment: Assignment, user: User) -> bool:
    """Whether the person comes to it with fresh eyes.

    Nobody does who stands behind anything of the report's reading, nor who has had the assignment before and given it
    back: its pages were open to that person since.
    """
    had = Change.objects.filter(kind=Assignment._meta.label_lower, object=assignment.pk, person=user.pk)
    if assignment.coder_id != user.pk and had.filter(fields__has_key="coder_id").exists():
        return False
    return user.pk not in people_behind(assignment.report)


@transaction.atomic
def claim(assignment: Assignment, user: User) -> Assignment:
    """The person takes the assignment: the first who comes. Raises NotClaimedError."""
    ledger.hold([assignment.report.jurisdiction_id])
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.state == Assignment.State.CLAIMED and held.coder_id == user.pk:
        return held
    if held.state != Assignment.State.OPEN or not may_claim(held, user):
        raise NotClaimedError
    held.state, held.coder, held.claimed_at = Assignment.State.CLAIMED, user, timezone.now()
    held.save(update_fields=["state", "coder", "claimed_at"])
    return held


@transaction.atomic
def give_back(assignment: Assignment, user: User) -> None:
    """The person leaves the assignment to somebody else; what was coded of it is dropped. Raises NotClaimedError."""
    held = _held(assignment, user)
    held.codings.all().delete()
    held.state, held.coder, held.claimed_at = Assignment.State.OPEN, None, None
    held.save(update_fields=["state", "coder", "claimed_at"])


@transaction.atomic
def code(
    assignment: Assignment, user: User, position: int, decision: Coding.Decision, fields: dict[str, str] | None = None
) -> Coding:
    """Write down what the coder says of the statement at this place of the sample, in place of what he said before.

    `fields` are those he corrected; the others stay as the machine read them. Raises NotClaimedError, and IndexError
    for a place that the sample does not have.
    """
    held = _held(assignment, user)
    drawn = held.sample[position]
    model: Any = Commitment if drawn["model"] == "commitment" else Outcome
    row = model.objects.filter(pk=drawn["pk"]).first()
    said = {"decision": decision, "fields": drawn["fields"] | (fields or {})}
    coding, _created = Coding.objects.update_or_create(
        assignment=held,
        position=position,
        defaults=said,
        create_defaults={**said, "start": drawn["start"], "end": drawn["end"], drawn["model"]: row},
    )
    return coding


@transaction.atomic
def finish(assignment: Assignment, user: User) -> bool:
    """The coder is done; from here on the report's pages are open to him again. False where a statement is not coded.

    Raises NotClaimedError.
    """
    held = _held(assignment, user)
    if held.codings.count() < len(held.sample):
        return False
    held.state, held.done_at = Assignment.State.DONE, timezone.now()
    held.save(update_fields=["state", "done_at"])
    return True


def closed_to(user: Any) -> QuerySet[Assignment, int]:
    """The keys of the reports that this person codes blind just now, so must not see decided."""
    return Assignment.objects.filter(coder=user.pk, state=Assignment.State.CLAIMED).values_list("report", flat=True)


def as_read(row: Any) -> dict[str, str]:
    """The fields of a statement as words: those a person may correct, the indicator by its code."""
    return {
        name: (row.indicator.code if row.indicator else "") if name == "indicator" else str(getattr(row, name))
        for name in register.CORRECTABLE
    }


def _held(assignment: Assignment, user: User) -> Assignment:
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.state != Assignment.State.CLAIMED or held.coder_id != user.pk:
        raise NotClaimedError
    return held


def _sample(report: Report) -> list[dict[str, Any]]:
    """The statements with the smallest lots, in the order of the text, as the machine reads them."""
    models: tuple[Any, ...] = (Commitment, Outcome)
    untouched = {"is_retired": False, "origin": StatementRow.Origin.MACHINE, "review_state": ReviewState.PROPOSED.value}
    rows: list[Any] = []
    for model in models:
        rows += model.objects.filter(report=report, **untouched).select_related("indicator")
    # A pledge known from an admission has the admission's words, which are drawn as such.
    rows = [row for row in rows if getattr(row, "admission_id", None) is None]
    rows.sort(key=lambda row: (_lot("statement", report.text_sha256, *register.key_of(row)), row.pk))
    drawn = sorted(rows[:MOST_CODED], key=lambda row: (row.start, row.end, row.pk))
    return [
        {
            "model": row._meta.model_name,
            "pk": row.pk,
            "kind": row.kind if isinstance(row, Outcome) else Kind.PLEDGE.value,
            "start": row.start,
            "end": row.end,
            "number": None if row.number_start is None else [row.number_start, row.number_end],
            "section": row.section,
            "fields": as_read(row),
        }
        for row in drawn
    ]


def _lot(*what: Any) -> int:
    """A number below 2^64 that follows from these words alone, even as chance would have it."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, what)).encode()).digest()[:8])
