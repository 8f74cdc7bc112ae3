"""Reports in the admin: taken in by hand, and their text with every statement marked where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.admin import ReportAdmin
from reports.choices import word_name
from reports.intake import IntakeError, Stored
from reports.models import Report
from reports.words import Kind, ReviewState
from tracker.admin import shown
from tracker.admin.upload import UploadForm
from tracker.ingest import Ingested, ingest
from tracker.models import Commitment, Outcome
from tracker.site.marked import paragraphs


@admin.register(Report)
class ReportDesk(ReportAdmin):
    """A report with what was read from it."""

    change_form_template = "admin/desk/report.html"

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css")}

    def get_urls(self) -> list[URLPattern]:
        text, file = map(self.admin_site.admin_view, (self.text_view, self.file_view))
        return [
            path("<int:pk>/text/", text, name="reports_report_text"),
            path("<int:pk>/file/", file, name="reports_report_file"),
            *super().get_urls(),
        ]

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

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take a report in; on any error nothing is stored and the form says why."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = ingest(form.document)
            except IntakeError as error:
                form.add_error(None, str(error))
            else:
                self.log_addition(request, done.report, done.stored.value)
                self.message_user(request, *said_of(done))
                return HttpResponseRedirect(reverse("admin:reports_report_text", args=[done.report.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take in a report"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/desk/upload.html", context)

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The report's text with its statements marked; ``?at=c12`` picks one out."""
        report = get_object_or_404(Report.objects.select_related("jurisdiction"), pk=pk)
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        marks = marks_of(report)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{report.jurisdiction.label} {report.plan_year} · {report.get_kind_display()}",
            "opts": self.opts,
            "report": report,
            "paragraphs": paragraphs(report.text, [*marks, *figures_of(report)]),
            "here": request.GET.get("at", ""),
            "counts": counts(marks),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/text.html", context)


@dataclass(frozen=True)
class Mark:
    """A place in the text: a statement with its number on the page, or (`number` 0) the figure inside one."""

    start: int
    end: int
    number: int = 0
    key: str = ""
    kind: str = ""
    state: str = ""
    name: str = ""
    page: str = ""


def marks_of(report: Report) -> list[Mark]:
    """Every statement of the report's current reading, numbered in the order of the text."""
    rows: list[Commitment | Outcome] = [
        *Commitment.objects.filter(report=report, is_retired=False),
        *Outcome.objects.filter(report=report, is_retired=False),
    ]
    rows.sort(key=lambda row: (row.start, row.end, row.pk))
    return [_mark(row, number) for number, row in enumerate(rows, start=1)]


def _mark(row: Commitment | Outcome, number: int) -> Mark:
    kind = Kind.PLEDGE if isinstance(row, Commitment) else Kind(row.kind)
    state = ReviewState(row.review_state)
    return Mark(
        start=row.start,
        end=row.end,
        number=number,
        key=shown.key_of(row),
        kind=kind.value,
        state=state.value,
        name=f"{word_name(kind)} · {row.subject} {shown.said(row)} · {word_name(state)}",
        page=shown.change_page(row),
    )


def figures_of(report: Report) -> list[Mark]:
    """The places of the figures of the report's statements, for the page to set them bold."""
    places: set[tuple[int, int]] = set()
    models: tuple[Any, ...] = (Commitment, Outcome)
    for model in models:
        rows = model.objects.filter(report=report, is_retired=False, number_start__isnull=False)
        places.update(rows.values_list("number_start", "number_end"))
    return [Mark(start, end) for start, end in sorted(places)]


def counts(marks: list[Mark]) -> list[tuple[str, str, int]]:
    """How many statements of each kind the text holds, as code, name and number; then how many await a person."""
    kinds = Counter(mark.kind for mark in marks)
    waiting = sum(mark.state == ReviewState.PROPOSED.value for mark in marks)
    proposed = ReviewState.PROPOSED
    return [
        *((kind.value, word_name(kind), kinds[kind.value]) for kind in Kind),
        (proposed.value, word_name(proposed), waiting),
    ]


def said_of(done: Ingested) -> tuple[str, int]:
    """What became of an upload, in words, and how loud to say it."""
    if done.stored == Stored.OUTRANKED:
        return _(
            "Not stored: the full text of this report is here, and a digest does not replace it."
        ), messages.WARNING
    if done.stored == Stored.UNCHANGED and not done.recorded.created and not done.recorded.renewed:
        return _("Nothing new: this very text is here already."), messages.INFO
    count = done.recorded.created + done.recorded.renewed
    read = ngettext("%(count)d statement read", "%(count)d statements read", count) % {"count": count}
    kept = _("%(count)d decided by a person kept") % {"count": done.recorded.kept_as_decided}
    verdicts = ngettext("%(count)d verdict added", "%(count)d verdicts added", done.verdicts) % {"count": done.verdicts}
    stored = _("A new version is stored") if done.stored == Stored.NEW_VERSION else _("The report is stored")
    return f"{stored}: {read}; {kept}; {verdicts}.", messages.SUCCESS
