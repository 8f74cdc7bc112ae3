"""The only writer of links and verdicts.

A verdict is never changed: judging again adds a row where, and only where, the judgement is another one, and says for
what cause. What a person decided (a confirmed or refused link, an override) stands until a person takes it back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models, transaction
from django.utils import timezone

from reports.models import Jurisdiction, Report
from reports.reading.records import Reading, Statement
from reports.words import Cause, Kind, Measure, ReportKind, Rule
from reports.words import Verdict as VerdictWord
from tracker import register, tallies
from tracker.judging import chain
from tracker.judging.assess import admitted, assess, judge, without_silence
from tracker.judging.records import Judgement
from tracker.models import Commitment, Link, Outcome, Verdict


@transaction.atomic
def judge_around(report: Report) -> int:
    """Judge every pledge the report makes and every earlier pledge it answers; returns how many verdicts were added."""
    own = set(register.standing(Commitment.objects.filter(report=report)).values_list("year", flat=True))
    return rejudge(report.jurisdiction_id, own | {report.review_year}, changed=[report.pk])


@transaction.atomic
def rejudge(
    jurisdiction: int, years: Iterable[int], relinked: Collection[int] = (), changed: Collection[int] = ()
) -> int:
    """Judge a government's pledges of these years again, after a person decided something; returns verdicts added.

    ``relinked`` are the keys of commitments about whose link the person decided, ``changed`` those of the reports
    about whose statements: their figures are held against one another anew.
    """
    hold([jurisdiction])
    years = set(years)
    for answer in _current_reports(jurisdiction).filter(review_year__in=years):
        register.record_admissions(answer)
    added = _judge_years(jurisdiction, years, relinked)
    tallies.refresh([jurisdiction])
    if changed:
        register.replace_findings(jurisdiction, changed)
    return added


def hold(jurisdictions: Any) -> None:
    """Hold these governments (keys, or a queryset of keys) until the transaction ends: one writer each at a time.

    Taken before any lock on a row of theirs, and in the order of the keys, so that two writers never wait for each
    other. NO KEY: rows that merely refer to the place may still be written.
    """
    places = Jurisdiction.objects.select_for_update(no_key=True).filter(pk__in=jurisdictions).order_by("pk")
    list(places.only("pk"))


def _current_reports(jurisdiction: int) -> Any:
    return Report.objects.filter(
        jurisdiction=jurisdiction, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
    )


def _judge_years(jurisdiction: int, years: Iterable[int], relinked: Collection[int]) -> int:
    years = set(years)
    pledges: dict[tuple[int, int], list[Commitment]] = defaultdict(list)
    rows = register.standing(Commitment.objects.filter(jurisdiction=jurisdiction, year__in=years))
    for row in rows.select_related("indicator", "verdict").order_by("report_id", "start", "pk"):
        pledges[row.report_id, row.year].append(row)
    reports = Report.objects.in_bulk({report for report, _ in pledges})
    answers = {report.review_year: report for report in _current_reports(jurisdiction).filter(review_year__in=years)}
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    answering = register.standing(Outcome.objects.filter(report__in=answers.values()))
    for outcome in answering.select_related("indicator").order_by("start", "pk"):
        outcomes[outcome.report_id].append(outcome)
    levels: dict[int, list[Outcome]] = defaultdict(list)
    for level in register.standing(_levels(reports, years)).select_related("indicator").order_by("start", "pk"):
        levels[level.report_id].append(level)
    added = 0
    for (report, year), commitments in pledges.items():
        answer = answers.get(year)
        found = outcomes[answer.pk] if answer else []
        added += _judge(reports[report], commitments, levels[report], answer, found, year, relinked)
    return added


def _levels(reports: Iterable[int], years: Iterable[int]) -> Any:
    """What the reports of the pledges themselves state of the year before: a growth may follow from it."""
    before = [year - 1 for year in years]
    return Outcome.objects.filter(
        report__in=reports, year__in=before, measure=Measure.LEVEL.value, indicator__isnull=False
    )


def _judge(
    report: Report,
    commitments: list[Commitment],
    levels: list[Outcome],
    answer: Report | None,
    outcomes: list[Outcome],
    year: int,
    relinked: Collection[int],
) -> int:
    """Judge one report's pledges of one year against the report that answers them, and write what is new.

    ``levels`` are what the pledges' own report states of earlier years.
    """
    pledged = [row for row in commitments if row.known_from == Commitment.KnownFrom.PLEDGE]
    confessed = [row for row in commitments if row.known_from == Commitment.KnownFrom.ADMISSION]
    pledge_of = {row.pk: register.to_record(row, Kind.PLEDGE, _code(row)) for row in pledged}
    outcome_of = {row.pk: register.to_record(row, Kind(row.kind), _code(row)) for row in outcomes}
    row_of = {id(record): pk for pk, record in (*pledge_of.items(), *outcome_of.items())}

    stated = [register.to_record(row, Kind(row.kind), _code(row)) for row in levels]
    promised = Reading(report.text, report.plan_year, (*pledge_of.values(), *stated))
    answered = Reading(answer.text, answer.plan_year, tuple(outcome_of.values())) if answer else None
    judgements = {row_of[id(found.pledge)]: found for found in assess(promised, answered, year)}
    for pk, links in _decided_links(pledged).items():
        judgements[pk] = _as_people_decided(judgements[pk], links, pledge_of[pk], outcome_of, answered)
    if answer is not None and answer.is_digest:
        judgements = {pk: without_silence(found, year) for pk, found in judgements.items()}
    for row in confessed:
        judgements[row.pk] = admitted(register.to_record(row, Kind.SHORTFALL, _code(row)))
    answered_by = {
        pk: row_of[id(found.outcome)]
        for pk, found in judgements.items()
        if found.outcome is not None and id(found.outcome) in row_of
    }
    for row in confessed:
        if row.admission_id is not None:
            answered_by[row.pk] = row.admission_id
    _write_links(pledged, judgements, answered_by, row_of)
    return _write_verdicts(commitments, judgements, answered_by, relinked)


def _code(row: Commitment | Outcome) -> str | None:
    return row.indicator.code if row.indicator else None


def _decided_links(commitments: Sequence[Commitment]) -> dict[int, list[Link]]:
    decided: dict[int, list[Link]] = defaultdict(list)
    states = (Link.State.CONFIRMED, Link.State.REFUSED)
    for link in Link.objects.filter(commitment__in=commitments, state__in=states).order_by("pk"):
        decided[link.commitment_id].append(link)
    return decided


def _as_people_decided(
    machine: Judgement, links: list[Link], pledge: Statement, outcome_of: dict[int, Statement], answered: Reading | None
) -> Judgement:
    """The judgement under a person's links: the confirmed outcome answers; for a refused one the next best may."""
    if answered is None:
        return machine
    confirmed = next((link.outcome_id for link in links if link.state == Link.State.CONFIRMED), None)
    if confirmed in outcome_of:
        return judge(pledge, outcome_of[confirmed], answered, candidates=machine.candidates)
    refused = [outcome_of[link.outcome_id] for link in links if link.outcome_id in outcome_of]
    if not any(machine.outcome is outcome for outcome in refused):
        return machine
    others = tuple(outcome for outcome in answered.statements if not any(outcome is one for one in refused))
    year = machine.derivation["year"]
    (again,) = assess(Reading("", year, (pledge,)), replace(answered, statements=others), year)
    return again


def _write_links(
    pledged: Sequence[Commitment],
    judgements: dict[int, Judgement],
    answered_by: dict[int, int],
    row_of: dict[int, int],
) -> None:
    """Replace the machine's links of these commitments; a person's stay as they are."""
    machine = (Link.State.CANDIDATE, Link.State.TAKEN)
    decided = Link.objects.filter(commitment__in=pledged).exclude(state__in=machine)
    kept = set(decided.values_list("commitment_id", "outcome_id"))
    confirmed = set(decided.filter(state=Link.State.CONFIRMED).values_list("commitment_id", flat=True))
    wanted: dict[tuple[int, int], Link] = {}
    for commitment in pledged:
        found = judgements[commitment.pk]
        taken = answered_by.get(commitment.pk)
        for candidate in found.candidates:
            outcome = row_of[id(candidate.outcome)]
            is_taken = outcome == taken and commitment.pk not in confirmed
            state = Link.State.TAKEN if is_taken else Link.State.CANDIDATE
            wanted[commitment.pk, outcome] = Link(
                commitment=commitment,
                outcome_id=outcome,
                state=state,
                score=candidate.score,
                reason="" if is_taken else candidate.reason,
            )
        if taken is not None and commitment.pk not in confirmed:
            wanted.setdefault(
                (commitment.pk, taken),
                Link(commitment=commitment, outcome_id=taken, state=Link.State.TAKEN, score=Decimal(1)),
            )
    Link.objects.filter(commitment__in=pledged, state__in=machine).delete()
    Link.objects.bulk_create([link for pair, link in wanted.items() if pair not in kept], batch_size=500)


def _write_verdicts(
    commitments: Sequence[Commitment],
    judgements: dict[int, Judgement],
    answered_by: dict[int, int],
    relinked: Collection[int],
) -> int:
    """Add a verdict where the judgement is not the current one; an override stands."""
    rows = []
    last = _last_sequences([commitment for commitment in commitments if commitment.verdict is None])
    for commitment in commitments:
        current = commitment.verdict
        if current is not None and current.rule == Rule.OVERRIDE.value:
            continue
        verdict = _verdict(commitment, judgements[commitment.pk], answered_by.get(commitment.pk))
        if current is None:
            verdict.sequence = last.get(commitment.pk, 0) + 1
            verdict.cause = Cause.OVERRIDE_WITHDRAWN if commitment.pk in last else Cause.FIRST_JUDGED
        elif not _is_the_same(current, verdict):
            verdict.sequence = current.sequence + 1
            verdict.cause = Cause.LINK_DECIDED if commitment.pk in relinked else _cause(current, verdict)
        else:
            continue
        rows.append(verdict)
    return _append(rows)


def _cause(current: Verdict, other: Verdict) -> Cause:
    """Why the machine judges otherwise than before: the pledge has found another answer, or was read or judged anew."""
    was_waiting = current.code == VerdictWord.PENDING and other.code != VerdictWord.PENDING
    if was_waiting or _answers(current.derivation) != _answers(other.derivation):
        return Cause.ANSWERED
    return Cause.REJUDGED


def _answers(derivation: dict[str, Any]) -> list[Any]:
    """What a derivation takes from the answering report, without the places: words that only moved say the same."""
    found = [derivation.get("actual"), derivation.get("yardstick")]
    found += [part.get("actual") for part in derivation.get("parts", ())]
    said = [{name: value for name, value in (one or {}).items() if name not in ("place", "number")} for one in found]
    return [said, [step for step in derivation.get("conversions", ()) if step["step"] in ("sum", "growth")]]


def _last_sequences(commitments: Sequence[Commitment]) -> dict[int, int]:
    """The last verdict's number of those that have no current one: none yet, or an override taken back."""
    rows = Verdict.objects.filter(commitment__in=commitments).order_by()
    return dict(rows.values_list("commitment").annotate(models.Max("sequence")))


def _verdict(commitment: Commitment, found: Judgement, outcome: int | None) -> Verdict:
    return Verdict(
        commitment=commitment,
        code=found.verdict.value,
        rule=found.rule.value,
        rule_version=found.rule_version,
        outcome_id=outcome,
        derivation=found.derivation,
        flags=[flag.value for flag in found.flags],
        reason=found.reason,
    )


def _is_the_same(current: Verdict, other: Verdict) -> bool:
    names = ("code", "rule", "rule_version", "outcome_id", "derivation", "flags", "reason")
    return all(getattr(current, name) == getattr(other, name) for name in names)


def _append(rows: list[Verdict]) -> int:
    """Add the verdicts to their one government's chain and make each its commitment's current one.

    The caller holds the government, so nobody else adds to the chain meanwhile.
    """
    if not rows:
        return 0
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


def _chain(rows: list[Verdict]) -> None:
    """Give each verdict its place behind the government's last one, and the hash of all it states."""
    place = rows[0].commitment.jurisdiction_id
    code = Jurisdiction.objects.values_list("code", flat=True).get(pk=place)
    pledges = _identities(Commitment, {row.commitment_id for row in rows})
    outcomes = _identities(Outcome, {row.outcome_id for row in rows if row.outcome_id is not None})
    last = Verdict.objects.filter(jurisdiction=place).order_by("-position").values_list("position", "hash").first()
    position, previous = last or (0, chain.FIRST)
    now = timezone.now()
    for row in rows:
        position += 1
        row.jurisdiction_id, row.position, row.previous, row.decided_at = place, position, previous, now
        row.pledge_as_judged = pledges[row.commitment_id]
        row.outcome_as_judged = outcomes[row.outcome_id] if row.outcome_id is not None else None
        row.hash = previous = chain.hash_of(row.stated(code))


def _identities(model: type[Commitment] | type[Outcome], keys: set[int]) -> dict[int, dict[str, Any]]:
    """What tells each of these statements from all others in public, by its key, as it stands now."""
    names = ("pk", "report__text_sha256", "start", "end", "subject", "year")
    rows = model._default_manager.filter(pk__in=keys).order_by().values_list(*names) if keys else ()
    return {pk: chain.identity(*said) for pk, *said in rows}


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
        sequence=_last_sequences([commitment]).get(commitment.pk, 0) + 1,
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
    _append([verdict])
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
