"""Spreadsheets in the admin: upload, look at what a file would do, confirm, see what it did."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reports.admin import GuardedExportMixin
from reports.differences import marked
from reports.sheets import SheetError, open_sheet
from reports.spreadsheet import guard
from tracker import imports, jobs
from tracker.admin.import_words import ACTS, PROBLEMS, counted, page_of, why
from tracker.admin.job_kinds import PROBLEMS as OF_ANY
from tracker.admin.job_kinds import why_failed
from tracker.admin.statements import person
from tracker.imports import Act, kept
from tracker.keys import read_key
from tracker.models import Job
from tracker.tasks import run_job

#: Differences and errors on one page.
ON_A_PAGE = 200
#: A file larger than this is divided by whoever made it.
LARGEST = 600 * 1024**2


_SUFFIXES = {"upload": "", "job": "_job", "confirm": "_confirm", "again": "_again", "errors": "_errors"}


class SheetForm(forms.Form):
    """A file whose header is checked at once; its rows are checked by the job."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("CSV (UTF-8, UTF-16 or GB18030) or a workbook (.xlsx).")
    )

    def __init__(self, *args: Any, table: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table = table
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx"

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(PROBLEMS["too_large"])
        try:
            imports.check_header(imports.TABLES[self._table], open_sheet(file, file.name).header)
        except (SheetError, imports.RefusedError) as error:
            raise ValidationError(str(PROBLEMS[error.problem["code"]]) % error.problem) from error
        file.seek(0)
        return file


class ImportingMixin(GuardedExportMixin):
    """A list that goes out and comes in. Nothing is written before a person has seen what would be and confirmed it."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    #: Who holds all of these may import.
    import_permissions: tuple[str, ...] = ()
    opts: Any
    admin_site: Any
    media: Any

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(self.import_permissions)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may = {"has_import_permission": self.has_import_permission(request)}
        return super().changelist_view(request, may | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"

        def guarded(view: Any) -> Any:
            return self.admin_site.admin_view(never_cache(view))

        return [
            path("import/", guarded(self.import_view), name=name),
            path("import/<int:pk>/", guarded(self.import_job_view), name=f"{name}_job"),
            path("import/<int:pk>/confirm/", guarded(require_POST(self.confirm_view)), name=f"{name}_confirm"),
            path("import/<int:pk>/again/", guarded(require_POST(self.check_again_view)), name=f"{name}_again"),
            path("import/<int:pk>/errors/", guarded(self.errors_view), name=f"{name}_errors"),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Upload a file; the columns are explained below the form."""
        self._refuse_others(request)
        form = SheetForm(request.POST or None, request.FILES or None, table=self.opts.model_name)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            name = Path(file.name).name[-120:]
            file.name = f"imports/{uuid.uuid4().hex}{Path(name).suffix.lower()[:5]}"
            job = self._ask(request, {"file_name": name}, file)
            return HttpResponseRedirect(page_of(job))
        context = self._context(request, _("Import %(name)s") % {"name": self.opts.verbose_name_plural})
        context |= {"form": form, "columns": imports.TABLES[self.opts.model_name].columns}
        return TemplateResponse(request, "admin/imports/upload.html", context)

    def import_job_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a file would do, what it did, or why it could not; the job's page while the worker is at it."""
        job = self._job(request, pk)
        context = self._context(request, job.asked["file_name"])
        context |= {"job": job, "acts": ACTS}
        if not job.is_over:
            return HttpResponseRedirect(reverse("admin:tracker_job_change", args=[job.pk]))
        if job.state == Job.State.FAILED:
            return TemplateResponse(request, "admin/imports/failed.html", context | {"failed": why_failed(job)})
        context["counted"] = counted(job)
        if job.result["step"] == "import":
            return TemplateResponse(request, "admin/imports/done.html", context)
        try:
            found = self._preview(request, job)
        except FileNotFoundError:
            return TemplateResponse(request, "admin/imports/failed.html", context | {"failed": OF_ANY["file_gone"]})
        return TemplateResponse(request, "admin/imports/preview.html", context | found)

    @transaction.atomic
    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the import of a file that was checked: once, however often the button is pressed."""
        self._job(request, pk)
        check = Job.objects.select_for_update().get(pk=pk)
        result = check.result
        if check.state != Job.State.DONE or result["step"] != "check" or result["problems"] or not result["acts"]:
            return HttpResponse(status=400)
        asked = Job.objects.filter(kind=Job.Kind.IMPORT, asked__checked=pk).exclude(state=Job.State.FAILED).first()
        if asked is None:
            names = self._file_of(request, check) | {"checked": pk, "digest": result["digest"]}
            asked = self._ask(request, names, check.file.name)
        return HttpResponseRedirect(page_of(asked))

    def check_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Check the same file once more, against the data as they are now."""
        job = self._job(request, pk)
        again = self._ask(request, self._file_of(request, job), job.file.name)
        return HttpResponseRedirect(page_of(again))

    def _file_of(self, request: HttpRequest, job: Job) -> dict[str, Any]:
        """What the file of a job is called, and whose it is where that is somebody else."""
        sender = job.asked.get("sent_in_by", job.person_id)
        theirs = {} if sender == request.user.pk else {"sent_in_by": sender}
        return {"file_name": job.asked["file_name"], **theirs}

    def errors_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """All errors as CSV."""
        job = self._job(request, pk)
        name = job.result.get("problems_file")
        if not name or not default_storage.exists(name):
            raise Http404
        language = translation.get_language() or "en"

        def lines() -> Iterator[str]:
            writer = csv.writer(_Echo())
            with translation.override(language):
                yield "\ufeff" + writer.writerow([_("row"), _("column"), _("in the cell"), _("what is wrong")])
                for problem in kept.every(name):
                    cells = (problem["row"], problem["column"], problem["value"], why(problem))
                    yield writer.writerow([guard(str(cell)) for cell in cells])

        return StreamingHttpResponse(
            lines(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="errors-{job.pk}.csv"'},
        )

    def _preview(self, request: HttpRequest, job: Job) -> dict[str, Any]:
        """What the page of a check shows: the errors, or the differences, a page of them."""
        result = job.result
        at = read_key(request.GET.get("at", "")) or 0
        name = result["problems_file" if result["problems"] else "changes_file"]
        # No file system seeks as far as a number may go.
        found, following = kept.page(name, at, ON_A_PAGE) if at <= default_storage.size(name) else ([], None)
        if at and not found:
            raise Http404
        if result["problems"]:
            return {"problems": [(problem, why(problem)) for problem in found], "following": following, "at": at}
        rows = [
            {
                "row": change["row"],
                "act": ACTS[Act(change["act"])],
                "code": change["act"],
                "what": change["what"],
                "address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[change["key"]])
                if change["key"]
                else "",
                "cells": [(name, marked(old, new)) for name, old, new in change["cells"]],
            }
            for change in found
        ]
        asked_for = Job.objects.filter(kind=Job.Kind.IMPORT, asked__checked=job.pk).exclude(state=Job.State.FAILED)
        imported = asked_for.first()
        return {
            "changes": rows,
            "following": following,
            "at": at,
            "total": sum(result["acts"].values()),
            "imported": page_of(imported) if imported else "",
        }

    def _ask(self, request: HttpRequest, asked: dict[str, Any], file: Any) -> Job:
        asked = {"table": self.opts.model_name, **asked}
        label = f"{self.opts.verbose_name_plural}: {asked['file_name']}"
        return jobs.ask(Job.Kind.IMPORT, label, person(request), asked, run_job.delay, file)

    def _job(self, request: HttpRequest, pk: int) -> Job:
        self._refuse_others(request)
        of_this_list = Job.objects.filter(kind=Job.Kind.IMPORT, asked__table=self.opts.model_name)
        return get_object_or_404(of_this_list.select_related("person"), pk=pk)

    def _refuse_others(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "names": {
                name: f"admin:{self.opts.app_label}_{self.opts.model_name}_import{suffix}"
                for name, suffix in _SUFFIXES.items()
            },
        }


class _Echo:
    """A file that hands back what is written to it: how ``csv`` is made to stream."""

    def write(self, text: str) -> str:
        return text
