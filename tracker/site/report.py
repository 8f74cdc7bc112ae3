"""A report's page: its text with every statement marked where it stands; the same as a table has a page of its own."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reports.models import Report
from reports.words import Kind
from tracker.models import Commitment, Finding
from tracker.querysets import CommitmentQuerySet
from tracker.site import audited
from tracker.site.cited import read_cited
from tracker.site.government import path_of
from tracker.site.marked import Printed, paragraphs
from tracker.site.minimap import minimap
from tracker.site.own_words import stretches
from tracker.site.publications import with_last_act
from tracker.site.report_statements import of_sign
from tracker.site.report_text import file_name
from tracker.site.statements import UNPROMISED, counted, signs_of, statements_of


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of one report; an earlier version says which one took its place. 404 where there is none.

    ``from`` and ``to`` mark any words of the text; what makes no sense is left out. ``verdict`` is of addresses from
    when the table stood below the text, and leads to it.
    """
    if asked := request.GET.get("verdict"):
        return redirect(reverse("site:report_statements", args=[pk]) + of_sign(asked), permanent=True)
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    rows = with_last_act(Report.objects.select_related("jurisdiction__parent__parent__parent"))
    rows = rows.annotate(has_year_more=Exists(_due_from_earlier(unreviewed=unreviewed)))
    found = get_object_or_404(rows.defer("unread"), pk=pk)
    marked = stretches(found.text, statements_of(found, unreviewed=unreviewed))
    statements = [said for stretch in marked for said in stretch.rows]
    every = [said.line for said in statements if said.line is not None]
    pledged = [line for line in every if not line.is_repeat]
    answering = [said for said in statements if said.answers]
    findings = _findings(found, unreviewed=unreviewed)
    cited = read_cited(request.GET, found.text)
    lines = paragraphs(found.text, marked, _printed(found, findings), cited)
    contents = [line.entry for line in lines if line.entry]
    return render(
        request,
        "report.html",
        {
            "report": found,
            "place": found.jurisdiction,
            "path": path_of(found.jurisdiction),
            "statements": statements,
            "marked": marked,
            "paragraphs": lines,
            "contents": contents if len(contents) > 1 else [],
            "text_file": file_name(found),
            "minimap": minimap(marked, len(found.text)),
            "cited": cited,
            "is_citation_lost": cited is None and not request.GET.keys().isdisjoint(("from", "to")),
            "signs": signs_of(statements),
            "alarms": [one for one in findings if one.is_alarm],
            "notes": [one for one in findings if not one.is_alarm],
            "pledged": pledged,
            "repeated": len(every) - len(pledged),
            "counts": counted(pledged),
            "for_later": sum(line.commitment.year > found.plan_year for line in pledged),
            "answering": len(answering),
            "answered": counted(line for said in answering for line in said.answers),
            "unpromised": sum(UNPROMISED in said.signs for said in statements),
            "outcomes": sum(said.kind != Kind.PLEDGE for said in statements),
        },
    )


def _due_from_earlier(*, unreviewed: bool) -> CommitmentQuerySet:
    """Targets of a government's earlier reports that fall due in the year a report plans: its year counts them too."""
    of_the_year = {"jurisdiction": OuterRef("jurisdiction"), "year": OuterRef("plan_year")}
    return Commitment.objects.shown(unreviewed=unreviewed).filter(
        **of_the_year, report__plan_year__lt=OuterRef("plan_year")
    )


def _findings(report: Report, *, unreviewed: bool) -> list[audited.Told]:
    """What the audit found in the report and between it and its neighbours, the gravest first, with the sentences.

    Those that are equally grave stand in the order of the text.
    """
    rows = list(Finding.objects.shown(unreviewed=unreviewed).in_report(report).with_evidence())
    texts = {report.pk: report.text}
    if others := audited.reports_of(rows) - {report.pk}:
        texts |= dict(Report.objects.filter(pk__in=others).values_list("pk", "text"))
    found = audited.told(rows, texts)
    found.sort(key=lambda one: (-one.row.weight, _first_place(one, report), one.row.pk))
    return found


def _first_place(one: audited.Told, report: Report) -> int:
    return min((figure.start for figure in one.figures if figure.report.pk == report.pk), default=0)


def _printed(report: Report, findings: list[audited.Told]) -> list[Printed]:
    """The figures of the findings in this report, in the order of the text; each once, however many findings it has."""
    alarms: dict[tuple[int, int], list[audited.Told]] = defaultdict(list)
    for one in findings:
        for figure in one.figures:
            if figure.report.pk == report.pk:
                alarms[figure.start, figure.end] += [one] if one.is_alarm else []
    found: list[Printed] = []
    for (start, end), told in sorted(alarms.items()):
        if not found or start >= found[-1].end:
            found.append(Printed(start, end, tuple(told)))
    return found
