"""The log of what the office stands behind: readings published by a second person and reopened, reports withdrawn."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models import Report


class Publication(models.Model):
    """One act: the reading of one version of a report was published or reopened, or the report was withdrawn.

    Rows are only ever added.

    `statements` are those a person had accepted, `links` those that stood between last year's pledges and the report;
    of both as they were at that moment, of the text whose hash is `text_sha256`.
    """

    class Act(models.TextChoices):
        PUBLISHED = "published", _("reviewed and published")
        REOPENED = "reopened", _("reopened")
        WITHDRAWN = "withdrawn", _("withdrawn")

    report = models.ForeignKey(Report, models.PROTECT, related_name="publications", verbose_name=_("report"))
    act = models.CharField(_("act"), max_length=10, choices=Act)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    note = models.TextField(_("reason given"), blank=True)
    text_sha256 = models.CharField(_("sha256 of the text"), max_length=64)
    statements = models.PositiveIntegerField(_("statements"))
    links = models.PositiveIntegerField(_("links"))

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(act="published") | Q(note__regex=r"\S"), name="taking_back_has_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["report", "-id"])]
        triggers: ClassVar = [
            pgtrigger.Protect(name="log_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_act_display()}"
