"""From figures and words to a drawn picture, a PNG, kept in the cache for a while under what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tracker import caching
from tracker.charts import fonts, theme
from tracker.charts.drawing import Shown, built, name_of
from tracker.charts.packing import packed

if TYPE_CHECKING:
    import altair

#: Seconds. A preview is asked for a few times when its link is sent and seldom later; kept longer, the pictures of
#: millions of pledges would fill the cache.
KEPT = 3600


class NoFaceError(RuntimeError):
    """No face with Chinese characters is installed."""


def image(shown: Shown, draw: Callable[[Any], altair.TopLevelMixin]) -> bytes:
    """The picture as a PNG, from the cache or drawn by `draw` from `shown`; raises NoFaceError."""
    if fonts.folder() is None:
        raise NoFaceError
    key = f"image:{name_of(shown)}"
    kept = caching.fetched(key)
    if kept is None:
        kept = painted(built(shown, draw))
        caching.store(key, kept, KEPT, size=len(kept))
    return bytes(kept)


def painted(chart: altair.TopLevelMixin) -> bytes:
    """The chart as vl-convert paints it: as wide and high as it says, on paper, in the light theme's colours."""
    import vl_convert

    fonts.register()
    looks = {"font": fonts.FACE, "view": {"stroke": None}, "aria": False}
    whole = {"background": theme.tokens()["paper"], "padding": 0, "autosize": {"type": "none"}}
    return packed(vl_convert.vegalite_to_png(chart.to_dict(validate=False) | whole | {"config": looks}, scale=1))
