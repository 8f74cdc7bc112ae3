"""The only writer of requests for correction: a reader sends one, staff take it up, and close it with a reason.

A request changes nothing it speaks of. Whoever takes it up corrects at the desks, where every change has its own rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.models import Report
from tracker.models import Commitment, CorrectionRequest

State = CorrectionRequest.State

#: From which state to which a person may bring a request. A closed one stays closed: whoever disagrees sends another.
STEPS: dict[State, tuple[State, ...]] = {
    State.OPEN: (State.TAKEN_UP, State.DECLINED),
    State.TAKEN_UP: (State.CORRECTED, State.DECLINED),
    State.CORRECTED: (),
    State.DECLINED: (),
}


class RequestError(ValueError):
    """The request cannot be brought to that state: it is in another one than was seen, or a reason is missing."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a reader sent, checked: `about` is a choice of `CorrectionRequest.About`, the last two may be empty."""

    about: str
    words: str
    source: str
    email: str
    language: str


def receive(sent: Sent, report: Report, commitment: Commitment | None = None) -> CorrectionRequest:
    """Keep what a reader sent about the commitment, or about the report as a whole."""
    return CorrectionRequest.objects.create(
        report=report,
        commitment=commitment,
        quote=commitment.quote if commitment else "",
        about=sent.about,
        words=sent.words,
        source=sent.source,
        email=sent.email,
        language=sent.language,
    )


@transaction.atomic
def decide(pk: int, state: State, person: User, answer: str = "") -> CorrectionRequest:
    """Bring the request to the state in this person's name; closing it needs an answer and erases the e-mail.

    Raises RequestError where its state does not lead there or the answer is empty, DoesNotExist where there is none.
    """
    held = CorrectionRequest.objects.select_for_update().get(pk=pk)
    if state not in STEPS[State(held.state)]:
        raise RequestError(f"{held.state} does not lead to {state}")
    held.state, held.decided_by, held.decided_at = state, person, timezone.now()
    if answer.strip():
        held.answer = answer.strip()
    if held.is_closed:
        if not answer.strip():
            raise RequestError("a reason is needed")
        held.email = ""
    held.save(update_fields=["state", "decided_by", "decided_at", "answer", "email"])
    return held
