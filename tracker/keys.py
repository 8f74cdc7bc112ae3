"""Keys of rows as an address or a page's words bring them."""

from __future__ import annotations

#: Keys are bigints: a larger number fails in the database.
_LARGEST = 2**63 - 1
_MOST_DIGITS = len(str(_LARGEST))


def read_key(text: str) -> int | None:
    """The key, or another whole number from 0 on, that the ASCII digits write; None for anything else.

    ``²`` is a digit to `str.isdigit` and none to `int`, which moreover refuses more than 4,300 of them.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        return None
    found = int(text)
    return found if found <= _LARGEST else None
