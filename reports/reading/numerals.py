"""Numbers as reports write them: full-width and scanned digits made plain, Chinese numerals given their value.

``plain`` keeps every character in its place, so that an offset into the plain text is an offset into the text.
"""

from __future__ import annotations

import re
from decimal import Decimal

_WIDE = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_PLAIN = {chr(wide): chr(narrow) for wide, narrow in _WIDE.items()} | {
    "％": "%", "﹪": "%", "．": ".", "／": "/", "＋": "+", "－": "-", "–": "-", "—": "-", "−": "-",
    "~": "-", "～": "-", "∶": ":", "︰": ":", "﹕": ":",
}  # fmt: skip
_NOT_PLAIN = re.compile(f"[{''.join(_PLAIN)}]")
# Letters for digits, as scanning leaves them: 1O％, lO.5％.
_LETTER_DIGIT = re.compile(
    r"(?<![A-Za-z0-9.])[0-9OoIl]{1,8}(?:\.[0-9OoIl]{1,4})?(?=%|个百分点|倍|[万亿]?[元人户家亩吨])"
)
_MIXED = re.compile(r"[OoIl](?:(?<=[0-9].)|(?=[0-9.]))")
_LETTERS = str.maketrans("OoIl", "0011")


def _as_digits(match: re.Match[str]) -> str:
    """Letters as the digits they were scanned from, where a digit stands among them."""
    word = match.group()
    return word.translate(_LETTERS) if any(sign.isdigit() for sign in word) else word


_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


_WIDE_SIGN = re.compile("[０-９Ａ-Ｚａ-ｚ％．]")


def narrow(text: str) -> str:
    """The text with full-width digits, letters and ％ in ASCII, character for character: its words can be matched."""
    return _WIDE_SIGN.sub(lambda match: _PLAIN[match.group()], text)


def plain(text: str) -> str:
    """The text with digits, percent signs and dashes in ASCII, the same length, character for character."""
    text = _NOT_PLAIN.sub(lambda match: _PLAIN[match.group()], text)
    return _LETTER_DIGIT.sub(_as_digits, text) if _MIXED.search(text) else text


def chinese(word: str) -> Decimal | None:
    """The value of a Chinese numeral (三百二十 is 320, 千万 is 10,000,000, 二点五 is 2.5); None when it is not one."""
    whole, point, fraction = word.partition("点")
    if not whole or any(sign not in _DIGITS and sign not in _SMALL and sign not in _LARGE for sign in whole):
        return None
    if point and (not fraction or any(sign not in _DIGITS for sign in fraction)):
        return None
    if all(sign in _DIGITS for sign in whole) and len(whole) > 1:
        value = int("".join(str(_DIGITS[sign]) for sign in whole))
    else:
        value = _positional(whole)
    if fraction:
        return Decimal(f"{value}.{''.join(str(_DIGITS[sign]) for sign in fraction)}")
    return Decimal(value)


def _positional(whole: str) -> int:
    total = section = 0
    digit: int | None = None
    for sign in whole:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[sign]
            digit = None
        else:
            section += digit or 0
            total = (
                (total + (section or (0 if total else 1))) * _LARGE[sign]
                if sign == "亿"
                else (total + (section or 1) * _LARGE[sign])
            )
            section = 0
            digit = None
    return total + section + (digit or 0)
