"""Printed lines to paragraphs: running heads and page numbers out, lines joined where the margin broke them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from reports.reading.files.lines import breadth, first_word, opens_item

_PAGE_NUMBER = re.compile(
    r"[\s\-—–－_·•.|/]*(?:第\s*)?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}(?=\s*页))\s*页?"
    r"(?:\s*[,，/|共of]+\s*\d{1,3}\s*页?)?[\s\-—–－_·•.|/]*|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?"
)
_STOPS = "。！？!?"
_GOES_ON = "，、（(“《"
_CLOSES = "，。；、）：)%％”》"
#: So many lines at the head and at the foot of a page may be running ones.
_EDGE = 2
#: Running heads come back on this share of the pages at least: left and right pages may have one each.
_COMES_BACK = 0.3
#: An indent, or the room before a title in the middle, is wider than this many characters.
_INDENT = 1.2
#: Fewer lines show no margin: the other pages are asked.
_FEWEST = 6


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line and its place on the page, in points from the left and from below; ``size`` of its signs."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


def paragraphs(pages: list[list[PrintedLine]]) -> list[str]:
    """The lines of all pages in their order, joined to paragraphs."""
    pages = _without_running(pages)
    whole = [line for page in pages for line in page]
    bodies = [_Body(page, whole) for page in pages]
    lines = [(line, body) for body in bodies for line in body.lines]
    indented = sum(body.is_indented(line) for line, body in lines)
    has_indents = indented >= 3 and indented * 40 >= len(lines)
    usual = median(line.size for line, _ in lines) if lines else 0.0
    texts: list[str] = []
    for at, (line, body) in enumerate(lines):
        # A title in the middle is indented in all its lines.
        is_title = line.size > 1.15 * usual
        if at and _goes_on(*lines[at - 1], line, body, has_indents=has_indents and not is_title):
            texts[-1] = _closed_up(texts[-1], line.text)
        else:
            texts.append(line.text)
    return texts


def _goes_on(before: PrintedLine, its_body: _Body, line: PrintedLine, body: _Body, *, has_indents: bool) -> bool:
    """Whether a line continues the paragraph of the one before it."""
    if abs(before.size - line.size) > 0.15 * before.size:
        return False
    if has_indents and body.is_indented(line):
        return False
    if not has_indents and (before.text[-1] in _STOPS or opens_item(line.text)):
        return False
    return its_body.is_full(before, line) or before.text[-1] in _GOES_ON or line.text[0] in _CLOSES


def _closed_up(before: str, line: str) -> str:
    is_english = before[-1].isascii() and before[-1].isalpha() and line[0].isascii() and line[0].isalpha()
    return f"{before} {line}" if is_english else before + line


class _Body:
    """The lines of one page between its head and its foot, with the margins of their columns."""

    def __init__(self, lines: list[PrintedLine], whole: list[PrintedLine]) -> None:
        self.lines, self._whole = lines, whole
        widths = [(line.right - line.left) / breadth(line.text) for line in lines if breadth(line.text) >= 6]
        self._wide = median(widths) if widths else 12.0
        self._margins = {id(line): self._margins_of(line) for line in lines}

    def is_indented(self, line: PrintedLine) -> bool:
        """Whether the line opens a paragraph by its indent, or stands in the middle as a title does."""
        return line.left - self._margins[id(line)][0] > _INDENT * self._wide

    def is_full(self, line: PrintedLine, following: PrintedLine) -> bool:
        """Whether the first word of the following line would not have gone into this one."""
        room = self._margins[id(line)][1] - line.right
        return breadth(first_word(following.text)) * self._wide > room - 0.3 * self._wide

    def _margins_of(self, line: PrintedLine) -> tuple[float, float]:
        """The left and right margin of the column a line stands in: the outermost that a few of its lines share."""
        column = [other for other in self.lines if _share_a_column(line, other)]
        if len(column) < _FEWEST:
            column = [other for other in self._whole if _share_a_column(line, other)]
        fewest = min(len(column), max(2, len(column) // 5))
        lefts, rights = [other.left for other in column], [other.right for other in column]

        def shared(edge: float, edges: list[float]) -> bool:
            return sum(abs(edge - other) <= self._wide for other in edges) >= fewest

        return (
            min((edge for edge in lefts if shared(edge, lefts)), default=line.left),
            max((edge for edge in rights if shared(edge, rights)), default=line.right),
        )


def _share_a_column(one: PrintedLine, other: PrintedLine) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    return common > 0.5 * min(one.right - one.left, other.right - other.left)


def _without_running(pages: list[list[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages without their page numbers, and without lines at their edges that come back page after page."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_place(line) for line in edge})
    often = max(2, len(pages) * _COMES_BACK)
    return [
        [
            line
            for line in page
            if line not in edge or not (_PAGE_NUMBER.fullmatch(line.text) or seen[_place(line)] >= often)
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: list[PrintedLine]) -> list[PrintedLine]:
    heights = sorted({round(line.baseline) for line in page})
    outer = {*heights[:_EDGE], *heights[-_EDGE:]}
    return [line for line in page if round(line.baseline) in outer]


def _place(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.baseline / 4)
