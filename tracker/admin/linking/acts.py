"""The acts of the linking desk: each is asked for as JSON, checked, and handed to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import ledger
from tracker.admin.linking import rows
from tracker.judging.reasons import Lack
from tracker.judging.reasons import Silence as WhySilent
from tracker.keys import read_key
from tracker.models import Commitment, Link, Outcome, Silence

PUBLISHED = gettext_lazy(
    "The report that answers is published, so nothing was changed. A publisher can reopen it; then decide again."
)
#: More pledges than this are not decided in one go.
MOST_PLEDGES = 500
#: More outcomes than this do not answer one pledge together.
MOST_TOGETHER = 20

_MALFORMED = gettext_lazy("The page asked for something there is not. Load it again.")


class RefusedError(Exception):
    """An act that cannot be done; says in words why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One act as the page asks for it: of which pledges, each with what the person saw of it, and with what."""

    act: str
    seen: dict[int, str]
    outcomes: tuple[int, ...] = ()
    role: Link.Role = Link.Role.PART
    lack: Lack = Lack.MENTION
    note: str = ""
    #: Of many pledges those that somebody else decided meanwhile are left out; otherwise one such stops the act.
    passes_over: bool = field(default=False)
    #: Of the page's own making: an act sent again, because its answer was lost, is not done again.
    token: str = ""


def asked(data: Any) -> Asked:
    """The act out of the page's JSON; raises RefusedError for what the page never sends, and for a note too long."""
    try:
        seen = {_key(one["pk"]): str(one["seen"]) for one in data.get("pledges", ())}
        outcomes = tuple(dict.fromkeys(_key(pk) for pk in data.get("outcomes", ())))
        found = Asked(
            act=str(data["act"]),
            seen=seen,
            outcomes=outcomes,
            role=Link.Role(data.get("role") or Link.Role.PART),
            lack=Lack(data.get("reason") or Lack.MENTION),
            note=str(data.get("note") or "").replace("\0", "").strip(),
            passes_over=len(seen) > 1,
            token=str(data.get("token") or "")[:64],
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefusedError(str(_MALFORMED)) from error
    if found.act not in ACTS and found.act != "undo":
        raise RefusedError(str(_MALFORMED))
    if len(seen) > MOST_PLEDGES or len(outcomes) > MOST_TOGETHER or found.role == Link.Role.ANSWER:
        raise RefusedError(str(_MALFORMED))
    longest = Silence._meta.get_field("note").max_length or 0
    if len(found.note) > longest:
        raise RefusedError(_("The note is too long: at most %(most)d characters.") % {"most": longest})
    return found


def _key(sent: Any) -> int:
    found = read_key(str(sent))
    if found is None:
        raise ValueError(f"not a key: {sent!r}")
    return found


def do(found: Asked, pledges: Sequence[Commitment], outcomes: Sequence[Outcome], user: User) -> str:
    """Have the ledger do it to these pledges, of which the person saw what there is; returns what was done, in words.

    Raises RefusedError where it makes no sense, PublishedError where the answering report's reading is published.
    """
    if not pledges or len(outcomes) != len(found.outcomes):
        raise RefusedError(str(_MALFORMED))
    if any(not rows.is_open(pledge) for pledge in pledges):
        raise RefusedError(_("There is nothing to link: the pledge is not due, cannot be checked, or is not known."))
    if found.act != "confirm" and len(pledges) > 1:
        raise RefusedError(str(_MALFORMED))
    return ACTS[found.act](found, pledges, outcomes, user)


def _confirm(found: Asked, pledges: Sequence[Commitment], outcomes: Sequence[Outcome], user: User) -> str:
    """Confirm the outcome chosen for one pledge, or what the machine took of each."""
    if outcomes:
        if len(pledges) > 1 or len(outcomes) > 1:
            raise RefusedError(str(_MALFORMED))
        ledger.confirm_links([(pledges[0], outcomes[0])], user)
        return _("Confirmed.")
    pairs = [(pledge, link.outcome) for pledge in pledges if (link := rows.taken(pledge)) is not None]
    if len(pairs) < len(pledges):
        raise RefusedError(_("The machine took no outcome for it: choose one, or say that it is not reported."))
    ledger.confirm_links(pairs, user)
    return _("Confirmed.")


def _refuse(found: Asked, pledges: Sequence[Commitment], outcomes: Sequence[Outcome], user: User) -> str:
    """Refuse the outcome named, or else what stands as the pledge's answer."""
    (pledge,) = pledges
    standing = [one for one in rows.links_of(pledge) if one.state in Link.STANDING and one.role == Link.Role.ANSWER]
    refused = list(outcomes) or [link.outcome for link in standing]
    if not refused:
        raise RefusedError(_("There is no outcome to refuse: none is taken."))
    ledger.refuse_links([(pledge, outcome) for outcome in refused], user)
    return _("Refused.")


def _together(found: Asked, pledges: Sequence[Commitment], outcomes: Sequence[Outcome], user: User) -> str:
    if len(outcomes) < 2:
        raise RefusedError(_("Mark two outcomes or more that answer the pledge together."))
    try:
        ledger.answer(pledges[0], outcomes, user, found.role)
    except ValueError as error:
        raise RefusedError(_("Outcomes that answer together must stand in one report.")) from error
    if found.role == Link.Role.ADDEND and is_incomparable(pledges[0]):
        # Refused after the fact, and so taken back whole: what adds up is for judging to say.
        raise RefusedError(_("These figures do not add up to the pledge’s: they must be amounts in its unit."))
    return _("Confirmed in parts.") if found.role == Link.Role.PART else _("Confirmed as a sum.")


def is_incomparable(pledge: Commitment) -> bool:
    """Whether what people linked to the pledge turned out not to be comparable with it; asks the database anew."""
    pledge.refresh_from_db(fields=["verdict"])
    return pledge.verdict is not None and pledge.verdict.reason == WhySilent.NOT_COMPARABLE.value


def _find_unanswered(found: Asked, pledges: Sequence[Commitment], outcomes: Sequence[Outcome], user: User) -> str:
    try:
        ledger.find_unanswered(pledges[0], found.lack, user, found.note)
    except ValueError as error:
        raise RefusedError(
            _("Not set: only a digest of the report is loaded, which proves nothing by what it leaves out.")
        ) from error
    return _("Set as not reported.")


def _leave(found: Asked, pledges: Sequence[Commitment], outcomes: Sequence[Outcome], user: User) -> str:
    ledger.restore(pledges, {pledges[0].pk: ledger.Said()})
    return _("Left to the machine again.")


ACTS = {
    "confirm": _confirm,
    "refuse": _refuse,
    "together": _together,
    "unanswered": _find_unanswered,
    "leave": _leave,
}
