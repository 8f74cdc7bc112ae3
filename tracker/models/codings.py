"""Blind double coding: a sample of a report's statements, decided once more by somebody who has not seen it decided."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models import Report
from tracker.models.statements import Commitment, Outcome

#: Agreement is worked out over what was coded blind: nobody betters it once the coder is through.
STAYS_AS_CODED = pgtrigger.Trigger(
    name="stays_as_coded",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF EXISTS (SELECT 1 FROM tracker_assignment a
                   WHERE a.id IN (OLD.assignment_id, NEW.assignment_id) AND a.state = 'done')
           /* The row of a statement may go; what was said of it does not. */
           AND (TG_OP <> 'UPDATE'
                OR to_jsonb(NEW) - ARRAY['commitment_id', 'outcome_id']
                   IS DISTINCT FROM to_jsonb(OLD) - ARRAY['commitment_id', 'outcome_id']
                OR NEW.commitment_id IS NOT NULL AND NEW.commitment_id IS DISTINCT FROM OLD.commitment_id
                OR NEW.outcome_id IS NOT NULL AND NEW.outcome_id IS DISTINCT FROM OLD.outcome_id) THEN
            RAISE EXCEPTION 'the coding of assignment % is over', coalesce(OLD.assignment_id, NEW.assignment_id)
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
    """,
)


class Assignment(models.Model):
    """A report drawn for a second coder.

    `sample` holds the drawn statements as the machine had read them before any person: for each
    ``{"model", "pk", "kind", "start", "end", "number": [start, end] | null, "section", "fields": {…}}``, in the order
    of the text. Kept apart from the statements' own rows, it can betray nothing that was decided about those.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting for a second coder")
        CLAIMED = "claimed", _("being coded")
        DONE = "done", _("coded")

    report = models.OneToOneField(Report, models.PROTECT, related_name="assignment", verbose_name=_("report"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    sample = models.JSONField(_("sample"), default=list)
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("second coder"),
    )
    drawn_at = models.DateTimeField(_("drawn at"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("blind coding")
        verbose_name_plural = _("blind codings")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", coder__isnull=True)
                | Q(state="claimed", coder__isnull=False, claimed_at__isnull=False)
                | Q(state="done", coder__isnull=False, done_at__isnull=False),
                name="an_assignment_that_is_taken_has_a_coder",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["coder"], condition=Q(state="claimed"), name="assignments_being_coded"),
            models.Index(fields=["-done_at"], condition=Q(state="done"), name="assignments_done_newest_first"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="done_stays_done",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="done"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_state_display()}"


class Coding(models.Model):
    """What the second coder says of one statement of the sample; it changes nothing but the figures of agreement.

    `commitment` or `outcome` is the statement's row, empty where that is gone since; the span is where it stood.
    """

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        REJECT = "reject", _("rejected")
        CORRECT = "correct", _("corrected")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="codings", verbose_name=_("blind coding"))
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the sample, from 0."))
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("commitment")
    )
    outcome = models.ForeignKey(
        Outcome, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("outcome")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    decision = models.CharField(_("decision"), max_length=8, choices=Decision)
    fields = models.JSONField(_("fields as coded"), default=dict)
    at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        verbose_name = _("second coding of a statement")
        verbose_name_plural = _("second codings of statements")
        ordering: ClassVar = ["assignment_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "position"], name="a_statement_is_coded_once"),
            models.CheckConstraint(
                condition=Q(commitment__isnull=True) | Q(outcome__isnull=True), name="coding_is_of_one_statement"
            ),
        ]
        triggers: ClassVar = [STAYS_AS_CODED]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.position}: {self.get_decision_display()}"
