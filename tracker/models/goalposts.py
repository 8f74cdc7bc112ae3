"""How a government's targets move from plan to plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Jurisdiction
from tracker.judging.goalposts.records import Move, Weight
from tracker.models.statements import Commitment, Indicator
from tracker.querysets import GoalpostQuerySet


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
