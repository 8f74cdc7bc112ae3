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

from reports.words import Kind, ReviewState
from tracker import ledger, register
from tracker.models import Commitment, Outcome

#: More rows than this are not decided in one go: the page would not answer in time.
MOST_AT_ONCE = 2_000


_SEEN = (
    *(name for name in register.CORRECTABLE if name != "indicator"), *register.PLACE,
    "indicator_id", "review_state", "decided_by_id", "decided_at", "is_retired",
)  # fmt: skip

#: What judging and the audit read of a statement that counts.
_WEIGHED = (
    *register.PLACE, "report_id", "subject", "indicator_id", "measure", "comparator", "value", "value_high", "unit",
    "period", "deadline", "hedge", "section", "base_start", "base_end", "base_value", "base_unit", "base_period",
    "confidence", "reasons",
)  # fmt: skip


def fingerprint(row: Commitment | Outcome) -> str:
    """What a person saw of the row: another value when anybody has changed or decided it since."""
    seen = [getattr(row, name) for name in _SEEN]
    if isinstance(row, Outcome):
        seen.append(row.kind)
    return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()[:16]


class Touched:
    """The statements a decision is about as they were before it, so that only what it changes is judged again.

    Make it before the decision is written, with every row it may change; rows it makes are new in `judge_again`.
    """

    def __init__(self, rows: Iterable[Commitment | Outcome]) -> None:
        self._before = {_identity(row): _weighed(row) for row in rows}
        self._years: dict[int, set[int]] = defaultdict(set)
        self.is_settled = True
        self._note_years(rows)

    def judge_again(self, rows: Iterable[Commitment | Outcome], *, settles: bool = True) -> int:
        """Judge what the rows as they are now bear on; returns how many verdicts were added.

        Rows that say what they said, of which people only came to stand behind them, change no judgement. With
        ``settles`` False what follows from all statements together is left to `settle`, and `is_settled` says whether
        anything was.
        """
        self._note_years(rows)
        changed: dict[int, set[int]] = defaultdict(set)
        agreed: dict[int, set[int]] = defaultdict(set)
        # Where only plain results changed, what follows from admissions and pledges stands.
        admissions: set[int] = set()
        mirrored: set[int] = set()
        for row in rows:
            before, now = self._before.get(_identity(row), _UNCOUNTED), _weighed(row)
            (agreed if before == now else changed)[row.jurisdiction_id].add(row.report_id)
            if isinstance(row, Outcome) and row.kind == Kind.SHORTFALL.value:
                admissions.add(row.jurisdiction_id)
            if before != now and {_kind(before), _kind(now)} & {Kind.PLEDGE.value, Kind.SHORTFALL.value}:
                mirrored.add(row.jurisdiction_id)
        for place in sorted(agreed.keys() - changed.keys()):
            ledger.agree(place, agreed[place], is_of_admissions=place in admissions)
        self.is_settled = settles or not changed
        return sum(
            ledger.rejudge(
                place,
                self._years[place],
                changed[place],
                agreed[place],
                settles=settles,
                is_of_admissions=place in admissions | mirrored,
            )
            for place in sorted(changed)
        )

    def _note_years(self, rows: Iterable[Commitment | Outcome]) -> None:
        for row in rows:
            self._years[row.jurisdiction_id] |= years_touched(row)


@transaction.atomic
def decide(rows: Iterable[Commitment | Outcome], state: ReviewState, user: User, note: str = "") -> int:
    """Accept or reject the statements, or hand them back to the machine (PROPOSED)."""
    rows = list(rows)
    touched = Touched(rows)
    if state == ReviewState.ACCEPTED:
        register.accept_all(rows, user, note)
    else:
        for row in rows:
            register.decide(row, state, user, note)
    return touched.judge_again(rows)


@transaction.atomic
def correct(row: Commitment | Outcome, user: User, changes: dict[str, Any], note: str = "") -> int:
    """Write a person's corrections; with none, the statement is accepted as it stands."""
    # The form has set its values on the row already: what was before is in the database.
    touched = Touched([type(row)._default_manager.select_related("report").defer("report__text").get(pk=row.pk)])
    register.correct(row, user, changes, note)
    return touched.judge_again([row])


def years_touched(row: Commitment | Outcome) -> set[int]:
    """The years whose pledges the statement can bear on: its own, and for an outcome the year its report reviews."""
    return {row.year} if isinstance(row, Commitment) else {row.year, row.report.review_year}


_UNCOUNTED = (False,)


def _weighed(row: Commitment | Outcome) -> tuple[Any, ...]:
    """What judging makes of the row: nothing where it is rejected or retired."""
    if row.is_retired or row.review_state == ReviewState.REJECTED.value:
        return _UNCOUNTED
    kind = row.kind if isinstance(row, Outcome) else Kind.PLEDGE.value
    return (True, kind, *(getattr(row, name) for name in _WEIGHED))


def _kind(weighed: tuple[Any, ...]) -> str:
    return weighed[1] if weighed != _UNCOUNTED else ""


def _identity(row: Commitment | Outcome) -> tuple[str, int]:
    return row._meta.model_name or "", row.pk
