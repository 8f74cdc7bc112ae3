"""The list of all findings of the audit, the gravest first, one page after the other."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.judging.audit.records import Inconsistency, Severity
from tracker.keys import read_key
from tracker.models import Finding
from tracker.site import audited, meanings
from tracker.site.filters import read

FINDINGS_A_PAGE = 50


def audit(request: HttpRequest) -> HttpResponse:
    """Findings of all governments that pass the reader's filters."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    filters = read(request.GET)
    rows = filters.findings(unreviewed=unreviewed).with_evidence()
    after = read_after(request.GET.get("after", ""))
    if after:
        rows = rows.after(*after)
    page = list(rows[: FINDINGS_A_PAGE + 1])
    shown = page[:FINDINGS_A_PAGE]
    last = shown[-1] if len(page) > FINDINGS_A_PAGE else None
    return render(
        request,
        "audit.html",
        {
            "filters": filters,
            "findings": audited.told(shown),
            "is_first_page": after is None,
            "next_after": f"{last.weight}_{last.told_in}_{last.pk}" if last else "",
            "kinds": list(Inconsistency),
            "severities": [meanings.Term(word, meanings.SEVERITIES[word]) for word in reversed(Severity)],
            "years": Finding.objects.shown(unreviewed=unreviewed).years(),
        },
    )


def read_after(value: str) -> tuple[int, int, int] | None:
    """The key a page follows, ``1_2025_42``; None for anything else."""
    parts = [read_key(part) for part in value.split("_")]
    if len(parts) != 3 or None in parts:
        return None
    weight, told_in, pk = (part or 0 for part in parts)
    return min(weight, 9), min(told_in, 9999), pk
