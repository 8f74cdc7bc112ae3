"""The words of deeds: loads and checks ``deeds.toml``, and places an action on the ladder of METHOD."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from operator import add
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from reports.reading import spans
from reports.reading.lexicon.load import LexiconError, any_of, table, words

_STANDS = ("after", "before", "either", "through")


class Verb(NamedTuple):
    """A verb of deeds; ``rung`` is its place on the ladder (1…5) or None, ``stands`` where its object stands."""

    word: str
    group: str
    rung: int | None
    stands: str


@cache
def verbs() -> tuple[Verb, ...]:
    """All verbs, in the order of the table. LexiconError for an odd field or a verb that stands twice."""
    return load_verbs(table("deeds")["verbs"])


def load_verbs(groups: list[Mapping[str, Any]]) -> tuple[Verb, ...]:
    """Verbs from the tables of ``deeds.toml``; LexiconError names the group and the word at fault."""
    found: dict[str, Verb] = {}
    for entry in groups:
        group, stands, rung = entry.get("group"), entry.get("stands"), entry.get("rung")
        if not group or stands not in _STANDS:
            raise LexiconError(f"deeds.toml: verbs {group}: stands must be one of {_STANDS}")
        if rung is not None and rung not in range(1, 6):
            raise LexiconError(f"deeds.toml: verbs {group}: a rung is 1 to 5")
        for word in entry["words"]:
            if word in found:
                raise LexiconError(f"deeds.toml: verbs {group}: {word} stands in {found[word].group} already")
            found[word] = Verb(word, group, rung, stands)
    return tuple(found.values())


@cache
def verb_scan() -> AhoCorasick:
    """One pass over a text finds every verb, the longest at each place (开工建设, not 开工)."""
    return AhoCorasick([*(verb.word for verb in verbs()), *_hiding()], matchkind=MatchKind.LeftmostLongest)


@cache
def _hiding() -> tuple[str, ...]:
    """Words that hold a verb and are none (建成区), to be found in its place: they come after the verbs by number."""
    known = {verb.word for verb in verbs()}
    return tuple(word for word in _listed_words("hides") if word not in known)


def rung(action: str) -> int | None:
    """The highest rung of the ladder the words name (建成投用 is 5, 主体完工 is 3), or None when they name none."""
    found = [verbs()[index].rung for index, _, _ in verb_scan().find_matches_as_indexes(action) if index < len(verbs())]
    return max((height for height in found if height is not None), default=None)


@cache
def _kinds() -> dict[str, list[tuple[str, str]]]:
    """The endings to try and their kinds, the longest first: 研究院 is a body, a 院 a facility.

    They stand under the last two signs of an object, or under its last where no ending has these two. LexiconError
    for an ending that stands under two kinds.
    """
    kinds: dict[str, str] = {}
    for entry in table("deeds")["kinds"]:
        for ending in entry["endings"]:
            if kinds.setdefault(ending, entry["kind"]) != entry["kind"]:
                raise LexiconError(f"deeds.toml: kinds {entry['kind']}: {ending} stands in {kinds[ending]} already")
    found: dict[str, list[tuple[str, str]]] = {}
    for ending in sorted(kinds, key=len, reverse=True):
        found.setdefault(ending[-2:], []).append((ending, kinds[ending]))
    for last, endings in found.items():
        if len(last) > 1 and last[-1] in kinds:
            endings.append((last[-1], kinds[last[-1]]))
    return found


def kind_of(words: str) -> str:
    """What kind of thing an object is by its last words: abstract, facility, paper, body, scheme, title or other."""
    end = words.rstrip("”’》）) ")
    kinds = _kinds()
    for ending, kind in kinds.get(end[-2:]) or kinds.get(end[-1:]) or ():
        if end.endswith(ending):
            return kind
    return "other"


@cache
def _common_pairs() -> frozenset[str]:
    lines = table("common_pairs")["pairs"].split()
    return frozenset(line[0] + second for line in lines for second in line[1:])


_FOREIGN = re.compile(r"[^一-鿿]")


#: How much of a name is uncommon in reports.
RARITIES = ("most", "some", "few", "none")


@lru_cache(maxsize=20_000)
def rarity(words: str) -> str:
    """Which of ``RARITIES`` of the pairs of Chinese characters is uncommon in reports: most of a name of its own."""
    pairs = set(map(add, words, words[1:]))
    if _FOREIGN.search(words):
        pairs = {pair for pair in pairs if not _FOREIGN.search(pair)}
    share = len(pairs - _common_pairs()) / len(pairs) if pairs else 1.0
    return "most" if share > 0.45 else "some" if share > 0.2 else "few" if share > 0 else "none"


@cache
def listed(key: str) -> re.Pattern[str]:
    """A pattern for one of the words of a list of ``deeds.toml``: soft or vague."""
    return re.compile(any_of(_listed_words(key)))


@cache
def run_at_end(key: str) -> re.Pattern[str]:
    """A pattern for a run of the words of a list that ends what is searched."""
    return re.compile(f"(?:{any_of(_listed_words(key))})+$")


@cache
def last_signs(key: str) -> frozenset[str]:
    """The signs with which the words of a list end."""
    return frozenset(word[-1] for word in _listed_words(key))


@cache
def run_of(key: str) -> re.Pattern[str]:
    """A pattern for any number of the words of a list, figures of dates and blanks among them."""
    return re.compile(
        rf"(?:{any_of(_listed_words(key))}|[\s\d年月日前底份末于在到]|{spans.WORDS}|连续第?[一二三四五六七八九十两\d]+[年届次])*"
    )


def _listed_words(key: str) -> tuple[str, ...]:
    return words("deeds", key)


@cache
def weights() -> dict[tuple[str, str], int]:
    """What each (family, key) of a candidate weighs: log-odds times ten, fitted on labelled reports."""
    return {(family, key): weight for family, keys in table("deed_weights").items() for key, weight in keys.items()}
