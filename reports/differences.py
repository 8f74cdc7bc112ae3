"""What an import would change in a row, marked without inline styles, which the Content-Security-Policy refuses."""

from __future__ import annotations

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from import_export.resources import Diff, ModelResource

_TAGS = {-1: "del", 0: "span", 1: "ins"}


class MarkedDiff(Diff):
    """Each cell's old and new words in one, what goes in <del> and what comes in <ins>."""

    def as_html(self) -> list[SafeString]:
        return [
            self._cell("" if self.new else str(old), str(new)) for old, new in zip(self.left, self.right, strict=True)
        ]

    def _cell(self, old: str, new: str) -> SafeString:
        compare = diff_match_patch()
        parts = compare.diff_main(old, new)
        compare.diff_cleanupSemantic(parts)
        marked = ((_TAGS[change], words, _TAGS[change]) for change, words in parts)
        return format_html_join("", "<{}>{}</{}>", marked)


class MarkedResource(ModelResource):
    """A resource whose import is previewed with marked differences."""

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return MarkedDiff
