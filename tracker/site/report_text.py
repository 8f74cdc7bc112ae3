"""A report's text as a file: the very bytes whose SHA-256 its page states, so that anyone can check every quote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reports.models import Report
from tracker.site.citing import SHORT_HASH


@require_safe
def report_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in UTF-8, of every version that has a page; its hash is its tag (304). 404 where there is none."""
    rows = Report.objects.select_related("jurisdiction")
    found = get_object_or_404(rows.only("text_sha256", "plan_year", "jurisdiction__code"), pk=pk)
    tag = quote_etag(found.text_sha256)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(found.text.encode(), content_type="text/plain; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    return response


def file_name(report: Report) -> str:
    """What the file is saved as: the place, the year and the beginning of the hash, which tells two texts apart."""
    return f"duixian-{report.jurisdiction.code}-{report.plan_year}-{report.text_sha256[:SHORT_HASH]}.txt"
