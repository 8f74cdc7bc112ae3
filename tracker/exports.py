"""What is on screen as CSV: UTF-8 with a BOM for spreadsheets, no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Jurisdiction
from reports.spreadsheet import guard
from reports.words import Flag, Rule, Topic, Verdict, Word
from tracker import publishing
from tracker.judging.explain import arithmetic, explain
from tracker.judging.goalposts.records import Move
from tracker.models import Commitment, Goalpost
from tracker.scoreboard import scoreboard, years_within
from tracker.site.filters import read
from tracker.site.goalposts import told
from tracker.site.lines import showable

BOM = "\ufeff"
AT_ONCE = 2000

#: What a column is called: a text that is translated, or a coded word. `tracker.site.columns` says what each means.
Name = str | Word

SCOREBOARD: tuple[Name, ...] = (
    "Rank", "Code", "Government", *Verdict, "Kept rate", "Interval, low", "Interval, high", "Answer rate",
    "Reviewed by a person", "Kept by a whole list", "Kept rate without lists",
)  # fmt: skip
YEARS: tuple[Name, ...] = (
    "Code", "Government", "Year", *Verdict, "Due", "Answered", "Kept rate", "Answer rate", "Kept by a whole list",
    "Kept rate without lists",
)  # fmt: skip
GOALPOSTS: tuple[Name, ...] = (
    "Code", "Government", "Year before", "Year after", "Kind code", "Kind", "Severity", "Indicator code", "Subject",
    "Quote of the pledge before", "Quote of the pledge after", "What changed", "Address before", "Address after",
)  # fmt: skip


def governments(request: HttpRequest) -> StreamingHttpResponse:
    """The table of the front page: the same filters, all its pages, in the order shown."""
    filters = read(request.GET)
    board = scoreboard(filters.scope(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED))
    names = {row.pk: row for row in Jurisdiction.objects.filter(tallies__isnull=False).distinct()}

    def rows() -> Iterator[list[Any]]:
        for standing in board.by(filters.order):
            counts, interval = standing.counts, standing.counts.interval
            yield [
                standing.rank or "",
                standing.code,
                names[standing.jurisdiction_id].label,
                *(counts.of(verdict) for verdict in Verdict),
                rate_in(counts.kept_rate),
                rate_in(interval.low if interval else None),
                rate_in(interval.high if interval else None),
                "" if filters.is_confirmed else rate_in(counts.answer_rate),
                standing.reviewed,
                counts.kept_by_list,
                rate_in(counts.kept_rate_without_lists),
            ]

    return streamed("duixian-scoreboard", heads(SCOREBOARD), list(rows()))


def years(request: HttpRequest) -> StreamingHttpResponse:
    """Every government's years with their counts, kept rate and answer rate: the filters of the front page."""
    filters = read(request.GET)
    scope = filters.scope(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    zh = (get_language() or "en").startswith("zh")
    rows = (
        [
            row.jurisdiction.code,
            row.jurisdiction.name if zh else row.jurisdiction.english,
            row.year,
            *(counts.of(verdict) for verdict in Verdict),
            "" if filters.is_confirmed else counts.due,
            counts.answered,
            rate_in(counts.kept_rate),
            "" if filters.is_confirmed else rate_in(counts.answer_rate),
            counts.kept_by_list,
            rate_in(counts.kept_rate_without_lists),
        ]
        for row, counts in years_within(scope)
    )
    return streamed("duixian-years", heads(YEARS), rows)


def pledges(request: HttpRequest) -> StreamingHttpResponse:
    """The pledges a page lists: the same filters, all its pages, latest last day first."""
    language = get_language() or "en"
    found = read(request.GET).commitments(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED).with_evidence()
    columns = pledge_columns(language, request.build_absolute_uri)
    rows = ([value(row) for _name, value in columns] for row in found.iterator(chunk_size=AT_ONCE))
    return streamed("duixian-pledges", heads(name for name, _value in columns), rows)


def corrections(request: HttpRequest) -> StreamingHttpResponse:
    """The log of corrections: the same filters, all its pages, as in the public export."""
    filters = read(request.GET)
    found = publishing.corrections(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED, place=filters.place, year=filters.year)
    rows = (publishing.correction(row) for row in found.iterator(chunk_size=AT_ONCE))
    return streamed("duixian-corrections", publishing.CORRECTIONS, rows)


def publications(request: HttpRequest) -> StreamingHttpResponse:
    """The log of published and reopened readings: of a government or of all, as the page without its pages."""
    found = publishing.publications(place=read(request.GET).place)
    rows = (publishing.publication(row) for row in found.iterator(chunk_size=AT_ONCE))
    return streamed("duixian-publications", publishing.PUBLICATIONS, rows)


def goalposts(request: HttpRequest) -> StreamingHttpResponse:
    """The moved targets of a government, of a year, or all: both quotes and the sentence about them, latest first."""
    language, absolute = get_language() or "en", request.build_absolute_uri
    filters = read(request.GET)
    found = Goalpost.objects.shown(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED).latest_first()
    if filters.place:
        found = found.filter(jurisdiction__code=filters.place)
    if filters.year:
        found = found.filter(year_after=filters.year)
    addresses = reverse("site:commitment", args=[0])

    def rows() -> Iterator[list[Any]]:
        whole = found.select_related("jurisdiction", "indicator", "before", "after")
        for row in whole.iterator(chunk_size=AT_ONCE):
            place = row.jurisdiction
            yield [
                place.code,
                place.name if language.startswith("zh") else place.english,
                row.year_before,
                row.year_after,
                row.kind,
                Move(row.kind).name_in(language),
                row.severity,
                row.indicator.code if row.indicator else "",
                row.subject,
                row.before.quote,
                row.after.quote if row.after else "",
                told(row, language),
                absolute(addresses.replace("/0/", f"/{row.before_id}/")),
                absolute(addresses.replace("/0/", f"/{row.after_id}/")) if row.after_id else "",
            ]

    return streamed("duixian-goalposts", heads(GOALPOSTS), rows())


def findings(request: HttpRequest) -> StreamingHttpResponse:
    """What the audit found: the same filters as the page, all its pages, as in the public export."""
    found = read(request.GET).findings(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED).with_evidence()
    rows = (publishing.finding(row) for row in found.iterator(chunk_size=AT_ONCE))
    return streamed("duixian-findings", publishing.FINDINGS, rows)


def streamed(name: str, head: list[str], rows: Iterable[list[Any]]) -> StreamingHttpResponse:
    """The rows as a CSV download, written as they are read."""
    writer = csv.writer(_Echo())

    def text() -> Iterator[str]:
        yield BOM + writer.writerow(_cells(head))
        for row in rows:
            yield writer.writerow(_cells(row))

    return StreamingHttpResponse(
        text(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _cells(row: Iterable[Any]) -> list[str]:
    """The row as text, None as an empty cell, nothing in it that a spreadsheet would take for a formula."""
    return [guard("" if cell is None else str(cell)) for cell in row]


class _Echo:
    """A file that hands back what is written to it: how ``csv`` is made to stream."""

    def write(self, text: str) -> str:
        return text


def heads(names: Iterable[Name]) -> list[str]:
    """The names of columns in the language active now."""
    language = get_language() or "en"
    return [name.name_in(language) if isinstance(name, Word) else _(name) for name in names]


def rate_in(rate: Decimal | None) -> str:
    """A share as a decimal of four places; empty where there is none."""
    return "" if rate is None else f"{rate:.4f}"


Column = tuple[str, Callable[[Any], Any]]


def statement_columns(language: str) -> tuple[list[Column], list[Column], Column]:
    """What a row of any statement begins with, what it is about, and whether it is reviewed.

    The language is bound here: rows are written after the view has returned.
    """
    zh = language.startswith("zh")
    yes, no = _("yes"), _("no")

    def name(row: Any) -> str:
        return "" if row is None else str(row.name if zh else row.english)

    whose: list[Column] = [
        ("Code", lambda row: row.jurisdiction.code),
        ("Government", lambda row: name(row.jurisdiction)),
        ("Year", lambda row: row.year),
    ]
    about: list[Column] = [
        ("Topic", lambda row: Topic(row.topic).name_in(language)),
        ("Indicator code", lambda row: row.indicator.code if row.indicator else ""),
        ("Indicator", lambda row: name(row.indicator)),
        ("Subject", lambda row: row.subject),
    ]
    return whose, about, ("Reviewed by a person", lambda row: yes if row.is_reviewed else no)


def pledge_columns(language: str, absolute: Callable[[str], str]) -> list[Column]:
    """Name and value of every column of a pledge, in this language."""
    whose, about, reviewed = statement_columns(language)

    def address(row: Commitment) -> str:
        return absolute(addresses.replace("/0/", f"/{row.pk}/"))

    addresses = reverse("site:commitment", args=[0])
    answer = _answer
    return [
        *whose,
        ("Due on", lambda row: row.due_on.isoformat()),
        *about,
        ("Quote of the pledge", lambda row: row.quote),
        ("Measure", lambda row: row.measure),
        ("Comparator", lambda row: row.comparator),
        ("Target", lambda row: row.value),
        ("Upper target", lambda row: row.value_high),
        ("Unit", lambda row: row.unit),
        ("Verdict code", lambda row: row.verdict.code),
        ("Verdict", lambda row: Verdict(row.verdict.code).name_in(language)),
        ("Rule", lambda row: f"{row.verdict.rule} v{row.verdict.rule_version}"),
        ("Flags", lambda row: " ".join(Flag(flag).value for flag in row.verdict.flags)),
        ("Quote of the outcome", lambda row: answer(row).quote if answer(row) else ""),
        ("Reported", lambda row: answer(row).value if answer(row) else ""),
        ("Unit reported", lambda row: answer(row).unit if answer(row) else ""),
        ("Source of the outcome", lambda row: answer(row).report.kind if answer(row) else ""),
        ("Vintage", lambda row: answer(row).report.vintage if answer(row) else ""),
        ("Comparison", lambda row: _told(arithmetic, row, language)),
        ("Why", lambda row: _told(explain, row, language)),
        reviewed,
        ("Address", address),
    ]


def _answer(row: Commitment) -> Any:
    return showable(row.verdict.outcome) if row.verdict else None


def _told(tell: Callable[[dict[str, Any], str], str], row: Commitment, language: str) -> str:
    """What the derivation says; a person's reason for a decision; nothing where the answer may not be shown."""
    verdict = row.verdict
    if verdict is None or (verdict.outcome is not None and _answer(row) is None):
        return ""
    if verdict.rule == Rule.OVERRIDE.value:
        return verdict.note if tell is explain else ""
    return tell(verdict.derivation, language)
