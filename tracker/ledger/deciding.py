"""The judgement on each commitment of each case: the machine's, under what people decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.reading.records import Reading, Statement
from reports.words import Kind, ReportKind, Rule, Verdict, Vintage
from tracker import register
from tracker.judging.assess import admitted, judge, without_silence
from tracker.judging.judge import found_none, pending
from tracker.judging.reasons import Lack, Refusal, Wait
from tracker.judging.records import Judgement, laid_aside
from tracker.judging.sources import Source, assess_by_all, told_by
from tracker.ledger.gathering import Answering, Case
from tracker.models import Commitment, Link, Outcome, Silence


@dataclass(frozen=True, slots=True)
class Considered:
    """An outcome that was looked at, by its key, with its score and why it was not taken (empty if it was)."""

    outcome: int
    score: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A commitment's judgement, with the keys of the outcomes it rests on or that came near.

    ``also`` are those that answer with ``outcome``, each with what it does there.
    """

    commitment: Commitment
    judgement: Judgement
    outcome: int | None
    considered: tuple[Considered, ...] = ()
    also: tuple[tuple[int, Link.Role], ...] = ()

    @property
    def is_of_admission(self) -> bool:
        """Whether the commitment is known only from the admission it rests on, which is no link."""
        return self.commitment.known_from == Commitment.KnownFrom.ADMISSION


def decide(cases: Iterable[Case]) -> dict[int, Decided]:
    """What is to be recorded of every commitment of the cases that is to be judged, by its key."""
    return {decided.commitment.pk: decided for case in cases for decided in _Bench(case).decide()}


class _Bench:
    """One case with its rows as the records that judging takes."""

    def __init__(self, case: Case) -> None:
        self._case = case
        pledged = [row for row in case.commitments if row.known_from == Commitment.KnownFrom.PLEDGE]
        self._pledges = {row.pk: self._record(row, Kind.PLEDGE) for row in pledged}
        told = {row.pk: row for answering in case.answering for row in answering.outcomes}
        self._outcomes = {pk: self._record(row, Kind(row.kind)) for pk, row in told.items()}
        self._key = {id(record): pk for pk, record in self._outcomes.items()}
        self._levels = tuple(self._record(row, Kind(row.kind)) for row in case.levels)
        self._sources = [self._source(answering) for answering in case.answering]

    def decide(self) -> list[Decided]:
        judgements = dict(zip(self._pledges, self._assess(tuple(self._pledges.values())), strict=True))
        for pk in judgements.keys() & (self._case.decided.keys() | self._case.silences.keys()):
            links, silence = self._case.decided.get(pk, []), self._case.silences.get(pk)
            if silence is not None:
                judgements[pk] = self._as_found_unanswered(judgements[pk], silence)
            else:
                judgements[pk] = self._as_people_decided(judgements[pk], links)
        return [self._decided(row, judgements.get(row.pk)) for row in self._case.to_judge]

    def _source(self, answering: Answering) -> Source:
        report = answering.report
        records = tuple(self._outcomes[row.pk] for row in answering.outcomes)
        reading = Reading("", report.plan_year, records)
        kind, vintage = ReportKind(report.kind), Vintage(report.vintage)
        return Source(reading, kind, vintage, is_digest=report.is_digest, is_later=answering.is_later)

    def _record(self, row: Commitment | Outcome, kind: Kind) -> Statement:
        return register.to_record(row, kind, self._case.codes.get(row.indicator_id or 0))

    def _decided(self, row: Commitment, found: Judgement | None) -> Decided:
        if found is None:
            shortfall = self._record(row, Kind.SHORTFALL)
            return Decided(row, admitted(shortfall), row.admission_id)
        considered = tuple(Considered(self._key[id(c.outcome)], c.score, c.reason) for c in found.candidates)
        outcome = self._key[id(found.outcome)] if found.outcome else None
        role = Link.Role.PART if found.rule == Rule.COMPOUND else Link.Role.ADDEND
        # What growth is held against is no answer.
        also = () if found.rule == Rule.IN_STEP else tuple((self._key[id(one)], role) for one in found.also)
        return Decided(row, found, outcome, considered, also)

    def _assess(self, pledges: tuple[Statement, ...], without: Collection[int] = ()) -> tuple[Judgement, ...]:
        """The machine's judgement on the pledges, leaving these outcomes out."""
        promised = Reading("", self._case.report.plan_year, (*pledges, *self._levels))
        sources = [_without(source, [self._outcomes[pk] for pk in without]) for source in self._sources]
        return assess_by_all(promised, sources, self._case.year)

    def _as_people_decided(self, machine: Judgement, links: list[Link]) -> Judgement:
        """The judgement under a person's links: what is confirmed answers; for what is refused the next best may.

        Of several outcomes confirmed together all must still count, or the machine decides.
        """
        confirmed = {link.outcome_id: link.role for link in links if link.state == Link.State.CONFIRMED}
        if Link.Role.ANSWER in confirmed.values() and confirmed.keys() <= self._outcomes.keys():
            return self._answered(machine, confirmed)
        refused = {link.outcome_id for link in links if link.state == Link.State.REFUSED} & self._outcomes.keys()
        rests_on = {self._key[id(one)] for one in (machine.outcome, *machine.also) if one is not None}
        if not rests_on & refused:
            return machine
        (again,) = self._assess((machine.pledge,), without=refused)
        return again

    def _answered(self, machine: Judgement, confirmed: dict[int, str]) -> Judgement:
        def of(role: Link.Role) -> tuple[Statement, ...]:
            return tuple(self._outcomes[pk] for pk, own in confirmed.items() if own == role)

        (outcome,) = of(Link.Role.ANSWER)
        source = next(one for one in self._sources if any(outcome is told for told in one.reading.statements))
        found = judge(
            machine.pledge,
            outcome,
            source.reading,
            parts=of(Link.Role.PART),
            addends=of(Link.Role.ADDEND),
            levels=self._levels,
            candidates=laid_aside(machine.candidates, Refusal.OTHER_CHOSEN.value),
        )
        if source.is_digest:
            found = without_silence(found, self._case.year)
        return found if source.is_next_report else told_by(source, found)

    def _as_found_unanswered(self, machine: Judgement, silence: Silence) -> Judgement:
        """Nothing answers, whichever document the machine would take: a person looked into the one that should."""
        if machine.verdict in (Verdict.PENDING, Verdict.NOT_ASSESSABLE):
            return machine
        following = next((source for source in self._sources if source.is_next_report), None)
        if following is None:
            return pending(machine.pledge, self._case.year, Wait.NO_LATER_REPORT)
        candidates = laid_aside(machine.candidates, Refusal.SAID_SILENT.value)
        found = found_none(machine.pledge, self._case.year, Lack(silence.reason), silence.note, candidates)
        return without_silence(found, self._case.year) if following.is_digest else found


def _without(source: Source, refused: list[Statement]) -> Source:
    if not refused:
        return source
    left = tuple(one for one in source.reading.statements if not any(one is other for other in refused))
    return replace(source, reading=replace(source.reading, statements=left))
