"""A report's page: its text with every statement marked where it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reports.models import Report
from reports.words import Kind, ReviewState, Verdict
from tracker.models import Commitment, Finding, Outcome
from tracker.site import audited
from tracker.site.government import path_of
from tracker.site.lines import Line, lines
from tracker.site.marked import Printed, paragraphs


@dataclass(frozen=True)
class Mark:
    """A statement in the text: a pledge with its verdict, or an outcome with the pledges it answers."""

    start: int
    end: int
    kind: Kind
    verdict: Verdict | None
    answers: tuple[Line, ...]
    line: Line | None = None


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of one report. 404 where there is none; an earlier version says which one took its place."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    rows = Report.objects.select_related("jurisdiction__parent__parent__parent", "superseded_by")
    found = get_object_or_404(rows.defer("superseded_by__text"), pk=pk)
    shown = Commitment.objects.shown(unreviewed=unreviewed).with_evidence()
    pledged = lines(shown.filter(report=found).order_by("start", "pk"))
    answering: dict[int, list[Line]] = defaultdict(list)
    for row in lines(shown.filter(verdict__outcome__report=found).order_by("pk")):
        if row.outcome is not None:
            answering[row.outcome.pk].append(row)
    outcomes = Outcome.objects.filter(report=found, is_retired=False).exclude(review_state=ReviewState.REJECTED.value)
    if not unreviewed:
        outcomes = outcomes.filter(review_state=ReviewState.ACCEPTED.value)
    marks = [
        Mark(
            row.commitment.start,
            row.commitment.end,
            Kind.PLEDGE,
            row.verdict,
            (),
            row,
        )
        for row in pledged
        if not row.is_known_from_admission
    ] + [
        Mark(
            outcome.start,
            outcome.end,
            Kind(outcome.kind),
            answering[outcome.pk][0].verdict if answering[outcome.pk] else None,
            tuple(answering[outcome.pk]),
        )
        for outcome in outcomes.order_by("start", "pk")
    ]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    findings = _findings(found, unreviewed=unreviewed)
    return render(
        request,
        "report.html",
        {
            "report": found,
            "place": found.jurisdiction,
            "path": path_of(found.jurisdiction),
            "paragraphs": paragraphs(found.text, marks, _printed(found, findings)),
            "alarms": [one for one in findings if one.is_alarm],
            "notes": [one for one in findings if not one.is_alarm],
            "pledged": pledged,
            "outcomes": sum(mark.kind != Kind.PLEDGE for mark in marks),
        },
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
