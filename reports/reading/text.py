"""A file to its text: plain text, saved pages, Word and PDF, in the encodings reports are published in.

For .txt the text is the file as it is, but for a leading byte order mark, so that offsets count its characters; for the
others it is what ``extract --text`` prints. What cannot be read fails with one clear line.
"""

from __future__ import annotations

import stat
from pathlib import Path

from reports.reading.files.encodings import broken, characters
from reports.reading.files.errors import (
    EmptyText,
    EncryptedFile,
    MisnamedFile,
    TextError,
    TooIntricate,
    TooLarge,
    TooLong,
    UnknownEncoding,
    UnsupportedFormat,
)
from reports.reading.files.formats import is_page, refuse
from reports.reading.files.mhtml import is_single_file, page_inside

__all__ = [
    "LARGEST",
    "EmptyText",
    "EncryptedFile",
    "MisnamedFile",
    "TextError",
    "TooIntricate",
    "TooLarge",
    "TooLong",
    "UnknownEncoding",
    "UnsupportedFormat",
    "content",
    "decode",
    "load",
]

#: A larger file is not one report.
LARGEST = 20 * 1024 * 1024

_PAGE = (".html", ".htm", ".shtml", ".xhtml")


def load(path: Path) -> str:
    """The text of a file; TextError with one line for a person when there is none."""
    return decode(content(path), path.name)


def content(path: Path) -> bytes:
    """The bytes of a file; TextError with one line for a person when it is none or cannot be a report."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnsupportedFormat(f"{path.name}: a folder: give one file of it")
        if not stat.S_ISREG(found.st_mode):
            # A pipe or a device may never end.
            raise UnsupportedFormat(f"{path.name}: not a regular file: save it to one first")
        if found.st_size > LARGEST:
            raise _too_large(found.st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise TextError(f"{path.name}: {error.strerror or error}") from error


def decode(raw: bytes, name: str = "file") -> str:
    """The text of a file's bytes; the format is told by the bytes, and by ``name`` where they do not tell.

    Raises TextError with one line for a person when the bytes give no text.
    """
    if len(raw) > LARGEST:
        raise _too_large(len(raw), name)
    if not raw.strip():
        raise EmptyText(f"{name}: the file is empty")
    if raw[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF"):
        # Each reader is imported where it is needed: a plain text is read without them.
        from reports.reading.files.pdf import pdf_text

        text = pdf_text(raw, name)
    elif raw.startswith(b"PK\x03\x04"):
        from reports.reading.files.word import word_text

        text = word_text(raw, name)
    else:
        refuse(raw, name)
        text = _page_or_plain(raw, name)
    if not text.strip():
        raise EmptyText(f"{name}: no text in it")
    return text


def _page_or_plain(raw: bytes, name: str) -> str:
    if is_single_file(raw):
        raw = page_inside(raw, name)
    text, whole = characters(raw, name)
    if is_page(text, named=name.lower().endswith(_PAGE)):
        from reports.reading.files.html import page_text

        text = page_text(text, name)
    if not whole and (said := broken(text)):
        raise UnknownEncoding(f"{name}: {said}")
    return text


def _too_large(size: int, name: str) -> TooLarge:
    return TooLarge(f"{name}: {size // 2**20} MB is more than one report can be ({LARGEST // 2**20} MB)")
