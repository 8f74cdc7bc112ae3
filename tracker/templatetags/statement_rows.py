"""The statements of a report as rows of a table, in the order of its text.

Written here and not in a template for the reason told in passages.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Kind, Verdict
from tracker.judging.reasons import Wait
from tracker.models import Outcome
from tracker.site import foreign
from tracker.site.lines import Line
from tracker.site.own_words import Stretch
from tracker.site.statements import UNPROMISED, Said
from tracker.site.wording import Figure
from tracker.site.wording import figure as figure_of
from tracker.templatetags.duixian import badge, figure, mark, word

register = template.Library()
_QUOTED = 44
_NAMED = 56
_NOTHING = '<span class="none">–</span>'


@register.simple_tag
def statement_rows(marked: Iterable[Stretch[Said]], chosen: str, text: str) -> SafeString:
    """A row for every statement, and for a result one for each pledge it answers; only those of a ``chosen`` sign.

    ``text`` is the address of the report's text.
    """
    writer = _Writer(text)
    rows = ((stretch, said, line) for stretch, said, line in _rows(marked) if chosen in ("", _sign(said, line)))
    # Every part is escaped where it is put in.
    return SafeString("\n".join(writer.row(*row) for row in rows))


def _rows(marked: Iterable[Stretch[Said]]) -> Iterator[tuple[Stretch[Said], Said, Line | None]]:
    for stretch in marked:
        for said in stretch.rows:
            for line in said.lines or (None,):
                yield stretch, said, line


def _sign(said: Said, line: Line | None) -> str:
    return line.verdict.value if line else next(iter(said.signs), "")


@register.filter
def sign_word(sign: str) -> str:
    """A statement's sign in the language active now."""
    return _("No pledge on record") if sign == UNPROMISED else word(Verdict(sign))


def shortened(words: str, most: int) -> str:
    """The words, cut to so many characters with their ellipsis."""
    return words if len(words) <= most else words[: most - 1] + "…"


def all_pledges() -> str:
    """What the addresses of all pledges begin with in the language active now: a thousand are written on a page."""
    return reverse("site:commitment", args=[0]).removesuffix("0/")


class _Writer:
    """Writes rows in the language active now, whose words are looked up once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._language = get_language() or "en"
        self._badges: dict[str, str] = {"": f'<span class="none">{escape(_("pledge not reviewed yet"))}</span>'}
        self._kinds = {kind: escape(word(kind)) for kind in Kind}
        self._unread = f' <span class="unreviewed">{escape(_("not reviewed"))}</span>'
        self._no_target = f' <span class="quiet">{escape(_("target not on record"))}</span>'
        self._comma = escape(_(", "))
        self._place = self._comma + escape(_("from character %(anchor)s"))
        self._pledges = all_pledges()
        self._waits = {wait: escape(word(wait)) for wait in Wait}
        self._again = escape(_("promised elsewhere in this report, counted there"))
        self._promised, self._reported, self._no_mention = _("Promised"), _("Reported"), _("no mention")

    def row(self, stretch: Stretch[Said], said: Said, line: Line | None) -> str:
        is_first = line is None or line is said.lines[0]
        named = f'id="{said.row}"' if is_first else f'data-of="{said.row}"'
        return (
            f'<tr role="row" {named}><td role="cell" class="cell-verdict">{self._badge(_sign(said, line))}</td>'
            f"{self._statement(stretch, said)}"
            f'<td role="cell" class="cell-promised">{self._promise(said, line)}</td>'
            f'<td role="cell" class="cell-reported">{self._report(said, line)}</td>'
            f'<td role="cell" class="cell-how">{_how(line)}</td></tr>'
        )

    def _badge(self, sign: str) -> str:
        if sign not in self._badges:
            told = f'<span class="badge badge-{sign}">{mark(sign)}{escape(sign_word(sign))}</span>'
            self._badges[sign] = told if sign == UNPROMISED else badge(Verdict(sign))
        return self._badges[sign]

    def _statement(self, stretch: Stretch[Said], said: Said) -> str:
        statement = said.statement
        quote = f'<span lang="zh-Hans">{escape(shortened(statement.quote, _QUOTED))}</span>'
        # Heard alone it is told from the pledge of the same words, and from others of the phrase.
        quote += f'<span class="sr">{self._place % {"anchor": stretch.start}}</span>'
        return (
            f'<th role="rowheader" scope="row" class="cell-said"><span class="kind">{self._kinds[said.kind]}</span> '
            f'<a href="{self._text}#{stretch.anchor}">{quote}</a>'
            f"{'' if statement.is_reviewed else self._unread}</th>"
        )

    def _promise(self, said: Said, line: Line | None) -> str:
        if line is None:
            return _NOTHING
        name = self._name(line)
        if line.promised:
            name += f" {figure(line.promised)}"
        if said.line:
            # For the ear alone: a report may set the same target for its year and for the last of a plan.
            name += f'<span class="sr">{self._comma}{line.commitment.year}</span>'
        else:
            name += f' <span class="quiet">{line.commitment.period}</span>'
        told = f'{_head(self._promised)}<a class="subject" href="{self._pledges}{line.commitment.pk}/">{name}</a>'
        if said.line and line.is_repeat:
            told += f' <a class="quiet" href="{self._pledges}{line.commitment.repeats_id}/">{self._again}</a>'
        return told + self._no_target if line.is_known_from_admission and not line.promised else told

    def _name(self, line: Line) -> str:
        """What the pledge is called; in English an indicator's name, with the report's own words behind it."""
        indicator = line.commitment.indicator
        name = escape(shortened(line.name, _NAMED))
        if line.names_indicator and indicator and not self._language.startswith("zh"):
            return f'<span>{escape(indicator.english)}</span> <span class="original" lang="zh-Hans">{name}</span>'
        return f'<span lang="zh-Hans">{name}</span>'

    def _report(self, said: Said, line: Line | None) -> str:
        if said.outcome is not None:
            found = figure_of(said.outcome, self._language)
            return _head(self._reported) + self._told(said.outcome, found, is_here=True)
        if line is not None and line.outcome is not None:
            return _head(self._reported) + self._told(line.outcome, line.reported, is_here=False)
        if line is not None and line.verdict == Verdict.UNREPORTED:
            return f'<span class="none">{escape(self._no_mention)}</span>'
        wait = line.wait if line is not None else None
        return f'<span class="none">{self._waits[wait]}</span>' if wait else _NOTHING

    def _told(self, outcome: Outcome, found: Figure | None, *, is_here: bool) -> str:
        """The result's figure, else its words: those of another report between marks of quotation."""
        if found:
            return figure(found)
        words = escape(shortened(outcome.quote, _QUOTED))
        return f'<span lang="zh-Hans">{words}</span>' if is_here else f'<q lang="zh-Hans">{words}</q>'


def _head(name: str) -> str:
    """The column's name where a narrow screen shows no heads."""
    return f'<span class="only-narrow">{escape(name)} </span>'


def _how(line: Line | None) -> str:
    if line is None:
        return ""
    flags = "".join(f' <span class="flag">{escape(word(flag))}</span>' for flag in line.flags)
    return foreign.compared(line.how, line.unit_compared) + flags
