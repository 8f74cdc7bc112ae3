"""From figures to a drawn chart, kept in the cache under what it shows.

Altair and vl-convert are imported when a chart is drawn for the first time, not before: together they take more than
a second and 150 MB. A web server makes them ready after its start (`warming`); a command or a worker never needs them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from tracker import caching
from tracker.charts import fonts, theme
from tracker.charts.markup import for_page

if TYPE_CHECKING:
    import altair

#: Seconds. A drawing is named by what it shows and so never becomes wrong; this only bounds how many are kept.
KEPT = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chart shows; every kind of chart has its own subclass of figures and words. Plain values alone."""


def drawn(shown: Shown, draw: Callable[[Any], altair.TopLevelMixin]) -> str:
    """The chart as an SVG element for the page, from the cache or drawn by `draw` from `shown`."""
    key = f"chart:{name_of(shown)}"
    kept = caching.fetched(key)
    if kept is None:
        kept = for_page(rendered(built(shown, draw)))
        caching.store(key, kept, KEPT)
    return str(kept)


def built(shown: Shown, draw: Callable[[Any], altair.TopLevelMixin]) -> altair.TopLevelMixin:
    """The chart that `draw` makes of `shown`."""
    from altair.utils.schemapi import debug_mode

    # Altair's check of every part against Vega-Lite's schema takes longer than the drawing; the tests check each kind.
    with debug_mode(False):
        return draw(shown)


def rendered(chart: altair.TopLevelMixin) -> str:
    """The chart as vl-convert draws it, in the light theme's colours."""
    import vl_convert

    fonts.register()
    specification = chart.to_dict(validate=False) | {"config": theme.settings()}
    return vl_convert.vegalite_to_svg(specification)


def name_of(shown: Shown) -> str:
    """A name for the drawing that changes with the figures, the words, the language and the looks."""
    told = json.dumps([type(shown).__name__, asdict(shown)], ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(told.encode()).hexdigest()
    return f"{theme.fingerprint()}:{get_language()}:{digest}"
