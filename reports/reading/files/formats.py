"""Formats told by the bytes: a page by its tags, and what is not read by its signature, with what to do with it."""

from __future__ import annotations

import re
from typing import NoReturn

from reports.reading.files.errors import EncryptedFile, MisnamedFile, UnsupportedFormat

_IMAGE = "an image: put it through text recognition first"
_ARCHIVE = "an archive: unpack it first"
_SAVE = "save it as .docx"

_MAGIC = (
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"BM", _IMAGE),
    (b"RIFF", _IMAGE),
    (b"AT&TFORM", "a DjVu scan: put it through text recognition first"),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"PK\x05\x06", "an empty archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", f"a Rich Text file: {_SAVE}"),
    (b"bplist00", "a web archive of Safari: save the page as .html"),
    (b"%!PS", "a PostScript file: save it as PDF"),
    (b"CAJ\x00", "a CAJ file: save it as PDF"),
    (b"KDH 2.00", "a KDH file: save it as PDF"),
)
#: Endings of the names of what is read.
_READ = (".txt", ".pdf", ".docx", ".html", ".htm", ".shtml", ".xhtml", ".mhtml", ".mht")
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_XML = re.compile(rb"<\?mso-application progid=\"Word|<pkg:package |<w:wordDocument ")
#: A signature of letters only is one where bytes follow that no text has.
_PLAIN_LETTERS = re.compile(rb"[A-Za-z&]+")

#: How a page's source opens, a declaration or a comment before it.
_OPENS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)"
    r"<(?:!doctype html|(?:html|head|body|meta|div|p|table|title|h1|link|script|style)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?(?:p|div|span|br|body|html|td|section|font)\b[^>]{0,500}>", re.IGNORECASE)

#: What stands in an archive, and what it then is.
_INSIDE = (
    ("xl/workbook.xml", f"a spreadsheet: {_SAVE}"),
    ("xl/workbook.bin", f"a spreadsheet: {_SAVE}"),
    ("ppt/presentation.xml", f"a presentation: {_SAVE}"),
    ("OFD.xml", "an OFD file: save it as PDF"),
    ("META-INF/container.xml", f"an e-book: {_SAVE}"),
)


def is_page(text: str, *, named: bool = False) -> bool:
    """Whether characters are a page's source rather than words; one ``named`` a page has a tag at least."""
    return bool(_OPENS.match(text[:9000]) or (named and _TAG.search(text)))


def refuse(raw: bytes, name: str) -> None:
    """Raise UnsupportedFormat or EncryptedFile when the bytes are of a format that is not read."""
    if raw.startswith(_OFFICE):
        _refuse_office(raw, name)
    for magic, what in _MAGIC:
        if raw.startswith(magic) and (b"\x00" in raw[:512] or not _PLAIN_LETTERS.fullmatch(magic)):
            raise _unsupported(name, what)
    if raw[4:8] == b"ftyp":
        raise _unsupported(name, _IMAGE)
    if raw[257:262] == b"ustar":
        raise _unsupported(name, _ARCHIVE)
    if _WORD_XML.search(raw[:2000]):
        raise UnsupportedFormat(f"{name}: a Word XML file: {_SAVE}")


def refuse_archive(inside: list[str], opening: bytes, name: str) -> NoReturn:
    """Raise UnsupportedFormat for an archive that is no Word file: ``inside`` are its names, ``opening`` its bytes."""
    if b"mimetypeapplication/vnd.oasis.opendocument" in opening:
        raise _unsupported(name, f"an OpenDocument file: {_SAVE}")
    for part, what in _INSIDE:
        if part in inside:
            raise _unsupported(name, what)
    raise _unsupported(name, _ARCHIVE)


def _refuse_office(raw: bytes, name: str) -> NoReturn:
    """Word before 2007, WPS, and any newer Office file under a password share one container."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise EncryptedFile(f"{name}: an Office file that asks for a password: save it without one")
    kind = ".wps" if name.lower().endswith(".wps") else ".doc"
    raise _unsupported(name, f"a legacy Office file ({kind}): {_SAVE}")


def _unsupported(name: str, what: str) -> UnsupportedFormat:
    if name.lower().endswith(_READ):
        return MisnamedFile(f"{name}: not what its name says but {what}")
    return UnsupportedFormat(f"{name}: {what}")
