"""Which lines of a page are the report: prose outweighs links, and what surrounds it is known by its words.

The boxes are descended as long as one child holds most of the prose and its siblings are surely no report. Where that
is in doubt all are kept: a line too many stands outside the sections that are read, a line lost is a pledge lost.
"""

from __future__ import annotations

import re

from reports.reading.files.boxes import Box, Line, recount
from reports.reading.files.furniture import heads_furniture, is_furniture, may_be_title
from reports.reading.files.lines import joined, opens_item, without_abstracts

#: The child that is descended into holds at least this share of the prose.
_MOST = 0.5
#: A hidden box, or one of furniture by its tag or heading, with this share of the prose is the report after all:
#: pages hide a long text until it is unfolded.
_TOO_MUCH = 0.3
#: A box with more of its characters in links is a menu or a list of other pages.
_LINKED = 0.5
#: Of a sibling of the main text, with its prose beside the links: a column of news with their first sentences.
_SIBLING_LINKED = 0.2
#: A sibling without a sentence that is smaller than this share of the main text is a heading or a counter.
_SMALL = 0.05
#: A sentence of the report is no shorter; a notice in the foot of a site may be.
_SENTENCE = 20
#: A number with a unit that is no day's.
_FIGURE = re.compile(r"\d\s*(?:[%％]|(?![年月日时分秒点位号岁版])[一-鿿])")
_HEADINGS = frozenset(["h1", "h2", "h3"])
#: No box of paragraphs: what stands beside one is the rest of the text.
_PARAGRAPHS = frozenset(["p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption"])


def main_lines(body: Box) -> list[str]:
    """The lines of a report in their order, its title first, without the page's furniture."""
    _prune(body)
    lines = _descend(body)
    told = [
        at for at, line in enumerate(lines) if line.prose >= _SENTENCE and not is_furniture(line.text, at_edge=True)
    ]
    first, last = (told[0], told[-1]) if told else (len(lines), 0)
    kept = [line for at, line in enumerate(lines) if not is_furniture(line.text, at_edge=not first <= at <= last)]
    return without_abstracts(joined(kept))


def _prune(root: Box) -> None:
    """Take out the menus, lists of links, and what is hidden or headed as furniture."""
    whole = root.prose or 1
    for box in root.boxes():
        box.children = [
            child
            for child in box.children
            if not (_is_menu(child) if isinstance(child, Line) else _is_surely_furniture(child, whole))
        ]
    recount(root)


def _is_menu(line: Line) -> bool:
    return line.linked > len(line.text) * _LINKED and not line.prose and not may_be_title(line.text)


def _is_surely_furniture(box: Box, whole: int) -> bool:
    if box.prose >= whole * _TOO_MUCH:
        return False
    if box.is_aside or (box.linked > box.size * _LINKED and box.prose * 4 < box.size and box.tag not in _HEADINGS):
        return True
    return bool(box.opening) and heads_furniture(box.opening)


def _descend(body: Box) -> list[Line]:
    """The lines of the box that holds the main text, and from around it what may be its title or its end."""
    before: list[Line] = []
    after: list[Line] = []
    box = body
    while True:
        inner = [child for child in box.children if isinstance(child, Box) and child.tag not in _PARAGRAPHS]
        main = max(inner, key=lambda child: child.prose, default=None)
        if main is None or not main.prose or main.prose < box.prose * _MOST:
            break
        at = next(at for at, child in enumerate(box.children) if child is main)
        if not all(_is_dispensable(child, main) for child in box.children if child is not main):
            break
        before += [line for part in box.children[:at] for line in _of_the_report(part)]
        after = [line for part in box.children[at + 1 :] for line in _of_the_report(part)] + after
        box = main
    return before + list(box.lines()) + after


def _of_the_report(part: Box | Line) -> list[Line]:
    """What stands beside the main text and may be the report's: titles, and lines with a figure (改造水渠8公里)."""
    is_heading = isinstance(part, Box) and any(inner.tag in _HEADINGS for inner in part.boxes())
    return [
        line
        for line in _all(part)
        if not line.linked and not line.prose
        if is_heading or may_be_title(line.text) or opens_item(line.text) or _FIGURE.search(line.text)
    ]


def _all(part: Box | Line) -> list[Line]:
    return [part] if isinstance(part, Line) else list(part.lines())


def _is_dispensable(part: Box | Line, main: Box) -> bool:
    """Whether a sibling of the main text is no part of the report."""
    lines = _all(part)
    if all(is_furniture(line.text, at_edge=True) or not line.prose for line in lines):
        return sum(len(line.text) for line in lines) < max(main.size * _SMALL, 200)
    size = sum(len(line.text) for line in lines)
    linked = sum(line.linked for line in lines)
    if linked > size * _SIBLING_LINKED and part.prose < main.prose * _TOO_MUCH:
        return True
    opening = lines[0].text
    return isinstance(part, Box) and (heads_furniture(opening) or is_furniture(opening, at_edge=True))
