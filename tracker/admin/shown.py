"""How a statement and a verdict are shown on the staff's pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reports.choices import word_name
from reports.words import Flag, Measure, Rule
from reports.words import Verdict as VerdictWord
from tracker.judging.explain import explain
from tracker.judging.reasons import Refusal
from tracker.models import Commitment, Link, Outcome, Verdict
from tracker.site.wording import figure

#: Shape first, word second, colour third: the marks stay apart in black and white.
MARKS = {
    VerdictWord.KEPT: "●",
    VerdictWord.IN_PART: "◐",
    VerdictWord.BROKEN: "✕",
    VerdictWord.UNREPORTED: "○",
    VerdictWord.NOT_ASSESSABLE: "?",
    VerdictWord.PENDING: "…",
    VerdictWord.WITHDRAWN: "↩",
}


def badge(verdict: Verdict | None) -> SafeString | str:
    """The verdict's mark and name; empty between storing and judging."""
    if verdict is None:
        return ""
    word = VerdictWord(verdict.code)
    return format_html(
        '<span class="desk-badge desk-{}"><span aria-hidden="true">{}</span> {}</span>',
        word.value,
        MARKS[word],
        word_name(word),
    )


def said(row: Commitment | Outcome) -> str:
    """What a statement says, in a few words: ``增长8.5%左右``; a deed says only that it is done."""
    found = figure(row, get_language() or "en")
    if found is None:
        return word_name(Measure(row.measure))
    words = (found.before, f"{found.value}{found.unit}{found.after}")
    return (" " if found.before.isascii() else "").join(word for word in words if word)


def key_of(row: Commitment | Outcome) -> str:
    """The statement's name on the page of its report: c12 for commitment 12, o15 for outcome 15."""
    return f"{'c' if isinstance(row, Commitment) else 'o'}{row.pk}"


def place_in_text(row: Commitment | Outcome) -> str:
    """Where the statement stands in the report's text, on the staff's page of it."""
    key = key_of(row)
    return f"{_text_page(row.report_id, get_language())}?at={key}#{key}"


@lru_cache(maxsize=1024)
def _text_page(report: int, language: str | None) -> str:
    """The address, of which a desk shows hundreds at once; it depends on the language active now."""
    return reverse("admin:reports_report_text", args=[report])


def public_page(row: Commitment | Outcome) -> str:
    """The statement's place on the public page of its report."""
    return f"{reverse('site:report', args=[row.report_id])}#s{row.start}"


def change_page(row: Any) -> str:
    """The row's own page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def reasoning(verdict: Verdict) -> str:
    """Why the verdict is what it is: the derivation in words, or what the person gave who set it."""
    if verdict.rule == Rule.OVERRIDE.value:
        return verdict.note
    return explain(verdict.derivation, get_language() or "en")


def why_not_taken(link: Link) -> str:
    """Why judging laid the link's outcome aside; empty for one that answers, and where a person has decided."""
    return word_name(Refusal(link.reason)) if link.reason else ""


def flags(verdict: Verdict) -> list[str]:
    """The names of the verdict's flags."""
    return [word_name(Flag(flag)) for flag in verdict.flags]
