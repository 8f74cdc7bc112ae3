"""What a shift keeps of the two pledges, as JSON values."""

from __future__ import annotations

from typing import Any

from reports.reading.records import Reading, Statement
from tracker.judging.goalposts.wording import wording_of


def told(reading: Reading, statement: Statement) -> dict[str, Any]:
    """A pledge as the sentence about it needs it: its name, figure, measure and wording (empty: not on the scale)."""
    wording = wording_of(reading, statement)
    return {
        "subject": statement.subject,
        "indicator": statement.indicator or "",
        "measure": statement.measure.value,
        "comparator": statement.comparator.value,
        "value": statement.value,
        "value_high": statement.value_high,
        "unit": statement.unit,
        "wording": wording.code if wording else "",
        "quote": statement.quote if not statement.value else "",
    }
