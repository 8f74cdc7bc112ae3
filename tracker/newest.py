"""The newest rows of a table of any length that a condition holds of, where no index knows both condition and order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet

#: After so many windows the last takes all that is left.
MOST_WINDOWS = 10
#: A window has room for half as many rows again as should hold what is still missing.
_SPARE = 1.5


def newest(
    model: Any,
    found: Callable[[int, int], QuerySet[Any]],
    most: int,
    begin: int,
    widest: int,
    before: int | None = None,
) -> list[int]:
    """The keys of the newest `most` rows found below the key `before`, newest first; fewer where there are no more.

    `found` narrows to what holds between two keys, both included. It is asked about the newest `begin` rows of the
    table, then about the next, as many as should hold what is missing by what was found so far and no more than
    `widest`: what is common is among the newest, and what is rare an index should find at once among all.
    """
    keys = model._base_manager.order_by("-pk").values_list("pk", flat=True)
    last = keys.first() if before is None else before - 1
    rows: list[int] = []
    window, looked_through = begin, 0
    for number in range(1, MOST_WINDOWS + 1):
        if last is None:
            break
        is_last = number == MOST_WINDOWS
        below = None if is_last else next(iter(keys.filter(pk__lte=last)[window : window + 1]), None)
        first = 0 if below is None else below + 1
        # `+ 0` keeps the database from walking the whole table in the order of its keys instead.
        of_window = found(first, last).order_by((F("pk") + 0).desc()).values_list("pk", flat=True)
        rows += of_window[: most - len(rows)]
        if len(rows) == most:
            break
        looked_through += window
        window = min(widest, int(looked_through * _SPARE * (most - len(rows)) / max(len(rows), 1)))
        last = below
    return rows
