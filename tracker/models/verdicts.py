"""What was judged, never changed once written, and the counts of it."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Jurisdiction
from reports.rows import FastRow
from reports.words import Cause, Rule, Topic
from reports.words import Verdict as VerdictWord
from tracker.judging import chain
from tracker.models.statements import Commitment, Outcome
from tracker.querysets import VerdictQuerySet

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


class Verdict(FastRow):
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
            # What the list is filtered by and few rows have.
            models.Index(fields=["code", "id"], name="verdict_code"),
            models.Index(fields=["rule", "id"], name="verdict_rule"),
            models.Index(fields=["cause", "id"], name="verdict_cause"),
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


class Counted(models.Model):
    """How many commitments carry each verdict: the columns of every tally."""

    kept = models.PositiveIntegerField(default=0)
    in_part = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    unreported = models.PositiveIntegerField(default=0)
    not_assessable = models.PositiveIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    #: Of these, how many are known only because the government admits that they were missed.
    admitted = models.PositiveIntegerField(default=0)
    #: Of the kept, how many rest on one sentence that says it of a whole list (10件实事圆满办结).
    kept_by_list = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        abstract = True


class Tally(Counted):
    """How many of a government's commitments of a year carry each verdict; refreshed from them after judging.

    Over everything shown or over what a person has reviewed; over all verdicts, or over those alone that rest on an
    independent source (a statistics communiqué, an audit).
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="tallies")
    year = models.PositiveSmallIntegerField()
    reviewed_only = models.BooleanField()
    confirmed_only = models.BooleanField(default=False)

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


class TopicTally(Counted):
    """How many of a government's commitments about a topic carry each verdict, over all years; refreshed like a tally.

    Without the years it stays a few thousand rows a topic, however many commitments there are.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="topic_tallies")
    topic = models.CharField(max_length=14, choices=choices(Topic))
    reviewed_only = models.BooleanField()

    class Meta:
        verbose_name = _("tally of a topic")
        verbose_name_plural = _("tallies of topics")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "reviewed_only", "jurisdiction"], name="one_tally_a_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.topic}"
