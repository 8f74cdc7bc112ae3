"""While somebody codes a report blind, the pages of the staff keep from that person what others decided about it.

Lists leave the report's rows out, every page of the report or of one of its statements is refused. The public pages
stay as they are, for they are everybody's; the coder is asked not to look there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from reports.models import Report
from tracker.codings import closed_to
from tracker.keys import read_key
from tracker.models import Assignment, Commitment, CorrectionRequest, Link, Outcome, Verdict

#: Desks that tell of last year's pledges, too: closed for every report of the government.
_OF_THE_GOVERNMENT = ("reports_report_link", "reports_report_publish")
#: The pages of one row, by how their addresses' names begin, and the ways from the row to the reports it tells of.
#: A sheet's check tells what stands in any row of it, and its confirming writes there.
_SHEETS = ("tracker_commitment_import", "tracker_outcome_import")
_PATHS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "reports_report_": (Report, ("pk",)),
    "tracker_commitment_": (Commitment, ("report", "links__outcome__report", "verdict__outcome__report")),
    "tracker_outcome_": (Outcome, ("report",)),
    "tracker_link_": (Link, ("commitment__report", "outcome__report")),
    "tracker_correctionrequest_": (CorrectionRequest, ("report", "commitment__verdict__outcome__report")),
    "tracker_verdict_": (Verdict, ("commitment__report", "outcome__report")),
}


class BlindMiddleware:
    """Refuses a coder every page of a report that he codes blind, whichever desk it belongs to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """The refusal, or None where the page may be seen; one query, two for who codes a report just now."""
        match = request.resolver_match
        if match is None or not request.user.is_authenticated:
            return None
        name = match.url_name or ""
        if "admin" in match.app_names and name.startswith(_SHEETS):
            closed = list(closed_to(request.user))
            return _closed(request, closed) if closed else None
        if view_of_history := {"app_label", "model_name"} <= kwargs.keys():
            name = f"{kwargs['app_label']}_{kwargs['model_name']}_"
        key = str(kwargs.get("pk", kwargs.get("object_id", "")))
        if not (view_of_history or "admin" in match.app_names) or read_key(key) is None:
            return None
        found = next((paths for begin, paths in _PATHS.items() if name.startswith(begin)), None)
        if found is None:
            return None
        closed = list(closed_to(request.user))
        model, paths = found
        tells = Q()
        for path in paths:
            tells |= Q(**{f"{path}__in": closed})
        if name.startswith(_OF_THE_GOVERNMENT):
            tells |= Q(jurisdiction__reports__in=closed)
        if not closed or not model.objects.filter(tells, pk=read_key(key)).exists():
            return None
        return _closed(request, closed)


def _closed(request: HttpRequest, closed: list[int]) -> HttpResponse:
    """The refusal, which leads to the coding."""
    context = {
        **admin.site.each_context(request),
        "title": _("Closed while you code the report"),
        "assignments": Assignment.objects.filter(report__in=closed).select_related("report__jurisdiction"),
    }
    return TemplateResponse(request, "admin/desk/closed.html", context, status=403)


def without_closed(request: HttpRequest, rows: QuerySet, *paths: str) -> QuerySet:
    """The rows without those of reports that the person codes blind; `paths` are the ways from a row to its reports."""
    closed = list(closed_to(request.user))
    for path in paths if closed else ():
        rows = rows.exclude(**{f"{path}__in": closed})
    return rows
