"""Files that were handed in and await a person's word: kept under their hash, named by a sealed note in the address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.core import signing
from django.core.cache import cache
from django.core.files.storage import default_storage

from reports.intake import keep_file
from reports.reading.text import TooLong, UnknownEncoding, decode

#: A note of yesterday is none any more: start again.
_KEPT_FOR = 24 * 3600
#: Seconds for which a decoded text is remembered: from one step to the next.
_REMEMBERED = 3600
#: The longest report known has 34,000.
MOST_CHARACTERS = 400_000
#: Longer endings of file names are no formats.
_LONGEST_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A file in the store, and the name it came by."""

    file: str
    name: str

    @property
    def text(self) -> str:
        """Its text. Raises TextError where it has none, FileNotFoundError where the file is gone."""
        key = f"draft-{Path(self.file).name}"
        text = cache.get(key)
        if text is None:
            with default_storage.open(self.file) as file:
                text = plain_text(file.read(), self.name)
            cache.set(key, text, _REMEMBERED)
        return text


@dataclass(frozen=True, slots=True)
class Pile:
    """The drafts still to be confirmed, of how many that were handed in at once."""

    drafts: tuple[Draft, ...]
    of: int

    @property
    def number(self) -> int:
        """Which one is next, counted from one."""
        return self.of - len(self.drafts) + 1

    @property
    def rest(self) -> Pile:
        """The pile without its first draft."""
        return Pile(self.drafts[1:], self.of)


def keep(content: bytes, name: str) -> Draft:
    """Store the file and return its draft. Raises TextError, with nothing stored, where it gives no text."""
    plain_text(content, name)
    suffix = Path(name).suffix.lower()
    is_format = len(suffix) <= _LONGEST_SUFFIX and suffix[1:].isalnum()
    return Draft(keep_file(content, suffix if is_format else ""), name)


def plain_text(content: bytes, name: str) -> str:
    """The text of a file's bytes. Raises TextError where there is none that a database takes."""
    text = decode(content, name)
    if len(text) > MOST_CHARACTERS:
        raise TooLong(len(text), MOST_CHARACTERS, name)
    if "\0" in text:
        raise UnknownEncoding(f"{name}: the text holds a NUL character")
    return text


def seal(pile: Pile, person: int) -> str:
    """The pile as a note that only this person's pages take back."""
    drafts = [[draft.file, draft.name] for draft in pile.drafts]
    return signing.dumps([pile.of, drafts], salt=_salt(person), compress=True)


def unseal(note: str, person: int) -> Pile | None:
    """The pile of the note; None where it is not theirs, is too old, or is no note at all."""
    try:
        of, drafts = signing.loads(note, salt=_salt(person), max_age=_KEPT_FOR)
    except signing.BadSignature:
        return None
    return Pile(tuple(Draft(file, name) for file, name in drafts), of)


def _salt(person: int) -> str:
    return f"intake-{person}"
