"""A commitment's page: what was promised, what was reported, and the sum between."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Report, Statement
from reports.words import Flag, ReportKind, Rule, Verdict
from tracker.judging.explain import arithmetic, explain
from tracker.models import Commitment, Link
from tracker.models import Verdict as VerdictRow
from tracker.site.government import path_of
from tracker.site.lines import line, showable
from tracker.site.meanings import considered_reason
from tracker.site.quoted import Quoted, in_sentence
from tracker.site.standings import years_told
from tracker.site.wording import Figure, figure


@dataclass(frozen=True)
class Judged:
    """One verdict of the history; ``sentence`` is empty where the answer may not be shown yet."""

    row: VerdictRow
    verdict: Verdict
    rule: Rule
    sentence: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Considered:
    """An outcome that was looked at and not taken, with the reason in words."""

    link: Link
    figure: Figure | None
    reason: str


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known about one commitment. 404 where it is not shown to the public."""
    language = get_language() or "en"
    shown = Commitment.objects.shown(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    found = get_object_or_404(shown.with_evidence().select_related("decided_by"), pk=pk)
    row = line(found)
    history = [judged(verdict, language) for verdict in found.verdicts.select_related("outcome", "decided_by")]
    links = (
        found.links.exclude(state__in=Link.STANDING).select_related("outcome__report").defer("outcome__report__text")
    )
    verdict = found.verdict
    is_open = row.outcome is not None or verdict is None or verdict.outcome is None
    return render(
        request,
        "commitment.html",
        {
            "line": row,
            "promise": quoted(found),
            "answer": quoted(row.outcome),
            "path": path_of(found.jurisdiction),
            "years": years_told(found),
            "current": history[0],
            "sums": arithmetic_of(history[0].row, language) if is_open else "",
            "is_answer_withheld": not is_open,
            "history": history,
            "considered": [
                Considered(link, figure(link.outcome, language), considered_reason(link, language))
                for link in links
                if showable(link.outcome) is not None
            ],
            "answer_report": answering_report(found) if row.outcome is None else None,
            "address": request.build_absolute_uri(),
        },
    )


def quoted(statement: Statement | None) -> Quoted | None:
    """The statement's words in their sentence; None without a statement."""
    if statement is None:
        return None
    return in_sentence(statement.report.text, statement.start, statement.end)


def judged(row: VerdictRow, language: str) -> Judged:
    """A verdict with its sentence in the language: generated from its derivation, or the person's own reason."""
    is_open = row.outcome is None or showable(row.outcome) is not None
    if row.rule == Rule.OVERRIDE.value:
        sentence = row.note
    elif is_open:
        sentence = explain(row.derivation, language)
    else:
        sentence = _("The answer it rests on has not been reviewed yet.")
    return Judged(row, Verdict(row.code), Rule(row.rule), sentence, tuple(Flag(flag) for flag in row.flags))


def arithmetic_of(row: VerdictRow, language: str) -> str:
    """The comparison in a few words; empty for a person's decision and where no figures were compared."""
    return "" if row.rule == Rule.OVERRIDE.value else arithmetic(row.derivation, language)


def answering_report(found: Commitment) -> Report | None:
    """The work report that should answer the commitment, if it is loaded; no other kind of document answers."""
    rows = Report.objects.filter(
        jurisdiction=found.jurisdiction,
        kind=ReportKind.WORK_REPORT.value,
        review_year=found.year,
        superseded_by__isnull=True,
    )
    return rows.defer("text").first()
