"""The tables of ``goalposts.toml``: the scale of wordings, and the indicators that measure one thing otherwise."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tracker.judging.goalposts.records import Move


@dataclass(frozen=True, slots=True)
class Wording:
    """One step of a scale: a higher ``strength`` is firmer, and only steps of one ``scale`` compare."""

    code: str
    zh: str
    en: str
    strength: int
    scale: str = "figure"
    words: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """The wording's name: Chinese for any zh language code, English otherwise."""
        return self.zh if language.startswith("zh") else self.en


@cache
def _tables() -> dict[str, Any]:
    with Path(__file__).with_name("goalposts.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def wordings() -> dict[str, Wording]:
    """Every wording under its code, the firmest of each scale first."""
    found = {}
    for entry in _tables()["wording"]:
        lists = {name: tuple(entry.get(name, ())) for name in ("words", "comparators")}
        found[entry["code"]] = Wording(**{**entry, **lists})
    return found


@cache
def relatives(indicator: str) -> dict[str, Move]:
    """Indicators that may take this one's place, each with what such a change is: of scope or of yardstick."""
    found: dict[str, Move] = {}
    for kind, name in ((Move.SCOPE, "scope"), (Move.YARDSTICK, "yardstick")):
        for family in _tables()[name].values():
            if indicator in family:
                found |= {other: kind for other in family if other != indicator and other not in found}
    return found


@cache
def named() -> dict[tuple[str, str], str]:
    """The indicator of a name and a measure that the indicator table leaves alone (经济增长5%)."""
    return {(entry["name"], entry["measure"]): entry["indicator"] for entry in _tables()["named"]}
