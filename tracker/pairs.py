"""Words found in statements by the pairs of neighbouring characters they are made of.

Chinese is written without spaces and most of its words have two characters: a word of two stands in a text exactly
where its one pair does, and a longer one only where all its pairs do. A GIN index over the pairs answers both.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Case, F, Func, Q, Value, When

#: The pairs of a statement's subject and quote, in small letters, and the last character of each by itself, so that
#: one character is found as the beginning of a pair. Immutable, for an index rests on it: change it only under a new
#: name. The cost is far above the true one: to walk the rows in their order and ask each for its pairs takes a minute
#: of a million, and the database would choose that wherever it believes that matches lie evenly.
CREATE_CHARACTER_PAIRS = """
    CREATE FUNCTION character_pairs(subject text, quote text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT COST 1000000 AS $$
        SELECT array_to_tsvector(coalesce(array_agg(substr(words, place, 2)), '{}'))
        FROM (VALUES (lower(subject)), (lower(quote))) AS texts (words),
             generate_series(1, char_length(words)) AS place
    $$
"""
DROP_CHARACTER_PAIRS = "DROP FUNCTION character_pairs(text, text)"

#: A word of so many characters is found by its pairs alone; a longer one is compared besides.
_TOLD_BY_ITS_PAIRS = 2


class CharacterPairs(Func):
    """The pairs of a subject and a quote, as the index holds them."""

    function = "character_pairs"
    output_field = SearchVectorField()


def says(word: str, path: str = "") -> Q:
    """Rows whose statement (at `path`: ``commitment__``) has the word in its subject or quote, case aside.

    An empty word stands in all of them; the word holds no NUL, which no text of the database can.
    """
    if not word:
        return Q()
    found = Q(_matches(CharacterPairs(F(f"{path}subject"), F(f"{path}quote")), pairs_asked(word)))
    return found & reads(word, path) if len(word) > _TOLD_BY_ITS_PAIRS else found


def reads(word: str, path: str = "") -> Q:
    """The same rows as `says`, found by comparing texts: for rows that an index has found by something else."""
    said = Q(**{f"{path}subject__icontains": word}) | Q(**{f"{path}quote__icontains": word})
    # As a case the database takes it to hold of every second row. It would take the bare words to hold of one in a
    # million, though something else has found them, and join the tables as it does for a single row.
    return Q(Case(When(said, then=Value(True)), default=Value(False), output_field=BooleanField()))


def pairs_asked(word: str) -> str:
    """The word as a tsquery: all its pairs, or every pair that begins with its one character."""
    small = word.lower()
    if len(small) == 1:
        return f"{_quoted(small)}:*"
    return " & ".join(dict.fromkeys(_quoted(small[place : place + 2]) for place in range(len(small) - 1)))


def _quoted(pair: str) -> str:
    escaped = pair.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _matches(pairs: CharacterPairs, asked: str) -> Any:
    return Func(
        pairs, Value(asked), template="(%(expressions)s::tsquery)", arg_joiner=" @@ ", output_field=BooleanField()
    )
