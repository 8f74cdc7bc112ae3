"""The front page's two charts as places in per cent: what was decided day by day, and how the reports stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models import Report
from tracker.admin import queue
from tracker.models import Commitment, Outcome

DAYS = 30
#: How much of its day a column takes; the rest is the gap.
_FILLED = 0.8


@dataclass(frozen=True, slots=True)
class Day:
    """A day's decisions, all and the person's own, and where its column lies: mine below, the others' on it."""

    date: date
    all: int
    mine: int
    start: str
    middle: str
    anchor: str
    top: str
    height_others: str
    top_mine: str
    height_mine: str


@dataclass(frozen=True, slots=True)
class Days:
    """The last DAYS days up to today, and their sums; `most` is the day with most decisions, None with none at all."""

    days: Sequence[Day]
    all: int
    mine: int
    most: Day | None
    width: str

    @property
    def others(self) -> int:
        return self.all - self.mine


@dataclass(frozen=True, slots=True)
class Segment:
    """Reports in one state: code, name, number, and place in the bar in per cent."""

    code: str
    name: Any
    count: int
    start: str
    width: str


def reviewed_by_day(user: User, today: date) -> Days:
    """Statements by the day on which their present decision was taken."""
    first = today - timedelta(days=DAYS - 1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    everybody: Counter[date] = Counter()
    own: Counter[date] = Counter()
    models: tuple[Any, ...] = (Commitment, Outcome)
    for model in models:
        decided = model.objects.filter(decided_at__gte=since).order_by().values_list(TruncDate("decided_at"))
        for day, count, mine in decided.annotate(all=Count("*"), mine=Count("decided_at", filter=Q(decided_by=user))):
            everybody[day] += count
            own[day] += mine
    highest = max(everybody.values(), default=0) or 1
    dates = [first + timedelta(days=number) for number in range(DAYS)]
    days = [_day(day, number, everybody[day], own[day], highest) for number, day in enumerate(dates)]
    most = max(days, key=lambda day: (day.all, day.date))
    return Days(days, everybody.total(), own.total(), most if most.all else None, _share(_FILLED, DAYS))


def _day(day: date, number: int, everybody: int, own: int, highest: int) -> Day:
    return Day(
        date=day,
        all=everybody,
        mine=own,
        start=_share(number, DAYS),
        middle=_share(number + _FILLED / 2, DAYS),
        # A figure over the first or the last columns would be cut off by the edge.
        anchor="start" if number < 2 else "end" if number > DAYS - 3 else "middle",
        top=_share(highest - everybody, highest),
        height_others=_share(everybody - own, highest),
        top_mine=_share(highest - own, highest),
        height_mine=_share(own, highest),
    )


def states() -> list[Segment]:
    """Current reports by how far they have come, in that order; a state without reports is there with none."""
    rows = Report.objects.filter(superseded_by__isnull=True)
    is_read = Q(state=Report.State.READ)
    counts = rows.aggregate(
        received=Count("pk", filter=Q(state=Report.State.RECEIVED)),
        read=Count("pk", filter=is_read & queue.awaiting()),
        reviewed=Count("pk", filter=is_read & ~queue.awaiting()),
        published=Count("pk", filter=Q(state=Report.State.PUBLISHED)),
    )
    names = {
        "received": _("received, not read"),
        "read": _("being reviewed"),
        "reviewed": _("reviewed, not published"),
        "published": _("published"),
    }
    total = sum(counts.values()) or 1
    segments, before = [], 0
    for code, name in names.items():
        segments.append(Segment(code, name, counts[code], _share(before, total), _share(counts[code], total)))
        before += counts[code]
    return segments


def _share(part: float, whole: int) -> str:
    return f"{100 * part / whole:.2f}"
