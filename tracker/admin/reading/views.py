"""The doors of the reading desk: its page, and where the page sends what a person does."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from reports.models import Report
from tracker.admin.reading import page
from tracker.admin.reading.acting import ACTS, perform
from tracker.admin.reading.asked import RefusedError, asked_from
from tracker.admin.reading.forms import PlaceForm
from tracker.admin.reading.proposing import propose
from tracker.admin.reading.rows import fresh, may
from tracker.admin.sent import sent


def desk_view(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The report's text beside its statements; ``?at=c12`` opens it at one of them."""
    report = get_object_or_404(Report.objects.select_related("jurisdiction"), pk=pk)
    if not admin.has_view_permission(request, report):
        raise PermissionDenied
    context = {
        **admin.admin_site.each_context(request),
        **page.context(report, cast(User, request.user), request.GET.get("at", "")),
        "is_nav_sidebar_enabled": False,
        "opts": admin.opts,
        "media": admin.media,
    }
    return TemplateResponse(request, "admin/reading/desk.html", context)


def act_view(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Do one act, sent as JSON; says in JSON what it touched, or with 4xx why it was not done."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    report = get_object_or_404(Report.objects.select_related("jurisdiction"), pk=pk)
    if not admin.has_view_permission(request, report):
        raise PermissionDenied
    try:
        asked = asked_from(_sent(request), ACTS)
        done = perform(report, cast(User, request.user), asked)
    except RefusedError as refused:
        told = {"said": refused.said, "errors": refused.errors, "rows": fresh(refused.rows)}
        return JsonResponse(told, status=refused.status)
    return JsonResponse(
        {
            "act": done.act,
            "rows": done.rows,
            "verdicts": done.verdicts,
            "settled": done.is_settled,
            "passed": done.passed,
            "may": may(cast(User, request.user)),
        }
    )


def propose_view(admin: Any, request: HttpRequest, pk: int) -> JsonResponse:
    """What the reading makes of the words at ``?start=…&end=…``, for the form of a statement that is added."""
    report = get_object_or_404(Report, pk=pk)
    if not admin.has_view_permission(request, report):
        raise PermissionDenied
    form = PlaceForm(request.GET, report=report)
    if not form.is_valid():
        return JsonResponse({"said": form.said}, status=422)
    (start, end), _number = form.place
    return JsonResponse(propose(report, start, end))


def _sent(request: HttpRequest) -> Any:
    try:
        return sent(request)
    except ValueError:
        return None
