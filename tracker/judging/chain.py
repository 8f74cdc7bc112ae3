"""The chain of a government's verdicts: what each states, and the hash that binds it to the one before it.

The hash is SHA-256 over canonical JSON: UTF-8, keys sorted, no spaces, decimals as strings, no number but whole ones.
Whoever has the public export can compute it again; `tracker/public/recompute.py` does, without this file.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

#: What stands in the place of the hash before a government's first verdict.
FIRST = "0" * 64


def hash_of(statement: dict[str, Any]) -> str:
    """The hash of what a verdict states. Raises TypeError for a float, which not every program writes alike."""
    return hashlib.sha256(canonical(statement).encode()).hexdigest()


def canonical(value: Any) -> str:
    """The value as the one JSON text that is hashed."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def identity(report: str, start: int, end: int, subject: str, year: int) -> dict[str, Any]:
    """What tells a statement from all others in public: ``report`` is the sha256 of the text it stands in."""
    return {"report": report, "start": start, "end": end, "subject": subject, "year": year}


def stated(row: Any, code: str) -> dict[str, Any]:
    """What a stored verdict states in public, without its own hash; ``code`` is its government's."""
    return {
        "position": row.position,
        "previous": row.previous,
        "jurisdiction": code,
        "pledge": row.pledge_as_judged,
        "sequence": row.sequence,
        "code": str(row.code),
        "rule": str(row.rule),
        "rule_version": row.rule_version,
        "outcome": row.outcome_as_judged,
        "derivation": row.derivation,
        "flags": row.flags,
        "reason": row.reason,
        "cause": str(row.cause),
        "note": row.note,
        "source": row.source,
        "decided_at": instant(row.decided_at),
        "decided_by_a_person": row.decided_by_id is not None,
    }


def instant(moment: datetime) -> str:
    """The moment in UTC with all six digits of its microseconds: 2026-01-31T08:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; a decimal is stated as a string")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_floats(inner)
