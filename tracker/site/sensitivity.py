"""What another tolerance would change, counted over everything that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from reports.words import Comparator, Rule, Verdict
from tracker.judging.constants import ABOUT_POINTS
from tracker.judging.sensitivity import kept_by_tolerance
from tracker.models import Commitment
from tracker.scoreboard import Scope, scoreboard


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many pledges would be kept with this many points of tolerance; ``is_ours`` marks the published one."""

    points: Decimal
    kept: int
    is_ours: bool


def sensitivity(*, unreviewed: bool) -> list[Outlook]:
    """One outlook for each of the published points, smallest first.

    Only a pledge worded "about", or one with parts, can change; a person's decision and all others stand.
    """
    shown = Commitment.objects.shown(unreviewed=unreviewed).exclude(verdict__rule=Rule.OVERRIDE.value)
    movable = shown.filter(Q(comparator=Comparator.ABOUT.value) | Q(verdict__rule=Rule.COMPOUND.value))
    rows = list(movable.order_by().values_list("verdict__code", "verdict__derivation"))
    now = sum(code == Verdict.KEPT.value for code, _derivation in rows)
    others = scoreboard(Scope(unreviewed=unreviewed)).total.kept - now
    kept = kept_by_tolerance(derivation or {} for _code, derivation in rows)
    return [Outlook(points, others + count, points == ABOUT_POINTS) for points, count in kept.items()]
