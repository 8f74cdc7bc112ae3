"""What a subject names: its wording brought to one form, its scope, and the rank of the body that grants it.

The tables are naming.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_MARKS = re.compile(r"[“”\"'‘’《》〈〉（）()【】\[\]\s\u3000·•—\-、，,/]")
#: 引导性培训 is 引导培训, 保障性住房 is 保障住房; the 性 of 女性 and of 高性能 says something.
_IDLE_SUFFIX = re.compile(r"(?<=[^男女两慢急])性(?=[^能别价质状格].)")
#: 燃气、供水等老旧管网 is 燃气、供水老旧管网.
_AND_SO_ON = re.compile(r"(?<=、)([^、，等]{1,12})(?<![高初平同均中])等(?![级候待职奖功])")
#: 贫困村的整村推进 is 贫困村整村推进; a 目的地 keeps its name.
_PARTICLE = re.compile(r"(?<=[^目标])的(?=[^士确])")
#: 国Ⅲ is 国三.
_ROMAN = str.maketrans("ⅠⅡⅢⅣⅤⅥ", "一二三四五六")
#: The highest rank there is: what 以上 reaches to.
_TOP = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A subject read: the words compared, the words of scope by group, and the ranks it takes in."""

    words: str
    scope: frozenset[tuple[str, str]]
    ranks: frozenset[int]


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    with Path(__file__).with_name("naming.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def _same() -> re.Pattern[str]:
    words = sorted(_tables()["same"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=1)
def weak_words() -> re.Pattern[str]:
    """Words that weigh little in a likeness, the longest first."""
    words = sorted(_tables()["weak"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=1)
def _rank_words() -> re.Pattern[str]:
    words = sorted(_tables()["ranks"], key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})(以上|及以上)?")


def mended(subject: str) -> str:
    """The subject without the slips that scanned reports are full of (收人 for 收入)."""
    for slip, word in _tables()["slips"].items():
        subject = subject.replace(slip, word)
    return subject


@lru_cache(maxsize=8192)
def name_of(subject: str) -> Name:
    """The subject as it is compared with others."""
    tables = _tables()
    words = _MARKS.sub("", unicodedata.normalize("NFKC", _AND_SO_ON.sub(r"\1", mended(subject).translate(_ROMAN))))
    written, words = words, _same().sub(lambda match: tables["same"][match.group()], words)
    # 煤改气 and 煤改电 are compared as one thing and stay two.
    scope = frozenset(
        (group["group"], tables["alike"].get(word, word))
        for group in tables["scope"]
        for word in group["words"]
        if word in words or word in written
    )
    ranks: set[int] = set()
    for match in _rank_words().finditer(words):
        rank = tables["ranks"][match.group(1)]
        ranks |= set(range(rank, _TOP + 1)) if match.group(2) else {rank}
    if words.startswith("国家"):
        ranks.add(_tables()["ranks"]["国家级"])
    words = _PARTICLE.sub("", _IDLE_SUFFIX.sub("", words))
    return Name(_rank_words().sub("", words) or words, scope, frozenset(ranks))


def scope_conflict(one: Name, other: Name) -> bool:
    """Whether both name a scope of the same group, or a rank, and none of them agrees."""
    if one.ranks and other.ranks and not one.ranks & other.ranks:
        return True
    groups = {group for group, _ in one.scope} & {group for group, _ in other.scope}
    return any(
        not {word for g, word in one.scope if g == group} & {word for g, word in other.scope if g == group}
        for group in groups
    )


def are_other_homes(one: Name, other: Name) -> bool:
    """Whether both are homes of a kind, and of different ones, which one indicator takes in: 公租房, 廉租房."""
    kinds = [{word for group, word in name.scope if group == "homes"} for name in (one, other)]
    return all(kinds) and not kinds[0] & kinds[1]


def scope_gap(one: Name, other: Name) -> int:
    """How many groups of scope, and ranks, only one of the two names."""
    groups = {group for group, _ in one.scope} ^ {group for group, _ in other.scope}
    return len(groups) + (bool(one.ranks) != bool(other.ranks))


@lru_cache(maxsize=1)
def _kin() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for bare, scoped in _tables()["kin"].items():
        for code in scoped:
            found.setdefault(bare, set()).add(code)
            found.setdefault(code, set()).add(bare)
    return {code: frozenset(others) for code, others in found.items()}


def kin_of(indicator: str) -> frozenset[str]:
    """Indicators that may answer for this one where it is not reported itself."""
    return _kin().get(indicator, frozenset())


def parts_of(indicator: str) -> tuple[str, ...]:
    """Indicators that together answer for this one; empty where it has no parts."""
    return tuple(_tables()["parts"].get(indicator, ()))
