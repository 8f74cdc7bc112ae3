"""Five-year targets year by year as CSV: what the pages show, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.exports import AT_ONCE, heads, pledge_columns, streamed
from tracker.judging.progress.explain import told
from tracker.models import Commitment, Standing
from tracker.site.filters import read
from tracker.site.standings import word_of


def download(request: HttpRequest) -> StreamingHttpResponse:
    """Where five-year targets stood, a row for each target and year: the same filters as the pledges."""
    language = get_language() or "en"
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    targets = read(request.GET).commitments(unreviewed=unreviewed).order_by().values("pk")
    rows = Standing.objects.shown(unreviewed=unreviewed).filter(commitment__in=targets)
    found = rows.select_related("commitment__jurisdiction", "commitment__indicator", "commitment__verdict")
    columns = standing_columns(language, request.build_absolute_uri)
    ordered = found.order_by("commitment__jurisdiction__code", "commitment_id", "year")
    lines = ([value(row) for _name, value in columns] for row in ordered.iterator(chunk_size=AT_ONCE))
    return streamed("duixian-five-year", heads(name for name, _value in columns), lines)


def standing_columns(language: str, absolute: Callable[[str], str]) -> list[tuple[str, Callable[[Standing], Any]]]:
    """Name and value of every column; the language is bound here: rows are written after the view has returned."""
    of_target = dict(pledge_columns(language, absolute))
    taken = [
        "Code", "Government", "Indicator code", "Indicator", "Subject", "Quote of the pledge", "Measure", "Comparator",
        "Target", "Upper target", "Unit",
    ]  # fmt: skip
    yes, no = _("yes"), _("no")

    def from_target(value: Callable[[Commitment], Any]) -> Callable[[Standing], Any]:
        return lambda row: value(row.commitment)

    def parts(row: Standing) -> str:
        return " ".join(f"{figure['year']}:{figure['value']}{figure['unit']}" for figure in row.figures[1:])

    return [
        *((name, from_target(of_target[name])) for name in taken),
        ("Due in", lambda row: row.commitment.year),
        ("Year", lambda row: row.year),
        ("Standing code", lambda row: row.pace),
        ("Standing", lambda row: word_of(row).name_in(language)),
        ("Reason code", lambda row: row.reason),
        ("So far", lambda row: row.value),
        ("Even pace asks", lambda row: row.needed),
        ("Unit of both", lambda row: row.unit),
        ("Figures used", parts),
        ("Of the last year", lambda row: yes if row.is_final else no),
        ("Computed from annual figures", lambda row: yes if row.is_computed else no),
        ("How it comes about", lambda row: told(row.year, row.computation, row.reason, language)),
        ("Verdict code", lambda row: row.commitment.verdict.code if row.commitment.verdict else ""),
        ("Address", from_target(of_target["Address"])),
    ]
