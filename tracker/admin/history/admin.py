"""History among the admin's lists: looked at, never touched."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from reports.admin import ReadOnlyAdmin
from tracker.admin.history.pages import everything
from tracker.models import Change


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """One page, of all changes; each leads to the history of its object."""

    def get_urls(self) -> list[URLPattern]:
        return [path("", self.admin_site.admin_view(self.changelist_view), name="tracker_change_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return everything(request, self)
