"""English words that a reader types, held against English names: the quotes are Chinese, so these lead to pledges.

What reports call a thing that has no English name on record (schools, bridges) is told by english_words.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from django.db.models import Q

from reports.words import Topic

#: taxes, branches; income and service keep their e.
_SIBILANT = re.compile(r"(?:x|ch|sh|ss)es$")


def is_english(word: str) -> bool:
    """Whether it is a word in Latin letters; a code, a year and a Chinese word are none."""
    return word.isascii() and any(sign.isalpha() for sign in word)


def of_that_name(word: str) -> Q:
    """Indicators in whose name the word stands: an English word from its first letter, so that road is not in broad."""
    here = Q(name__icontains=word) | Q(aliases__icontains=word)
    # \m is where a word begins.
    return here | Q(english__iregex=rf"\m{re.escape(_stem(word))}") if is_english(word) else here


def topics_of_that_name(words: Sequence[str]) -> list[Topic]:
    """The topics in whose name one of the words stands, in either language."""
    begun = [re.compile(rf"\b{re.escape(_stem(word))}", re.IGNORECASE) for word in words if is_english(word)]
    return [
        topic
        for topic in Topic
        if any(word in topic.zh for word in words) or any(word.search(topic.en) for word in begun)
    ]


def in_the_reports_words(words: Sequence[str]) -> list[list[str]]:
    """The search with an English word put into the reports' own, once for each word they may have for it.

    Empty where none of the words is known. Kaihua schools: Kaihua 学校, Kaihua 小学.
    """
    at, own = next(((at, own) for at, word in enumerate(words) if (own := _own_words(word))), (0, ()))
    return [[*words[:at], chinese, *words[at + 1 :]] for chinese in own]


def _own_words(word: str) -> Sequence[str]:
    if not is_english(word):
        return ()
    small, table = word.lower(), _table()
    # buses are neither found by themselves nor by what is left of them without an s.
    return table.get(small) or table.get(_stem(small)) or table.get(small.removesuffix("es"), ())


@cache
def _table() -> Mapping[str, Sequence[str]]:
    """What reports call each English word, by the word itself and by its stem."""
    with Path(__file__).with_name("english_words.toml").open("rb") as file:
        own = tomllib.load(file)
    return {_stem(word): own[word] for word in own} | own


def _stem(word: str) -> str:
    """What one and many have in common: job of jobs, industr of industry and industries, tax of taxes."""
    small = word.lower()
    if _SIBILANT.search(small):
        return small[:-2]
    if small.endswith("ies"):
        return small[:-3]
    if small.endswith("s") and not small.endswith("ss"):
        return small[:-1]
    return small.removesuffix("y") if len(small) > 3 else small
