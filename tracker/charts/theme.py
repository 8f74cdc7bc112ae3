"""How charts look: the colours of the site's tokens by their names, and the settings all charts share.

A chart is drawn in the values of the light theme. On its way to the page each colour becomes a class again
(`tracker.charts.markup`), so one drawing serves light, dark and print.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

_TOKENS = Path(__file__).parents[1] / "static" / "duixian" / "tokens.css"
#: `--name: #0b57a4;`, or with a colour for each theme: `--name: var(--light, #0b57a4) var(--dark, #7db7f0);`.
_COLOUR = re.compile(r"--([a-z_-]+): (?:var\(--light, )?(#[0-9a-f]{6})[;)]")
#: The tokens a chart may use; each has a `fill-…` and a `stroke-…` class in charts.css.
USED = (
    "paper", "ink", "quiet", "rule", "rule-strong", "link", "kept-bar", "in_part-bar", "broken-bar", "unreported-bar",
    "not_assessable-ink", "pending-ink", "withdrawn-ink",
)  # fmt: skip
#: Pixels of the narrowest screen's column (320 less the margins): a chart is never shrunk, so its letters never are.
WIDTH = 288
#: Pixels; the smallest letters of the site.
LETTERS = 13


@cache
def tokens() -> dict[str, str]:
    """Every colour of the site in the light theme, ``{"ink": "#1c1f24", …}``; pictures may use them all."""
    # The first value of a name is the light theme's; print has some of its own further down.
    return dict(reversed(_COLOUR.findall(_TOKENS.read_text(encoding="utf-8"))))


@cache
def colours() -> dict[str, str]:
    """Each token that a chart of a page may use with its value; KeyError if tokens.css lacks one."""
    return {name: tokens()[name] for name in USED}


@cache
def fingerprint() -> str:
    """Changes whenever a chart of the same figures would look otherwise: with the tokens and the code of charts."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr(tokens()).encode())
    return digest.hexdigest()[:16]


def settings() -> dict[str, Any]:
    """The `config` of every chart, in Vega-Lite's words."""
    ink = colours()
    axis = {
        "labelColor": ink["quiet"], "labelFontSize": LETTERS, "titleColor": ink["ink"], "titleFontSize": LETTERS,
        "titleFontWeight": "normal", "gridColor": ink["rule"], "domainColor": ink["rule-strong"], "ticks": False,
        "labelPadding": 6, "titlePadding": 8, "tickCount": 5,
    }  # fmt: skip
    # Without `aria` every point would carry its figures as a text of its own, a thousand times; the table has them.
    return {
        "aria": False, "background": None, "axis": axis, "padding": 1,
        "view": {"stroke": None}, "text": {"fontSize": LETTERS, "color": ink["ink"]},
    }  # fmt: skip
