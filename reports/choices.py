"""The project's words as Django choices, named in the reader's language."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

from reports.words import Word


def word_name(word: Word) -> str:
    """The word's name in the language active now."""
    return word.name_in(get_language() or "en")


_lazy_name = lazy(word_name, str)


def choices(words: type[Word]) -> list[tuple[str, str]]:
    """Code and lazily named label of every word, in the order they are defined."""
    return [(word.value, _lazy_name(word)) for word in words]
