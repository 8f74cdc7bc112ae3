"""Questions about commitments in the public's words, each built on the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from reports.searching import Asked, found_by
from reports.words import ANSWERED, INDEPENDENT, NOT_MET, Level, ReviewState, Rule, Section, Topic, Verdict
from tracker.newest import newest
from tracker.pairs import reads, says

if TYPE_CHECKING:
    from reports.models import Jurisdiction, Report
    from tracker.models import (  # noqa: F401
        Commitment,
        Finding,
        Goalpost,
        Outcome,
        Standing,
    )
    from tracker.models import Verdict as VerdictRow  # noqa: F401

#: Verdicts on a pledge that was due and could have been answered: the answer rate is counted over these.
DUE = (*ANSWERED, Verdict.UNREPORTED, Verdict.NOT_ASSESSABLE)


#: Of so many of the newest statements a search asks first, then of more, for the index over words takes them at once.
BEGIN, WIDEST = 30_000, 10_000_000

_Row = TypeVar("_Row", bound=models.Model)


class StatementQuerySet(models.QuerySet[_Row]):
    """What can be asked of pledges and outcomes alike."""

    def saying(self, words: str) -> Self:
        """Those whose subject or quote contains the words, case aside; found by an index in a million."""
        return self.filter(says(words))

    def found_by(self, asked: Sequence[Asked], keys: tuple[int, int] | None = None) -> Self:
        """Those that every word finds, by the name of their place or in what they say; with `keys`, from first to last.

        The keys are bound on either side of the "or", and differently written there: the database would draw one
        bound out and walk all the keys between, where now it lays two indexes over one another on either side.
        """
        first, last = keys or (0, 0)
        of_places = Q(pk__gte=first, pk__lte=last) if keys else Q()
        found = self
        is_indexed = any(not each.places for each in asked)
        for each in asked:
            # To take the pairs of a text apart costs ten times as much as to compare it: where the index over words has
            # found the rows by another word, a word that may be a place's name is compared (新建 停车场).
            words = reads if each.places and is_indexed else says
            texts = words(each.word) & (Q(pk__gt=first - 1, pk__lt=last + 1) if keys else Q())
            found = found.filter(found_by(each, "jurisdiction", texts, of_places))
        return found

    def newest_found_by(self, asked: Sequence[Asked], most: int, before: int | None = None) -> list[int]:
        """The keys of the newest rows that every word finds, newest first, of those below `before`."""
        return newest(self.model, lambda *keys: self.found_by(asked, keys), most, BEGIN, WIDEST, before)

    def awaiting(self) -> Self:
        """Those that are read from the current text and that nobody has decided on."""
        return self.filter(review_state=ReviewState.PROPOSED.value, is_retired=False)


class OutcomeQuerySet(StatementQuerySet["Outcome"]):
    """Outcomes and admitted shortfalls."""

    def shown(self, *, unreviewed: bool) -> Self:
        """What the public sees: read from the current text of a current report, and not rejected by a person.

        With ``unreviewed`` False only what a person has accepted.
        """
        current = self.filter(report__superseded_by__isnull=True, is_retired=False)
        if unreviewed:
            return current.exclude(review_state=ReviewState.REJECTED.value)
        return current.filter(review_state=ReviewState.ACCEPTED.value)


#: Of a commitment with its evidence, what no line of a page shows and what is large.
_NOT_SHOWN = (
    "machine_said", "report__text", "report__unread", "verdict__pledge_as_judged", "verdict__outcome_as_judged",
    "verdict__outcome__machine_said", "verdict__outcome__report__text", "verdict__outcome__report__unread",
)  # fmt: skip

#: Of a statement and of a verdict, what no line shows: where a page has hundreds of lines, each column costs.
_NOT_OF_A_STATEMENT = (
    "machine_said", "number_end", "deadline", "hedge", "section", "base_start", "base_end", "base_value", "base_unit",
    "base_period", "confidence", "origin", "decided_by", "decided_at", "decision_note", "is_retired",
)  # fmt: skip
_NOT_OF_A_VERDICT = (
    "pledge_as_judged", "outcome_as_judged", "position", "previous", "hash", "sequence", "rule_version", "cause", "was",
    "decided_by", "note", "source",
)  # fmt: skip
_NOT_IN_A_LINE = (
    *_NOT_OF_A_STATEMENT,
    *(f"verdict__{name}" for name in _NOT_OF_A_VERDICT),
    *(f"verdict__outcome__{name}" for name in (*_NOT_OF_A_STATEMENT, "reasons")),
)


class CommitmentQuerySet(StatementQuerySet["Commitment"]):
    """Commitments; every method narrows, and none reorders but those that say so."""

    def current(self) -> Self:
        """Judged, of the current version of their report, neither retired nor rejected by a person."""
        return self.filter(report__superseded_by__isnull=True, is_retired=False, verdict__isnull=False).exclude(
            review_state=ReviewState.REJECTED.value
        )

    def reviewed(self) -> Self:
        """Those a person has accepted."""
        return self.filter(review_state=ReviewState.ACCEPTED.value)

    def shown(self, *, unreviewed: bool) -> Self:
        """What the public sees and counts, each promise once; with ``unreviewed`` False what a person has accepted."""
        return self.told(unreviewed=unreviewed).filter(repeats__isnull=True)

    def told(self, *, unreviewed: bool) -> Self:
        """What the public sees, and with it what a report promises once more: every such pledge has its page."""
        return self.current() if unreviewed else self.current().reviewed()

    def of(self, place: Jurisdiction) -> Self:
        """This government's own."""
        return self.filter(jurisdiction=place)

    def at_level(self, level: Level) -> Self:
        """Those of all governments of a level."""
        return self.filter(jurisdiction__level=level.value)

    def in_province(self, code: str) -> Self:
        """Those of a province and of everything in it; ``code`` is the province's six digits."""
        return self.filter(jurisdiction__code__startswith=code[:2])

    def about(self, topic: Topic) -> Self:
        """Those of the topic, by their indicator or their words; OTHER are those whose words do not say it surely."""
        return self.filter(topic=topic.value)

    def with_verdict(self, *verdicts: Verdict) -> Self:
        """Those whose current verdict is one of these."""
        return self.filter(verdict__code__in=[verdict.value for verdict in verdicts])

    def due(self, at: date) -> Self:
        """Those whose last day had come by the date, whether or not a report has answered since."""
        return self.filter(due_on__lte=at)

    def due_soon(self, at: date) -> Self:
        """Not due on the date and still without a verdict, the nearest last day first."""
        return self.with_verdict(Verdict.PENDING).filter(due_on__gt=at).order_by("due_on", "pk")

    def judged_due(self) -> Self:
        """Those that were due when the report that should answer was read; the answer rate counts over these."""
        return self.with_verdict(*DUE)

    def answered(self) -> Self:
        """Those whose verdict rests on an answer; the kept rate counts over these."""
        return self.with_verdict(*ANSWERED)

    def kept(self) -> Self:
        """Those whose target was met."""
        return self.with_verdict(Verdict.KEPT)

    def not_met(self) -> Self:
        """Due, answered, and short of what was promised: in part or not at all."""
        return self.with_verdict(*NOT_MET)

    def unreported(self) -> Self:
        """Those on which the following report says nothing comparable."""
        return self.with_verdict(Verdict.UNREPORTED)

    def admitted(self) -> Self:
        """Those the government itself says were missed."""
        return self.filter(verdict__rule=Rule.ADMITTED.value)

    def confirmed(self) -> Self:
        """Those whose verdict rests on an independent source, a statistics communiqué or an audit, by rule.

        What a person set rests on the person.
        """
        told = self.filter(verdict__outcome__report__kind__in=[kind.value for kind in INDEPENDENT])
        return told.exclude(verdict__rule=Rule.OVERRIDE.value)

    def with_evidence(self) -> Self:
        """With everything one line about a commitment shows, in the same query."""
        return self.select_related(
            "report",
            "indicator",
            "verdict",
            "verdict__outcome",
            "verdict__outcome__report",
            "jurisdiction__parent__parent",
        ).defer(*_NOT_SHOWN)

    def with_line(self) -> Self:
        """With what one line of a page shows, in the same query, and without the columns that none does."""
        return self.with_evidence().defer(*_NOT_IN_A_LINE)

    def evidence_of_one_place(self, place: Jurisdiction) -> list[Commitment]:
        """The same for many commitments of one government, whose few reports and indicators are fetched once each."""
        rows = list(self.select_related("verdict", "verdict__outcome").defer(*_NOT_IN_A_LINE))
        answers = [row.verdict.outcome for row in rows if row.verdict and row.verdict.outcome]
        documents = apps.get_model("reports", "Report").objects.defer("text", "unread")
        reports = documents.in_bulk({row.report_id for row in (*rows, *answers)})
        indicators = apps.get_model("tracker", "Indicator").objects.in_bulk({row.indicator_id for row in rows} - {None})
        for row in rows:
            row.jurisdiction = place
            row.report = reports[row.report_id]
            row.indicator = indicators.get(row.indicator_id)
        for answer in answers:
            answer.report = reports[answer.report_id]
        return rows

    def latest_first(self) -> Self:
        """By last day, latest first; then as stored. The order pages are cut by."""
        return self.order_by("-due_on", "-pk")

    def after(self, due_on: date, pk: int) -> Self:
        """What follows this commitment in ``latest_first``: a page is found by key, never by counting."""
        return self.filter(Q(due_on__lt=due_on) | Q(due_on=due_on, pk__lt=pk))


class VerdictQuerySet(models.QuerySet["VerdictRow"]):
    """Verdicts, the current ones and those that were."""

    def corrections(self) -> Self:
        """Those that changed an earlier judgement, whose code is in their `was`."""
        return self.exclude(was="")


class GoalpostQuerySet(models.QuerySet["Goalpost"]):
    """Moved targets."""

    def shown(self, *, unreviewed: bool) -> Self:
        """Those whose pledges the public sees; what is said of a miss only where its answer may be seen as well."""
        seen = CommitmentQuerySet(apps.get_model("tracker", "Commitment")).told(unreviewed=unreviewed)
        # Asked of each row: behind an "or" a list of keys would be made of all pledges there are.
        is_after_seen = Exists(seen.filter(pk=OuterRef("after")))
        rows = self.filter(Q(after__isnull=True) | is_after_seen, before__in=seen.values("pk"))
        if unreviewed:
            return rows
        # That a target is gone rests on all targets of the later plan; one that names further pledges, on those.
        commitments = apps.get_model("tracker", "Commitment")._default_manager
        unread = commitments.filter(
            jurisdiction=OuterRef("jurisdiction"),
            report__plan_year=OuterRef("year_after"),
            report__superseded_by__isnull=True,
            is_retired=False,
            section=Section.YEAR_TARGETS.value,
            review_state=ReviewState.PROPOSED.value,
        )
        names_others = Q(computation__has_key="also") & ~Q(computation__also=[])
        rows = rows.filter(Q(after__isnull=False) & ~names_others | ~Exists(unread))
        tells_of_a_miss = Q(computation__contains={"was_missed": True})
        may_be_seen = Q(before__verdict__outcome=None) | Q(
            before__verdict__outcome__review_state=ReviewState.ACCEPTED.value
        )
        return rows.filter(~tells_of_a_miss | may_be_seen)

    def latest_first(self) -> Self:
        """By the later year, latest first; warnings before information, then in the order of the earlier plan."""
        return self.order_by("-year_after", "-severity", "before__start", "pk")


class StandingQuerySet(models.QuerySet["Standing"]):
    """Where five-year targets stood, year by year."""

    def shown(self, *, unreviewed: bool) -> Self:
        """What the public sees: of targets it sees, and not resting on an outcome it does not."""
        seen = CommitmentQuerySet(apps.get_model("tracker", "Commitment")).told(unreviewed=unreviewed).values("pk")
        rows = self.filter(commitment__in=seen)
        hidden = [state.value for state in ReviewState if state != ReviewState.ACCEPTED]
        return rows if unreviewed else rows.exclude(outcomes__review_state__in=hidden)

    def of(self, place: Jurisdiction) -> Self:
        """This government's own."""
        return self.filter(commitment__jurisdiction=place)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings of the audit; every method narrows, and none reorders but ``gravest_first``."""

    def shown(self, *, unreviewed: bool) -> Self:
        """What the public sees; with ``unreviewed`` False only what rests on statements a person has accepted."""
        return self if unreviewed else self.filter(is_reviewed=True)

    def of(self, place: Jurisdiction) -> Self:
        """This government's own."""
        return self.filter(jurisdiction=place)

    def in_report(self, report: Report) -> Self:
        """Those with a figure in the report, of itself alone or held against the year before or after."""
        return self.filter(Q(report=report) | Q(later=report))

    def alarms(self) -> Self:
        """Those that say more than that something is worth knowing."""
        return self.filter(weight__gt=0)

    def with_evidence(self) -> Self:
        """With everything one line about a finding shows, in the same query."""
        return self.select_related("report", "later", "indicator", "jurisdiction").defer("report__text", "later__text")

    def years(self) -> list[int]:
        """The plan years of the reports in which they come to light, latest first."""
        return list(self.order_by("-told_in").values_list("told_in", flat=True).distinct())

    def gravest_first(self) -> Self:
        """By severity, then by the year of the last report, latest first. The order pages are cut by."""
        return self.order_by("-weight", "-told_in", "-pk")

    def after(self, weight: int, told_in: int, pk: int) -> Self:
        """What follows this finding in ``gravest_first``."""
        same_year = Q(weight=weight, told_in=told_in, pk__lt=pk)
        return self.filter(Q(weight__lt=weight) | Q(weight=weight, told_in__lt=told_in) | same_year)
