"""A PDF to its words."""

from __future__ import annotations

import re

from reports.reading.files.errors import EncryptedFile, UnsupportedFormat


def pdf_text(raw: bytes, name: str) -> str:
    """The words of a PDF; EncryptedFile when it asks for a password, UnsupportedFormat when it is damaged."""
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
