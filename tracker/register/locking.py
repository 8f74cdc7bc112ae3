"""A published reading stands still until it is reopened."""

from __future__ import annotations

from collections.abc import Collection

from reports.models import Report


class PublishedError(Exception):
    """The reading of a report is published, so nothing of it is changed; `report` is its key."""

    def __init__(self, report: int) -> None:
        super().__init__(f"the reading of report {report} is published; reopen it first")
        self.report = report


def refuse_published(reports: Collection[int]) -> None:
    """Raises PublishedError where the reading of one of these reports is published.

    Call it while the government is held (`tracker.ledger.hold`), as publishing holds it, too.
    """
    found = Report.objects.filter(pk__in=reports, state=Report.State.PUBLISHED).values_list("pk", flat=True).first()
    if found is not None:
        raise PublishedError(found)
