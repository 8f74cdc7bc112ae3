"""What a report states, as a table in the order of its text; the answers beside the text are taken from it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reports.models import Report
from tracker.site.government import path_of
from tracker.site.own_words import stretches
from tracker.site.statements import SIGNS, signs_of, statements_of


def report_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """All statements of one version of a report, or with ``verdict`` those of one sign; 404 where there is no report.

    A sign that makes no sense is left out.
    """
    rows = Report.objects.select_related("jurisdiction__parent__parent__parent").defer("unread")
    found = get_object_or_404(rows, pk=pk)
    marked = stretches(found.text, statements_of(found, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED))
    statements = [said for stretch in marked for said in stretch.rows]
    signs = signs_of(statements)
    asked = request.GET.get("verdict", "")
    return render(
        request,
        "report_statements.html",
        {
            "report": found,
            "place": found.jurisdiction,
            "path": path_of(found.jurisdiction),
            "statements": statements,
            "marked": marked,
            "signs": signs,
            "chosen": asked if asked in SIGNS else "",
            "count": dict(signs).get(asked, 0) if asked in SIGNS else len(statements),
        },
    )


def of_sign(sign: str) -> str:
    """The query for the statements of the sign; empty, for all of them, where there is no such sign."""
    return f"?verdict={sign}" if sign in SIGNS else ""
