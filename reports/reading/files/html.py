"""A saved web page to its words: the report without the menus, lists and notices around it.

Well-kept libraries that do this (trafilatura, readability-lxml, gne, resiliparse, justext) were tried on pages in the
manner of government sites. Each lost half a report where it stands in several containers, or its titles, which tell
the year; what is lost makes a pledge unreported. So the page is read here, by how much of it is prose and how much
links, and what is not surely furniture is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reports.reading.files.boxes import Box, Line, recount
from reports.reading.files.errors import TooIntricate
from reports.reading.files.main_text import main_lines
from reports.reading.files.signs import in_plain_signs, without_invisible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NO_TEXT = "head title script style noscript iframe select button textarea svg template object audio video rt rp"
_BLOCK = """body p div ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr td th section article main
blockquote center pre form fieldset figure figcaption address hr header footer nav aside details summary"""
_NO_TEXT_TAGS, _BLOCK_TAGS = frozenset(_NO_TEXT.split()), frozenset(_BLOCK.split())
#: Hidden, or furniture by its tag.
_ASIDE = frozenset(["nav", "footer", "aside"])
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_KEEPS_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
#: [1], ②, * after a word is the number of a footnote.
_FOOTNOTE = re.compile(r"\s*[\[［(（〔【]?(?:[\d,，、\-–]{1,7}|[①-⑳*※†]|注\s?\d*)[\]］)）〕】]?\s*")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

#: A line end of the source is a blank to a browser, but where one follows a full stop, or a title's number or the
#: blanks of a paragraph follow it, the page may well show it as a break.
_BREAK = re.compile(
    r"(?<=[。！？；])[ \t\r\xa0]*\n\s*"
    r"|[ \t\r\xa0]*\n[ \t\r]*(?=\u3000\u3000|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)
_SOURCE_LINE_END = re.compile(r"[ \t\r\f\v\xa0]*\n\s*")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u2002\u2003\u2009]+")
_INDENT = re.compile(r"\s*(?:\u3000|[\xa0\u2002\u2003]{2})")
#: A link over more lines than this was never closed.
_LONGEST_LINK = 3
#: A tag around every character of the longest report known, of 34,000, makes 68,000.
_MOST_TAGS = 300_000
#: To parse tags within tags takes time by the square of their depth: 3 s for so many. Pages that never close theirs are
#: thousands deep.
_DEEPEST = 12_000
#: What is closed only where it is said to be.
_NESTING = re.compile(
    r"<(/?)(?:div|span|font|section|article|main|blockquote|center|form|fieldset|figure|table|ul|ol|dl|a|b|i|u|em|strong"
    r"|big|small|code|s|strike|tt|header|footer|nav|aside|details|address|pre|h[1-6]|sup|sub|ins|del|label)\b",
    re.IGNORECASE,
)
#: Where the buttons of a page lead.
_NOWHERE = ("#", "javascript:;", "javascript:void(0)", "javascript:void(0);")
#: A row of a table of figures has no longer cell.
_LONGEST_CELL = 60


def page_text(source: str, name: str = "page") -> str:
    """The words of a page, one line a paragraph, a title or a table's row; empty when it has none.

    Raises TooIntricate, before it is parsed, for a page of more tags than any report's.
    """
    _refuse_intricate(source, name)
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(source).body
    if body is None:
        return ""
    lines = main_lines(_Boxes().of(body))
    return "".join(f"{line}\n" for line in lines)


def _refuse_intricate(source: str, name: str) -> None:
    if source.count("<") > _MOST_TAGS:
        raise TooIntricate(f"{name}: more than {_MOST_TAGS:,} tags: more than one report can have")
    depth = 0
    for tag in _NESTING.finditer(source):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _DEEPEST:
            raise TooIntricate(f"{name}: tags more than {_DEEPEST:,} deep: no report is written so")


class _Boxes:
    """Walks a page once, without recursion: pages that never close their tags are thousands of tags deep."""

    def __init__(self) -> None:
        self._open: list[Box] = []
        self._words: list[str] = []
        self._linked = self._in_link = self._in_pre = 0
        self._address = ""
        self._lines_linked: list[Line] = []

    def of(self, body: LexborNode) -> Box:
        """The boxes of a page's body, counted."""
        root = Box("body")
        self._open = [root]
        node: LexborNode | None = body.child
        while node is not None:
            if self._enter(node) and node.child is not None:
                node = node.child
                continue
            while node is not None and node.next is None:
                node = node.parent
                if node is None or node.mem_id == body.mem_id:
                    node = None
                    break
                self._leave(node)
            node = node.next if node is not None else None
        self._end_line()
        recount(root)
        return root

    def _enter(self, node: LexborNode) -> bool:
        """Whether there is anything to see inside; what has no inside is left at once."""
        tag = node.tag
        if tag == "-text":
            self._add(node.text_content or "")
            return False
        if tag is None or not tag[0].isalpha() or tag in _NO_TEXT_TAGS:
            return False
        if tag == "br":
            self._end_line(by_break=True)
        elif tag == "sup":
            self._superscript(node.text())
            return False
        hidden = _is_hidden(node)
        if tag in _BLOCK_TAGS or hidden:
            self._end_line()
            box = Box(tag, is_aside=hidden or tag in _ASIDE)
            self._open[-1].children.append(box)
            self._open.append(box)
        if _is_link(node):
            self._in_link += 1
            # A link that was never closed is opened anew in every paragraph after it.
            address = node.attributes.get("href") or ""
            if address != self._address or address in _NOWHERE:
                self._address, self._lines_linked = address, []
        self._in_pre += _keeps_breaks(node)
        if node.child is None:
            self._leave(node)
        return node.child is not None

    def _leave(self, node: LexborNode) -> None:
        if node.tag in _BLOCK_TAGS or _is_hidden(node):
            self._end_line()
            box = self._open.pop()
            if box.tag == "tr":
                _join_cells(box)
        self._in_link -= _is_link(node)
        self._in_pre -= _keeps_breaks(node)

    def _add(self, words: str) -> None:
        words = without_invisible(words)
        if self._in_pre:
            for number, part in enumerate(words.split("\n")):
                if number:
                    self._end_line(by_break=True)
                self._words.append(part)
            return
        self._words.append(words)
        if self._in_link:
            self._linked += len(words.strip())

    def _superscript(self, words: str) -> None:
        """A footnote's number is none of the sentence's; a power is (km², 10⁴)."""
        before = next((part.rstrip()[-1] for part in reversed(self._words) if part.strip()), "")
        if words.strip().lstrip("-").isdigit() and before.isascii() and before.isalnum():
            self._words.append(words.strip().translate(_RAISED))
        elif not _FOOTNOTE.fullmatch(words):
            self._words.append(without_invisible(words))

    def _end_line(self, *, by_break: bool = False) -> None:
        words, linked = "".join(self._words), self._linked
        self._words, self._linked = [], 0
        siblings = self._open[-1].children
        if not words.strip():
            # Two breaks one after the other end a paragraph.
            if siblings and isinstance(siblings[-1], Line):
                siblings[-1].runs_on = False
            return
        for part in _BREAK.split(words):
            text = _one_line(part)
            if text:
                siblings.append(self._line(text, min(linked, len(text)), part))
                linked = 0
        last = siblings[-1]
        if by_break and isinstance(last, Line):
            last.runs_on = True

    def _line(self, text: str, linked: int, words: str) -> Line:
        line = Line(text, linked, is_indented=bool(_INDENT.match(words)))
        if linked:
            self._lines_linked.append(line)
        if len(self._lines_linked) > _LONGEST_LINK:
            for found in self._lines_linked:
                found.linked = 0
            # The last stays, so that the next is one too many as well.
            del self._lines_linked[:-_LONGEST_LINK]
        return line


def _one_line(words: str) -> str:
    """Words with each line end of the source closed up where a Chinese character stands beside it, else a blank."""
    return in_plain_signs(_BLANKS.sub(" ", _SOURCE_LINE_END.sub(_closed_up, words.strip())).strip())


def _closed_up(line_end: re.Match[str]) -> str:
    words = line_end.string
    before, after = words[line_end.start() - 1], words[line_end.end() : line_end.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def _is_link(node: LexborNode) -> bool:
    # <a name="top"> is a mark in the text.
    return node.tag == "a" and bool(node.attributes.get("href"))


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or bool(_HIDDEN.search(_style(node)))


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""


def _keeps_breaks(node: LexborNode) -> bool:
    return node.tag == "pre" or bool(_KEEPS_BREAKS.search(_style(node)))


def _join_cells(row: Box) -> None:
    """A row of a table of figures becomes one line; a row that only lays out the page stays as it is."""
    cells = [child for child in row.children if isinstance(child, Box)]
    if len(cells) < 2 or any(box.tag in ("table", "ul", "ol", "h1", "h2") for cell in cells for box in cell.boxes()):
        return
    texts = ["".join(line.text for line in cell.lines()) for cell in cells]
    if sum(map(bool, texts)) < 2 or max(map(len, texts)) > _LONGEST_CELL:
        return
    linked = sum(line.linked for line in row.lines())
    row.children = [Line("\t".join(texts).strip("\t"), linked)]
