"""Figures read straight from the text, where the audit follows the wording of one sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from reports.reading.records import Reading, Span, Statement
from tracker.judging.audit import printed
from tracker.judging.audit.printed import Printed
from tracker.judging.units import compare, read_unit

#: A figure as printed; what letters, dots and slashes cling to (l.8, 9l.9, 2×30, A4) is none.
NUMBER = r"(?<![\dA-Za-z.．/×·-])(?<!\d，)\d{1,9}(?:\.\d{1,4})?(?![\dA-Za-z.．×/·]|，\d{3}(?!\d))"
_COUNTED = ("count", "people", "household")
_SCALES = re.compile(r"^[十百千万亿]+")
_ENDS = re.compile(r"[。！？\n\r]")
#: Characters that change nothing: ％ for %, ： and ∶ for :, and the half-width marks some offices print.
_WIDE = str.maketrans(
    dict(zip("％﹪：∶︰．,;()", "%%:::.，；（）", strict=True))
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)


def plain_text(reading: Reading) -> str:
    """The text with digits and marks of one form, character for character."""
    return _plain(reading.text)


@lru_cache(maxsize=4)
def _plain(text: str) -> str:
    """Every check asks for the text, and one of them once a figure; two reports are held against each other."""
    return text.translate(_WIDE)


def figure_at(source: str, match: re.Match[str], group: str, unit: str) -> Printed | None:
    """The figure a group of the match holds, in the unit given."""
    place = Span(match.start(group), match.end(group))
    return printed.read(source, place, match[group], unit)


def same_measure(one: str, other: str) -> bool:
    """Whether two units compare and, where things are counted, count with the same word: 3个园区 holds 40家 firms."""
    first, second = read_unit(one), read_unit(other)
    if not compare(first, second):
        return False
    return first.kind not in _COUNTED or _SCALES.sub("", one) == _SCALES.sub("", other)


def sentence_around(source: str, place: int) -> Span:
    """The sentence the place lies in."""
    start = max((m.end() for m in _ENDS.finditer(source, max(0, place - 400), place)), default=max(0, place - 400))
    end = _ENDS.search(source, place)
    return Span(start, end.start() if end else len(source))


def statement_at(reading: Reading, place: int) -> Statement | None:
    """The statement whose figure stands at the place."""
    for statement in reading.statements:
        if statement.number is not None and statement.number.start <= place < statement.number.end:
            return statement
    return None


def subject_at(reading: Reading, place: int) -> tuple[str, str]:
    """(subject, indicator) of the figure at the place; the words before it where it was not read."""
    statement = statement_at(reading, place)
    if statement is not None:
        return statement.subject, statement.indicator or ""
    words = re.split(r"[，。；、：（）\s]", plain_text(reading)[max(0, place - 24) : place])
    return words[-1].strip("为达到共完成实现"), ""
