"""A spreadsheet that somebody uploads, CSV or XLSX, as a header and rows of words."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

from reports import workbook
from reports.reading.files import encodings
from reports.reading.files.errors import UnknownEncoding
from reports.spreadsheet import unguard
from reports.workbook import Formula, WorkbookError

#: More rows than this are not taken in one file.
MOST_ROWS = 1_000_000
_SAMPLE = 1 << 16
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


class SheetError(Exception):
    """The file cannot be read as a list; `problem` says why: ``{"code": …, …}``, in words in `tracker.imports`."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.problem = {"code": code, **details}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The names of the columns, and number (as a spreadsheet counts: the header is 1) and cells of every other row.

    A row may have fewer cells than the header or more. Reading on raises SheetError where the file is broken later.
    """

    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


def open_sheet(file: IO[bytes], name: str) -> Sheet:
    """The sheet in the file, which stays open while it is read; `name` tells CSV from XLSX where the bytes do not.

    Cells come without the apostrophe that `reports.spreadsheet.guard` put before them. Raises SheetError for what is
    no CSV or XLSX file, is empty, or has no header.
    """
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if not beginning:
        raise SheetError("empty")
    if beginning == _OLD_EXCEL:
        raise SheetError("old_excel")
    if Path(name).suffix.lower() in (".xls", ".ods", ".et", ".numbers"):
        raise SheetError("old_excel")
    rows = _capped(_of_workbook(file) if beginning == _ZIP else _of_csv(file))
    first = next(rows, None)
    if first is None:
        raise SheetError("empty")
    _number, cells = first
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    second = next(rows, None)
    if second is None:
        raise SheetError("no_rows")
    return Sheet(tuple(header), chain([second], rows))


def _capped(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for count, (number, cells) in enumerate(rows):
        if count > MOST_ROWS:
            raise SheetError("too_many_rows", most=f"{MOST_ROWS:,}")
        if any("\0" in cell for cell in cells):
            raise SheetError("encoding")
        yield number, [cell if isinstance(cell, Formula) else unguard(cell) for cell in cells]


def _of_workbook(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from workbook.read(file)
    except WorkbookError as error:
        raise SheetError(error.code, cell=error.cell) from error


def _of_csv(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        first = text.readline(_SAMPLE)
        text.seek(0)
        separator = max(",;\t", key=first.count)
        number = 0
        for cells in csv.reader(text, delimiter=separator, strict=True):
            number += 1
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise SheetError("broken_csv", row=number + 1) from error
    finally:
        # The file is the caller's: it may be read again, or be closed already.
        if not file.closed:
            text.detach()


def _encoding(file: IO[bytes]) -> str:
    """UTF-8 or UTF-16 by its mark, UTF-8 without one, else GB18030, in which spreadsheet programs in China save."""
    file.seek(0)
    sample = file.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif _decodes(file, "utf-8-sig"):
        encoding = "utf-8-sig"
    elif _is_chinese(sample) and _decodes(file, "gb18030"):
        encoding = "gb18030"
    else:
        raise SheetError("encoding")
    if b"\0" in sample and encoding != "utf-16":
        raise SheetError("encoding")
    return encoding


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(_SAMPLE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(sample: bytes) -> bool:
    """Whether bytes that are no UTF-8 read as common Chinese: é followed by a letter is a rare sign in GB18030."""
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        text, _whole = encodings.characters(whole, "")
    except UnknownEncoding:
        return False
    outside = "".join(sign for sign in text if sign > "\x7f")
    return len(outside.encode("gb2312", "ignore")) // 2 >= len(outside) * 0.9
