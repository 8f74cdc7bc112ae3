"""The words of topics: loads and checks ``topics.toml``, and finds them in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from reports.reading.lexicon.load import LexiconError, table
from reports.words import Topic

#: How a word of a topic counts, as the lists of the table are called.
_WEIGHTS = ("strong", "hints", "ends")
#: So long an end may be.
_LONGEST_END = 4


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word and what it speaks of: strongly, or only by describing; an end counts at a noun's end alone."""

    word: str
    topic: Topic
    is_strong: bool
    is_end: bool


def load(entries: Mapping[str, Any]) -> tuple[TopicWord, ...]:
    """The words of the tables ``[topic.…]``, in their order.

    Raises LexiconError, naming the topic, for one that ``reports.words`` does not know or that is OTHER, for a missing
    or unknown list, and for a word that is empty or stands twice.
    """
    words: list[TopicWord] = []
    owners: dict[str, str] = {}
    for code, lists in entries.items():
        topic = next((topic for topic in Topic if topic == code and topic != Topic.OTHER), None)
        if topic is None:
            raise LexiconError(f"topics.toml: {code!r} is no topic")
        if odd := set(_WEIGHTS).symmetric_difference(lists):
            raise LexiconError(f"topics.toml: {code}: missing or unknown list {', '.join(sorted(odd))}")
        for weight in _WEIGHTS:
            for word in lists[weight]:
                if not isinstance(word, str) or not word:
                    raise LexiconError(f"topics.toml: {code}: an empty word in {weight}")
                if word in owners:
                    raise LexiconError(f"topics.toml: {code}: {word} belongs to {owners[word]} already")
                owners[word] = code
                words.append(TopicWord(word, topic, weight != "hints", weight == "ends"))
    return tuple(words)


@cache
def topic_words() -> tuple[TopicWord, ...]:
    """The words of all topics, in the order of the file; read once."""
    return load(table("topics")["topic"])


@cache
def tails() -> tuple[str, ...]:
    """What stands after a noun and does not change what it is about, the longest first."""
    return tuple(sorted(table("topics")["tails"]["words"], key=lambda word: (-len(word), word)))


@cache
def _search() -> tuple[AhoCorasick, tuple[TopicWord | None, ...]]:
    known: dict[str, TopicWord | None] = {word.word: word for word in topic_words() if not word.is_end}
    known |= dict.fromkeys(table("topics")["nothing"]["words"])
    return AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values())


def scan(text: str) -> Iterator[tuple[TopicWord | None, int, int]]:
    """The words in the text with where they start and end, none within another, in the text's order.

    None in the place of a word that speaks of nothing: it holds another's, as 思路 holds 路. Ends are not looked for.
    """
    search, words = _search()
    for index, start, end in search.find_matches_as_indexes(text):
        yield words[index], start, end


@cache
def _ends() -> dict[str, TopicWord]:
    return {word.word: word for word in topic_words() if word.is_end}


def end_of(noun: str) -> TopicWord | None:
    """The longest word that the noun ends with, of those that count there alone; None where it ends with none."""
    ends = _ends()
    return next((ends[noun[-size:]] for size in range(_LONGEST_END, 0, -1) if noun[-size:] in ends), None)
