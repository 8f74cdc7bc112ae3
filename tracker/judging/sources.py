"""Judging by more than one document: the next report, a communiqué, an audit, or a report of years later.

The document whose word weighs most decides, if it surely tells of the same series; otherwise the next report does, and
only where that is silent may another fill in. What a weaker source says stays as a candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.reading.records import Reading, Statement
from reports.words import ANSWERED, EVIDENCE, NOT_MET, VINTAGES, Flag, Kind, ReportKind, Rule, Verdict, Vintage
from tracker.judging import judge as judging
from tracker.judging.assess import assess, without_silence
from tracker.judging.reasons import Refusal
from tracker.judging.records import Candidate, Judgement, laid_aside


@dataclass(frozen=True, slots=True)
class Source:
    """A document that tells what became of a year.

    ``is_later`` says that it is a report of a later year, of which only what it tells of that year is given; it fills
    silence and never outweighs.
    """

    reading: Reading
    kind: ReportKind = ReportKind.WORK_REPORT
    vintage: Vintage = Vintage.UNSTATED
    is_digest: bool = False
    is_later: bool = False

    @property
    def is_next_report(self) -> bool:
        """Whether it is the report that should answer."""
        return self.kind == ReportKind.WORK_REPORT and not self.is_later

    @property
    def turn(self) -> tuple[int, int, int]:
        """When it is heard: the weakest kind and vintage first, then reports of later years, the nearest first."""
        year = self.reading.plan_year if self.is_later else 0
        return year, EVIDENCE.index(self.kind), VINTAGES.index(self.vintage)


def assess_by_all(promised: Reading, sources: Iterable[Source], year: int) -> tuple[Judgement, ...]:
    """One judgement for each pledge of the report that belongs to ``year``, as ``assess`` has it.

    A verdict that rests on another document than the next report says so in its derivation (``source``).
    """
    ordered = sorted(sources, key=lambda source: source.turn)
    following = next((source for source in ordered if source.is_next_report), None)
    held = [_Held(found) for found in assess(promised, following.reading if following else None, year)]
    if following is not None and following.is_digest:
        held = [_Held(without_silence(one.judgement, year)) for one in held]
    for source in (source for source in ordered if source is not following):
        found = assess(promised, _without_admissions(source.reading), year)
        held = [one.beside(told_by(source, other), source) for one, other in zip(held, found, strict=True)]
    return tuple(one.judgement for one in held)


@dataclass(frozen=True, slots=True)
class _Held:
    """The judgement so far; ``source`` is None while it is that of the next report."""

    judgement: Judgement
    source: Source | None = None

    def beside(self, found: Judgement, source: Source) -> _Held:
        """What is held once another document has been heard."""
        mine = self.judgement
        if found.verdict not in ANSWERED or mine.verdict == Verdict.NOT_ASSESSABLE:
            return self
        if mine.verdict not in ANSWERED:
            return _Held(replace(found, candidates=(*found.candidates, *_unlike(mine, found))), source)
        if source.is_later:
            return self
        if not _is_same_series(mine, found):
            return replace(self, judgement=_with_candidate(mine, found, Refusal.UNSURE_SOURCE))
        if mine.rule == Rule.ADMITTED and found.verdict == Verdict.KEPT:
            # The government says that it fell short: a better figure of what may be another circle does not undo that.
            return replace(self, judgement=_with_candidate(mine, found, Refusal.UNSURE_SOURCE))
        if Flag.ADMITTED in mine.flags and found.verdict in NOT_MET:
            found = judging.with_flag(found, Flag.ADMITTED)
        beside = _with_candidate(found, mine, Refusal.WEAKER)
        others = laid_aside(tuple(_unlike(mine, beside)), Refusal.WEAKER.value)
        return _Held(replace(beside, candidates=(*beside.candidates, *others)), source)


def _without_admissions(reading: Reading) -> Reading:
    """What another document says was missed is no admission of the report that should answer; its figures count."""
    told = tuple(statement for statement in reading.statements if statement.kind != Kind.SHORTFALL)
    return replace(reading, statements=told)


def told_by(source: Source, found: Judgement) -> Judgement:
    """The judgement with the source it rests on in its derivation, where it rests on one."""
    if found.outcome is None:
        return found
    told = {"kind": source.kind.value, "vintage": source.vintage.value, "plan_year": source.reading.plan_year}
    found = replace(found, derivation=found.derivation | {"source": told})
    return judging.with_flag(found, Flag.PRELIMINARY_FIGURE) if source.vintage == Vintage.PRELIMINARY else found


def _is_same_series(mine: Judgement, found: Judgement) -> bool:
    """Whether the better source surely tells of what was promised: the pledge's own indicator, in its own measure.

    A growth worked out from levels and a total of parts are not sure enough to outweigh a figure that was stated.
    """
    pledge, outcome = found.pledge, found.outcome
    return (
        outcome is not None
        and pledge.indicator is not None
        and pledge.indicator == outcome.indicator
        and Flag.DERIVED not in found.flags
        and found.rule != Rule.COMPOUND
        and (mine.outcome is None or mine.rule == Rule.ADMITTED or mine.outcome.measure == outcome.measure)
    )


def _with_candidate(judgement: Judgement, other: Judgement, reason: Refusal) -> Judgement:
    if other.outcome is None:
        return judgement
    score = next((c.score for c in other.candidates if c.outcome is other.outcome), None)
    if score is None:
        return judgement
    return replace(judgement, candidates=(*judgement.candidates, Candidate(other.outcome, score, reason.value)))


def _unlike(mine: Judgement, found: Judgement) -> Sequence[Candidate]:
    known: list[Statement] = [candidate.outcome for candidate in found.candidates]
    return [c for c in mine.candidates if not any(c.outcome is one for one in known)]
