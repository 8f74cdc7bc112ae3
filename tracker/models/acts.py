"""What people did at the reading desk, one row an act, so that each can be taken back and done again."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models import Report


class Act(models.Model):
    """One act of one person on one report's statements; rows are only added, and marked when taken back.

    `before` and `after` hold every statement the act touched, by its key (c12, o15), as it stood before and as the act
    left it; None where it was not there. For a figure set aside (`PASSED`) `after` holds its place instead. `token` is
    the sender's own name for the act: sent twice, it is done once.
    """

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        HANDED_BACK = "handed_back", _("handed back")
        CORRECTED = "corrected", _("corrected")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        ADDED = "added", _("added")
        PLACED = "placed", _("placed anew")
        PASSED = "passed", _("figure set aside")

    report = models.ForeignKey(Report, models.PROTECT, related_name="acts", verbose_name=_("report"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("done by"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    token = models.UUIDField(_("token"), null=True, blank=True, editable=False)
    is_settled = models.BooleanField(
        _("settled"),
        default=True,
        help_text=_("Whether what follows from all statements together was told anew since: targets, audit."),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "token"], name="an_act_is_done_once"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="an_act_undone_has_somebody_who_undid_it",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["report", "person", "-id"]),
            models.Index(fields=["report"], condition=Q(is_settled=False), name="acts_not_settled"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="acts_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="what_was_done_stays", exclude=["is_settled", "undone_at", "undone_by"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {', '.join(self.after)}"
