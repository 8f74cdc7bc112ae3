"""Bytes to characters, in the encodings reports are published in."""

from __future__ import annotations

from reports.reading.files.errors import UnknownEncoding


def characters(raw: bytes, name: str) -> str:
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
