"""Indicators in the admin."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from reports.admin import LargeListAdmin
from tracker.admin.importing import ImportingMixin
from tracker.models import Indicator
from tracker.resources import IndicatorResource


@admin.register(Indicator)
class IndicatorAdmin(ImportingMixin, LargeListAdmin):
    """The standing indicators; the names that texts are searched for stand in the lexicon."""

    resource_classes: ClassVar = [IndicatorResource]
    import_permissions = ("tracker.add_indicator", "tracker.change_indicator")
    list_display = ("name", "english", "code", "topic", "direction", "dimension", "also_called")
    list_filter = ("topic", "direction", "dimension")
    search_fields = ("name", "english", "code", "aliases")
    ordering = ("topic", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Indicator | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    @admin.display(description=gettext_lazy("aliases"))
    def also_called(self, indicator: Indicator) -> str:
        return Truncator(" ".join(indicator.aliases)).chars(60)
