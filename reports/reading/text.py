"""A file to its text: plain text, saved pages, Word and PDF, in the encodings reports are published in.

For .txt the text is the file as it is, so that offsets count its characters; for the others it is what
``extract --text`` prints. What cannot be read fails with one clear line.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

#: A larger file is not one report.
LARGEST = 20 * 1024 * 1024


class TextError(ValueError):
    """A file that gives no text."""


class EmptyText(TextError):  # noqa: N818 - says what is wrong with the file
    """Nothing but blanks."""


class TooLarge(TextError):  # noqa: N818 - says what is wrong with the file
    """More than ``LARGEST`` bytes."""


class UnknownEncoding(TextError):  # noqa: N818 - says what is wrong with the file
    """Bytes that are text in none of the encodings known."""


class UnsupportedFormat(TextError):  # noqa: N818 - says what is wrong with the file
    """A format that is not read: legacy .doc, images, archives, programs."""


class EncryptedFile(TextError):  # noqa: N818 - says what is wrong with the file
    """A file that asks for a password."""


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
        text = _pdf(raw, name)
    elif raw.startswith(b"PK\x03\x04"):
        text = _word(raw, name)
    else:
        for magic, what in _MAGIC:
            if raw.startswith(magic) and (len(magic) > 2 or b"\x00" in raw[:512]):
                raise UnsupportedFormat(f"{name}: {what}")
        text = _characters(raw, name)
        if name.lower().endswith((".html", ".htm")) or _looks_like_html(text):
            text = _html(text)
    if not text.strip():
        raise EmptyText(f"{name}: no text in it")
    return text


def _characters(raw: bytes, name: str) -> str:
    """Bytes to characters: UTF-8 with or without a mark, UTF-16, GB18030."""
    if raw.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in raw[:4096]:
        # UTF-16 without a mark: every second byte of its ASCII (digits, line ends) is zero.
        even, odd = raw[:4096:2].count(0), raw[1:4096:2].count(0)
        encodings = ["utf-16-le"] if odd > even else ["utf-16-be"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise UnknownEncoding(f"{name}: not a text in UTF-8, UTF-16 or GB18030")


def _is_text(text: str) -> bool:
    """Whether decoded characters are words rather than a program's bytes read as words."""
    sample = text[:4000]
    odd = sum(
        1
        for sign in sample
        if (ord(sign) < 32 and sign not in "\t\n\r\f\x0b") or 0xE000 <= ord(sign) <= 0xF8FF or sign == "\ufffd"
    )
    return odd * 50 <= len(sample)


def _looks_like_html(text: str) -> bool:
    return bool(re.match(r"\s*(?:<!--.*?-->\s*)?(?:<!doctype html|<html)", text[:2000], re.IGNORECASE | re.DOTALL))


#: What a saved page brings besides the report.
_PAGE = "script, style, noscript, nav, header, footer, aside, form, iframe, select, button, svg, template"
_BLOCK = (
    "p, div, br, li, h1, h2, h3, h4, h5, h6, tr, section, article, td, th, table, ul, ol, blockquote, title, dt, dd"
)


def _html(source: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(source)
    for node in page.css(_PAGE):
        node.decompose()
    for node in page.css(_BLOCK):
        node.insert_before("\n")
        node.insert_after("\n")
    body = page.body
    text = body.text(separator="") if body else ""
    lines = (re.sub(r"[ \t\r\f\v\xa0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _word(raw: bytes, name: str) -> str:
    import zipfile

    try:
        inside = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except zipfile.BadZipFile as error:
        raise UnsupportedFormat(f"{name}: a damaged archive") from error
    if "word/document.xml" not in inside:
        raise UnsupportedFormat(f"{name}: an archive: unpack it first")
    import docx

    try:
        document = docx.Document(io.BytesIO(raw))
    except Exception as error:
        raise UnsupportedFormat(f"{name}: a Word file that cannot be opened") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def _pdf(raw: bytes, name: str) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name}: a PDF that asks for a password") from error
        raise UnsupportedFormat(f"{name}: a PDF that cannot be opened") from error
    pages = []
    for page in document:
        pages.append(page.get_textpage().get_text_bounded())
    lines = [line.rstrip("\r") for page in pages for line in page.split("\n")]
    # A page number stands alone on its line.
    return "\n".join(line for line in lines if not re.fullmatch(r"\s*[-—–]?\s*\d{1,3}\s*[-—–]?\s*", line)) + "\n"
