"""English words that a reader types, held against English names: the quotes are Chinese, so these lead to pledges."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
