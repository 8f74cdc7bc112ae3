"""A verdict that a person sets, and takes back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from reports.words import Cause, Rule
from reports.words import Verdict as VerdictWord
from tracker import register, tallies
from tracker.ledger import verdicts
from tracker.ledger.holding import hold
from tracker.ledger.rejudging import rejudge
from tracker.models import Commitment, Verdict


@transaction.atomic
def override(commitment: Commitment, code: VerdictWord, user: User, note: str, source: str) -> Verdict:
    """A person sets the verdict, saying why and on what it rests; it stands over the machine's until it is taken back.

    Raises ValueError without a reason or a source.
    """
    if not note.strip() or not source.strip():
        raise ValueError("an override needs a reason and a source")
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
    register.record_goalposts([commitment.jurisdiction_id])
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
