"""Loads the words of the reading from the tables beside this file, and checks them as it does.

A table that is malformed fails at once with the name of the file and the entry: a silent gap in the words
would read as a silent gap in a government's answers.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from reports.words import Section

_PLACES = ("title", "head", "line")


class LexiconError(ValueError):
    """A table of words that does not say what it must."""


@dataclass(frozen=True, slots=True)
class SectionCue:
    """Words that open a section, and where they must stand."""

    section: Section
    at: str
    pattern: re.Pattern[str]


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``name``.toml as plain data, read once; LexiconError when it is not valid TOML."""
    path = Path(__file__).with_name(f"{name}.toml")
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name}: {error}") from error


def words(name: str, key: str) -> tuple[str, ...]:
    """The list ``key`` of a table: words, each said once, none empty."""
    found = table(name).get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
        raise LexiconError(f"{name}.toml: {key} must be a list of words")
    if len(set(found)) != len(found):
        raise LexiconError(f"{name}.toml: {key} says a word twice")
    return tuple(found)


def any_of(listed: tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first so that 高于 is not read as 高.

    Words that begin alike are tried together, which spares most of the trying where hundreds are listed.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(listed, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    heads = (re.escape(sign) + (f"(?:{'|'.join(ends)})" if len(ends) > 1 else ends[0]) for sign, ends in rests.items())
    return f"(?:{'|'.join(heads)})"


@cache
def section_triggers() -> AhoCorasick:
    """Words one of which stands near every cue: where none stands, no cue need be tried."""
    return AhoCorasick(words("sections", "triggers"), matchkind=MatchKind.LeftmostLongest)


@cache
def section_cues() -> tuple[SectionCue, ...]:
    """The cues in the order in which they are tried."""
    cues = []
    for number, entry in enumerate(table("sections")["cue"], 1):
        if entry.get("at") not in _PLACES:
            raise LexiconError(f"sections.toml: cue {number}: at must be one of {_PLACES}")
        try:
            cues.append(SectionCue(Section(entry["section"]), entry["at"], re.compile(entry["pattern"])))
        except (KeyError, ValueError, re.error) as error:
            raise LexiconError(f"sections.toml: cue {number}: {error}") from error
    return tuple(cues)
