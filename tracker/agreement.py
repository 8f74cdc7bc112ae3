"""How far two people who read the same statements apart from each other agree, field by field.

Of the statements of finished blind codings those count about which another person has decided, too. A decision (accept,
reject, correct) is compared for all of them, a field where neither rejects the statement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import krippendorff
import numpy as np

from reports.words import ReviewState
from tracker.models import Assignment, Coding, Commitment, Outcome

#: The fields that are compared; the first is what was decided.
FIELDS = (
    "decision", "subject", "indicator", "measure", "comparator", "value", "unit", "period", "deadline", "hedge",
)  # fmt: skip
#: Below so many statements a figure of agreement says next to nothing.
FEWEST = 20
#: Only the reports coded last count: the page stays quick, and shows how the office works now.
LAST_REPORTS = 100
#: The library's table has a cell for each statement and each pair of values; a larger one costs more than 32 MB.
_LARGEST_TABLE = 4_000_000


class Untold(StrEnum):
    """Why there is no figure."""

    TOO_FEW = "too_few"
    NO_VARIATION = "no_variation"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree on one field, of how many statements of how many reports.

    `share` is the share of statements on which they say the same, `alpha` Krippendorff's alpha of nominal values: 1 for
    full agreement, 0 for what chance would bring. None where `untold` says why; with NO_VARIATION only alpha is None,
    for where everybody always says one thing there is nothing to agree about.
    """

    field: str
    units: int
    reports: int
    share: Decimal | None
    alpha: Decimal | None
    untold: Untold | None


Pair = tuple[str, str]


def agreements() -> list[Agreement]:
    """The agreement on every field of FIELDS, in that order, in two queries."""
    pairs: dict[str, list[Pair]] = defaultdict(list)
    reports: dict[str, set[int]] = defaultdict(set)
    for report, first, second in _coded_twice():
        rejected = Coding.Decision.REJECT in (first["decision"], second["decision"])
        for field in FIELDS[:1] if rejected else FIELDS:
            pairs[field].append((first[field], second[field]))
            reports[field].add(report)
    return [agreement(field, pairs[field], len(reports[field])) for field in FIELDS]


def agreement(field: str, pairs: Sequence[Pair], reports: int) -> Agreement:
    """The agreement over these pairs of values."""
    units = len(pairs)
    if units < FEWEST:
        return Agreement(field, units, reports, None, None, Untold.TOO_FEW)
    share = Decimal(sum(first == second for first, second in pairs)) / units
    found = alpha(pairs)
    if found is None:
        return Agreement(field, units, reports, share, None, Untold.NO_VARIATION)
    return Agreement(field, units, reports, share, Decimal(f"{found:.3f}"), None)


def alpha(pairs: Collection[Pair]) -> float | None:
    """Krippendorff's alpha of nominal values for two coders; None where only one value occurs."""
    counts = Counter(value for pair in pairs for value in pair)
    if len(counts) < 2:
        return None
    if len(pairs) * len(counts) ** 2 > _LARGEST_TABLE:
        return _alpha_of_many(pairs, counts)
    codes = {value: code for code, value in enumerate(counts)}
    coded = np.array([[codes[first], codes[second]] for first, second in pairs], dtype=float).T
    return float(krippendorff.alpha(reliability_data=coded, level_of_measurement="nominal"))


def _alpha_of_many(pairs: Collection[Pair], counts: Counter[str]) -> float:
    """The same figure without a table: of two coders and no gaps only the disagreements and the counts matter.

    1 - (n - 1) · disagreeing values / pairs of unlike values, of the n values given (Krippendorff 2011, "Computing
    Krippendorff's Alpha-Reliability", section C).
    """
    given = 2 * len(pairs)
    unlike = given**2 - sum(count**2 for count in counts.values())
    disagreeing = 2 * sum(first != second for first, second in pairs)
    return 1 - (given - 1) * disagreeing / unlike


def _coded_twice() -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """The report, what the first person says, and what the second says, of every statement that both decided about."""
    done = (
        Assignment.objects.filter(state=Assignment.State.DONE).order_by("-done_at", "-pk").values("pk")[:LAST_REPORTS]
    )
    models: tuple[Any, ...] = (Commitment, Outcome)
    for model in models:
        name = model._meta.model_name
        columns = [f"{name}__{field}" for field in _COLUMNS]
        rows = Coding.objects.filter(assignment__in=done, **{f"{name}__decided_by__isnull": False})
        told = rows.order_by().values_list(
            "assignment__report", "assignment__coder", "decision", "fields", f"{name}__decided_by",
            f"{name}__review_state", f"{name}__machine_said", *columns,
        )  # fmt: skip
        for report, coder, decision, fields, decider, state, machine_said, *said in told:
            if decider == coder:
                continue
            first = dict(zip(FIELDS[1:], (value or "" for value in said), strict=True))
            first["decision"] = _decision(state, is_corrected=machine_said is not None)
            yield report, first, {"decision": decision, **{field: fields[field] for field in FIELDS[1:]}}


_COLUMNS = ["indicator__code" if field == "indicator" else field for field in FIELDS[1:]]


def _decision(state: str, *, is_corrected: bool) -> str:
    if state == ReviewState.REJECTED.value:
        return Coding.Decision.REJECT.value
    return (Coding.Decision.CORRECT if is_corrected else Coding.Decision.ACCEPT).value
