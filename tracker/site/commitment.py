"""A commitment's page: what was promised, what was reported, and the sum between."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Report, Statement
from reports.words import Flag, Kind, ReportKind, Rule, Verdict
from tracker.judging.explain import explain
from tracker.models import Commitment, Link, Outcome
from tracker.models import Verdict as VerdictRow
from tracker.site import cards, foreign, linked
from tracker.site.checked import checked
from tracker.site.citing import address, citations, title
from tracker.site.counters import Counted, counted
from tracker.site.government import path_of
from tracker.site.in_part import why_in_part
from tracker.site.lines import Line, arithmetic_of, line, showable, unit_compared
from tracker.site.meanings import considered_reason
from tracker.site.quoted import Quoted, in_sentence
from tracker.site.standings import years_told
from tracker.site.wording import Figure, figure


@dataclass(frozen=True)
class Judged:
    """One verdict of the history; ``unit_compared`` is that of the figures which its ``sentence`` compares."""

    row: VerdictRow
    verdict: Verdict
    rule: Rule
    sentence: str
    flags: tuple[Flag, ...]
    unit_compared: str

    @property
    def told(self) -> SafeString:
        """Its sentence as a page shows it; what a person gave as the reason keeps its units."""
        if self.rule == Rule.OVERRIDE:
            return foreign.marked(self.sentence)
        return foreign.told(self.sentence, self.unit_compared, self.counted)

    @property
    def counted(self) -> Counted:
        """What the figures of its sentence count; those of several parts count one thing each."""
        target = self.row.derivation.get("target")
        is_one = target and self.rule != Rule.COMPOUND
        return counted(target["unit"], target["subject"]) if is_one else Counted.UNTOLD


@dataclass(frozen=True)
class Considered:
    """An outcome that was looked at and not taken, with the reason in words."""

    link: Link
    figure: Figure | None
    reason: str


@dataclass(frozen=True)
class Further:
    """An outcome that answers with the first: another part of the pledge, or a figure that adds up with it."""

    link: Link
    quoted: Quoted


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known about one commitment. 404 where it is not shown to the public."""
    language = get_language() or "en"
    shown = Commitment.objects.told(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    found = get_object_or_404(shown.with_evidence().select_related("decided_by"), pk=pk)
    row = line(found)
    history = [judged(verdict, language) for verdict in found.verdicts.select_related("outcome", "decided_by")]
    links = list(found.links.select_related("outcome__report").defer("outcome__report__text"))
    sentence = foreign.plain(history[0].told)
    card, here = cards.of_pledge(request, row), address(request, found, language)
    admission = admission_beside(row, links)
    return render(
        request,
        "commitment.html",
        {
            "line": row,
            "promise": quoted(found),
            "answer": quoted(row.outcome),
            "further": further(row.outcome, links),
            "admission": admission,
            "path": path_of(found.jurisdiction),
            "same": same_promise(found),
            "years": years_told(found),
            "current": history[0],
            "why_in_part": "" if row.is_withheld else foreign.marked(why_in_part(history[0].row)),
            "sums": "" if row.is_withheld else arithmetic_of(history[0].row, language),
            "is_answer_withheld": row.is_withheld,
            "history": history,
            "checked": "" if row.is_withheld else checked(history[0].row, links),
            "considered": [
                Considered(link, figure(link.outcome, language), considered_reason(link, language))
                for link in links
                if link.state not in Link.STANDING
                and showable(link.outcome) is not None
                and (admission is None or link != admission.link)
            ],
            "answer_report": answering_report(found) if row.outcome is None else None,
            "title": title(row),
            "called": called(row, language),
            "told": told(row, sentence),
            "card": card,
            "address": here,
            "citations": [*citations(request, found, history[0].row), *cards.to_embed(card, here)],
            "linked": linked.script(linked.page(request, row, history[0].row, sentence)),
        },
    )


def same_promise(found: Commitment) -> list[Commitment]:
    """What the report promises in the same terms elsewhere, in its order: what this repeats, or what repeats this."""
    told = Commitment.objects.told(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    rows = told.filter(Q(repeats=found.pk) | Q(pk=found.repeats_id))
    return list(rows.only("start", "number_start", "section", "repeats_id").order_by("start", "pk"))


def called(row: Line, language: str) -> str:
    """What the page's own title calls the pledge: in English an indicator's name, the report's own words behind it."""
    indicator = row.commitment.indicator
    if language.startswith("zh") or not row.names_indicator or indicator is None:
        return row.name
    return f"{indicator.english} ({row.name})"


def told(row: Line, sentence: str) -> str:
    """The page in one or two sentences, as a preview of a link shows it."""
    language = get_language() or "en"
    return f"{row.verdict.name_in(language)}{_('. ')}{sentence}".strip()


def quoted(statement: Statement | None) -> Quoted | None:
    """The statement's words in their sentence; None without a statement."""
    if statement is None:
        return None
    return in_sentence(statement.report.text, statement.start, statement.end)


def further(answer: Outcome | None, links: list[Link]) -> list[Further]:
    """What answers with the answer shown, in the order of their report, which is the same; nothing without one."""
    if answer is None:
        return []
    beside = [
        link
        for link in links
        if link.state in Link.STANDING and link.role != Link.Role.ANSWER and showable(link.outcome) is not None
    ]
    beside.sort(key=lambda link: link.outcome.start)
    text = answer.report.text
    return [Further(link, in_sentence(text, link.outcome.start, link.outcome.end)) for link in beside]


def admission_beside(row: Line, links: list[Link]) -> Further | None:
    """The sentence in which the government admits the miss, where a figure decided it; None where there is none.

    Of several the likest, as the judgement takes it; links come by likeness.
    """
    answer = row.outcome
    if answer is None or Flag.ADMITTED not in row.flags or answer.kind == Kind.SHORTFALL:
        return None
    for link in links:
        if link.outcome.kind == Kind.SHORTFALL and showable(link.outcome) is not None:
            return Further(link, in_sentence(answer.report.text, link.outcome.start, link.outcome.end))
    return None


def judged(row: VerdictRow, language: str) -> Judged:
    """A verdict with its sentence in the language: generated from its derivation, or the person's own reason."""
    is_open = row.outcome is None or showable(row.outcome) is not None
    if row.rule == Rule.OVERRIDE.value:
        sentence = row.note
    elif is_open:
        sentence = explain(row.derivation, language)
    else:
        sentence = _("The answer it rests on has not been reviewed yet.")
    return Judged(
        row, Verdict(row.code), Rule(row.rule), sentence, tuple(Flag(flag) for flag in row.flags), unit_compared(row)
    )


def answering_report(found: Commitment) -> Report | None:
    """The work report that should answer the commitment, if it is loaded; no other kind of document answers."""
    rows = Report.objects.filter(
        jurisdiction=found.jurisdiction,
        kind=ReportKind.WORK_REPORT.value,
        review_year=found.year,
        superseded_by__isnull=True,
    )
    return rows.defer("text").first()
