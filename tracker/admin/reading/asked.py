"""What the page of the reading desk asks for, as it was sent, and the refusal that answers what cannot be done."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tracker.keys import read_key
from tracker.models import Commitment, Outcome

Row = Commitment | Outcome


class RefusedError(Exception):
    """An act that was not done: the HTTP status, why in words, errors by field, and the statements as they stand."""

    def __init__(
        self, status: int, said: Any, *, errors: dict[str, list[str]] | None = None, rows: Sequence[Row] = ()
    ) -> None:
        super().__init__(str(said))
        self.status, self.said, self.errors, self.rows = status, str(said), errors or {}, list(rows)


@dataclass
class Asked:
    """An act as the page sent it: its name, the statements it is about with what was seen of them, and the rest."""

    act: str
    keys: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] | None = None
    kind: str = ""
    note: str = ""
    token: UUID | None = None
    of: int | None = None


def asked_from(sent: Any, acts: Container[str]) -> Asked:
    """The act, one of these, that a page sent as JSON; RefusedError (400) for anything that is none."""
    if not isinstance(sent, dict) or not isinstance(sent.get("act"), str) or sent["act"] not in acts:
        raise RefusedError(400, _("This is no act of the reading desk."))
    try:
        keys = [_key(key) for key in sent.get("keys", [])]
        token = UUID(str(sent["token"])) if sent.get("token") else None
        of = _of(sent["of"]) if sent.get("of") is not None else None
    except (ValueError, TypeError) as error:
        raise RefusedError(400, _("This is no act of the reading desk.")) from error
    parts = {name: sent.get(name) or {} for name in ("seen", "fields")}
    place = sent.get("place")
    if not all(isinstance(part, dict) for part in parts.values()) or not isinstance(place, dict | None):
        raise RefusedError(400, _("This is no act of the reading desk."))
    note = str(sent.get("note") or "").replace("\0", "")[:300]
    kind = str(sent.get("kind") or "")
    fields = {
        name: value.replace("\0", "") if isinstance(value, str) else value for name, value in parts["fields"].items()
    }
    return Asked(sent["act"], keys, parts["seen"], fields, place, kind, note, token, of)


def _key(key: Any) -> str:
    pk = read_key(key[1:]) if isinstance(key, str) and key[:1] in ("c", "o") else None
    if pk is None:
        raise ValueError(f"not the key of a statement: {key!r}")
    return f"{key[:1]}{pk}"


def _of(key: Any) -> int:
    pk = read_key(str(key))
    if pk is None:
        raise ValueError(f"not the key of an act: {key!r}")
    return pk
