"""What would change in a cell, marked without inline styles, which the Content-Security-Policy refuses."""

from __future__ import annotations

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

_TAGS = {-1: "del", 0: "span", 1: "ins"}
#: Words as long as this are told apart part by part; of a figure the whole is what was changed.
_SHORTEST_IN_PARTS = 12


def marked(old: str, new: str) -> SafeString:
    """A cell's old and new words in one, what goes in <del> and what comes in <ins>."""
    if min(len(old), len(new)) < _SHORTEST_IN_PARTS:
        parts = [(change, words) for change, words in ((-1, old), (1, new)) if words]
    else:
        compare = diff_match_patch()
        parts = compare.diff_main(old, new)
        compare.diff_cleanupSemantic(parts)
    return format_html_join("", "<{}>{}</{}>", ((_TAGS[change], words, _TAGS[change]) for change, words in parts))
