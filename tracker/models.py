"""What became of what was said: commitments, outcomes, the links between them, and verdicts."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Jurisdiction, Report, Statement
from reports.reading.records import Span
from reports.words import Cause, Comparator, Dimension, Direction, Kind, Rule, Topic
from reports.words import Verdict as VerdictWord
from tracker.judging import chain
from tracker.judging.audit import records as audited
from tracker.judging.audit.explain import explain
from tracker.judging.audit.records import Inconsistency, Severity
from tracker.judging.goalposts.records import Move, Weight
from tracker.judging.progress.records import Pace
from tracker.querysets import CommitmentQuerySet, FindingQuerySet, GoalpostQuerySet, StandingQuerySet, VerdictQuerySet

#: Refuses a verdict that does not follow the last one of its commitment's government; its hash is `verify`'s to check,
#: for it covers JSON that SQL writes otherwise.
FOLLOWS_THE_LAST = pgtrigger.Trigger(
    name="follows_the_last",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("last_position", "integer"), ("last_hash", "text")],
    func="""
        IF NEW.jurisdiction_id IS DISTINCT FROM
           (SELECT c.jurisdiction_id FROM tracker_commitment c WHERE c.id = NEW.commitment_id) THEN
            RAISE EXCEPTION 'a verdict stands in the chain of its commitment''s government'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT v.position, v.hash INTO last_position, last_hash FROM tracker_verdict v
            WHERE v.jurisdiction_id = NEW.jurisdiction_id ORDER BY v.position DESC LIMIT 1;
        IF NEW.position <> coalesce(last_position, 0) + 1 OR NEW.previous <> coalesce(last_hash, repeat('0', 64)) THEN
            RAISE EXCEPTION 'verdict % of government % does not follow the last one, %',
                NEW.position, NEW.jurisdiction_id, coalesce(last_position, 0) USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Indicator(models.Model):
    """A standing indicator of the lexicon, loaded from it; the lexicon is where it is edited."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    english = models.CharField(_("English name"), max_length=120)
    aliases = ArrayField(models.CharField(max_length=60), verbose_name=_("aliases"), default=list, blank=True)
    direction = models.CharField(_("direction"), max_length=8, choices=choices(Direction))
    dimension = models.CharField(_("dimension"), max_length=14, choices=choices(Dimension))
    topic = models.CharField(_("topic"), max_length=14, choices=choices(Topic), db_index=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering: ClassVar = ["topic", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language active now."""
        return self.name if (get_language() or "en").startswith("zh") else self.english


class Commitment(Statement):
    """A pledge, or a target known only because the next report admits that it was missed.

    Known from an admission, its words are the admission's and its target is unknown. `verdict` is the one
    current verdict; None only between storing and judging.
    """

    class KnownFrom(models.TextChoices):
        PLEDGE = "pledge", _("the pledge itself")
        ADMISSION = "admission", _("the admission that it was missed")

    known_from = models.CharField(_("known from"), max_length=10, choices=KnownFrom, default=KnownFrom.PLEDGE)
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("indicator"),
    )
    admission = models.OneToOneField(
        "Outcome",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="known_commitment",
        verbose_name=_("the admission that it was missed"),
    )
    due_on = models.DateField(_("due on"))
    verdict = models.OneToOneField(
        "Verdict",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="current_for",
        verbose_name=_("verdict"),
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=Q(known_from="pledge", admission__isnull=True)
                | Q(known_from="admission", admission__isnull=False, value="", number_start__isnull=True),
                name="commitment_admitted_has_no_target",
            ),
            models.CheckConstraint(
                condition=Q(known_from="admission")
                | Q(measure="done")
                | Q(comparator=Comparator.SYNC.value)
                | ~Q(value=""),
                name="commitment_has_something_to_reach",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["jurisdiction", "year", "id"]),
            models.Index(fields=["indicator", "year", "id"]),
            models.Index(fields=["due_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.value}{self.unit} ({self.year})"


class Outcome(Statement):
    """What a report says was reached, or admits was not."""

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[choice for choice in choices(Kind) if choice[0] != Kind.PLEDGE.value],
        default=Kind.OUTCOME.value,
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("indicator")
    )

    class Meta(Statement.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["jurisdiction", "year", "id"]),
            models.Index(fields=["indicator", "year", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.value}{self.unit} ({self.year})"


class Link(models.Model):
    """An outcome laid beside a commitment: considered or taken by the machine, confirmed or refused by a person."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("considered")
        TAKEN = "taken", _("taken by machine")
        CONFIRMED = "confirmed", _("confirmed by a person")
        REFUSED = "refused", _("refused by a person")

    STANDING = (State.TAKEN, State.CONFIRMED)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="links", verbose_name=_("commitment"))
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="links", verbose_name=_("outcome"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    score = models.DecimalField(_("score"), max_digits=4, decimal_places=3)
    reason = models.CharField(_("why it was not taken"), max_length=40, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering: ClassVar = ["commitment_id", "-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "outcome"], name="one_link_per_pair"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(state__in=("taken", "confirmed")),
                name="one_standing_link_per_commitment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("candidate", "taken"), decided_by__isnull=True)
                | Q(state__in=("confirmed", "refused"), decided_by__isnull=False, decided_at__isnull=False),
                name="link_decision_has_a_decider",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="link_score_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} ← {self.outcome} ({self.get_state_display()})"


class Verdict(models.Model):
    """One judgement of one commitment. Rows are only ever added: the newest is the commitment's current one.

    A government's verdicts form a chain: each carries the hash of the one before it (`tracker.judging.chain`).
    """

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="verdicts", verbose_name=_("jurisdiction")
    )
    position = models.PositiveIntegerField(_("position"), help_text=_("Its place among the government's verdicts."))
    previous = models.CharField(_("hash of the one before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="verdicts", verbose_name=_("commitment"))
    sequence = models.PositiveSmallIntegerField(_("sequence"))
    code = models.CharField(_("verdict"), max_length=16, choices=choices(VerdictWord))
    rule = models.CharField(_("rule"), max_length=10, choices=choices(Rule))
    rule_version = models.PositiveSmallIntegerField(_("rule version"))
    outcome = models.ForeignKey(
        Outcome, models.PROTECT, null=True, blank=True, related_name="verdicts", verbose_name=_("outcome")
    )
    #: Where the two statements stood when this was judged: their rows follow a new version of the text.
    pledge_as_judged = models.JSONField(_("pledge as judged"))
    outcome_as_judged = models.JSONField(_("outcome as judged"), null=True, blank=True)
    derivation = models.JSONField(_("derivation"), default=dict, blank=True)
    flags = models.JSONField(_("flags"), default=list, blank=True)
    reason = models.CharField(_("reason code"), max_length=40, blank=True)
    cause = models.CharField(_("why it was added"), max_length=20, choices=choices(Cause))
    #: The verdict this one corrects; empty where it corrects none (the first judgement, or the same one anew).
    was = models.CharField(_("corrects"), max_length=16, choices=choices(VerdictWord), blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    note = models.TextField(_("reason given"), blank=True)
    source = models.CharField(_("source given"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"))

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering: ClassVar = ["commitment_id", "-sequence"]
        permissions: ClassVar = [("override_verdict", "Can override a verdict")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "sequence"], name="verdicts_follow_one_another"),
            models.UniqueConstraint(fields=["jurisdiction", "position"], name="one_verdict_per_place_in_a_chain"),
            models.CheckConstraint(
                condition=Q(hash__regex=r"^[0-9a-f]{64}$", previous__regex=r"^[0-9a-f]{64}$"),
                name="verdict_hashes_have_64_digits",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(outcome_as_judged__isnull=False),
                name="verdict_keeps_the_outcome_it_was_judged_by",
            ),
            models.CheckConstraint(
                condition=~Q(code="not_assessable") | ~Q(reason=""), name="not_assessable_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(rule="override", decided_by__isnull=False) & ~Q(note="")
                | (~Q(rule="override") & Q(decided_by__isnull=True)),
                name="an_override_has_a_person_and_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-decided_at", "-id"]),
            models.Index(fields=["-decided_at", "-id"], condition=~Q(was=""), name="corrections_newest_first"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            FOLLOWS_THE_LAST,
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_code_display()}"

    def stated(self, code: str) -> dict[str, Any]:
        """What the public export states of the row and its hash covers; `code` is its government's."""
        return chain.stated(self, code)


class Standing(models.Model):
    """Where a five-year target stood at the end of a year; replaced whenever its government is judged again.

    It belongs to the target's first telling. `figures` are the printed figures used, each with its report and place;
    `outcomes` the rows they stand in, by which is known whether the public may see them.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="standings", verbose_name=_("commitment"))
    year = models.PositiveSmallIntegerField(_("year"))
    pace = models.CharField(_("standing"), max_length=10, choices=choices(Pace))
    reason = models.CharField(_("reason code"), max_length=20, blank=True)
    value = models.CharField(_("value so far"), max_length=60, blank=True)
    needed = models.CharField(_("what an even pace asks"), max_length=60, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    is_final = models.BooleanField(_("of the last year"))
    is_computed = models.BooleanField(_("computed from the figures of single years"))
    figures = models.JSONField(_("figures"), default=list, blank=True)
    computation = models.JSONField(_("computation"), default=dict, blank=True)
    outcomes = models.ManyToManyField(Outcome, related_name="+", verbose_name=_("outcomes"))

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering: ClassVar = ["commitment_id", "year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "year"], name="one_standing_a_year"),
            models.CheckConstraint(
                condition=~Q(pace="unknown") | ~Q(reason=""), name="an_unknown_standing_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} {self.year}: {self.get_pace_display()}"


class Tally(models.Model):
    """How many of a government's commitments of a year carry each verdict; refreshed from them after judging.

    Over everything shown or over what a person has reviewed; over all verdicts, or over those alone that rest on an
    independent source (a statistics communiqué, an audit).
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="tallies")
    year = models.PositiveSmallIntegerField()
    reviewed_only = models.BooleanField()
    confirmed_only = models.BooleanField(default=False)
    kept = models.PositiveIntegerField(default=0)
    in_part = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    unreported = models.PositiveIntegerField(default=0)
    not_assessable = models.PositiveIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    #: Of these, how many are known only because the government admits that they were missed.
    admitted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["jurisdiction", "year", "reviewed_only", "confirmed_only"], name="one_tally_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.year}"


class Goalpost(models.Model):
    """How a target of one plan stands in that of the year after; replaced whenever the government is judged again.

    `after` is None where the later plan sets the target no more. The sentence is made from `computation`.
    """

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.CASCADE, related_name="goalposts", verbose_name=_("jurisdiction")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("indicator")
    )
    subject = models.CharField(_("subject"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(Move))
    severity = models.CharField(_("severity"), max_length=8, choices=choices(Weight))
    year_before = models.PositiveSmallIntegerField(_("year before"))
    year_after = models.PositiveSmallIntegerField(_("year after"))
    before = models.ForeignKey(Commitment, models.CASCADE, related_name="moved_to", verbose_name=_("pledge before"))
    after = models.ForeignKey(
        Commitment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("pledge after"),
    )
    computation = models.JSONField(_("computation"), default=dict)

    objects = GoalpostQuerySet.as_manager()

    class Meta:
        verbose_name = _("moved target")
        verbose_name_plural = _("moved targets")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "before", "after"], nulls_distinct=False, name="one_goalpost_of_a_kind_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(year_after=models.F("year_before") + 1), name="goalpost_is_of_two_years_in_a_row"
            ),
            models.CheckConstraint(
                condition=Q(kind=Move.GONE.value, after__isnull=True)
                | (~Q(kind=Move.GONE.value) & Q(after__isnull=False)),
                name="only_what_is_gone_has_no_pledge_after",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["jurisdiction", "-year_after", "id"])]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_kind_display()} ({self.year_after})"


class Finding(models.Model):
    """Figures of one report, or of two in a row, that the audit holds against one another.

    Machine rows: replaced whenever a report of theirs is read again or a person decides about its statements.
    ``report`` is the one audited, ``later`` the report of the year after where the finding needs both. Each figure
    carries ``text``, 0 for ``report`` and 1 for ``later``; figures and computation are those of
    `tracker.judging.audit.records`. ``year`` is that of the figures, None where the text does not say it;
    ``told_in`` the plan year of the last report involved, by which lists are ordered.
    """

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.CASCADE, related_name="findings", verbose_name=_("jurisdiction")
    )
    report = models.ForeignKey(Report, models.CASCADE, related_name="findings", verbose_name=_("report"))
    later = models.ForeignKey(
        Report,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings_with_the_year_before",
        verbose_name=_("report of the year after"),
    )
    told_in = models.PositiveSmallIntegerField(_("plan year of the last report involved"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(Inconsistency))
    severity = models.CharField(_("severity"), max_length=8, choices=choices(Severity))
    #: Grows with the severity, so that lists and their pages can be cut by it.
    weight = models.GeneratedField(
        expression=Case(
            When(severity=Severity.ERROR.value, then=Value(2)),
            When(severity=Severity.WARNING.value, then=Value(1)),
            default=Value(0),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("indicator")
    )
    figures = models.JSONField(_("figures"))
    computation = models.JSONField(_("computation"))
    #: Whether a person has accepted the statement of every figure: where only that is shown, the others are not.
    is_reviewed = models.BooleanField(_("reviewed"), default=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of the audit")
        verbose_name_plural = _("findings of the audit")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["-weight", "-told_in", "-id"]),
            models.Index(fields=["kind", "-weight", "-told_in", "-id"]),
            models.Index(fields=["jurisdiction", "-weight", "-told_in", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def explained(self, language: str) -> str:
        """The sentence that tells it, made from the figures and the computation alone."""
        figures = tuple(
            audited.Figure(
                role=audited.Role(figure["role"]),
                text=figure["text"],
                place=Span(figure["start"], figure["end"]),
                printed=figure["printed"],
                unit=figure["unit"],
                low=figure["low"],
                high=figure["high"],
            )
            for figure in self.figures
        )
        code = self.indicator.code if self.indicator else ""
        kind, severity = Inconsistency(self.kind), Severity(self.severity)
        record = audited.Finding(kind, severity, self.subject, code, self.year or 0, figures, self.computation)
        return explain(record, language)
