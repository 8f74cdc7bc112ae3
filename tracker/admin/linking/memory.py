"""What a person did last at the desk, kept in the session so that it can be undone, also after a reload.

And which acts were answered, kept in the cache that all processes share: the page asks again where an answer was lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache

from reports.models import Report
from tracker.ledger import Said
from tracker.models import Link, Silence

#: Acts that can be undone one after the other.
MOST = 20
#: Seconds for which a page without a network may ask again.
_ASKED_AGAIN_WITHIN = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Act:
    """By pledge: what people had said before the act, and the fingerprints before it and after."""

    said: dict[int, Said]
    was: dict[int, str]
    seen: dict[int, str]


def remember(session: SessionBase, report: Report, act: Act) -> None:
    """Keep an act on top of those before it; the oldest of too many is forgotten."""
    pledges = [
        {"pk": pk, "was": act.was[pk], "seen": act.seen[pk], "said": _plain(said)} for pk, said in act.said.items()
    ]
    session[_key(report)] = [*session.get(_key(report), ()), pledges][-MOST:]


def last(session: SessionBase, report: Report) -> Act | None:
    """The newest act that is not undone; None where there is none."""
    acts = session.get(_key(report))
    if not acts:
        return None
    pledges = acts[-1]
    return Act(
        {one["pk"]: _said(one["pk"], one["said"]) for one in pledges},
        {one["pk"]: one["was"] for one in pledges},
        {one["pk"]: one["seen"] for one in pledges},
    )


def forget_last(session: SessionBase, report: Report, now: Mapping[int, str]) -> None:
    """The newest act is undone, or can no longer be; `now` are the fingerprints of the pledges it was undone for.

    They stand again as the act before it left them, unless somebody else had decided between the two.
    """
    *acts, undone = session.get(_key(report), [[]])
    was = {one["pk"]: one["was"] for one in undone}
    for pk in now.keys() & was.keys():
        before = next((one for act in reversed(acts) for one in act if one["pk"] == pk), None)
        if before is not None and before["seen"] == was[pk]:
            before["seen"] = now[pk]
    session[_key(report)] = acts


def answered(person: Any, report: Report, token: str) -> tuple[str, list[int]] | None:
    """What was said of the person's act of this token and of which pledges; None for one not done, or without a token.

    Call it, as `note_answered`, while the government is held: then an act under way has ended.
    """
    return cache.get(_token_key(person, report, token)) if token else None


def note_answered(person: Any, report: Report, token: str, words: str, pledges: list[int]) -> None:
    """Note that the act of this token is done."""
    if token:
        cache.set(_token_key(person, report, token), (words, pledges), _ASKED_AGAIN_WITHIN)


def _token_key(person: Any, report: Report, token: str) -> str:
    return f"linking-{person.pk}-{report.pk}-{hashlib.sha256(token.encode()).hexdigest()[:32]}"


def _key(report: Report) -> str:
    return f"linking-{report.pk}"


def _plain(said: Said) -> dict[str, Any]:
    links: Collection[Link] = said.links
    return {
        "links": [[one.outcome_id, one.state, one.role, one.decided_by_id, _moment(one)] for one in links],
        "silence": said.silence
        and [said.silence.reason, said.silence.note, said.silence.decided_by_id, _moment(said.silence)],
    }


def _moment(decided: Any) -> str:
    return str(decided.decided_at.isoformat())


def _said(commitment: int, plain: dict[str, Any]) -> Said:
    links = tuple(
        Link(
            commitment_id=commitment,
            outcome_id=outcome,
            state=state,
            role=role,
            score=Decimal(1),
            decided_by_id=person,
            decided_at=datetime.fromisoformat(at),
        )
        for outcome, state, role, person, at in plain["links"]
    )
    if plain["silence"] is None:
        return Said(links)
    reason, note, person, at = plain["silence"]
    silence = Silence(
        commitment_id=commitment,
        reason=reason,
        note=note,
        decided_by_id=person,
        decided_at=datetime.fromisoformat(at),
    )
    return Said(links, silence)
