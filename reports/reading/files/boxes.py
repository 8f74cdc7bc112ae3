"""A page as boxes of lines: what a browser would show below one another, with how much of it is prose and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: What a sentence has and a menu has not.
_SENTENCE_MARK = re.compile(r"[。；，！？]")
#: A linked line longer than this, with a full stop in it, is a paragraph whose link was never closed.
_LONG_LINK = 40


@dataclass(slots=True)
class Line:
    """A line of words; ``linked`` of its characters are links.

    ``runs_on`` where only a <br> ends it; ``is_indented`` where blanks before it open a paragraph.
    """

    text: str
    linked: int = 0
    runs_on: bool = False
    is_indented: bool = False

    def __post_init__(self) -> None:
        if len(self.text) > _LONG_LINK and "。" in self.text:
            self.linked = 0

    @property
    def prose(self) -> int:
        """Characters outside of links, in a line that is a sentence by its marks."""
        return len(self.text) - self.linked if _SENTENCE_MARK.search(self.text) else 0


@dataclass(slots=True)
class Box:
    """An element that stands on lines of its own; ``is_aside`` where it is hidden, or furniture by its tag."""

    tag: str
    is_aside: bool = False
    children: list[Box | Line] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    prose: int = 0
    #: The text of the first line inside.
    opening: str = ""

    def count(self) -> None:
        """Take the sums of the children, whose own must stand, and the words they open with."""
        self.size = self.linked = self.prose = 0
        self.opening = ""
        for child in self.children:
            opening, size = (child.text, len(child.text)) if isinstance(child, Line) else (child.opening, child.size)
            self.opening = self.opening or opening
            self.size += size
            self.linked += child.linked
            self.prose += child.prose

    def lines(self) -> Iterator[Line]:
        """All lines in the order of the page."""
        waiting: list[Box | Line] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Line):
                yield part
            else:
                waiting.extend(reversed(part.children))

    def boxes(self) -> list[Box]:
        """This box and all inside it, each before what it holds."""
        found = [self]
        for box in found:
            found.extend(child for child in box.children if isinstance(child, Box))
        return found


def recount(root: Box) -> None:
    """The sums of a box and of all inside it, from the innermost outwards."""
    for box in reversed(root.boxes()):
        box.count()
