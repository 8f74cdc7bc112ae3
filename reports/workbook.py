"""Workbooks (XLSX) of one plain sheet, written and read as a stream: memory does not grow with the rows.

The libraries at hand build an object for every cell, which takes minutes for a hundred thousand rows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

#: As many rows as a sheet holds, its header among them.
MOST_ROWS = 1_048_576
#: A sheet of more bytes than this is no list of statements but something that swells when it is unpacked.
LARGEST = 3 * 1024**3
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="rows" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
#: What XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_BLANK = re.compile(r"\S")
_AT_ONCE = 1 << 16


class WorkbookError(Exception):
    """The file is no workbook that can be read; ``code`` says why: ``damaged``, ``too_large``, ``merged``."""

    def __init__(self, code: str, cell: str = "") -> None:
        super().__init__(code)
        self.code, self.cell = code, cell


class Formula(str):
    """A cell that holds a formula; as text it is what the formula last came to."""


class _Sink:
    """What a ZIP archive is written to, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces, self.size = [], 0
        return taken


def written(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Collection[int] = ()) -> Iterator[bytes]:
    """The bytes of a workbook of these rows; cells of the columns `numbers` (from 0) that are whole numbers are stored
    as such, all others as words, so that no program takes 2019-06 for a date.

    What XML cannot hold is left out.
    """
    sink: Any = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, words in _PARTS.items():
            archive.writestr(name, _DECLARED + words)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(
                f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                f"<sheetData>{_row(head, ())}".encode()
            )
            for row in rows:
                sheet.write(_row(row, numbers).encode())
                if sink.size > _AT_ONCE:
                    yield sink.take()
            sheet.write(b"</sheetData></worksheet>")
    yield sink.take()


def _row(cells: Sequence[str], numbers: Collection[int]) -> str:
    return f"<row>{''.join(_cell(cell, place in numbers) for place, cell in enumerate(cells))}</row>"


def _cell(words: str, is_number: bool) -> str:
    if not words:
        return "<c/>"
    if is_number and words.isascii() and words.isdecimal():
        return f"<c><v>{words}</v></c>"
    words = escape(_UNWRITABLE.sub("", words), {"\r": "&#13;"})
    if not words[:1].isspace() and not words[-1:].isspace():
        return f'<c t="inlineStr"><is><t>{words}</t></is></c>'
    return f'<c t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def read(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Number (from 1) and cells of every row of the first sheet that is not blank, each cell as words.

    A date reads 2019-06-30, a whole number has no point. Raises WorkbookError where the file cannot be read.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise WorkbookError("too_large")
            yield from _Book(archive).rows()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, IndexError, ValueError, EOFError, OSError) as error:
        raise WorkbookError("damaged") from error


def _name(tag: str) -> str:
    return f"{{{_MAIN}}}{tag}"


_VALUE, _INLINE, _FORMULA, _TEXT, _RUN, _CELL = (_name(tag) for tag in ("v", "is", "f", "t", "r", "c"))


class _Book:
    """An open workbook: its words that several cells share, its formats of dates, its first sheet."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        book = self._parsed("xl/workbook.xml")
        properties = book.find(_name("workbookPr"))
        is_mac = properties is not None and properties.get("date1904") in ("1", "true")
        self._epoch = CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900
        first = book.find(f"{_name('sheets')}/{_name('sheet')}")
        self._sheet = self._part(first.get(f"{{{_OFFICE}}}id"))
        names = set(archive.namelist())
        self._dates = self._date_styles() if "xl/styles.xml" in names else set()
        self._shared = list(self._shared_words()) if "xl/sharedStrings.xml" in names else []

    def _parsed(self, name: str) -> Any:
        safe = etree.XMLParser(resolve_entities=False, no_network=True)
        with self._archive.open(name) as part:
            return etree.parse(part, safe).getroot()

    def _part(self, key: str) -> str:
        for relation in self._parsed("xl/_rels/workbook.xml.rels"):
            if relation.get("Id") == key:
                target = relation.get("Target")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        raise WorkbookError("damaged")

    def _elements(self, name: str, *tags: str) -> Iterator[Any]:
        with self._archive.open(name) as part:
            for _event, element in etree.iterparse(
                part, tag=[_name(tag) for tag in tags], resolve_entities=False, no_network=True, huge_tree=True
            ):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _shared_words(self) -> Iterator[str]:
        for item in self._elements("xl/sharedStrings.xml", "si"):
            yield _words_of(item)

    def _date_styles(self) -> set[str]:
        styles = self._parsed("xl/styles.xml")
        own = {
            int(one.get("numFmtId")): one.get("formatCode")
            for one in styles.iterfind(f"{_name('numFmts')}/{_name('numFmt')}")
        }
        used = [int(one.get("numFmtId", 0)) for one in styles.iterfind(f"{_name('cellXfs')}/{_name('xf')}")]
        formats = [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in used]
        return {str(place) for place, code in enumerate(formats) if is_date_format(code)}

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        for element in self._elements(self._sheet, "row", "mergeCell"):
            if element.tag == _name("mergeCell"):
                raise WorkbookError("merged", element.get("ref", ""))
            number = int(element.get("r") or number + 1)
            cells: list[str] = []
            for cell in element.iterchildren(_CELL):
                reference = cell.get("r")
                if reference:
                    place = column_index_from_string(reference.rstrip("0123456789")) - 1
                    cells.extend([""] * (place - len(cells)))
                cells.append(self._words(cell))
            if any(map(_NOT_BLANK.search, cells)):
                yield number, cells

    def _words(self, cell: Any) -> str:
        value, is_formula = "", False
        for child in cell:
            tag = child.tag
            if tag == _VALUE:
                value = child.text or ""
            elif tag == _INLINE:
                value = _words_of(child)
            elif tag == _FORMULA:
                is_formula = True
        kind = cell.get("t")
        if kind == "s":
            value = self._shared[int(value)]
        elif kind in (None, "n") and value:
            value = self._number(value, cell.get("s", "0") in self._dates)
        return Formula(value) if is_formula else value

    def _number(self, value: str, is_date: bool) -> str:
        if is_date:
            found = from_excel(float(value), self._epoch)
            if isinstance(found, datetime | date):
                return found.strftime("%Y-%m-%d")
        if value.isdecimal():
            return value
        number = float(value)
        # Programs write 8.1 as 8.0999999999999996; fifteen digits are what they show.
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def _words_of(element: Any) -> str:
    """The words of a shared or inline string, those over its characters (furigana) left out."""
    words = ""
    for child in element:
        if child.tag == _TEXT:
            words += child.text or ""
        elif child.tag == _RUN:
            words += child.findtext(_TEXT) or ""
    return words
