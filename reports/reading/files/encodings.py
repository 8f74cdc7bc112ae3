"""Bytes to characters, in the encodings reports are published in: UTF-8, UTF-16 and GB18030.

What a page declares is not asked: it is wrong as often as not. UTF-8 and UTF-16 betray themselves, and GB18030 is
what remains of them, if what comes out is Chinese.
"""

from __future__ import annotations

import re

from reports.reading.files.errors import UnknownEncoding

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: How much is looked at to tell an encoding.
_SAMPLE = 65_536
#: Signs every Chinese text is full of, in either script, and none but a Chinese text.
_COMMON = frozenset("的一是不在有人年大工作和政府全市了地中上以生民为新建發展发经會会我")
_UTF8_CHARACTER = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def characters(raw: bytes, name: str) -> tuple[str, bool]:
    """The characters of a file's bytes without a leading byte order mark, and whether all bytes could be decoded.

    A broken byte reads as U+FFFD: in a page it may stand where no one looks, so that it is for the caller to refuse
    what is ``broken``. Raises UnknownEncoding for bytes that are no text, for a NUL, and for Big5.
    """
    encoding, skip = _encoding(raw)
    if encoding == "big5":
        raise UnknownEncoding(f"{name}: a text in Big5: save it as UTF-8")
    whole = True
    try:
        text = raw[skip:].decode(encoding)
    except UnicodeDecodeError:
        text, whole = raw[skip:].decode(encoding, "replace"), False
    if not _is_text(text):
        raise UnknownEncoding(f"{name}: not a text in UTF-8, UTF-16 or GB18030")
    nul = text.find("\0")
    if nul >= 0:
        raise UnknownEncoding(f"{name}: a NUL in {_place(text, nul)}: no plain text has one; take it out")
    return text, whole


def broken(text: str) -> str:
    """What to say of a text where a byte could not be decoded; empty when all could."""
    at = text.find("\ufffd")
    return f"broken characters in {_place(text, at)}: save it again, as UTF-8" if at >= 0 else ""


def _place(text: str, at: int) -> str:
    before = text[max(0, at - 12) : at].split("\n")[-1].strip()
    line = text.count("\n", 0, at) + 1
    return f"line {line} after “{before}”" if before else f"line {line}, at its head"


def _encoding(raw: bytes) -> tuple[str, int]:
    """The encoding and how many bytes its mark takes."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # ASCII in UTF-16 is valid UTF-8 too, with a NUL after every letter.
        if raw.count(b"\x00") * 10 < len(raw):
            return "utf-8", 0
    sample = raw[:_SAMPLE]
    # UTF-16 without a mark: every second byte of its digits and line ends is zero. 一 and the wide blank have their
    # zero on the other side, so that common words decide which side comes first.
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 100 >= len(sample):
        sides = {"utf-16-le": odd, "utf-16-be": even}
        return max(sides, key=lambda side: (_share(sample.decode(side, "ignore")), sides[side])), 0
    # In UTF-8 with a few broken bytes nearly all that is not ASCII still makes Chinese characters, three bytes each.
    outside = len(_NOT_ASCII.findall(sample))
    if 3 * len(_UTF8_CHARACTER.findall(sample)) >= outside * 0.7:
        return "utf-8", 0
    chinese, taiwanese = (_share(sample.decode(encoding, "ignore")) for encoding in ("gb18030", "big5"))
    # Bytes of Big5 are mostly valid GB18030 too, and read as rare signs.
    return ("big5" if taiwanese > 0.04 and taiwanese > 4 * chinese else "gb18030"), 0


def _share(text: str) -> float:
    """How much of the characters that are not ASCII the commonest signs make up."""
    outside = [sign for sign in text if sign > "\x7f"]
    return sum(sign in _COMMON for sign in outside) / len(outside) if outside else 0.0


def _is_text(text: str) -> bool:
    """Whether decoded characters are words rather than a program's bytes read as words."""
    sample = text[:4000]
    odd = sum(
        1
        for sign in sample
        if (ord(sign) < 32 and sign not in "\t\n\r\f\x0b") or 0xE000 <= ord(sign) <= 0xF8FF or sign == "\ufffd"
    )
    return odd * 50 <= max(len(sample), 150)
