"""Outcomes in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from tracker.admin.statements import StatementAdmin
from tracker.models import Outcome
from tracker.resources import OutcomeResource


@admin.register(Outcome)
class OutcomeAdmin(StatementAdmin):
    """What reports say was reached, and what they admit was not."""

    resource_classes: ClassVar = [OutcomeResource]
    list_display = (
        "subject", "place", "year", "kind", "says", "review_state", "confidence", "words", "in_report",
    )  # fmt: skip
    list_filter: ClassVar[Any] = ("kind", *StatementAdmin.list_filter)
