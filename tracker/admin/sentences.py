"""Several sentences one after the other, as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

_ENDS = ("。", "！", "？", "…", ".", "!", "?")


def sentences(parts: Iterable[str]) -> str:
    """The parts as sentences, each with its full stop; Chinese ones with no blank between. Empty parts are left out."""
    is_chinese = (get_language() or "en").startswith("zh")
    stop, between = ("。", "") if is_chinese else (".", " ")
    return between.join(part if part.endswith(_ENDS) else part + stop for part in parts if part)
