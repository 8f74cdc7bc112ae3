"""Verdicts: added where the judgement is another one, each bound to the one before it in its government's chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db import connection, models
from django.utils import timezone

from reports.models import Jurisdiction
from reports.words import ALWAYS_TOLD, ANSWERED, EVIDENCE, VINTAGES, Cause, ReportKind, Rule, Vintage
from reports.words import Verdict as VerdictWord
from tracker.judging import chain
from tracker.ledger.deciding import Decided
from tracker.ledger.gathering import Case
from tracker.models import Commitment, Outcome, Verdict

_ANSWERED = {verdict.value for verdict in ANSWERED}


def write(cases: Iterable[Case], decided: Mapping[int, Decided], relinked: Collection[int] = ()) -> int:
    """Add a verdict where the judgement is not the current one; an override stands. Returns how many were added."""
    commitments = [row for case in cases for row in case.to_judge]
    last = last_sequences([row for row in commitments if row.verdict is None])
    rows = []
    for commitment in commitments:
        current = commitment.verdict
        if current is not None and current.rule == Rule.OVERRIDE.value:
            continue
        verdict = _verdict(decided[commitment.pk])
        if current is None:
            verdict.sequence = last.get(commitment.pk, 0) + 1
            verdict.cause = Cause.OVERRIDE_WITHDRAWN if commitment.pk in last else Cause.FIRST_JUDGED
        elif not _is_the_same(current, verdict):
            verdict.sequence = current.sequence + 1
            verdict.cause = Cause.LINK_DECIDED if commitment.pk in relinked else _cause(current, verdict)
        else:
            continue
        rows.append(verdict)
    return append(rows)


def append(rows: Sequence[Verdict]) -> int:
    """Add the verdicts to their governments' chains and make each its commitment's current one.

    The caller holds the governments, so nobody else adds to a chain meanwhile.
    """
    if not rows:
        return 0
    rows = sorted(rows, key=lambda row: row.commitment.jurisdiction_id)  # stable: the order within a place stays
    _name_what_they_correct(rows)
    _chain(rows)
    Verdict.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        # Pairs by primary key: the plan stays an index look-up however old the tables' statistics are.
        cursor.execute(
            "UPDATE tracker_commitment c SET verdict_id = added.verdict"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS added (commitment, verdict) WHERE c.id = added.commitment",
            [[row.commitment_id for row in rows], [row.pk for row in rows]],
        )
    return len(rows)


def _name_what_they_correct(rows: Sequence[Verdict]) -> None:
    """Set the code that each corrects; a first judgement after waiting, and the same one anew, correct none."""
    keys = [row.commitment_id for row in rows if row.sequence > 1]
    history: dict[int, list[str]] = defaultdict(list)
    earlier = Verdict.objects.filter(commitment__in=keys).order_by("commitment", "sequence")
    for commitment, code in earlier.values_list("commitment", "code"):
        history[commitment].append(code)
    for row in rows:
        before = history[row.commitment_id]
        had_judged = any(code != VerdictWord.PENDING for code in before)
        if had_judged and (before[-1] != row.code or row.cause in ALWAYS_TOLD):
            row.was = before[-1]


def last_sequences(commitments: Sequence[Commitment]) -> dict[int, int]:
    """The last verdict's number of those that have no current one: none yet, or an override taken back."""
    rows = Verdict.objects.filter(commitment__in=commitments).order_by()
    return dict(rows.values_list("commitment").annotate(models.Max("sequence")))


def _verdict(decided: Decided) -> Verdict:
    found = decided.judgement
    return Verdict(
        commitment=decided.commitment,
        code=found.verdict.value,
        rule=found.rule.value,
        rule_version=found.rule_version,
        outcome_id=decided.outcome,
        derivation=found.derivation,
        flags=[flag.value for flag in found.flags],
        reason=found.reason,
    )


def _is_the_same(current: Verdict, other: Verdict) -> bool:
    names = ("code", "rule", "rule_version", "outcome_id", "derivation", "flags", "reason")
    return all(getattr(current, name) == getattr(other, name) for name in names)


def _cause(current: Verdict, other: Verdict) -> Cause:
    """Why the machine judges otherwise than before: the pledge has found another answer, or was read or judged anew."""
    if current.code in _ANSWERED and other.code in _ANSWERED and _is_revised(current.derivation, other.derivation):
        return Cause.REVISED
    was_waiting = current.code == VerdictWord.PENDING and other.code != VerdictWord.PENDING
    if was_waiting or _answers(current.derivation) != _answers(other.derivation):
        return Cause.ANSWERED
    return Cause.REJUDGED


def _is_revised(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a weightier document decides now, or another figure of the same one, which is not the next report."""
    if _weight(after) == _weight(before):
        return "source" in after and _answers(before) != _answers(after)
    return _weight(after) > _weight(before)


def _weight(derivation: dict[str, Any]) -> tuple[int, int]:
    """Of the document a judgement rests on: by kind, then by vintage."""
    source = derivation.get("source", {"kind": ReportKind.WORK_REPORT.value, "vintage": ""})
    return EVIDENCE.index(ReportKind(source["kind"])), VINTAGES.index(Vintage(source["vintage"]))


def _answers(derivation: dict[str, Any]) -> list[Any]:
    """What a derivation takes from the answering report, without the places: words that only moved say the same."""
    found = [derivation.get("actual"), derivation.get("yardstick")]
    found += [part.get("actual") for part in derivation.get("parts", ())]
    said = [{name: value for name, value in (one or {}).items() if name not in ("place", "number")} for one in found]
    return [said, [step for step in derivation.get("conversions", ()) if step["step"] in ("sum", "growth")]]


def _chain(rows: Sequence[Verdict]) -> None:
    """Give each verdict its place behind its government's last one, and the hash of all it states."""
    places = {row.commitment.jurisdiction_id for row in rows}
    codes = dict(Jurisdiction.objects.filter(pk__in=places).values_list("pk", "code"))
    pledges = _identities(Commitment, {row.commitment_id for row in rows})
    outcomes = _identities(Outcome, {row.outcome_id for row in rows if row.outcome_id is not None})
    newest = Verdict.objects.filter(jurisdiction__in=places).order_by("jurisdiction", "-position")
    ends = newest.distinct("jurisdiction").values_list("jurisdiction", "position", "hash")
    last = {place: (position, end) for place, position, end in ends}
    now = timezone.now()
    for place, own in groupby(rows, key=lambda row: row.commitment.jurisdiction_id):
        position, previous = last.get(place, (0, chain.FIRST))
        for row in own:
            position += 1
            row.jurisdiction_id, row.position, row.previous, row.decided_at = place, position, previous, now
            row.pledge_as_judged = pledges[row.commitment_id]
            row.outcome_as_judged = outcomes[row.outcome_id] if row.outcome_id is not None else None
            row.hash = previous = chain.hash_of(row.stated(codes[place]))


def _identities(model: type[Commitment] | type[Outcome], keys: set[int]) -> dict[int, dict[str, Any]]:
    """What tells each of these statements from all others in public, by its key, as it stands now."""
    names = ("pk", "report__text_sha256", "start", "end", "subject", "year")
    rows = model._default_manager.filter(pk__in=keys).order_by().values_list(*names) if keys else ()
    return {pk: chain.identity(*said) for pk, *said in rows}
