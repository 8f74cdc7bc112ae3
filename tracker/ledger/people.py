"""What people decide about links and verdicts, and take back; each is judged again at once."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.words import Cause, Rule
from reports.words import Verdict as VerdictWord
from tracker import tallies
from tracker.ledger import verdicts
from tracker.ledger.holding import hold
from tracker.ledger.rejudging import rejudge
from tracker.models import Commitment, Link, Outcome, Verdict


@transaction.atomic
def confirm_link(commitment: Commitment, outcome: Outcome, user: User) -> None:
    """A person says that this outcome answers this commitment; the commitment is judged again at once.

    Raises ValueError when the two are of different governments.
    """
    hold([commitment.jurisdiction_id])
    if commitment.jurisdiction_id != outcome.jurisdiction_id:
        raise ValueError("a pledge is answered by its own government's report")
    commitment.links.filter(state=Link.State.CONFIRMED).exclude(outcome=outcome).delete()
    _decide_link(commitment, outcome, Link.State.CONFIRMED, user)


@transaction.atomic
def refuse_link(commitment: Commitment, outcome: Outcome, user: User) -> None:
    """A person says that this outcome does not answer this commitment; it is judged again at once."""
    hold([commitment.jurisdiction_id])
    _decide_link(commitment, outcome, Link.State.REFUSED, user)


@transaction.atomic
def undo_link(commitment: Commitment, outcome: Outcome) -> None:
    """Take a person's decision about the link back: the machine decides again."""
    hold([commitment.jurisdiction_id])
    commitment.links.filter(outcome=outcome, state__in=(Link.State.CONFIRMED, Link.State.REFUSED)).delete()
    rejudge(commitment.jurisdiction_id, [commitment.year], [commitment.pk])


def _decide_link(commitment: Commitment, outcome: Outcome, state: Link.State, user: User) -> None:
    if state == Link.State.CONFIRMED:
        commitment.links.filter(state=Link.State.TAKEN).update(state=Link.State.CANDIDATE)
    Link.objects.update_or_create(
        commitment=commitment,
        outcome=outcome,
        defaults={"state": state, "decided_by": user, "decided_at": timezone.now(), "reason": ""},
        create_defaults={
            "state": state,
            "decided_by": user,
            "decided_at": timezone.now(),
            "score": Decimal(1),
        },
    )
    rejudge(commitment.jurisdiction_id, [commitment.year], [commitment.pk])


@transaction.atomic
def override(commitment: Commitment, code: VerdictWord, user: User, note: str, source: str = "") -> Verdict:
    """A person sets the verdict, saying why; it stands over the machine's until it is taken back.

    Raises ValueError without a reason.
    """
    if not note.strip():
        raise ValueError("an override needs a reason")
    hold([commitment.jurisdiction_id])
    commitment.refresh_from_db(fields=["verdict"])
    current = commitment.verdict
    verdict = Verdict(
        commitment=commitment,
        sequence=verdicts.last_sequences([commitment]).get(commitment.pk, 0) + 1,
        code=code.value,
        rule=Rule.OVERRIDE.value,
        rule_version=1,
        outcome=current.outcome if current else None,
        derivation={"rule": Rule.OVERRIDE.value, "result": code.value},
        reason="decided_by_a_person",
        cause=Cause.OVERRIDE,
        decided_by=user,
        note=note,
        source=source,
    )
    verdicts.append([verdict])
    commitment.refresh_from_db(fields=["verdict"])
    tallies.refresh([commitment.jurisdiction_id])
    return verdict


@transaction.atomic
def withdraw_override(commitment: Commitment) -> None:
    """Take an override back: the machine's judgement is added anew and is current again."""
    hold([commitment.jurisdiction_id])
    commitment.refresh_from_db(fields=["verdict"])
    current = commitment.verdict
    if current is None or current.rule != Rule.OVERRIDE.value:
        return
    Commitment.objects.filter(pk=commitment.pk).update(verdict=None)
    rejudge(commitment.jurisdiction_id, [commitment.year])
