"""One commitment as one line of a page: mark, what was promised, what was reported, the sum between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Statement
from reports.words import Flag, ReviewState, Rule, Topic, Verdict
from tracker.judging.explain import arithmetic, is_of_list
from tracker.judging.reasons import Wait
from tracker.judging.testable import Untestable
from tracker.models import Commitment, Outcome
from tracker.models import Verdict as VerdictRow
from tracker.site.comparable import OF_FIGURES
from tracker.site.wording import Figure, figure

#: A deed's verb stands among its reasons: action:建成投用.
_ACTION = "action:"


@dataclass(frozen=True)
class Line:
    """What one line shows; ``outcome`` is None where nothing answered or where it may not be shown."""

    commitment: Commitment
    verdict: Verdict
    topic: Topic
    promised: Figure | None
    outcome: Outcome | None
    reported: Figure | None
    how: str
    flags: tuple[Flag, ...]

    @property
    def is_known_from_admission(self) -> bool:
        """Whether only the admission that it was missed is known, not the pledge."""
        return self.commitment.known_from == Commitment.KnownFrom.ADMISSION

    @property
    def is_repeat(self) -> bool:
        """Whether its report promises the very same elsewhere, where it is counted."""
        return self.commitment.repeats_id is not None

    @property
    def name(self) -> str:
        """What the pledge is called on a page, in the report's words: its subject, or what is to be done and to what.

        A deed's own quote may stop inside a list whose last words it shares (启动A路、B路改造).
        """
        commitment = self.commitment
        if self.promised or self.is_known_from_admission:
            return commitment.subject or commitment.quote
        action = deed_of(commitment)
        if not action or not commitment.subject:
            return commitment.quote
        return commitment.subject if action in commitment.subject else action + commitment.subject

    @property
    def wait(self) -> Wait | None:
        """Why the pledge is not judged yet: not due, or the report that would answer is not loaded; None if it is."""
        verdict = self.commitment.verdict
        return Wait(verdict.reason) if verdict and self.verdict == Verdict.PENDING else None

    @property
    def is_withheld(self) -> bool:
        """Whether the verdict rests on an answer that may not be shown yet."""
        verdict = self.commitment.verdict
        return self.outcome is None and verdict is not None and verdict.outcome is not None

    @property
    def unit_compared(self) -> str:
        """The unit of the figures that ``how`` compares; empty where it compares none, or those of several parts."""
        return unit_compared(self.commitment.verdict)

    @property
    def names_indicator(self) -> bool:
        """Whether the pledge is about a standing indicator, which has a name in both languages."""
        return self.commitment.indicator_id is not None and (self.promised is not None or self.is_known_from_admission)

    @property
    def is_reviewed(self) -> bool:
        """Whether a person stands behind the pledge, and behind the outcome if there is one."""
        return self.commitment.is_reviewed and (self.outcome is None or self.outcome.is_reviewed)


def deed_of(statement: Statement) -> str:
    """The verb of a deed as the report has it (建成投用); empty for a statement that is none."""
    return next((code[len(_ACTION) :] for code in statement.reasons if code.startswith(_ACTION)), "")


def line(commitment: Commitment) -> Line:
    """The line of a judged commitment; fetch it ``with_line()``, no query is made here."""
    return _line(commitment, get_language() or "en")


def lines(commitments: Iterable[Commitment]) -> list[Line]:
    """A line for each, in their order."""
    language = get_language() or "en"
    return [_line(commitment, language) for commitment in commitments]


def _line(commitment: Commitment, language: str) -> Line:
    verdict = commitment.verdict
    if verdict is None:
        raise ValueError("only a judged commitment is shown")
    outcome = showable(verdict.outcome)
    may_compare = outcome is not None or verdict.outcome is None
    return Line(
        commitment=commitment,
        verdict=Verdict(verdict.code),
        topic=Topic(commitment.topic),
        promised=figure(commitment, language),
        outcome=outcome,
        # 10件实事圆满办结 answers for a whole list: its figure is none of this pledge's, its words are shown.
        reported=figure(outcome, language) if outcome and not is_of_list(verdict.derivation) else None,
        how=how(commitment, language) if may_compare else _("answer not reviewed yet"),
        flags=tuple(Flag(flag) for flag in verdict.flags),
    )


def showable(outcome: Outcome | None) -> Outcome | None:
    """The outcome if the public may see it: reviewed, or unreviewed rows are shown too."""
    if outcome is None or settings.DUIXIAN_SHOW_UNREVIEWED:
        return outcome
    return outcome if outcome.review_state == ReviewState.ACCEPTED.value else None


def arithmetic_of(row: VerdictRow, language: str) -> str:
    """The comparison in a few words; empty for a person's decision and where no figures were compared."""
    return "" if row.rule == Rule.OVERRIDE.value else arithmetic(row.derivation, language)


def unit_compared(row: VerdictRow | None) -> str:
    """The unit of the figures that a verdict rests on, that of its pledge; empty where it rests on none."""
    return str(row.derivation["target"]["unit"]) if row is not None and row.rule in OF_FIGURES else ""


def how(commitment: Commitment, language: str) -> str:
    """Why the verdict is what it is, in about seven words; empty where the verdict's own word says it all."""
    verdict = commitment.verdict
    if verdict is None:
        return ""
    rule = Rule(verdict.rule)
    if rule == Rule.OVERRIDE:
        return rule.name_in(language)
    sums = arithmetic(verdict.derivation, language)
    if sums:
        return sums
    if rule == Rule.NO_TEST:
        return Untestable(verdict.reason).name_in(language)
    if rule == Rule.NOT_DUE:
        return _due(commitment.due_on, language)
    if rule == Rule.ADMITTED:
        return _("the next report admits it")
    return ""


@lru_cache(maxsize=256)
def _due(day: date, _language: str) -> str:
    """A year's pledges are mostly due on one day: it is written out once in the language active now."""
    return _("due %(date)s") % {"date": date_format(day, "DATE_FORMAT")}
