"""What the pages' figures were worked out from: a name for the state of all data that two index look-ups tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.models import Change, Verdict


@dataclass(frozen=True, slots=True)
class AsOf:
    """A state of the data; ``judged_at`` is when the newest verdict was reached, None before the first.

    ``version`` changes with every verdict (whatever is stored is judged) and with everything a person does. Of two
    writers at once the later may be seen first, so what is kept under a version is kept for minutes, not for good.
    """

    version: str
    judged_at: datetime | None


def as_of() -> AsOf:
    """The state the data is in now."""
    # A hash, not a key: a database made anew counts its keys from one again beside a cache that remembers.
    verdict = Verdict.objects.order_by("-pk").values_list("hash", "decided_at").first()
    changed = Change.objects.order_by("-pk").values_list("pk", "at").first()
    told = f"{verdict[0] if verdict else ''}:{changed[0] if changed else 0}:{changed[1].timestamp() if changed else 0}"
    return AsOf(told, verdict[1] if verdict else None)
