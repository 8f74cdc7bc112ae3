"""The figure of a year as its own report tells it, against what the next report says of that year.

Statistics are revised, so a difference is information; only one beyond a twentieth is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reports.reading.records import Reading, Statement
from reports.words import Measure
from tracker.judging.audit import printed
from tracker.judging.audit.growth import RESTATED_SHARE, may_alarm
from tracker.judging.audit.intervals import gap_between
from tracker.judging.audit.making import computed, finding
from tracker.judging.audit.records import Finding, Inconsistency, Role, Severity
from tracker.judging.audit.series import Told, is_of_another, is_same, told
from tracker.judging.spans import last_years_base
from tracker.judging.units import read_unit

_MEASURES = (Measure.LEVEL, Measure.SHARE, Measure.GROWTH)


def check(earlier: Reading, later: Reading) -> Iterator[Finding]:
    """Each figure of the earlier report's year that the later one tells otherwise."""
    year = earlier.plan_year - 1
    reported = [one for one in told(earlier, _MEASURES) if one.year == year]
    for again in _again(later, year):
        same = [one for one in reported if is_same(one, again) and one.statement.measure == again.statement.measure]
        if same:
            yield from _compared(later, min(same, key=lambda one: _gap(one, again)), again, year)


def _again(later: Reading, year: int) -> Iterator[Told]:
    """What the later report says of the year: told outright, or as the base it compares with."""
    for one in told(later, _MEASURES, 1):
        base = last_years_base(one.statement, year + 1)
        if one.year == year:
            yield one
        elif base is not None and one.year == year + 1:
            figure = printed.read(later.text, base.number, base.value, base.unit, 1)
            if figure is not None and figure.value > 0:
                yield replace(one, year=year, unit=read_unit(base.unit), printed=figure)


def _gap(one: Told, again: Told) -> Decimal:
    return gap_between(one.printed.in_unit(one.unit.worth / again.unit.worth), again.printed.interval)


def _compared(later: Reading, one: Told, again: Told, year: int) -> Iterator[Finding]:
    factor = one.unit.worth / again.unit.worth
    if one.printed.loose.times(factor).overlaps(again.printed.loose):
        return
    first, second = one.printed.in_unit(factor), again.printed.interval
    is_surely_same = may_alarm(one.key.indicator) and not is_of_another(later, again)
    is_alarm = gap_between(first, second) > RESTATED_SHARE and is_surely_same
    statement: Statement = again.statement
    yield finding(
        Inconsistency.RESTATED,
        Severity.WARNING if is_alarm else Severity.INFO,
        [(Role.FIRST, one.printed), (Role.SECOND, again.printed)],
        computed("same", [first], second, statement.unit),
        subject=statement.subject,
        indicator=statement.indicator or "",
        year=year,
    )
