"""The cells of a statement's row as values, or what is wrong with them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from reports.models import DEADLINE, PERIOD, VALUE
from reports.words import Comparator, Hedge, Measure, ReviewState, Word
from tracker import register
from tracker.imports.rows import ProblemError
from tracker.models import Indicator

_DECIMAL = r"-?\d+(\.\d+)?"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Spreadsheet programs write 8.50 as 8.5 and 1 as TRUE: no one who saves a file means to change these.
_FIGURES = frozenset({"value", "value_high", "confidence"})
#: Letters that stand for digits in texts that were scanned or typed: 1O for 10.
_LOOKALIKES = str.maketrans("OoIl", "0011")
_TRUTHS = {"TRUE": "1", "FALSE": "0", "真": "1", "假": "0"}
_LENGTHS = {"subject": 200, "value": 60, "value_high": 60, "unit": 40}
_WORDS: dict[str, type[Word]] = {
    "measure": Measure, "comparator": Comparator, "hedge": Hedge, "review_state": ReviewState,
}  # fmt: skip
_SHAPES = {"value": VALUE, "value_high": rf"^{_DECIMAL}$", "period": PERIOD, "deadline": DEADLINE}


def comparable(words: str) -> str:
    """Words without what a file cannot hold or a program changes unasked: line ends, control signs, outer blanks."""
    return _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_same(column: str, cell: str, stored: str) -> bool:
    """Whether the cell says what is stored."""
    if cell == stored or comparable(cell) == comparable(stored):
        return True
    if column in _FIGURES:
        return _figure(cell) is not None and _figure(cell) == _figure(stored)
    return _TRUTHS.get(cell.strip().upper()) == stored


def _figure(words: str) -> Decimal | None:
    try:
        return Decimal(words) if re.fullmatch(_DECIMAL, words.strip()) else None
    except InvalidOperation:
        return None


def whole(cells: Mapping[str, str], column: str) -> int | None:
    """The whole number in the cell, None where it is empty; ProblemError where it is something else."""
    words = cells.get(column, "").strip()
    if not words:
        return None
    if not (words.isascii() and words.isdecimal() and len(words) <= (18 if column == "id" else 9)):
        raise ProblemError("whole", column, words)
    return int(words)


def word(column: str, cell: str, words: type[Word]) -> str:
    """The code in the cell; ProblemError, with the codes that may stand there, for another."""
    code = cell.strip()
    if code not in _codes(words):
        raise ProblemError("word", column, cell, allowed=", ".join(filter(None, _codes(words))))
    return code


@cache
def _codes(words: type[Word]) -> tuple[str, ...]:
    return tuple(one.value for one in words)


def value(column: str, cell: str, indicators: Mapping[str, Indicator]) -> Any:
    """What the cell of a column that a person corrects stands for; ProblemError where it stands for nothing."""
    if column in _WORDS:
        return word(column, cell, _WORDS[column])
    words = cell.strip()
    if column == "indicator":
        if words and words not in indicators:
            near = difflib.get_close_matches(words, indicators, 1)
            raise ProblemError("indicator_like" if near else "indicator", column, words, near=near[0] if near else "")
        return indicators.get(words)
    if len(words) > _LENGTHS.get(column, len(words)):
        raise ProblemError("too_long", column, words, most=_LENGTHS[column])
    if column == "subject" and not words:
        raise ProblemError("blank", column)
    if column in _SHAPES and (words or column == "period") and not re.fullmatch(_SHAPES[column], words):
        raise ProblemError(column, column, words)
    return words


def values(cells: Mapping[str, str], columns: Any, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    """The values of these columns by their names; ExceptionGroup of every ProblemError."""
    found, problems = {}, []
    for column in columns:
        try:
            found[column] = value(column, cells.get(column, ""), indicators)
        except ProblemError as problem:
            problems.append(problem)
    if problems:
        raise ExceptionGroup("cells", problems)
    return found


def check_figures(row: Any, *, is_pledge: bool) -> None:
    """Whether figure, measure and comparator of the row go together; ProblemError where not."""
    is_range = row.comparator == Comparator.RANGE.value
    if is_range and not (re.fullmatch(_DECIMAL, row.value) and row.value_high):
        raise ProblemError("range", "value_high", row.value_high)
    if not is_range and row.value_high:
        raise ProblemError("no_range", "value_high", row.value_high)
    if row.measure == Measure.DONE.value and (row.value or row.number_start is not None):
        raise ProblemError("deed", "measure", row.measure)
    if is_pledge and not row.value and row.measure != Measure.DONE.value and row.comparator != Comparator.SYNC.value:
        raise ProblemError("nothing_to_reach", "value", row.value)


def check_span(row: Any, text: str, quote: str) -> None:
    """Whether the quote is the text from start to end, and the figure stands inside it; ProblemError where not."""
    if row.start >= row.end:
        raise ProblemError("span", "end", str(row.end))
    if row.end > len(text):
        raise ProblemError("beyond", "end", str(row.end), length=len(text))
    stands = text[row.start : row.end]
    if comparable(quote) != comparable(stands):
        place = text.find(quote.strip()) if quote.strip() and text.count(quote.strip()) == 1 else -1
        where = {"at": place, "until": place + len(quote.strip())} if place >= 0 else {}
        raise ProblemError("quote_elsewhere" if where else "quote", "quote", quote, stands=_cut(stands), **where)
    if (row.number_start is None) != (row.number_end is None):
        raise ProblemError("half_a_figure", "number_end", "")
    if row.number_start is None:
        if row.value:
            raise ProblemError("figure_without_place", "number_start", row.value)
        return
    if not row.start <= row.number_start < row.number_end <= row.end:
        raise ProblemError("figure_outside", "number_start", str(row.number_start))
    printed = text[row.number_start : row.number_end]
    digits = unicodedata.normalize("NFKC", printed).replace(",", "").translate(_LOOKALIKES)
    # 三所 has no digits, and a blanked figure no value: what they say is for the person to judge.
    is_printed = re.search(r"\d", digits) and row.value[:1].isdecimal()
    if is_printed and row.value not in digits:
        raise ProblemError("figure_words", "value", row.value, stands=_cut(printed))


def _cut(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40]}…"


#: The columns a person may change of a stored row.
WRITABLE = frozenset((*register.CORRECTABLE, "review_state"))
