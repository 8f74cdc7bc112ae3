"""A statement as the reading desk's page takes it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.utils.formats import date_format
from django.utils.timezone import localtime

from reports.choices import word_name
from reports.models import Report
from reports.words import Doubt, Kind, Section
from tracker.admin import shown
from tracker.admin.decisions import fingerprint
from tracker.models import Act, Commitment, Outcome

#: Figures that are no figure of a statement: they are not laid before a person. The rest are, each with its reason.
_NO_QUESTION = frozenset({"date", "name", "list", "glossary"})


def rows_of(report: Report) -> list[Commitment | Outcome]:
    """Every statement of the report's reading in the order of the text, the rejected among them.

    A commitment known only from its admission is left out: it says what the admission says, and follows it.
    """
    rows: list[Commitment | Outcome] = []
    for model in (Commitment, Outcome):
        own: Any = model._default_manager.filter(report=report, is_retired=False)
        if model is Commitment:
            own = own.filter(known_from=Commitment.KnownFrom.PLEDGE)
        rows += own.select_related("decided_by")
    for row in rows:
        row.report = report
    return sorted(rows, key=place_of)


def place_of(row: Commitment | Outcome) -> tuple[int, int, int, int]:
    """Where the row stands among the others of its report."""
    figure = row.number_start if row.number_start is not None else row.start
    return (row.start, figure, row.end, row.pk)


def as_json(row: Commitment | Outcome) -> dict[str, Any]:
    """The statement for the page; `decided_by` is fetched with it."""
    kind = Kind.PLEDGE.value if isinstance(row, Commitment) else row.kind
    found: dict[str, Any] = {
        "key": shown.key_of(row),
        "kind": kind,
        "start": row.start,
        "end": row.end,
        "number": None if row.number_start is None else [row.number_start, row.number_end],
        "subject": row.subject,
        "indicator": row.indicator_id,
        "measure": row.measure,
        "comparator": row.comparator,
        "value": row.value,
        "value_high": row.value_high,
        "unit": row.unit,
        "period": row.period,
        "deadline": row.deadline,
        "hedge": row.hedge,
        "section": word_name(Section(row.section)),
        "state": row.review_state,
        "corrected": row.machine_said is not None,
        "added": row.origin == row.Origin.PERSON,
        "confidence": float(Decimal(row.confidence)),
        # What else stands among the reasons is the reader's own note, such as the verb it went by.
        "doubts": [word_name(Doubt(reason)) for reason in row.reasons if reason in set(Doubt)],
        "note": row.decision_note,
        "said": shown.said(row),
        "seen": fingerprint(row),
        "gone": row.is_retired,
    }
    if row.decided_by is not None and row.decided_at is not None:
        when = date_format(localtime(row.decided_at), "SHORT_DATETIME_FORMAT")
        found["by"] = f"{row.decided_by.get_username()}, {when}"
    return found


def fresh(rows: Iterable[Commitment | Outcome]) -> list[dict[str, Any]]:
    """The statements as they stand in the database now, for the page."""
    found: list[dict[str, Any]] = []
    rows = list(rows)
    for model in (Commitment, Outcome):
        keys = [row.pk for row in rows if isinstance(row, model)]
        own: Any = model._default_manager.filter(pk__in=keys).select_related("decided_by")
        found += [as_json(row) for row in own] if keys else []
    return found


def unread_of(report: Report) -> list[tuple[int, int, str]]:
    """Start, end and reason of the figures the reading saw and could not read, but for dates, names and numberings.

    Kept with the report since it was read; of a report read before that was so, they are read now.
    """
    if report.unread is None:
        from tracker.ingest import read_document

        figures = read_document(report).unread
        found = [(figure.number.start, figure.number.end, figure.reason) for figure in figures]
    else:
        found = [(start, end, reason) for start, end, reason in report.unread]
    return [figure for figure in found if figure[2] not in _NO_QUESTION]


def passed_of(report: Report) -> set[tuple[int, int]]:
    """The unread figures that a person looked at and set aside."""
    acts = Act.objects.filter(report=report, kind=Act.Kind.PASSED, undone_at__isnull=True)
    return {(start, end) for start, end in acts.order_by().values_list("after__figure__0", "after__figure__1")}


def may(user: User) -> dict[str, bool]:
    """Which statements the person may decide on: pledges, and what reports tell."""
    return {
        "pledges": user.has_perm("tracker.change_commitment"),
        "outcomes": user.has_perm("tracker.change_outcome"),
    }
