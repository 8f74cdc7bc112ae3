"""A PDF to its words, line by line as printed; ``printed`` joins the lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from reports.reading.files.errors import EmptyText, EncryptedFile, TooIntricate, UnsupportedFormat
from reports.reading.files.printed import PrintedLine, paragraphs
from reports.reading.files.signs import in_plain_signs, without_invisible

if TYPE_CHECKING:
    import pypdfium2

#: The longest report known, of 34,000 characters, would fill 70 pages of 500.
_MOST_PAGES = 2_000
#: A page with fewer signs than this holds the mark of a scanner at most.
_FEWEST = 30
#: Above this share of signs that mean nothing the fonts do not tell their characters.
_MEANINGLESS = 0.1
#: A digit smaller than its line's signs by this, and higher by this much of their size, is raised.
_SMALLER, _HIGHER = 0.9, 0.15
#: What the number of a footnote is written with, beside digits.
_FOOTNOTE = frozenset("[]［］()（）*※①②③④⑤⑥⑦⑧⑨⑩")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def pdf_text(raw: bytes, name: str) -> str:
    """The words of a PDF, one line a paragraph, without running heads and page numbers.

    Raises EncryptedFile when it asks for a password, EmptyText when it is a scan, TooIntricate when it has more pages
    than any report, UnsupportedFormat when it is damaged or its fonts do not tell their characters.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
        if len(document) > _MOST_PAGES:
            raise TooIntricate(f"{name}: {len(document):,} pages: more than one report can have ({_MOST_PAGES:,})")
        pages = [list(_lines(page)) for page in document]
        pictures = sum(_is_picture(page) for page in document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name}: a PDF that asks for a password: save it without one") from error
        raise UnsupportedFormat(f"{name}: a PDF that cannot be opened: it is damaged or cut short") from error
    words = "".join(line.text for page in pages for line in page)
    if pictures * 2 > len(pages) and len(words) < _FEWEST * len(pages):
        raise EmptyText(f"{name}: a scan, pictures of pages without a text: put it through text recognition first")
    if not words:
        raise EmptyText(f"{name}: a PDF without a text: put it through text recognition first")
    if sum(map(_is_meaningless, words)) > len(words) * _MEANINGLESS:
        raise UnsupportedFormat(f"{name}: a PDF whose fonts hide their characters: put it through text recognition")
    return "".join(f"{line}\n" for line in paragraphs(pages))


def _lines(page: pypdfium2.PdfPage) -> Iterator[PrintedLine]:
    """The lines of a page in the order the file gives them, with their places on it."""
    import pypdfium2.raw as pdfium

    signs = page.get_textpage()
    box = pdfium.FS_RECTF()
    across, baseline = ctypes.c_double(), ctypes.c_double()
    found: list[_Sign] = []
    for at in range(pdfium.FPDFText_CountChars(signs)):
        sign = chr(pdfium.FPDFText_GetUnicode(signs, at))
        if sign == "\n":
            yield from _line(found)
            found = []
        elif sign != "\r":
            pdfium.FPDFText_GetLooseCharBox(signs, at, box)
            pdfium.FPDFText_GetCharOrigin(signs, at, across, baseline)
            size = pdfium.FPDFText_GetFontSize(signs, at)
            made_up = pdfium.FPDFText_IsGenerated(signs, at) == 1
            # PDFium's sign for a hyphen at the end of a line.
            sign = "-" if sign == "\x02" else sign
            found.append(_Sign(sign, box.left, box.right, baseline.value, size, made_up))
    yield from _line(found)


class _Sign(NamedTuple):
    """One sign of a page and where it stands."""

    sign: str
    left: float
    right: float
    baseline: float
    size: float
    #: A blank that PDFium puts where it sees a gap.
    is_made_up: bool


def _line(signs: list[_Sign]) -> Iterator[PrintedLine]:
    shown = [sign for sign in signs if not sign.sign.isspace() and sign.sign != "\0"]
    if not shown:
        return
    size, baseline = median(sign.size for sign in shown), median(sign.baseline for sign in shown)
    usual = _usual_gap(shown, size)

    def is_raised(sign: _Sign) -> bool:
        return sign.size < size * _SMALLER and sign.baseline > baseline + size * _HIGHER

    words = ""
    for at, sign in enumerate(signs):
        if sign.is_made_up and 0 < at < len(signs) - 1:
            before, after = signs[at - 1], signs[at + 1]
            if after.left - before.right < usual or is_raised(before) or is_raised(after):
                continue
        if not is_raised(sign):
            words += sign.sign
        elif words[-1:].isascii() and words[-1:].isalnum() and sign.sign.isdigit():
            words += sign.sign.translate(_RAISED)
        elif not (sign.sign.isdigit() or sign.sign in _FOOTNOTE):
            words += sign.sign
    # Beyond the first plane a sign comes as two halves.
    words = words.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    words = in_plain_signs(without_invisible(words)).strip()
    if words:
        yield PrintedLine(words, min(s.left for s in shown), max(s.right for s in shown), baseline, size)


def _usual_gap(shown: list[_Sign], size: float) -> float:
    """The widest gap that is no blank: a line spread to its margin has wide gaps everywhere, a table's row a few."""
    gaps = [after.left - before.right for before, after in pairwise(shown)]
    return 1.5 * median(gaps) + 0.1 * size if gaps else 0.0


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as pdfium

    return any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _is_meaningless(sign: str) -> bool:
    return sign in "\ufffd\ufffe" or "\ue000" <= sign <= "\uf8ff" or sign < "\t"
