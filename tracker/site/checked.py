"""Who stands behind it that an answer was found, or that there is none: the machine alone, or a person."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.words import Rule, Verdict
from tracker.models import Link
from tracker.models import Verdict as VerdictRow


def checked(verdict: VerdictRow, links: Iterable[Link]) -> str:
    """Who has looked at the answer, in a sentence; empty where none was looked for, or the verdict says it itself.

    A silence weighs as much as an answer, so it says as plainly that nobody but the machine has looked. What a person
    found instead of an answer is in the verdict's own sentence, and so is the reason of who set another verdict.
    """
    if verdict.rule == Rule.OVERRIDE.value:
        return ""
    if verdict.code == Verdict.UNREPORTED.value:
        if "looked" in verdict.derivation:
            return ""
        return _("That nothing answers it is the machine’s finding; nobody has looked for an answer yet.")
    answering = [link for link in links if link.state in Link.STANDING and link.outcome_id == verdict.outcome_id]
    if not answering:
        return ""
    if all(link.state == Link.State.CONFIRMED for link in answering):
        return _("A person has confirmed that this answers the pledge.")
    return _("That this answers the pledge is the machine’s finding; nobody has confirmed it yet.")
