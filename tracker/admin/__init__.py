"""The staff's pages: every model in Django's admin, with the words of each statement in view."""

from tracker.admin import (
    accounts,
    codings,
    commitments,
    correction_requests,
    factors,
    indicators,
    jobs,
    jurisdictions,
    links,
    outcomes,
    reports,
    verdicts,
)
from tracker.admin.history import admin as history

__all__ = [
    "accounts", "codings", "commitments", "correction_requests", "factors", "history", "indicators", "jobs",
    "jurisdictions", "links", "outcomes", "reports", "verdicts",
]  # fmt: skip
