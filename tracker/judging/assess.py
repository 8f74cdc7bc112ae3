"""Assessing one report against the next: the one door to linking and judging.

``assess`` is what the command prints and what the ledger stores; ``judge`` is for the link a person made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reports.reading.records import Reading, Statement
from reports.words import NOT_MET, Flag, Kind, Measure, Section, Verdict
from tracker.judging import judge as judging
from tracker.judging.bases import base_for, bases_of
from tracker.judging.due import due_in, is_late_deadline, year_due
from tracker.judging.linking import Answer, link
from tracker.judging.reasons import Refusal, Silence, Wait
from tracker.judging.records import Candidate, Context, Judgement, laid_aside
from tracker.judging.spans import is_averaged
from tracker.judging.testable import why_untestable


def assess(reading_n: Reading, reading_n1: Reading | None, year: int) -> tuple[Judgement, ...]:
    """One judgement for each pledge of report N that belongs to ``year``, in the order of the text.

    Five-year targets that end in the year are among them. Without the later report, or with a deadline after the
    year, the verdict is ``pending``.
    """
    pledges = due_in(reading_n.statements, year, reading_n.plan_year)
    if reading_n1 is None:
        return tuple(judging.pending(pledge, year, Wait.NO_LATER_REPORT) for pledge in pledges)
    open_pledges = [p for p in pledges if not is_late_deadline(p, year) and why_untestable(p) is None]
    bases = bases_of(reading_n.statements, year, reading_n1.statements)
    linked = link(open_pledges, reading_n1.statements, year, bases)
    answers = dict(zip(map(id, open_pledges), linked, strict=True))
    judgements = []
    for pledge in pledges:
        if is_late_deadline(pledge, year):
            judgements.append(judging.pending(pledge, year, Wait.NOT_DUE))
            continue
        answer = answers.get(id(pledge), Answer(None))
        base = base_for(pledge, answer.outcome, bases) if answer.outcome else None
        yardstick = yardstick_of(reading_n1, year, answer.outcome)
        judgements.append(_judged(pledge, answer, Context(year, answer.parts, answer.addends, yardstick, base)))
    return tuple(judgements)


def _judged(pledge: Statement, answer: Answer, context: Context) -> Judgement:
    judgement = judging.judge(pledge, answer.outcome, context)
    if answer.outcome is None and answer.unclear:
        judgement = judging.silence(pledge, context.year, Silence.UNCLEAR)
    if answer.is_admitted and judgement.verdict in NOT_MET:
        judgement = judging.with_flag(judgement, Flag.ADMITTED)
    candidates = answer.candidates
    if judgement.outcome is None:
        candidates = laid_aside(candidates, Refusal.NOT_COMPARABLE.value)
    return replace(judgement, candidates=candidates)


def judge(
    pledge: Statement,
    outcome: Statement | None,
    answered: Reading | None,
    *,
    parts: tuple[Statement, ...] = (),
    addends: tuple[Statement, ...] = (),
    levels: Iterable[Statement] = (),
    candidates: tuple[Candidate, ...] = (),
) -> Judgement:
    """The judgement on a link that a person confirmed (``outcome``) or refused (None).

    ``answered`` is the report the outcome stands in, and with it the ``parts`` or ``addends`` the person named; without
    it the pledge is pending. ``levels`` are what the pledge's own report states of the year before, from which a growth
    may follow.
    """
    if answered is None:
        return judging.pending(pledge, year_due(pledge, 0), Wait.NO_LATER_REPORT)
    year = year_due(pledge, answered.plan_year - 1)
    base = base_for(pledge, outcome, bases_of(levels, year, answered.statements)) if outcome else None
    context = Context(year, parts, addends, yardstick_of(answered, year, outcome), base)
    return replace(judging.judge(pledge, outcome, context), candidates=candidates)


def without_silence(found: Judgement, year: int) -> Judgement:
    """The judgement where only a digest of the later report is known: what it leaves out may stand in the report."""
    if found.verdict != Verdict.UNREPORTED:
        return found
    return replace(judging.pending(found.pledge, year, Wait.ONLY_A_DIGEST), candidates=found.candidates)


def admitted(shortfall: Statement) -> Judgement:
    """The judgement on a commitment known only because the government admits that it was missed."""
    return judging.admitted(shortfall, year_due(shortfall, 0))


def yardstick_of(reading: Reading, year: int, outcome: Statement | None = None) -> Statement | None:
    """The growth of GDP over the years of ``outcome`` as the report states it, of ``year`` without one; or None.

    The review of the year leads, else it is taken from anywhere. A mean of several years (年均增长5.1%) is held against
    the mean of the same years.
    """
    span = outcome.period if outcome is not None and (is_averaged(outcome) or "-" in outcome.period) else ""
    found = [
        statement
        for statement in reading.statements
        if statement.kind == Kind.OUTCOME
        and statement.indicator == "gdp"
        and statement.measure == Measure.GROWTH
        and (is_averaged(statement) if span else True)
        and statement.period in ((span,) if span else ("", str(year)))
    ]
    return min(found, key=lambda s: (s.section != Section.REVIEW_YEAR, s.start), default=None)
