"""Reports in the admin: their pages and files; taken in (`taking_in`), and read at the reading desk (`reading`)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from reports.admin import ReportAdmin
from reports.models import Report
from tracker.admin.linking import views as linking
from tracker.admin.publishing import PublishingDesk
from tracker.admin.reading.views import act_view, desk_view, propose_view
from tracker.admin.taking_in import TakingIn


@admin.register(Report)
class ReportDesk(TakingIn, PublishingDesk, ReportAdmin):
    """A report with what was read from it."""

    change_form_template = "admin/desk/report.html"

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css", "tracker/admin/publishing.css")}

    def get_urls(self) -> list[URLPattern]:
        def guarded(view: Any) -> Any:
            return self.admin_site.admin_view(partial(view, self))

        file = self.admin_site.admin_view(self.file_view)
        return [
            path("<int:pk>/text/", guarded(desk_view), name="reports_report_text"),
            path("<int:pk>/text/act/", guarded(act_view), name="reports_report_act"),
            path("<int:pk>/text/propose/", guarded(propose_view), name="reports_report_propose"),
            path("<int:pk>/file/", file, name="reports_report_file"),
            *linking.paths(self.admin_site),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What is said of a published report stands still with its reading.
        is_open = obj is None or obj.state != Report.State.PUBLISHED
        return is_open and super().has_change_permission(request, obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {"show_save_and_add_another": False})

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file as it came in, to be kept and never shown: it may be a web page with scripts of its own."""
        report = get_object_or_404(Report.objects.select_related("jurisdiction").defer("text"), pk=pk)
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        stored = str(report.file)
        if not default_storage.exists(stored):
            raise Http404
        name = f"{report.jurisdiction.code}-{report.plan_year}{Path(stored).suffix}"
        return FileResponse(report.file.open(), as_attachment=True, filename=name)
