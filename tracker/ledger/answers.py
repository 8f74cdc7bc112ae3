"""What people decide about what answers a pledge, and take back; they are judged again at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reports.models import Report
from reports.words import ReportKind, Rule
from tracker import register
from tracker.judging.reasons import Lack
from tracker.ledger.holding import hold
from tracker.ledger.rejudging import rejudge_relinked
from tracker.models import Commitment, Link, Outcome, Silence, Verdict

#: Verdicts by these rules look for no answer.
_NOT_ASKED = (Rule.NOT_DUE.value, Rule.NO_TEST.value)

Pair = tuple[Commitment, Outcome]


@dataclass(frozen=True, slots=True)
class Said:
    """What people have decided about one commitment: the links they confirmed or refused, or that nothing answers."""

    links: tuple[Link, ...] = ()
    silence: Silence | None = None


def said(commitments: Collection[int]) -> dict[int, Said]:
    """What people have decided about each of these commitments, by its key, in two queries."""
    links: dict[int, list[Link]] = defaultdict(list)
    for link in Link.objects.filter(commitment__in=commitments, state__in=Link.DECIDED).order_by("pk"):
        links[link.commitment_id].append(link)
    silences = {row.commitment_id: row for row in Silence.objects.filter(commitment__in=commitments)}
    return {pk: Said(tuple(links[pk]), silences.get(pk)) for pk in commitments}


@transaction.atomic
def confirm_links(pairs: Iterable[Pair], user: User) -> int:
    """A person says that each of these outcomes answers its commitment; returns how many verdicts were added.

    Where the machine took it together with others (parts, addends), those are confirmed with it. Raises ValueError when
    the two are of different governments, PublishedError where the reading of the answering report is published.
    """
    pairs = list(pairs)
    before = _opened(pairs)
    standing: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Link.objects.filter(commitment__in=before, state__in=Link.STANDING).order_by("pk")
    for link in rows.only("commitment", "outcome", "role"):
        standing[link.commitment_id][link.outcome_id] = link.role
    wanted = {}
    for commitment, outcome in pairs:
        taken = standing[commitment.pk]
        chosen = taken if outcome.pk in taken else {outcome.pk: Link.Role.ANSWER}
        wanted[commitment.pk] = _confirmed(before[commitment.pk], commitment.pk, chosen, user)
    return _write([commitment for commitment, _outcome in pairs], wanted)


@transaction.atomic
def refuse_links(pairs: Iterable[Pair], user: User) -> int:
    """A person says that each of these outcomes does not answer its commitment; returns how many verdicts were added.

    Raises as `confirm_links` does.
    """
    pairs = list(pairs)
    wanted = _opened(pairs)
    now = timezone.now()
    for commitment, outcome in pairs:
        found = _without(wanted[commitment.pk], outcome.pk)
        refused = _link(commitment.pk, outcome.pk, Link.State.REFUSED, Link.Role.ANSWER, user.pk, now)
        wanted[commitment.pk] = Said((*found.links, refused), found.silence)
    return _write([commitment for commitment, _outcome in pairs], wanted)


def confirm_link(commitment: Commitment, outcome: Outcome, user: User) -> None:
    """One of `confirm_links`."""
    confirm_links([(commitment, outcome)], user)


def refuse_link(commitment: Commitment, outcome: Outcome, user: User) -> None:
    """One of `refuse_links`."""
    refuse_links([(commitment, outcome)], user)


@transaction.atomic
def answer(commitment: Commitment, outcomes: Collection[Outcome], user: User, role: Link.Role) -> None:
    """A person says that these outcomes answer the commitment together, the first of them and the others by `role`.

    Each answers a part (PART) or their figures add up (ADDEND); it is judged again at once. Raises ValueError for fewer
    than two and for outcomes of several reports, otherwise as `confirm_links` does.
    """
    pairs = [(commitment, outcome) for outcome in outcomes]
    before = _opened(pairs)[commitment.pk]
    if len({outcome.pk for outcome in outcomes}) < max(2, len(outcomes)) or role == Link.Role.ANSWER:
        raise ValueError("several outcomes answer together, each of them once")
    if len({outcome.report_id for outcome in outcomes}) > 1:
        raise ValueError("what answers together stands in one report")
    first, *others = (outcome.pk for outcome in outcomes)
    chosen = {first: Link.Role.ANSWER, **dict.fromkeys(others, role)}
    _write([commitment], {commitment.pk: _confirmed(before, commitment.pk, chosen, user)})


@transaction.atomic
def find_unanswered(commitment: Commitment, lack: Lack, user: User, note: str = "") -> None:
    """A person has looked and says that nothing answers the commitment; it is judged again at once.

    What was refused stays refused; what was confirmed no longer is. Raises ValueError where no answer is asked for (not
    due, or no criterion), PublishedError as `confirm_links` does.
    """
    before = _opened_for([commitment], set())[commitment.pk]
    rule = Verdict.objects.filter(current_for=commitment.pk).values_list("rule", flat=True).first()
    if rule in _NOT_ASKED:
        raise ValueError("what is not due, or cannot be checked, has no answer to look for")
    refused = tuple(link for link in before.links if link.state == Link.State.REFUSED)
    silence = Silence(
        commitment_id=commitment.pk, reason=lack.value, note=note, decided_by=user, decided_at=timezone.now()
    )
    _write([commitment], {commitment.pk: Said(refused, silence)})


@transaction.atomic
def undo_link(commitment: Commitment, outcome: Outcome) -> None:
    """Take a person's decision about the link back, with what was confirmed beside it: the machine decides again."""
    before = _opened([(commitment, outcome)])[commitment.pk]
    _write([commitment], {commitment.pk: _without(before, outcome.pk)})


@transaction.atomic
def take_back_silence(commitment: Commitment) -> None:
    """Take back that nothing answers the commitment: the machine decides again."""
    before = _opened_for([commitment], set())[commitment.pk]
    _write([commitment], {commitment.pk: Said(before.links)})


@transaction.atomic
def restore(commitments: Collection[Commitment], earlier: Mapping[int, Said]) -> int:
    """Bring back what people had decided about these commitments, as `said` told it; returns verdicts added.

    A link to an outcome that is gone stays gone. Raises PublishedError as `confirm_links` does.
    """
    linked = {link.outcome_id for one in earlier.values() for link in one.links}
    there = dict(Outcome.objects.filter(pk__in=linked).values_list("pk", "report_id"))
    _opened_for(commitments, set(there.values()))
    wanted = {
        pk: Said(tuple(link for link in one.links if link.outcome_id in there), one.silence)
        for pk, one in earlier.items()
    }
    return _write(commitments, wanted)


def _opened(pairs: Collection[Pair]) -> dict[int, Said]:
    """What was said before of the pairs' commitments, with their governments held."""
    if any(commitment.jurisdiction_id != outcome.jurisdiction_id for commitment, outcome in pairs):
        raise ValueError("a pledge is answered by its own government's report")
    return _opened_for([commitment for commitment, _outcome in pairs], {outcome.report_id for _c, outcome in pairs})


def _opened_for(commitments: Collection[Commitment], reports: set[int]) -> dict[int, Said]:
    hold({commitment.jurisdiction_id for commitment in commitments})
    years = {(commitment.jurisdiction_id, commitment.year) for commitment in commitments}
    answering = Report.objects.filter(
        jurisdiction__in={place for place, _year in years},
        review_year__in={year for _place, year in years},
        kind=ReportKind.WORK_REPORT.value,
        superseded_by__isnull=True,
    ).values_list("pk", "jurisdiction_id", "review_year")
    register.refuse_published(reports | {pk for pk, place, year in answering if (place, year) in years})
    return said([commitment.pk for commitment in commitments])


def _confirmed(before: Said, commitment: int, chosen: Mapping[int, str], user: User) -> Said:
    """What was said before, with these outcomes confirmed in their roles and nothing else."""
    now = timezone.now()
    refused = (link for link in before.links if link.state == Link.State.REFUSED and link.outcome_id not in chosen)
    new = (_link(commitment, pk, Link.State.CONFIRMED, role, user.pk, now) for pk, role in chosen.items())
    return Said((*refused, *new))


def _without(before: Said, outcome: int) -> Said:
    """What was said before without the link to the outcome; one confirmed falls with all that were beside it."""
    gone = {outcome}
    if any(link.outcome_id == outcome and link.state == Link.State.CONFIRMED for link in before.links):
        gone |= {link.outcome_id for link in before.links if link.state == Link.State.CONFIRMED}
    return Said(tuple(link for link in before.links if link.outcome_id not in gone), before.silence)


def _link(commitment: int, outcome: int, state: str, role: str, person: int, at: datetime) -> Link:
    return Link(
        commitment_id=commitment,
        outcome_id=outcome,
        state=state,
        role=role,
        score=Decimal(1),
        decided_by_id=person,
        decided_at=at,
    )


def _write(commitments: Collection[Commitment], wanted: Mapping[int, Said]) -> int:
    """Store what people say of these commitments now, and judge them again, once for each government."""
    rows = Link.objects.filter(commitment__in=wanted)
    links = [link for one in wanted.values() for link in one.links]
    pairs = {(link.commitment_id, link.outcome_id) for link in links}
    decided = rows.filter(state__in=Link.DECIDED).values_list("pk", "commitment", "outcome")
    rows.filter(pk__in=[pk for pk, *pair in decided if tuple(pair) not in pairs]).delete()
    # What stood steps aside first, and what is refused goes before what is confirmed: a commitment has one answer at
    # any moment.
    refused = {(link.commitment_id, link.outcome_id) for link in links if link.state == Link.State.REFUSED}
    standing = rows.filter(state__in=Link.STANDING).values_list("pk", "commitment", "outcome")
    aside = {"state": Link.State.CANDIDATE, "role": Link.Role.ANSWER, "decided_by": None, "decided_at": None}
    rows.filter(pk__in=[pk for pk, *pair in standing if tuple(pair) not in refused]).update(**aside)
    links.sort(key=lambda link: link.state != Link.State.REFUSED)
    for link in links:
        link.pk, link.reason = None, ""
    Link.objects.bulk_create(
        links,
        update_conflicts=True,
        unique_fields=["commitment", "outcome"],
        update_fields=["state", "role", "reason", "decided_by", "decided_at"],  # the machine's score stays
    )
    silences = [one.silence for one in wanted.values() if one.silence is not None]
    silent = {row.commitment_id for row in silences}
    Silence.objects.filter(commitment__in=[pk for pk in wanted if pk not in silent]).delete()
    for row in silences:
        row.pk = None
    Silence.objects.bulk_create(
        silences,
        update_conflicts=True,
        unique_fields=["commitment"],
        update_fields=["reason", "note", "decided_by", "decided_at"],
    )
    years: dict[int, set[int]] = defaultdict(set)
    for commitment in commitments:
        years[commitment.jurisdiction_id].add(commitment.year)
    return sum(rejudge_relinked(place, wanted, own) for place, own in sorted(years.items()))
