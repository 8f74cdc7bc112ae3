"""The ladder of a named deed: 启动 < 开工 < 主体完工 < 建成 < 投用 (METHOD, rule ``done``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reports.reading.lexicon import deeds
from reports.reading.records import Statement

#: The rung of a work that goes on.
UNDER_WAY = 2
#: The rung of a plain "完成", 出台 or 获评: where a deed without stages ends.
COMPLETED = 4


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung: its height from 1, its names, and a pattern of the words that keep an unfinished work on it."""

    height: int
    name_zh: str
    name_en: str
    unfinished: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    with Path(__file__).with_name("ladder.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def rungs() -> tuple[Rung, ...]:
    """All rungs, lowest first."""
    return tuple(
        Rung(height, rung["name_zh"], rung["name_en"], _any_of(rung["unfinished"]))
        for height, rung in enumerate(_table()["rung"], start=1)
    )


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def rung_promised(pledge: Statement) -> int:
    """The height of the rung a pledge promises: that of its words; to carry a work on promises no more than that."""
    height = _rung_said(pledge)
    if height is None and any(action_of(pledge).startswith(verb) for verb in _table()["carrying_on"]):
        return UNDER_WAY
    return height or COMPLETED


def rung_reached(outcome: Statement) -> int:
    """The height of the rung a deed stands on; one whose words name none was completed."""
    return _rung_said(outcome) or COMPLETED


def _rung_said(statement: Statement) -> int | None:
    """By words that say it is unfinished, else by its verb; in a list of figures the nearest words come first."""
    for words in _nearest_first(statement):
        if (height := _rung_of(words, words)) is not None:
            return height
    return _rung_of(statement.quote, action_of(statement))


def _rung_of(words: str, action: str) -> int | None:
    for rung in rungs():
        if rung.unfinished and rung.unfinished.search(words):
            return rung.height
    return deeds.rung(action)


def _nearest_first(statement: Statement) -> list[str]:
    """The members of a list of figures (开工甲桥2座、建成乙桥3座): that of its own figure, then those before it."""
    number = statement.number
    if number is None:
        return []
    before = statement.quote[: max(0, number.start - statement.start)].split("、")
    after = statement.quote[number.end - statement.start :]
    return [before[-1] + after.partition("、")[0], *reversed(before[:-1])]


def action_of(statement: Statement) -> str:
    """The verb as the reading found it, else all the words."""
    return next((r.partition(":")[2] for r in statement.reasons if r.startswith("action:")), statement.quote)


def rung_name(height: int, language: str) -> str:
    """The rung's name."""
    rung = rungs()[height - 1]
    return rung.name_zh if language.startswith("zh") else rung.name_en
