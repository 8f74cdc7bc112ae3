"""One writer at a time for each government."""

from __future__ import annotations

from typing import Any

from reports.models import Jurisdiction


def hold(jurisdictions: Any) -> None:
    """Hold these governments (keys, or a queryset of keys) until the transaction ends: one writer each at a time.

    Taken before any lock on a row of theirs, and in the order of the keys, so that two writers never wait for each
    other. NO KEY: rows that merely refer to the place may still be written.
    """
    places = Jurisdiction.objects.select_for_update(no_key=True).filter(pk__in=jurisdictions).order_by("pk")
    list(places.only("pk"))
