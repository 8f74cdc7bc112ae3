"""The ladder of a named deed: 启动 < 开工 < 主体完工 < 建成 < 投用 (METHOD, rule ``done``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: The rung of a plain "完成": where a deed without stages ends.
COMPLETED = 4


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung: its height from 1, its names, and the words that put a deed on it."""

    height: int
    name_zh: str
    name_en: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def rungs() -> tuple[Rung, ...]:
    """All rungs, lowest first."""
    with Path(__file__).with_name("ladder.toml").open("rb") as file:
        data = tomllib.load(file)
    return tuple(
        Rung(height, rung["name_zh"], rung["name_en"], tuple(rung["words"]))
        for height, rung in enumerate(data["rung"], start=1)
    )


def rung_of(quote: str) -> int:
    """The height of the rung a deed's words name, 0 when they name none.

    The longest words win their place first, so that 基本建成 stands on the third rung, not on the fourth.
    """
    found = 0
    rest = quote
    words = sorted(((word, rung.height) for rung in rungs() for word in rung.words), key=lambda w: -len(w[0]))
    for word, height in words:
        if word in rest:
            found = max(found, height)
            rest = rest.replace(word, "\n")
    return found


def rung_name(height: int, language: str) -> str:
    """The rung's name, or a dash for no rung."""
    if not height:
        return "—"
    rung = rungs()[height - 1]
    return rung.name_zh if language.startswith("zh") else rung.name_en
