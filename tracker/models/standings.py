"""How far five-year targets had come, year by year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from tracker.judging.progress.records import Pace
from tracker.models.statements import Commitment, Outcome
from tracker.querysets import StandingQuerySet


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
