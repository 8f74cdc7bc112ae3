"""Moments as an address brings them."""

from __future__ import annotations

from datetime import UTC, datetime


def read_moment(text: str) -> datetime | None:
    """The moment in UTC that ISO 8601 with a time zone writes; None for anything else.

    The first and the last year are left out: in another time zone their moments may lie outside of the calendar.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is None or not 1 < found.year < 9999:
        return None
    return found.astimezone(UTC)
