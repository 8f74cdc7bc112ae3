"""A report's text as HTML: its words, each statement a link with its mark, and the notes and the map beside it.

Written here and not in a template: a long report has 450 statements, and a template takes a third of a millisecond for
each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.words import Verdict
from tracker.site import foreign
from tracker.site.audited import Told
from tracker.site.gutter import Gutter, width
from tracker.site.marked import Paragraph, Piece, Run
from tracker.site.minimap import Cell, Minimap
from tracker.site.own_words import Stretch
from tracker.site.statements import Said
from tracker.templatetags.duixian import figure, mark, page_language, word
from tracker.templatetags.statement_rows import all_pledges, shortened, sign_word

register = template.Library()
#: So many characters of a pledge's name stand in the margin.
_NAMED = 18


@register.simple_tag
def passages(paragraphs: Sequence[Paragraph[Said]]) -> SafeString:
    """The paragraphs in their order, each with its notes in the margin beside it."""
    writer = _Writer()
    # Every part is escaped where it is put in.
    return SafeString("\n".join(map(writer.paragraph, paragraphs)))


@register.simple_tag
def minimap_lanes(found: Minimap) -> SafeString:
    """The lanes of the map, each cell a link to the first of its statements; screen readers have the table."""
    lanes = (
        ("promises", _("Promises"), found.promises),
        ("silences", _("Silences"), found.silences),
        ("answers", _("Answers"), found.answers),
    )
    return SafeString(
        "".join(
            f'<div class="lane lane-{name}" title="{escape(title)}"><span class="lane-name">{escape(title)}</span>'
            f"{''.join(map(_cell, cells))}</div>"
            for name, title, cells in lanes
        )
    )


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<i></i>"
    return f'<a class="cell cell-{cell.sign}" href="#{cell.anchor}" tabindex="-1">{mark(cell.sign)}</a>'


class _Writer:
    """Writes one text in the language active now; each statement is reached once by the Tab key."""

    def __init__(self) -> None:
        language = page_language()
        self._lang = "" if language == "zh-Hans" else f' lang="{language}"'
        self._pledges = all_pledges()
        self._linked: set[str] = set()
        self._named: set[str] = set()
        self._has_cited = False
        self._has_header = False
        self._told: dict[tuple[str, tuple[str, ...], bool], str] = {}

    def paragraph(self, paragraph: Paragraph[Said]) -> str:
        if paragraph.is_header:
            return self._header(paragraph)
        if paragraph.is_heading:
            words, name = "".join(map(self._piece, paragraph.pieces)), f"h{paragraph.level}"
            named = f'id="h{paragraph.start}" data-at="{paragraph.start}"'
            return f'<{name} class="report-heading" {named}>{words}</{name}>'
        gutter = Gutter()
        at = 0.0
        parts: list[str] = []
        before = None
        if paragraph.heading:
            named = f'id="h{paragraph.start}" aria-level="{paragraph.level}"'
            parts.append(f'<span class="run-in" role="heading" {named}>')
        for run in paragraph.runs():
            if paragraph.heading and run.start == paragraph.body:
                parts.append("</span>")
            at += sum(width(piece.text) for piece in run.pieces)
            parts += self._run(run, gutter, at, follows=before is not None and before is not run.stretch)
            before = run.stretch
        if paragraph.heading and paragraph.heading.is_whole:
            parts.append("</span>")
        notes = "".join(note for said in paragraph.ending for note in self._notes(said))
        margin = f'<ul class="margin"{self._lang} aria-hidden="true">{notes}</ul>' if notes else ""
        return f'<div class="passage"><p data-at="{paragraph.start}">{"".join(parts)}</p>{margin}</div>'

    def _header(self, paragraph: Paragraph[Said]) -> str:
        """A line of the file's header, said to be one above the first."""
        told = escape(_("Header of the file, not of the report"))
        note = "" if self._has_header else f'<p class="header-note"{self._lang}>{told}</p>'
        self._has_header = True
        words = "".join(map(self._piece, paragraph.pieces))
        return f'{note}<div class="passage file-header"><p data-at="{paragraph.start}">{words}</p></div>'

    def _run(self, run: Run[Said], gutter: Gutter, at: float, *, follows: bool) -> Iterator[str]:
        """The run's words, as a link where they are a statement's, with its mark behind the last of them.

        ``follows``: no words stand between it and the statement before it.
        """
        yield from map(self._alarm, run.pieces[0].alarms)
        stretch = run.stretch
        if stretch is None:
            yield from map(self._piece, run.pieces)
            return
        said, *others = stretch.rows
        named = f' id="{stretch.anchor}"' if run.is_first else ""
        words = "".join(self._piece(piece, stretch.anchor if run.is_first else "") for piece in run.pieces)
        named_too = [escape(other.name) if others else "" for other in stretch.rows]
        if run.is_first:
            self._named.add(stretch.anchor)
            words = self._own(said) + words
        marks = self._marks(said, gutter, at, named_too[0]) if run.is_last else ""
        sign = said.signs[0] if said.signs else "hidden"
        kind = f"said said-{said.kind} said-{sign}{' said-next' if follows else ''}"
        yield f'<a class="{kind}"{named}{self._link(said, stretch)}>{words}{marks}</a>'
        if run.is_last:
            for other, name in zip(others, named_too[1:], strict=True):
                marks = self._own(other) + self._marks(other, gutter, at, name)
                yield f'<a class="said-end"{self._link(other, stretch)}>{marks}</a>'

    def _own(self, said: Said) -> str:
        """The place that addresses of this statement name, where several begin with the phrase."""
        anchor = said.anchor
        if anchor in self._named or anchor == f"s{said.start}":
            return ""
        self._named.add(anchor)
        return f'<span class="own" id="{anchor}"></span>'

    def _link(self, said: Said, stretch: Stretch[Said]) -> str:
        again = ' tabindex="-1"' if said.row in self._linked else ""
        self._linked.add(said.row)
        others = " ".join(other.row for other in stretch.rows if other is not said)
        also = f' data-also="{others}"' if others else ""
        return f' href="{self._address(said)}" data-row="{said.row}"{also}{again}'

    def _address(self, said: Said) -> str:
        """Of the pledge, of the first that it answers, else of its row in the table of statements."""
        line = next(iter(said.lines), None)
        return f"statements/#{said.row}" if line is None else f"{self._pledges}{line.commitment.pk}/"

    def _marks(self, said: Said, gutter: Gutter, at: float, name: str) -> str:
        """Its marks; where the words are not its alone a screen reader hears the ``name`` of what it is about."""
        name = f'<span class="sr"> {name}</span>' if name else ""
        signs = said.signs or ("",)
        return "".join(
            f'<span class="said-mark slot-{gutter.place(at)}{" said-alone" if sign == "unpromised" else ""}">'
            f"{mark(sign) if sign else ''}{name + self._words(said) if sign == signs[0] else ''}</span>"
            for sign in signs
        )

    def _words(self, said: Said) -> str:
        """What a screen reader says behind the statement's own words."""
        key = (said.kind.value, said.signs, bool(said.answers))
        if key not in self._told:
            kind = _("Answers a pledge") if said.answers else word(said.kind)
            told = _(", ").join(map(sign_word, said.signs)) or _("pledge not reviewed yet")
            self._told[key] = f'<span class="sr"{self._lang}> {escape(kind)}: {escape(told)}</span>'
        return self._told[key]

    def _piece(self, piece: Piece[Said], anchor: str = "") -> str:
        """The piece's words; ``anchor`` is the name that the link around it has already."""
        words = escape(piece.text)
        if piece.figure is not None:
            name = "told told-alarm" if piece.figure.alarms else "told"
            place = f'<span class="anchor" id="f{piece.figure.start}"></span>' if piece.begins_figure else ""
            words = f'{place}<span class="{name}">{words}</span>'
        if piece.is_cited:
            named = "" if self._has_cited else ' id="cited"'
            self._has_cited = True
            words = f'<mark class="cited"{named}>{words}</mark>'
        if piece.anchor is not None and f"s{piece.anchor}" != anchor:
            # A statement begins here whose own words begin further on; addresses name this place.
            words = f'<span class="anchor" id="s{piece.anchor}"></span>{words}'
        return words

    def _alarm(self, alarm: Told) -> str:
        told = escape(f"{word(alarm.severity)}: {word(alarm.kind)}")
        return (
            f'<a class="said-mark alarm-mark" href="#finding-{alarm.row.pk}"{self._lang}>{mark(alarm.severity)}'
            f'<span class="sr">{told}</span></a>'
        )

    def _notes(self, said: Said) -> Iterator[str]:
        """A line of the margin for every answer: how the pledge was met, or which pledge it is that was.

        Where the verdict's own word says it all, the mark beside the line does.
        """
        for line in said.lines:
            if said.line and (not line.how or line.verdict == Verdict.PENDING):
                continue
            if said.line:
                told: str = foreign.compared(line.how, line.unit_compared)
            else:
                name = escape(shortened(line.name, _NAMED))
                told = (
                    f'<span>{escape(_("promised"))} <span lang="zh-Hans">{name}</span> {figure(line.promised)}</span>'
                )
            link = f'tabindex="-1" href="{self._pledges}{line.commitment.pk}/" data-row="{said.row}"'
            yield f"<li><a {link}>{mark(line.verdict)} {told}</a></li>"
