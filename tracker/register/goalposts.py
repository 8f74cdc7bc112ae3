"""The only writer of moved targets: how each government's plans follow one another, from the rows that stand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from reports.models import Report
from reports.reading.records import Reading, Statement
from reports.words import Flag, Kind, ReportKind
from tracker.judging.goalposts import goalposts
from tracker.judging.goalposts.missed import is_shown
from tracker.judging.goalposts.records import Shift
from tracker.models import Commitment, Goalpost, Indicator
from tracker.querysets import CommitmentQuerySet
from tracker.register.rows import standing, to_record

#: What the comparison reads of a pledge.
_READ = (
    "report_id", "indicator_id", "start", "end", "quote", "number_start", "number_end", "subject", "measure",
    "comparator", "value", "value_high", "unit", "period", "deadline", "hedge", "section", "base_start", "base_end",
    "base_value", "base_unit", "base_period", "confidence", "reasons",
)  # fmt: skip
#: What tells a moved target from the others of its government.
_IDENTITY = ("kind", "before_id", "after_id")
_STATED = (*_IDENTITY, "indicator_id", "subject", "severity", "year_before", "year_after", "computation")


def record_goalposts(places: Collection[int]) -> None:
    """Make the moved targets of these governments what their plans say now; rows that say the same stay.

    In a number of queries that does not grow with the governments, their years or their pledges.
    """
    indicators = dict(Indicator.objects.values_list("code", "pk"))
    plans, missed = _plans(places), _missed(Commitment.objects.filter(jurisdiction__in=places))
    found = (row for place, reports in plans.items() for row in _rows(place, reports, missed, indicators))
    wanted = {tuple(getattr(row, name) for name in _IDENTITY): row for row in found}
    new = {_said(row): row for row in wanted.values()}
    stored = {_said(row): row.pk for row in Goalpost.objects.filter(jurisdiction__in=places)}
    Goalpost.objects.filter(pk__in=[pk for said, pk in stored.items() if said not in new]).delete()
    Goalpost.objects.bulk_create([row for said, row in new.items() if said not in stored])


def _said(row: Goalpost) -> str:
    return json.dumps([getattr(row, name) for name in _STATED], sort_keys=True)


def _plans(places: Collection[int]) -> dict[int, list[tuple[Report, list[Commitment]]]]:
    """By government its work reports in the order of their years, each with its standing pledges."""
    reports = Report.objects.filter(
        jurisdiction__in=places, superseded_by__isnull=True, kind=ReportKind.WORK_REPORT.value
    )
    pledges: dict[int, list[Commitment]] = defaultdict(list)
    rows = standing(Commitment.objects.filter(report__in=reports, known_from=Commitment.KnownFrom.PLEDGE))
    for row in rows.only(*_READ).order_by("start", "pk"):
        pledges[row.report_id].append(row)
    found: dict[int, list[tuple[Report, list[Commitment]]]] = defaultdict(list)
    for report in reports.order_by("plan_year"):
        found[report.jurisdiction_id].append((report, pledges[report.pk]))
    return found


def missed_of(commitments: Collection[int]) -> set[int]:
    """Those of these pledges, by their keys, that are shown to be missed."""
    return _missed(Commitment.objects.filter(pk__in=commitments))


def _missed(pledges: CommitmentQuerySet) -> set[int]:
    """The pledges whose current verdict shows a miss, as ``missed`` has it; so does a person's word."""
    rows = pledges.not_met().order_by()
    names = ("pk", "value", "verdict__outcome__value", "verdict__flags", "verdict__decided_by")
    return {
        pk
        for pk, target, answer, flags, decided_by in rows.values_list(*names)
        if decided_by is not None or is_shown(target, answer or "", is_admitted=Flag.ADMITTED.value in flags)
    }


def _rows(
    place: int, plans: Iterable[tuple[Report, list[Commitment]]], not_met: set[int], indicators: dict[str, int]
) -> Iterable[Goalpost]:
    readings: list[Reading] = []
    row_of: dict[int, Commitment] = {}
    digests: set[int] = set()
    missed: dict[int, frozenset[Statement]] = {}
    codes = {pk: code for code, pk in indicators.items()}
    for report, commitments in plans:
        records = {row.pk: to_record(row, Kind.PLEDGE, codes.get(row.indicator_id or 0)) for row in commitments}
        row_of |= {id(records[row.pk]): row for row in commitments}
        readings.append(Reading(report.text, report.plan_year, tuple(records.values())))
        missed[report.plan_year] = frozenset(records[row.pk] for row in commitments if row.pk in not_met)
        if report.is_digest:
            digests.add(report.plan_year)
    for shift in goalposts(readings, missed, digests):
        yield _row(place, shift, row_of, indicators.get(shift.indicator))


def _row(place: int, shift: Shift, row_of: dict[int, Commitment], indicator: int | None) -> Goalpost:
    before = row_of[id(shift.before)]
    after = row_of[id(shift.after)] if shift.after is not None else None
    return Goalpost(
        jurisdiction_id=place,
        indicator_id=indicator,
        subject=shift.subject,
        kind=shift.kind.value,
        severity=shift.severity.value,
        year_before=shift.year_before,
        year_after=shift.year_after,
        before_id=before.pk,
        after_id=after.pk if after else None,
        computation=shift.computation,
    )
