"""The admin site of the project: its front page is the day's work, and one box searches everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path

from tracker.impossible import without_impossible


class DeskSite(AdminSite):
    """Django's admin with a front page and a search of its own.

    Their modules are imported when they are asked for: the package they are in registers its models with this site.
    """

    site_header = site_title = "兑现 Duixian"
    index_template = "admin/front.html"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from tracker.admin.search import search_view

        def search(request: HttpRequest) -> HttpResponse:
            return search_view(self, request)

        return [path("search/", self.admin_view(search), name="search"), *super().get_urls()]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Every page of the admin, which no address and no choice of rows leads to a fault of the database."""
        return super().admin_view(without_impossible(view), cacheable)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from tracker.admin.front import boxes

        return super().index(request, {**boxes(request.user), **(extra_context or {})})
