"""What a search finds as CSV, pledges or outcomes: the filters of the page, all its pages, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from reports.searching import Asked, asked_for, words_of
from reports.words import Kind
from tracker.exports import AT_ONCE, Column, heads, pledge_columns, statement_columns, streamed
from tracker.models import Commitment, Outcome
from tracker.site import searched
from tracker.site.filters import Filters
from tracker.site.own_words import anchor_of
from tracker.site.search import read_search


def download(request: HttpRequest) -> StreamingHttpResponse:
    """The statements found, newest read first; fetched part by part, so that no search is too large. Pledges, unless
    the address says ``in=outcome``; nothing without a word."""
    asked = read_search(request)
    kind = asked.kind or Kind.PLEDGE
    language, absolute = get_language() or "en", request.build_absolute_uri
    columns = pledge_columns(language, absolute) if kind == Kind.PLEDGE else outcome_columns(language, absolute)
    words = words_of(asked.filters.words)
    found = _found(kind, asked_for(words), asked.filters) if words else iter(())
    rows = ([value(row) for _name, value in columns] for row in found)
    return streamed(f"duixian-search-{kind.value}s", heads(name for name, _value in columns), rows)


def _found(kind: Kind, asked: Sequence[Asked], filters: Filters) -> Iterator[Any]:
    """The rows that pass, each part of AT_ONCE looked for below the last key of the one before."""
    outcomes = Outcome.objects.select_related("report", "jurisdiction", "indicator").defer("report__text")
    whole: Any = Commitment.objects.with_evidence() if kind == Kind.PLEDGE else outcomes
    before: int | None = None
    while True:
        looked = searched.look(kind, asked, unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED, before=before, most=AT_ONCE)
        keys = [row.key for row in looked.passing(filters)]
        rows = whole.in_bulk(keys)
        yield from (rows[key] for key in keys if key in rows)
        if looked.last is None:
            return
        before = looked.last


def outcome_columns(language: str, absolute: Callable[[str], str]) -> list[Column]:
    """Name and value of every column of an outcome, in this language."""
    whose, about, reviewed = statement_columns(language)
    reports = reverse("site:report", args=[0])
    return [
        *whose,
        ("Kind", lambda row: Kind(row.kind).name_in(language)),
        *about,
        ("Quote of the outcome", lambda row: row.quote),
        ("Measure", lambda row: row.measure),
        ("Comparator", lambda row: row.comparator),
        ("Reported", lambda row: row.value),
        ("Unit reported", lambda row: row.unit),
        ("Source of the outcome", lambda row: row.report.kind),
        ("Vintage", lambda row: row.report.vintage),
        reviewed,
        ("Address", lambda row: absolute(reports.replace("/0/", f"/{row.report_id}/")) + f"#{anchor_of(row)}"),
    ]
