"""A report that another version has taken the place of, or that was withdrawn, stands still."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reports.models import Report

SUPERSEDED = _("Nothing was changed: this report was withdrawn, or another version of it is loaded to decide on.")


def report_is_superseded(report: Report) -> bool:
    """Whether it is the current version no longer; ask while the government is held: the row may be an older look."""
    return Report.objects.filter(pk=report.pk, superseded_by__isnull=False).exists()
