"""The machine's links: written where they differ from what is stored; a person's stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tracker.ledger.deciding import Decided
from tracker.ledger.gathering import Case
from tracker.models import Link

_MACHINE = (Link.State.CANDIDATE, Link.State.TAKEN)


def write(cases: Iterable[Case], decided: Mapping[int, Decided]) -> None:
    """Bring the links of the cases' commitments to what was decided, in at most four statements."""
    keys = [row.pk for case in cases for row in case.commitments]
    by_people = {pk: links for case in cases for pk, links in case.decided.items()}
    wanted = {pair: link for pk in keys for pair, link in _wanted(decided[pk], by_people.get(pk, ())).items()}
    stored = Link.objects.filter(commitment__in=keys, state__in=_MACHINE).order_by()
    gone, changed = [], []
    for link in stored:
        new = wanted.pop((link.commitment_id, link.outcome_id), None)
        if new is None:
            gone.append(link.pk)
        elif _said(new) != _said(link):
            new.pk = link.pk
            changed.append(new)
    Link.objects.filter(pk__in=gone).delete()
    # What is no longer taken steps aside first: a commitment has one standing link at any moment.
    changed.sort(key=lambda link: link.state == Link.State.TAKEN)
    for state in _MACHINE:
        some = [link for link in changed if link.state == state]
        Link.objects.bulk_update(some, ["state", "score", "reason"], batch_size=500)
    Link.objects.bulk_create(wanted.values(), batch_size=500)


def _wanted(decided: Decided, by_people: Iterable[Link]) -> dict[tuple[int, int], Link]:
    """The links the machine would make, by commitment and outcome; none where a person's stands."""
    pk = decided.commitment.pk
    settled = {link.outcome_id for link in by_people}
    is_confirmed = any(link.state == Link.State.CONFIRMED for link in by_people)
    taken = None if is_confirmed else decided.outcome
    found = {}
    for considered in decided.considered:
        is_taken = considered.outcome == taken
        found[pk, considered.outcome] = Link(
            commitment_id=pk,
            outcome_id=considered.outcome,
            state=Link.State.TAKEN if is_taken else Link.State.CANDIDATE,
            score=considered.score,
            reason="" if is_taken else considered.reason,
        )
    if taken is not None and not decided.is_of_admission:
        found.setdefault(
            (pk, taken), Link(commitment_id=pk, outcome_id=taken, state=Link.State.TAKEN, score=Decimal(1))
        )
    return {pair: link for pair, link in found.items() if link.outcome_id not in settled}


def _said(link: Link) -> tuple[str, Decimal, str]:
    return link.state, link.score, link.reason
