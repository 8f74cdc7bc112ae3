"""Outcomes in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from tracker.admin.importing import ImportingMixin
from tracker.admin.statements import StatementAdmin
from tracker.models import Outcome
from tracker.resources import OutcomeResource


@admin.register(Outcome)
class OutcomeAdmin(ImportingMixin, StatementAdmin):
    """What reports say was reached, and what they admit was not."""

    resource_classes: ClassVar = [OutcomeResource]
    import_permissions = ("tracker.import_outcome",)
    list_display = (
        "subject", "says", "kind", "review_state", "place_and_year", "words", "confidence",
    )  # fmt: skip
    list_filter: ClassVar[Any] = ("kind", *StatementAdmin.list_filter)
