"""The arithmetic audit: figures of one report, and of two in a row, that cannot all be true.

A figure is never a point but the interval it was rounded from, and what rounding, prices, scope or a revised base can
explain is no alarm. ``audit`` is the door; each check has a file of its own.
"""

from __future__ import annotations

from reports.reading.records import Reading
from tracker.judging.audit import fromto, growth, parts, plans, proportions, restated, shares, twice
from tracker.judging.audit.records import Finding

__all__ = ["audit"]


def audit(reading: Reading, next: Reading | None = None) -> tuple[Finding, ...]:
    """What does not add up in the report, and between it and the report of the year after.

    In the order of the text: findings within the first report, then those that need both, by their place in the
    later one. What the later report says within itself alone is found by auditing it on its own.
    """
    found = [*fromto.check(reading), *parts.check(reading), *shares.check(reading), *plans.check(reading)]
    found += [*proportions.check(reading), *twice.check(reading)]
    if next is not None and next.plan_year == reading.plan_year + 1:
        found += [*growth.check(reading, next), *plans.check_across(reading, next), *restated.check(reading, next)]
    return tuple(sorted(found, key=lambda finding: max((f.text, f.place.start) for f in finding.figures)))
