"""A file to its text: plain text, saved pages, Word and PDF, in the encodings reports are published in.

For .txt the text is the file as it is, so that offsets count its characters; for the others it is what
``extract --text`` prints. What cannot be read fails with one clear line.
"""

from __future__ import annotations

from pathlib import Path

from reports.reading.files.encodings import characters
from reports.reading.files.errors import (
    EmptyText,
    EncryptedFile,
    TextError,
    TooLarge,
    UnknownEncoding,
    UnsupportedFormat,
)
from reports.reading.files.html import is_page, page_text
from reports.reading.files.pdf import pdf_text
from reports.reading.files.word import word_text

__all__ = [
    "LARGEST",
    "EmptyText",
    "EncryptedFile",
    "TextError",
    "TooLarge",
    "UnknownEncoding",
    "UnsupportedFormat",
    "decode",
    "load",
]

#: A larger file is not one report.
LARGEST = 20 * 1024 * 1024

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a legacy Office file (.doc): save it as .docx"),
    (b"\x89PNG", "an image: no text in it"),
    (b"\xff\xd8\xff", "an image: no text in it"),
    (b"GIF8", "an image: no text in it"),
    (b"II*\x00", "an image: no text in it"),
    (b"MM\x00*", "an image: no text in it"),
    (b"BM", "an image: no text in it"),
    (b"Rar!", "an archive: unpack it first"),
    (b"7z\xbc\xaf", "an archive: unpack it first"),
    (b"\x1f\x8b", "an archive: unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)


def load(path: Path) -> str:
    """The text of a file; TextError with one line for a person when there is none."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise TooLarge(f"{path.name}: {size // 1024 // 1024} MB is more than one report can be (20 MB)")
        raw = path.read_bytes()
    except OSError as error:
        raise TextError(f"{path.name}: {error.strerror or error}") from error
    return decode(raw, path.name)


def decode(raw: bytes, name: str = "file") -> str:
    """The text of a file's bytes; the format is told by the bytes, and by ``name`` where they do not tell."""
    if len(raw) > LARGEST:
        raise TooLarge(f"{name}: {len(raw) // 1024 // 1024} MB is more than one report can be (20 MB)")
    if not raw.strip():
        raise EmptyText(f"{name}: the file is empty")
    if raw.startswith(b"%PDF"):
        text = pdf_text(raw, name)
    elif raw.startswith(b"PK\x03\x04"):
        text = word_text(raw, name)
    else:
        for magic, what in _MAGIC:
            if raw.startswith(magic) and (len(magic) > 2 or b"\x00" in raw[:512]):
                raise UnsupportedFormat(f"{name}: {what}")
        text = characters(raw, name)
        if name.lower().endswith((".html", ".htm")) or is_page(text):
            text = page_text(text)
    if not text.strip():
        raise EmptyText(f"{name}: no text in it")
    return text
