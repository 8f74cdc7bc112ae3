"""What the project's words mean: the glossary page, and the sentence under a word's first use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.words import (
    Cause,
    Comparator,
    Direction,
    Flag,
    Hedge,
    Kind,
    Level,
    Measure,
    ReportKind,
    ReviewState,
    Rule,
    Section,
    Verdict,
    Vintage,
    Word,
)
from tracker.judging.audit.records import Inconsistency, Role, Severity
from tracker.judging.comparing import Refusal
from tracker.judging.goalposts.records import Move
from tracker.judging.progress.records import Aim, Pace
from tracker.models import Link

VERDICTS: Mapping[Verdict, Any] = {
    Verdict.KEPT: _("The quoted target is met, on time, under the published rule."),
    Verdict.IN_PART: _("Some parts of a compound pledge, a shortfall inside the partial band, or met late."),
    Verdict.BROKEN: _(
        "Due, with evidence, and the target is not met; or the government itself admits it. Intentions do not count."
    ),
    Verdict.UNREPORTED: _("Due, the following report is loaded, and it says nothing comparable."),
    Verdict.NOT_ASSESSABLE: _(
        "Nothing to test: a blanked or garbled figure, or a target defined elsewhere. The reason is always given."
    ),
    Verdict.PENDING: _("Not due yet, or the report that would answer is not loaded yet."),
    Verdict.WITHDRAWN: _("Formally changed before it was due, with the document cited."),
}

FLAGS: Mapping[Flag, Any] = {
    Flag.EXCEEDED: _("The result lies well beyond the target."),
    Flag.LATE: _("Reached, but after the deadline."),
    Flag.GOALPOST_MOVED: _("A later document states another target for the same thing."),
    Flag.BASIS_CHANGED: _(
        "The result is counted in another way than the target: new works and mended ones for new ones alone, "
        "works as they begin for works to be finished, the mean of several years for one year, "
        "growth over last year's result for growth over a budget."
    ),
    Flag.SELF_REPORT_ONLY: _("Nobody but the government itself reports the result."),
    Flag.PRELIMINARY_FIGURE: _("The report itself calls the figure an estimate or preliminary."),
    Flag.ADMITTED: _("The government itself says that the target was missed."),
    Flag.DISPUTED: _("Somebody has objected with a source."),
    Flag.DERIVED: _("The figure was worked out from others that the report states; the sum is shown."),
}

RULES: Mapping[Rule, Any] = {
    Rule.FLOOR: _("A bare figure, “at least”, “not below”, “reach”. Kept when the result is at or above the target."),
    Rule.ABOVE: _("“More than”, “exceed”. Kept when the result is above the target."),
    Rule.CEILING: _(
        "“Within”, “not above”, “hold to”, and a bare figure of an indicator of which less is better. "
        "Kept when the result is at or below the target; “below” means strictly below."
    ),
    Rule.ABOUT: _(
        "“About”, “around”. Kept when the result falls short by no more than the tolerance; "
        "going further in the good direction is never held against it."
    ),
    Rule.RANGE: _(
        "“6 % to 6.5 %”. Kept from the lower end up; of an indicator of which less is better, up to the upper end."
    ),
    Rule.REDUCE: _("“Cut by”. Kept when the fall is at least as large as promised."),
    Rule.IN_STEP: _(
        "Incomes “in step with growth”. Kept when income growth lies no further behind economic growth "
        "than the tolerance. A mean of several years is held against the mean of the same years."
    ),
    Rule.MULTIPLE: _(
        "“Double”, “threefold”. Kept when the result is at least that many times the base, which must be known."
    ),
    Rule.ALL: _("“All”, “every”, 100 %. All of it is kept; 99 % is in part."),
    Rule.DONE: _(
        "A named deed without a figure. Steps: started, under construction, main works complete, completed, in use. "
        "Kept when the step reached is at least the step promised."
    ),
    Rule.COMPOUND: _(
        "Several parts in one pledge, or a part of it told and the rest not. "
        "Each is judged alone: all kept is kept, none is not kept, else in part."
    ),
    Rule.ADMITTED: _(
        "The government itself says it was missed. Not kept; in part where a figure shows it inside the partial band."
    ),
    Rule.SILENCE: _(
        "The report that should answer is loaded and says nothing comparable. Unreported, never kept or broken."
    ),
    Rule.NO_TEST: _("No criterion that anyone could check. Cannot be checked, with the reason."),
    Rule.NOT_DUE: _("The time has not come, or the report that would answer is not loaded. Not judged yet."),
    Rule.OVERRIDE: _(
        "A person has decided, and says why. It stands over the rule until it is taken back; both stay in the history."
    ),
}

MEASURES: Mapping[Measure, Any] = {
    Measure.GROWTH: _("A rise in per cent over the year before."),
    Measure.DECLINE: _("A fall, written as a positive number."),
    Measure.LEVEL: _("The total that is reached, or how many are built or done."),
    Measure.INCREMENT: _("What is added."),
    Measure.SHARE: _("A rate or coverage in per cent."),
    Measure.PP: _("A change of a rate, in percentage points: never the same as per cent."),
    Measure.MULTIPLE: _("How many times the base."),
    Measure.RANK: _("A place in an order; lower is better."),
    Measure.RATIO: _("Parts set against one another, such as the three sectors of the economy."),
    Measure.DONE: _("A deed without a figure: built, opened, set up."),
}

KINDS: Mapping[Kind, Any] = {
    Kind.PLEDGE: _("What a report says will be reached or done."),
    Kind.OUTCOME: _("What a report says was reached or done."),
    Kind.SHORTFALL: _("What a report itself says was not reached."),
}

MOVES: Mapping[Move, Any] = {
    Move.LOWERED: _(
        "The later plan asks for less: a lower figure, or a higher limit where less is better. "
        "A range counts by the end that must be reached. A warning only where the earlier target was not met as well."
    ),
    Move.WEAKENED: _(
        "The same target in looser words, by the scale below. A warning where it is judged otherwise for them and the "
        "figure asks for no more than before."
    ),
    Move.STRENGTHENED: _("The same target in firmer words, where the figure asks for no less than before."),
    Move.GONE: _(
        "A headline target of two years in a row that the next plan does not set. A warning where no related target "
        "remains. Never where the plan is known from a digest, or names the thing without a figure that was read."
    ),
    Move.SCOPE: _(
        "The same thing over a wider or narrower circle, or counted on another basis, "
        "so that the figures do not compare."
    ),
    Move.YARDSTICK: _(
        "The same thing by another measure: registered and then surveyed unemployment, an amount and then a growth. "
        "A warning where a figure gives way to words without one."
    ),
    Move.REPEATED: _("The same name and the same figure again, after the earlier pledge was not met."),
}

STATES: Mapping[ReviewState, Any] = {
    ReviewState.PROPOSED: _("Read by the machine; no person has looked at it yet."),
    ReviewState.ACCEPTED: _("A person has compared it with the report and stands behind it."),
    ReviewState.REJECTED: _("A person has found it wrong. It is not shown and not counted."),
}

SEVERITIES: Mapping[Severity, Any] = {
    Severity.INFO: _("No alarm: what the figures imply, or a figure that later statistics may well have revised."),
    Severity.WARNING: _("Figures that hardly agree: told in two ways, or moved further than revisions mostly go."),
    Severity.ERROR: _("Figures of one passage that cannot all be right as printed, however they were rounded."),
}

INCONSISTENCIES: Mapping[Inconsistency, Any] = {
    Inconsistency.GROWTH: _("A total, the total of the year before, and the growth told between them."),
    Inconsistency.DEFLATOR: _(
        "Totals at the prices of their years, and growth that may be real: what prices or the base must have done."
    ),
    Inconsistency.PART: _("“Of which”: a part that is larger than all it can be part of."),
    Inconsistency.PARTS: _("A total of which every part is told."),
    Inconsistency.SHARES: _("The three sectors of the economy, in per cent."),
    Inconsistency.PROPORTION: _("So many of so many, and what share that is said to be."),
    Inconsistency.FROM_TO: _("“From … to …”, with the change told right behind it."),
    Inconsistency.PLAN: _("What was reached, the share of the plan that is said to be, and the plan."),
    Inconsistency.TWICE: _("The same thing and year at two places of one report."),
    Inconsistency.RESTATED: _("A year’s figure in its own report, and in the report of the year after."),
}


def considered_reason(link: Link, language: str) -> str:
    """Why an outcome was laid beside a pledge and not taken as its answer, in words."""
    if link.state == Link.State.REFUSED:
        return str(_("a person has decided that it does not answer the pledge"))
    return Refusal(link.reason).name_in(language)


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning; ``meaning`` is empty where the name says it."""

    word: Word
    meaning: Any = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """A part of the glossary; ``anchor`` is its place on the page."""

    anchor: str
    title: Any
    terms: Sequence[Term]


def glossary() -> list[Terms]:
    """Every coded word of the project, with its meaning."""

    def part(anchor: str, title: Any, words: type[Word], meanings: Mapping[Any, Any] | None = None) -> Terms:
        return Terms(anchor, title, [Term(word, (meanings or {}).get(word, "")) for word in words])

    return [
        part("verdicts", _("Verdicts"), Verdict, VERDICTS),
        part("flags", _("Flags"), Flag, FLAGS),
        part("kinds", pgettext_lazy("glossary", "Statements"), Kind, KINDS),
        part("rules", _("Rules"), Rule, RULES),
        part("measures", _("Measures"), Measure, MEASURES),
        part("comparators", _("Comparators"), Comparator),
        part("hedges", _("Hedges"), Hedge),
        part("directions", _("Which way is better"), Direction),
        part("sections", _("Parts of a report"), Section),
        part("reports", _("Kinds of document"), ReportKind),
        part("vintages", _("How settled a document’s figures are"), Vintage),
        part("levels", _("Levels of government"), Level),
        part("findings", _("What the audit of figures finds"), Inconsistency, INCONSISTENCIES),
        part("severities", _("How much a finding says"), Severity, SEVERITIES),
        part("roles", _("What a figure is in a finding"), Role),
        part("causes", _("Why a verdict was added"), Cause),
        part("moves", _("How a target moves"), Move, MOVES),
        part("aims", _("Kinds of five-year targets"), Aim),
        part("standings", _("Standings of five-year targets"), Pace),
        part("review", _("Who stands behind a statement"), ReviewState, STATES),
    ]
