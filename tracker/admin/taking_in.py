"""Taking reports in by hand: files become drafts, each draft is confirmed, and a job reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from reports.reading.text import TextError
from tracker import jobs
from tracker.admin.confirm import ConfirmForm
from tracker.admin.drafts import Pile, seal, unseal
from tracker.admin.jobs import page_of
from tracker.admin.statements import person
from tracker.admin.upload import UploadForm
from tracker.models import Job
from tracker.tasks import run_job

#: So much of a text is shown beside the form: enough to see whose it is.
_SHOWN = 3000


class TakingIn(ModelAdmin):
    """The two pages on which a report comes in; the reading itself is a job, and its page follows."""

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(self.confirm_view)
        return [path("confirm/", confirm, name="reports_report_confirm"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Hand in files or a text; what can be read is kept, and what cannot is said beside the field."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None, person=person(request).pk)
        if request.method == "POST" and form.is_valid():
            return HttpResponseRedirect(_address(request, form.pile))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take in reports"),
            "opts": self.opts,
            "form": form,
            "kept": form.pile.drafts,
            "note": seal(form.pile, person(request).pk) if form.pile.drafts else "",
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/desk/upload.html", context)

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Say what the next draft is; it is then read by the worker, and the one after it is asked about."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        pile = unseal(request.GET.get("draft", ""), person(request).pk)
        if pile is None or not pile.drafts:
            return self._start_again(request)
        if request.method == "POST" and "skip" in request.POST:
            return self._go_on(request, pile.rest)
        draft = pile.drafts[0]
        try:
            form = ConfirmForm(request.POST if request.method == "POST" else None, draft=draft)
        except (FileNotFoundError, TextError):
            return self._start_again(request)
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                job = jobs.ask(Job.Kind.REPORT, form.label, person(request), form.asked, run_job.delay, file=draft.file)
            return self._go_on(request, pile.rest, job)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Confirm what it is"),
            "opts": self.opts,
            "form": form,
            "draft": draft,
            "pile": pile,
            "pieces": pieces(form),
            "is_longer": len(form.text) > _SHOWN,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/desk/confirm.html", context)

    def _go_on(self, request: HttpRequest, rest: Pile, job: Job | None = None) -> HttpResponse:
        if rest.drafts:
            if job is not None:
                self.message_user(request, _("%(what)s is being read.") % {"what": job.label}, messages.SUCCESS)
            return HttpResponseRedirect(_address(request, rest))
        if job is not None and rest.of == 1:
            return HttpResponseRedirect(page_of(job))
        return HttpResponseRedirect(reverse("admin:tracker_job_changelist"))

    def _start_again(self, request: HttpRequest) -> HttpResponse:
        self.message_user(request, _("What was handed in is no longer kept: hand it in again."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:reports_report_add"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the shown text; `is_evidence` where something was told from it."""

    words: str
    is_evidence: bool


def pieces(form: ConfirmForm) -> list[Piece]:
    """The beginning of the text, cut where what is proposed was found."""
    heading = form.heading
    told = [form.placed.told, heading.year, heading.kind, heading.vintage, heading.delivered_on, heading.source]
    found: list[Piece] = []
    at = 0
    for start, end in sorted((one.start, one.end) for one in told if one is not None and one.end):
        start = max(start, at)
        if end <= start or end > _SHOWN:
            continue
        found += [Piece(form.text[at:start], False), Piece(form.text[start:end], True)]
        at = end
    return [piece for piece in [*found, Piece(form.text[at:_SHOWN], False)] if piece.words]


def _address(request: HttpRequest, pile: Pile) -> str:
    return f"{reverse('admin:reports_report_confirm')}?draft={seal(pile, person(request).pk)}"
