"""The face pictures are drawn in, from a package, so that every machine draws the same Chinese characters.

A chart on a page is set in the reader's own face; a picture must bring its letters along, and a server has often no
face with Chinese characters at all. Where the package is missing no picture is drawn: empty boxes say nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Noto Sans SC under the SIL Open Font License 1.1; a static face, for vl-convert draws a variable one at its thinnest.
FACE = "Noto Sans SC"
_PACKAGE, _FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"


@cache
def folder() -> Path | None:
    """Where the face's file lies; None where the package is not installed."""
    spec = find_spec(_PACKAGE)
    places = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
    return next((path.parent for place in places for path in sorted(place.rglob(_FILE))), None)


@cache
def register() -> None:
    """Make the face known to vl-convert, once a process; it also measures the Chinese words of charts by it."""
    import vl_convert

    found = folder()
    if found is not None:
        vl_convert.register_font_directory(str(found))
