"""Computed figures in a reader's words: a few digits, thin spaces, a real minus, the unit behind."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Measure
from tracker.site.units import gloss

_SIGNS = ("%", "‰")
#: From here on thousands are set apart, as everywhere on the site.
_GROUPED = 10_000


def number(figure: Decimal, *, signed: bool = False) -> str:
    """Up to two decimals, none from a thousand up: ``8.5``, ``−0.25``, ``12 345``; with ``signed`` a plus, too."""
    places = Decimal(1) if abs(figure) >= 1000 else Decimal("0.01")
    text = f"{figure.quantize(places, rounding=ROUND_HALF_UP):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    sign = "+" if signed and text != "0" and text[0] != "-" else ""
    text = text.replace(",", "\u202f" if abs(figure) >= _GROUPED else "")
    return sign + text.replace("-", "−")


def unit_name(unit: str) -> str:
    """The unit in the language active now: English where it is a common one, otherwise as written."""
    return unit if (get_language() or "en").startswith("zh") or unit in _SIGNS else gloss(unit) or unit


def difference_unit(unit: str) -> str:
    """The unit of a difference of two such figures: percentage points of percentages."""
    return _("percentage points") if unit == "%" else unit_name(unit)


def kind_name(measure: Measure, unit: str) -> str:
    """What is measured in what: ``Growth, %``; the measure alone where there is no unit."""
    language = get_language() or "en"
    words = [measure.name_in(language), unit_name(unit)]
    return ("，" if language.startswith("zh") else ", ").join(word for word in words if word)


def amount(figure: Decimal, unit: str, *, signed: bool = False) -> str:
    """The figure with its unit's name behind it."""
    told = number(figure, signed=signed)
    if not unit:
        return told
    if unit in _SIGNS or (get_language() or "en").startswith("zh"):
        return f"{told}{unit}"
    # A hundred million yuan each: 350 × 100 million yuan.
    return f"{told} ×\u00a0{unit}" if unit[0].isdigit() else f"{told} {unit}"
