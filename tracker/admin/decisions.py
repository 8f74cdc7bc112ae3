"""What people decide about statements, and the judging that follows at once.

Each function is one decision in one transaction: the writer writes it, and every government-year it touches is
judged again. They return how many verdicts were added by that.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reports.words import ReviewState
from tracker import ledger, register
from tracker.models import Commitment, Outcome

#: More rows than this are not decided in one go: the page would not answer in time.
MOST_AT_ONCE = 2_000


_SEEN = (
    *(name for name in register.CORRECTABLE if name != "indicator"),
    "indicator_id", "review_state", "decided_by_id", "decided_at", "is_retired",
)  # fmt: skip


def fingerprint(row: Commitment | Outcome) -> str:
    """What a person saw of the row: another value when anybody has changed or decided it since."""
    seen = json.dumps([getattr(row, name) for name in _SEEN], default=str)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


@transaction.atomic
def decide(rows: Iterable[Commitment | Outcome], state: ReviewState, user: User, note: str = "") -> int:
    """Accept or reject the statements, or hand them back to the machine (PROPOSED)."""
    touched: dict[int, set[int]] = defaultdict(set)
    changed: dict[int, set[int]] = defaultdict(set)
    accepted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        only_agrees = state == ReviewState.ACCEPTED and row.review_state != ReviewState.REJECTED.value
        (accepted if only_agrees else changed)[row.jurisdiction_id].add(row.report_id)
        touched[row.jurisdiction_id] |= years_touched(row)
        register.decide(row, state, user, note)
        touched[row.jurisdiction_id] |= years_touched(row)
    return sum(
        ledger.rejudge(place, years, changed=changed[place], accepted=accepted[place])
        for place, years in sorted(touched.items())
    )


@transaction.atomic
def correct(row: Commitment | Outcome, user: User, changes: dict[str, Any], note: str = "") -> int:
    """Write a person's corrections; with none, the statement is accepted as it stands."""
    years = years_touched(row)
    register.correct(row, user, changes, note)
    return ledger.rejudge(row.jurisdiction_id, years | years_touched(row), changed=[row.report_id])


def years_touched(row: Commitment | Outcome) -> set[int]:
    """The years whose pledges the statement can bear on: its own, and for an outcome the year its report reviews."""
    return {row.year} if isinstance(row, Commitment) else {row.year, row.report.review_year}
