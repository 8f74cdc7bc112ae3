"""What the audit found in reports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Jurisdiction, Report
from reports.reading.records import Span
from tracker.judging.audit import records as audited
from tracker.judging.audit.explain import explain
from tracker.judging.audit.records import Inconsistency, Severity
from tracker.models.statements import Indicator
from tracker.querysets import FindingQuerySet


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
