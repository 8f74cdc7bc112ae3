"""The headings of a report's own text, for readers who go from one to the next, and for a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: 第一部分 过去五年工作; 一、2015年工作回顾; （三）保障和改善民生: what numbers a heading, the highest rank first.
_NUMBERED = (
    re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章)"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
)
#: 2022年工作回顾, 今后五年工作任务: a line of its own without a number.
_TITLE = re.compile(
    r"“?(?:(?:19|20)\d\d年|十[一二三四五六]五|过去|今后|今年|未来|去年|上年|下一步)[^，。；]{0,26}"
    r"(?:回顾|任务|重点|安排|建议|要求|目标|思路|打算|部署)"
)
LONGEST = 40
#: A sentence that heads its paragraph (（一）推进项目建设。今年…) is no longer than this behind its number.
_LONGEST_SENTENCE = 48
_CLOSING = "。；，、：！？”.;,:!?"
_STOP = re.compile("[。！]")
#: A title that the page has above the text is of the second level, so the report's own begin with the third.
FIRST_LEVEL = 3
#: So many words of a heading stand in the table of contents where its own end is not known.
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading that begins a line: its ``rank``, and its length in characters.

    ``is_whole`` where it is the whole line. Where the line break behind it is lost (（一）推进建设坚持…) nothing tells
    where it ends: its number stands for it, and ``is_open`` says so.
    """

    rank: int
    length: int
    is_whole: bool
    is_open: bool = False


def heading(words: str) -> Heading | None:
    """The heading a line's words begin with; None where they are a paragraph alone."""
    is_line = len(words) <= LONGEST and words[-1] not in _CLOSING
    if is_line and _TITLE.fullmatch(words):
        return Heading(0, len(words), is_whole=True)
    numbers = ((rank, number.match(words)) for rank, number in enumerate(_NUMBERED))
    rank, found = next(((rank, found) for rank, found in numbers if found), (0, None))
    if found is None:
        return None
    if is_line:
        return Heading(rank, len(words), is_whole=True)
    stop = _STOP.search(words, found.end(), found.end() + _LONGEST_SENTENCE)
    if stop is None:
        return Heading(rank, found.end(), is_whole=False, is_open=True)
    return Heading(rank, stop.end(), is_whole=stop.end() == len(words))


class Levels:
    """The level of each heading in the order of the text; none is left out between two."""

    def __init__(self) -> None:
        self._above: list[int] = []

    def level(self, rank: int) -> int:
        """3 for the highest that the text has so far."""
        while self._above and self._above[-1] >= rank:
            self._above.pop()
        self._above.append(rank)
        return FIRST_LEVEL - 1 + len(self._above)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: where its heading begins, its level and its words."""

    start: int
    level: int
    words: str


def shown(line: str, found: Heading) -> str:
    """The heading's words as the table of contents has them."""
    if not found.is_open:
        return line[: found.length]
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip("，、；：") + "…"
