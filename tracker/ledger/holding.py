"""One writer at a time for each government."""

from __future__ import annotations

from collections.abc import Iterable

from reports.models import Jurisdiction


def hold(jurisdictions: Iterable[int]) -> None:
    """Hold these governments, by key, until the transaction ends: one writer each at a time.

    Taken before any lock on a row of theirs, and in the order of the keys, so that two writers never wait for each
    other. NO KEY: rows that merely refer to the place may still be written.
    """
    # As keys: of a query within the query the database guesses how many there are, and may walk all places for one.
    keys = set(jurisdictions)
    places = Jurisdiction.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(places.only("pk"))
