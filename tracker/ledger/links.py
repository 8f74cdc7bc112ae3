"""The machine's links: written where they differ from what is stored; a person's stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tracker.ledger.deciding import Decided
from tracker.ledger.gathering import Case
from tracker.models import Link

_MACHINE = (Link.State.CANDIDATE, Link.State.TAKEN)


def write(cases: Iterable[Case], decided: Mapping[int, Decided]) -> None:
    """Bring the links of the cases' commitments to what was decided, in at most five statements."""
    keys = [row.pk for case in cases for row in case.to_judge]
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
    # What is no longer the answer steps aside first: a commitment has one at any moment.
    for becomes_answer in (False, True):
        some = [link for link in changed if _is_answer(link) is becomes_answer]
        Link.objects.bulk_update(some, ["state", "role", "score", "reason"], batch_size=500)
    Link.objects.bulk_create(wanted.values(), batch_size=500)


def _wanted(decided: Decided, by_people: Iterable[Link]) -> dict[tuple[int, int], Link]:
    """The links the machine would make, by commitment and outcome; none where a person's stands."""
    pk = decided.commitment.pk
    settled = {link.outcome_id for link in by_people}
    is_confirmed = any(link.state == Link.State.CONFIRMED for link in by_people)
    taken: dict[int, Link.Role] = {}
    if decided.outcome is not None and not is_confirmed and not decided.is_of_admission:
        taken = {decided.outcome: Link.Role.ANSWER, **dict(decided.also)}
    scores = {considered.outcome: (considered.score, considered.reason) for considered in decided.considered}
    found = {}
    for outcome in (*scores, *(key for key in taken if key not in scores)):
        score, reason = scores.get(outcome, (Decimal(1), ""))
        found[pk, outcome] = Link(
            commitment_id=pk,
            outcome_id=outcome,
            state=Link.State.TAKEN if outcome in taken else Link.State.CANDIDATE,
            role=taken.get(outcome, Link.Role.ANSWER),
            score=score,
            reason="" if outcome in taken else reason,
        )
    return {pair: link for pair, link in found.items() if link.outcome_id not in settled}


def _is_answer(link: Link) -> bool:
    return link.state == Link.State.TAKEN and link.role == Link.Role.ANSWER


def _said(link: Link) -> tuple[str, str, Decimal, str]:
    return link.state, link.role, link.score, link.reason
