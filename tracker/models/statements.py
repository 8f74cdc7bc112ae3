"""What was promised and what was reached, and the link between the two."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Statement
from reports.rows import FastRow
from reports.words import Comparator, Dimension, Direction, Kind, ReviewState, Topic
from tracker.judging.reasons import Lack
from tracker.pairs import CharacterPairs
from tracker.querysets import CommitmentQuerySet, OutcomeQuerySet


class Indicator(FastRow):
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
    current verdict; None only between storing and judging. `repeats` is the pledge of the same report that promises
    the very same: it has a verdict of its own, and only that pledge is counted.
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
    repeats = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="repeated_by",
        verbose_name=_("says once more"),
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
        permissions: ClassVar = [("import_commitment", "Can import commitments from a spreadsheet")]
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
            *Statement.Meta.indexes,
            models.Index(fields=["jurisdiction", "year", "id"]),
            models.Index(fields=["indicator", "year", "id"]),
            models.Index(fields=["due_on", "id"]),
            models.Index(fields=["topic", "due_on", "id"], name="commitment_topic_due_on"),
            models.Index(
                fields=["due_on", "jurisdiction"],
                condition=Q(is_retired=False) & ~Q(review_state=ReviewState.REJECTED.value),
                name="commitment_falls_due",
            ),
            models.Index(fields=["id"], condition=Q(known_from="admission"), name="commitment_admitted"),
            # Few rows say what another says.
            models.Index(fields=["repeats"], condition=Q(repeats__isnull=False), name="commitment_repeats"),
            GinIndex(CharacterPairs("subject", "quote"), name="commitment_words"),
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

    objects = OutcomeQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering: ClassVar = ["pk"]
        permissions: ClassVar = [("import_outcome", "Can import outcomes from a spreadsheet")]
        indexes: ClassVar = [
            *Statement.Meta.indexes,
            models.Index(fields=["jurisdiction", "year", "id"]),
            models.Index(fields=["indicator", "year", "id"]),
            models.Index(fields=["id"], condition=Q(kind=Kind.SHORTFALL.value), name="outcome_shortfall"),
            GinIndex(CharacterPairs("subject", "quote"), name="outcome_words"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.value}{self.unit} ({self.year})"


class Link(models.Model):
    """An outcome laid beside a commitment: considered or taken by the machine, confirmed or refused by a person.

    Of those that stand one is the answer; others may answer a further part of the pledge, or add up with it.
    """

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("considered")
        TAKEN = "taken", _("taken by machine")
        CONFIRMED = "confirmed", _("confirmed by a person")
        REFUSED = "refused", _("refused by a person")

    class Role(models.TextChoices):
        ANSWER = "answer", _("the answer")
        PART = "part", _("answers a further part")
        ADDEND = "addend", _("adds up with the answer")

    STANDING = (State.TAKEN, State.CONFIRMED)
    DECIDED = (State.CONFIRMED, State.REFUSED)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="links", verbose_name=_("commitment"))
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="links", verbose_name=_("outcome"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.ANSWER)
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
                condition=Q(state__in=("taken", "confirmed"), role="answer"),
                name="one_standing_answer_per_commitment",
            ),
            models.CheckConstraint(
                condition=Q(role="answer") | Q(state__in=("taken", "confirmed")),
                name="only_a_standing_link_has_another_role",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("candidate", "taken"), decided_by__isnull=True)
                | Q(state__in=("confirmed", "refused"), decided_by__isnull=False, decided_at__isnull=False),
                name="link_decision_has_a_decider",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="link_score_is_a_share"),
        ]
        indexes: ClassVar = [
            # What the list is filtered by and few rows have.
            models.Index(fields=["id"], condition=Q(state="confirmed"), name="link_confirmed"),
            models.Index(fields=["id"], condition=Q(state="refused"), name="link_refused"),
            models.Index(fields=["role", "id"], condition=~Q(role="answer"), name="link_in_another_role"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} ← {self.outcome} ({self.get_state_display()})"


class Silence(models.Model):
    """A person's word that no report answers a commitment: nothing answers it until the person takes that back."""

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="silence", verbose_name=_("commitment"))
    reason = models.CharField(_("what was found instead"), max_length=10, choices=choices(Lack))
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("pledge found unanswered")
        verbose_name_plural = _("pledges found unanswered")
        ordering: ClassVar = ["commitment_id"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_reason_display()}"
