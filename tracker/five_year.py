"""Five-year targets year by year as CSV: what the pages show, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.exports import AT_ONCE, pledge_columns, streamed
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
    columns = _columns(language, request.build_absolute_uri)
    ordered = found.order_by("commitment__jurisdiction__code", "commitment_id", "year")
    lines = ([value(row) for _name, value in columns] for row in ordered.iterator(chunk_size=AT_ONCE))
    return streamed("duixian-five-year", [name for name, _value in columns], lines)


def _columns(language: str, absolute: Callable[[str], str]) -> list[tuple[str, Callable[[Standing], Any]]]:
    """Heading and value of every column; the language is bound here: rows are written after the view has returned."""
    of_target = dict(pledge_columns(language, absolute))
    taken = [
        _("Code"), _("Government"), _("Indicator code"), _("Indicator"), _("Subject"), _("Quote of the pledge"),
        _("Measure"), _("Comparator"), _("Target"), _("Upper target"), _("Unit"),
    ]  # fmt: skip
    yes, no = _("yes"), _("no")

    def from_target(value: Callable[[Commitment], Any]) -> Callable[[Standing], Any]:
        return lambda row: value(row.commitment)

    def parts(row: Standing) -> str:
        return " ".join(f"{figure['year']}:{figure['value']}{figure['unit']}" for figure in row.figures[1:])

    return [
        *((name, from_target(of_target[name])) for name in taken),
        (_("Due in"), lambda row: row.commitment.year),
        (_("Year"), lambda row: row.year),
        (_("Standing code"), lambda row: row.pace),
        (_("Standing"), lambda row: word_of(row).name_in(language)),
        (_("Reason code"), lambda row: row.reason),
        (_("So far"), lambda row: row.value),
        (_("Even pace asks"), lambda row: row.needed),
        (_("Unit of both"), lambda row: row.unit),
        (_("Figures used"), parts),
        (_("Of the last year"), lambda row: yes if row.is_final else no),
        (_("Computed from annual figures"), lambda row: yes if row.is_computed else no),
        (_("How it comes about"), lambda row: told(row.year, row.computation, row.reason, language)),
        (_("Verdict code"), lambda row: row.commitment.verdict.code if row.commitment.verdict else ""),
        (_("Address"), from_target(of_target[_("Address")])),
    ]
