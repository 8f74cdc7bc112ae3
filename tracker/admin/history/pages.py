"""The two pages of history: one object's, with the admin's own notes, and everybody's, to be narrowed."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from tracker.admin.history.forms import NarrowForm
from tracker.admin.history.telling import Told, label_of, tell, tell_note
from tracker.codings import closed_to
from tracker.keys import read_key
from tracker.models import Change
from tracker.moments import read_moment

#: Lines a page.
LINES = 50


def of_object(request: HttpRequest, app_label: str, model_name: str, object_id: str) -> HttpResponse:
    """What became of one object, newest first: every change of its row, and what the admin noted of it.

    In place of the admin's own page, under its address; ``before`` is the moment above which the page before ended.
    """
    try:
        model = apps.get_model(app_label, model_name)
        model_admin = admin.site.get_model_admin(model)
    except (LookupError, NotRegistered):
        raise Http404 from None
    row = model_admin.get_object(request, unquote(object_id))
    if not model_admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    if row is None:
        return HttpResponseRedirect(reverse(f"admin:{app_label}_{model_name}_changelist"))
    before = read_moment(request.GET.get("before", ""))
    changes = Change.objects.filter(kind=model._meta.label_lower, object=row.pk)
    notes = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=str(row.pk)
    ).select_related("user")
    if before is not None:
        changes, notes = changes.filter(at__lt=before), notes.filter(action_time__lt=before)
    lines = [
        *tell(changes.order_by("-at", "-pk")[: LINES + 1]),
        *(tell_note(entry) for entry in notes.order_by("-action_time", "-pk")[: LINES + 1]),
    ]
    lines.sort(key=lambda line: line.at, reverse=True)
    shown = _whole_moments(lines)
    context = {
        **admin.site.each_context(request),
        "title": _("History of %(object)s") % {"object": label_of(row)},
        "opts": model._meta,
        "object": row,
        "module_name": str(capfirst(model._meta.verbose_name_plural)),
        "lines": shown,
        "older": urlencode({"before": shown[-1].at.isoformat()}) if len(shown) < len(lines) else "",
    }
    return TemplateResponse(request, "admin/history/object.html", context)


def everything(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Every change, newest first, narrowed to a person, a kind of object, a place or days."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = NarrowForm(request.GET)
    changes = form.narrow(Change.objects.order_by("-pk"))
    below = read_key(request.GET.get("below", ""))
    if below is not None:
        changes = changes.filter(pk__lt=below)
    # Of a government whose report the reader codes blind nothing is told.
    closed = Jurisdiction.objects.filter(reports__in=closed_to(request.user))
    rows = list(changes.exclude(place__in=closed)[: LINES + 1])
    asked = {name: str(value) for name, value in request.GET.items() if name != "below" and value}
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "opts": model_admin.opts,
        "form": form,
        "is_narrowed": bool(asked),
        "lines": tell(rows[:LINES]),
        "older": urlencode({**asked, "below": str(rows[LINES - 1].pk)}) if len(rows) > LINES else "",
    }
    return TemplateResponse(request, "admin/history/list.html", context)


def _whole_moments(lines: list[Told]) -> list[Told]:
    """The first lines, cut where a moment ends: the next page begins below a moment, not within one."""
    if len(lines) <= LINES:
        return lines
    cut = LINES
    while cut < len(lines) and lines[cut].at == lines[cut - 1].at:
        cut += 1
    return lines[:cut]
