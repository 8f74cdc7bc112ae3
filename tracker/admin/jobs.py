"""Jobs in the admin: who asked for what, how far it has come, what came of it, and another try."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reports.admin import ReadOnlyAdmin
from tracker import jobs
from tracker.admin.job_kinds import KINDS, kind_of, why_failed
from tracker.keys import read_key
from tracker.models import Job
from tracker.tasks import run_job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Everybody sees the jobs they asked for; who may view jobs sees all."""

    list_display = ("label", "kind", "state", "person", "created_at", "ended_at")
    list_display_links = ("label",)
    list_select_related = ("person",)
    list_filter = ("state", "kind")
    search_fields = ("label",)
    search_help_text = gettext_lazy("What the job is about.")
    list_defer = ("asked", "result")

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css", "tracker/admin/job.css")}

    def get_urls(self) -> list[URLPattern]:
        def guarded(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("<int:pk>/state/", guarded(never_cache(self.state_view)), name="tracker_job_state"),
            path("<int:pk>/next/", guarded(self.next_view), name="tracker_job_next"),
            path("<int:pk>/retry/", guarded(require_POST(self.retry_view)), name="tracker_job_retry"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request)
        return found if request.user.has_perm("tracker.view_job") else found.filter(person=request.user.pk)

    def has_view_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """The list holds nothing but what its reader may see, so it is open to all staff."""
        return obj is None or obj.person_id == request.user.pk or request.user.has_perm("tracker.view_job")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Named on the front page to whoever may see or ask for jobs."""
        asking = {permission for kind in KINDS.values() for permission in kind.asked_by}
        return any(map(request.user.has_perm, ("tracker.view_job", *asking)))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The job's page: how it stands now; a script asks on, and without one a link does."""
        job = self._asked(request, read_key(object_id) or 0)
        stands = standing(job)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Job"),
            "opts": self.opts,
            "row": job,
            "stands": stands,
            "is_under_way": stands["state"] in (Job.State.WAITING, Job.State.RUNNING),
            "may_retry": jobs.may_ask(request.user, job) and jobs.may_be_tried_again(job),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/job.html", context)

    def state_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """How the job stands, for the page's script."""
        return JsonResponse(standing(self._asked(request, pk)))

    def next_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on to what the job was for, with what became of it in words; to the job itself while it is not done."""
        job = self._asked(request, pk)
        following = kind_of(job).leads_to(job) if job.state == Job.State.DONE else ""
        if following:
            self.message_user(request, kind_of(job).result(job), messages.SUCCESS)
        return HttpResponseRedirect(following or page_of(job))

    def retry_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the job to the worker once more."""
        job = self._asked(request, pk)
        if not jobs.may_ask(request.user, job):
            raise PermissionDenied
        if not jobs.retry(job, run_job.delay):
            self.message_user(request, _("There is nothing to try again: see how it stands."), messages.WARNING)
        return HttpResponseRedirect(page_of(job))

    def _asked(self, request: HttpRequest, pk: int) -> Job:
        job = get_object_or_404(Job.objects.select_related("person"), pk=pk)
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        return job


def page_of(job: Job) -> str:
    """The address of the job's page."""
    return reverse("admin:tracker_job_change", args=[job.pk])


def standing(job: Job) -> dict[str, Any]:
    """How the job stands: ``state`` by its code, ``lost`` for a running one whose worker is gone, and its ``name``;
    ``words`` for a person; ``done`` pieces of ``total``; ``address_next`` once there is something to go on to."""
    kind, said = kind_of(job), jobs.progress(job)
    stands: dict[str, Any] = {
        "state": job.state, "name": capfirst(job.get_state_display()), "stage": "", "words": "",
        "done": 0, "total": 0, "address_next": None,
    }  # fmt: skip
    if job.state == Job.State.WAITING:
        before = jobs.ahead(job)
        stands["words"] = (
            ngettext("Waiting: %(count)d job is before it.", "Waiting: %(count)d jobs are before it.", before)
            % {"count": before}
            if before
            else _("Waiting for the worker.")
        )
    elif job.state == Job.State.FAILED:
        stands["words"] = why_failed(job)
    elif job.state == Job.State.DONE:
        stands["words"] = kind.result(job)
        stands["address_next"] = reverse("admin:tracker_job_next", args=[job.pk]) if kind.leads_to(job) else None
    elif jobs.is_lost(job):
        stands |= {
            "state": "lost",
            "name": _("Interrupted"),
            "words": _("The worker that was at it is gone; nothing was stored."),
        }
    else:
        stands |= {"stage": said.stage, "done": said.done, "total": said.total}
        stands["words"] = str(kind.stages.get(said.stage) or _("Begun"))
    return stands
