"""Pledges as rows of a table, as items of a list, and by name.

Written here and not in a template for the reason told in passages.py: the page of a year names hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Verdict
from tracker.models import Commitment
from tracker.site import foreign
from tracker.site.lines import Line
from tracker.templatetags.duixian import badge, figure, mark, pledge_url, word
from tracker.templatetags.statement_rows import shortened

register = template.Library()
_NAMED = 56
_QUOTED = 44


@register.simple_tag
def subject(line: Line, with_place: bool = False) -> SafeString:
    """The pledge's name and its figure as a link to its page; in English an indicator's name, with the report's words.

    With the government and the year for those who hear the links of a page alone, where the list has several.
    """
    # Every part is escaped where it is put in.
    indicator = line.commitment.indicator
    if line.names_indicator and indicator and not (get_language() or "en").startswith("zh"):
        original = f'<span class="original" lang="zh-Hans">{escape(line.name)}</span>'
        told = f"<span>{escape(indicator.english)}</span> {original}"
    else:
        told = f'<span lang="zh-Hans">{escape(shortened(line.name, _NAMED))}</span>'
    if line.promised:
        told += f" {figure(line.promised)}"
    if with_place:
        where = f"{line.commitment.jurisdiction.label} {line.commitment.year}"
        told += f'<span class="sr">{escape(_(", "))}{escape(where)}</span>'
    return SafeString(f'<a class="subject" href="{pledge_url(line.commitment.pk)}">{told}</a>')


@register.simple_tag
def pledge_rows(lines: Iterable[Line], with_place: bool = False) -> SafeString:
    """A row for every line, whose head is the pledge; with the government and the year where they differ."""
    writer = _Writer()
    return SafeString("\n".join(writer.row(line, with_place=with_place) for line in lines))


@register.simple_tag
def pledge_items(lines: Iterable[Line]) -> SafeString:
    """An item for every line that nothing answered: its mark and what was promised."""
    writer = _Writer()
    return SafeString("\n".join(map(writer.item, lines)))


class _Writer:
    """Writes lines in the language active now, whose words are looked up once."""

    def __init__(self) -> None:
        self._unread = f' <span class="unreviewed">{escape(_("not reviewed"))}</span>'
        self._no_target = f' <span class="quiet">{escape(_("target not on record"))}</span>'
        self._reported = f'<span class="only-narrow">{escape(_("Reported"))} </span>'
        self._no_mention = escape(_("no mention"))

    def row(self, line: Line, *, with_place: bool) -> str:
        place = f'<td role="cell" class="cell-place">{_place(line.commitment)}</td>' if with_place else ""
        return (
            f'<tr role="row"><td role="cell" class="cell-verdict">{badge(line.verdict)}</td>{place}'
            f'<th role="rowheader" scope="row" class="cell-promised">{self._promise(line, with_place=with_place)}</th>'
            f'<td role="cell" class="cell-reported">{self._report(line)}</td>'
            f'<td role="cell" class="cell-how">{_how(line)}</td></tr>'
        )

    def item(self, line: Line) -> str:
        shape = f'{mark(line.verdict)}<span class="sr">{escape(word(line.verdict))}</span>'
        return f"<li>{shape}<div>{self._promise(line)}</div></li>"

    def _promise(self, line: Line, *, with_place: bool = False) -> str:
        told = str(subject(line, with_place))
        if line.is_known_from_admission and not line.promised:
            told += self._no_target
        return told if line.is_reviewed else told + self._unread

    def _report(self, line: Line) -> str:
        if line.reported:
            return f"{self._reported}{figure(line.reported)}"
        if line.outcome:
            return f'{self._reported}<q lang="zh-Hans">{escape(shortened(line.outcome.quote, _QUOTED))}</q>'
        told = escape(word(line.wait)) if line.wait else "–"
        return f'<span class="none">{self._no_mention if line.verdict == Verdict.UNREPORTED else told}</span>'


def _place(commitment: Commitment) -> str:
    place = commitment.jurisdiction
    address = f"{_governments(get_script_prefix(), get_language())}{place.code}/{commitment.year}/"
    return f'<a href="{address}">{escape(place.label)} <span class="quiet">{commitment.year}</span></a>'


@cache
def _governments(_prefix: str, _language: str | None) -> str:
    return reverse("site:government", args=["000000"]).removesuffix("000000/")


def _how(line: Line) -> str:
    flags = "".join(f' <span class="flag">{escape(word(flag))}</span>' for flag in line.flags)
    return foreign.compared(line.how, line.unit_compared) + flags
