"""Where in the margin beside its line each mark stands, so that no two of one line lie on one another.

Nobody knows here where the lines break. But two marks of one line are never further apart than a line is long: marks
nearer than that take different places, whatever the width of the screen.
"""

from __future__ import annotations

import re

#: Characters in a line where the margin is shown (report.css: .passage).
LINE = 38
#: Places side by side (report.css: .slot-0 and so on); more marks than that within a line lie on one another.
PLACES = 6
#: What is narrower than a Chinese character: digits, letters, spaces, and punctuation that is set closer.
_NARROW = re.compile(r"[^\u3400-\u9fff]")
_LEAST = 0.4


def width(words: str) -> float:
    """How long the words are at least, in Chinese characters."""
    return len(words) - (1 - _LEAST) * len(_NARROW.findall(words))


class Gutter:
    """The places beside one paragraph, given out in the order of its words."""

    def __init__(self) -> None:
        self._last = [float("-inf")] * PLACES

    def place(self, at: float) -> int:
        """The innermost place that is free for a mark so far into the paragraph; the longest taken one, if none is."""
        free = (number for number, last in enumerate(self._last) if at - last >= LINE)
        number = next(free, self._last.index(min(self._last)))
        self._last[number] = at
        return number
