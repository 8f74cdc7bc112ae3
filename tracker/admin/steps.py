"""The way a report goes across the staff's desks, shown at the head of each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.models import Report

#: In the order they are taken: the address's name (it takes the report's key) and what is done there.
STEPS = (
    ("admin:reports_report_text", _("Read")),
    ("admin:reports_report_link", _("Link")),
    ("admin:reports_report_publish", _("Publish")),
)


def steps(report: Report, here: str) -> list[dict[str, Any]]:
    """The steps with their addresses; `here` is the name of the page's own."""
    return [
        {"name": name, "address": reverse(address, args=[report.pk]), "is_here": address == here}
        for address, name in STEPS
    ]
