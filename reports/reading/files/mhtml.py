"""A web page saved as a single file (.mhtml, .mht): the page among its pictures and styles."""

from __future__ import annotations

import re

from reports.reading.files.errors import UnsupportedFormat

_HEAD = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/", re.IGNORECASE)


def is_single_file(raw: bytes) -> bool:
    """Whether the bytes are a page and its parts in one mail-like message."""
    return bool(_HEAD.match(raw[:4000]))


def page_inside(raw: bytes, name: str) -> bytes:
    """The bytes of the page itself, in its own encoding; UnsupportedFormat when there is none."""
    import email

    for part in email.message_from_bytes(raw).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml", "text/plain"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return page
    raise UnsupportedFormat(f"{name}: a saved page without a text: save it as .html")
