"""Cells that a spreadsheet program must take as words, and the formats that write them so.

A cell that begins like a formula (``=HYPERLINK(…)``) would be run when the file is opened; it goes out with an
apostrophe before it and comes in without. A plain number keeps its sign: ``-4.2`` stays a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from import_export.formats.base_formats import CSV, XLSX

from reports import workbook

#: What Excel, LibreOffice and WPS take for the beginning of a formula; a tab or a line end may stand before it.
_FORMULA = re.compile(r"^[\t\r\n ]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?\Z", re.ASCII)
_GUARDED = re.compile(r"^'+(?=[\t\r\n ]*[=+\-@＝＋－＠]|[\t\r\n])")


def guard(value: str) -> str:
    """The words as they may stand in a cell: with an apostrophe before what would run as a formula."""
    unguarded = value.lstrip("'")
    return f"'{value}" if _FORMULA.match(unguarded) and not _NUMBER.match(value) else value


def unguard(value: str) -> str:
    """The words of a cell without the one apostrophe that `guard` put before them."""
    return value[1:] if _GUARDED.match(value) else value


class _Echo:
    """A file that hands back what is written to it: how ``csv`` is made to stream."""

    def write(self, text: str) -> str:
        return text


class GuardedCSV(CSV):
    """CSV, written as it is read from the database."""

    def stream(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Collection[int] = ()
    ) -> Iterator[bytes]:
        """The bytes of the file, its cells guarded; a mark at its head, or Excel takes it for GBK and garbles it."""
        writer = csv.writer(_Echo())
        yield ("\ufeff" + writer.writerow(head)).encode()
        for row in rows:
            yield writer.writerow([guard(cell) for cell in row]).encode()


class GuardedXLSX(XLSX):
    """XLSX, written as it is read from the database."""

    def stream(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Collection[int] = ()
    ) -> Iterator[bytes]:
        """The bytes of the file, its cells guarded; the columns `numbers` (from 0) hold whole numbers."""
        return workbook.written(head, ([guard(cell) for cell in row] for row in rows), numbers)
