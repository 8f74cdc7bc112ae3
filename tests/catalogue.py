"""The Chinese catalogue's source, entry by entry."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SOURCE = Path(settings.BASE_DIR) / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
_FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its context, its singular and plural, and the forms of its translation."""

    context: str
    text: str
    plural: str
    forms: tuple[str, ...]

    @property
    def key(self) -> str:
        """The text as the compiled catalogue knows it."""
        return f"{self.context}\x04{self.text}" if self.context else self.text


def entries() -> Iterator[Entry]:
    """Every entry but the header, in the order of the file."""
    fields: dict[str, str] = {}
    for name, lines in [*_FIELD.findall(SOURCE.read_text(encoding="utf-8")), ("msgid", "")]:
        begins = name == "msgctxt" or (name == "msgid" and set(fields) != {"msgctxt"})
        if begins and fields.get("msgid"):
            forms = tuple(text for field, text in fields.items() if field.startswith("msgstr"))
            yield Entry(fields.get("msgctxt", ""), fields["msgid"], fields.get("msgid_plural", ""), forms)
        fields = {} if begins else fields
        fields[name] = _spelled(lines)


def _spelled(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.strip().splitlines())
