"""Counts of verdicts a government and year, refreshed from the commitments themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from reports.words import INDEPENDENT

_COUNTS = ("kept", "in_part", "broken", "unreported", "not_assessable", "pending", "withdrawn")

#: In the order of the key, so that two that hold several governments never wait for each other.
_HOLD = "SELECT id FROM reports_jurisdiction WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"

# Table and column names are this module's own constants; only values travel as parameters.
_REFRESH = """
    INSERT INTO tracker_tally (jurisdiction_id, year, reviewed_only, confirmed_only, {names}, admitted)
    SELECT c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only, {counts},
           count(*) FILTER (WHERE c.known_from = 'admission')
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    LEFT JOIN tracker_outcome o ON o.id = v.outcome_id
    LEFT JOIN reports_report source ON source.id = o.report_id
    JOIN (VALUES (false, false), (true, false), (false, true), (true, true)) AS shown (reviewed_only, confirmed_only)
      ON (NOT shown.reviewed_only OR c.review_state = 'accepted')
     AND (NOT shown.confirmed_only OR (source.kind IN ({independent}) AND v.rule <> 'override'))
    WHERE c.jurisdiction_id = ANY(%s) AND NOT c.is_retired AND c.review_state <> 'rejected'
    GROUP BY c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only
""".format(  # noqa: S608
    names=", ".join(_COUNTS),
    independent=", ".join(f"'{kind.value}'" for kind in INDEPENDENT),
    counts=", ".join(f"count(*) FILTER (WHERE v.code = '{code}')" for code in _COUNTS),
)


@transaction.atomic
def refresh(jurisdictions: Iterable[int]) -> None:
    """Count these governments' commitments anew, all years, in three statements however many there are.

    One at a time for each government: a second one waits until the first has committed, and counts what it wrote.
    """
    places = list(set(jurisdictions))
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [places])
        cursor.execute("DELETE FROM tracker_tally WHERE jurisdiction_id = ANY(%s)", [places])
        cursor.execute(_REFRESH, [places])
