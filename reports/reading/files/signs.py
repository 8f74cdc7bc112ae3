"""Signs that stand for ordinary characters, and signs that show nothing: what pages and PDFs put into words.

Never applied to plain text, whose offsets count the file's own characters.
"""

from __future__ import annotations

import re
import unicodedata

#: Soft hyphen, zero-width blanks and joiners, marks of writing direction, byte order mark.
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")


def _ordinary() -> dict[int, str]:
    """Radicals and compatibility ideographs, one sign for one: PDFs write ⽤ (U+2F64) where 用 is meant."""
    blocks = ((0x2E80, 0x2EF3), (0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D))
    table = {}
    for first, last in blocks:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table | {ord(radical): plain for radical, plain in _RADICALS}


#: Radicals of a simplified form that Unicode gives no ordinary character to.
_RADICALS = tuple(
    zip(
        "⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻩⻬⻮⻰⺒⻄⻨⻙⻗⻁",
        "民见角贝车长门青页风飞食马骨鬼鱼鸟卤黄齐齿龙巳西麦韦雨虎",
        strict=True,
    )
)
_ORDINARY = _ordinary()
_NOT_ORDINARY = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")


def without_invisible(words: str) -> str:
    """The words without the signs that show nothing."""
    return _INVISIBLE.sub("", words)


def in_plain_signs(words: str) -> str:
    """The words with each radical and compatibility ideograph as the ordinary character, one for one."""
    return words.translate(_ORDINARY) if _NOT_ORDINARY.search(words) else words
