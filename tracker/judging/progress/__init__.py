"""Five-year targets followed through the years: where each stood in every year that a later report tells of.

``progress`` is the door. A target is held against an even pace; the verdict when it is due is none of this: the rules
of ``tracker.judging.assess`` give it.
"""

from __future__ import annotations

from collections.abc import Iterable

from reports.reading.records import Reading
from tracker.judging.progress.following import standing_of
from tracker.judging.progress.records import Course
from tracker.judging.progress.targets import targets_of
from tracker.judging.progress.told import Archive

__all__ = ["progress"]


def progress(readings: Iterable[Reading]) -> tuple[Course, ...]:
    """The five-year targets of one government's reports, in the order of their first telling.

    A year has a standing where the report of the year after is among the readings. Of two documents for one year
    (a report, the statistics office's communiqué) the one given first leads.
    """
    readings = sorted(readings, key=lambda reading: reading.plan_year)
    archive = Archive(readings)
    reviewed = {reading.plan_year - 1 for reading in readings}
    return tuple(
        Course(
            target.statement,
            target.plan_year,
            target.aim,
            target.first,
            target.last,
            target.again,
            tuple(
                standing_of(target, archive, year)
                for year in range(target.first, target.last + 1)
                if year in reviewed and year >= target.plan_year
            ),
        )
        for target in targets_of(readings)
    )
