"""Counts of verdicts a government and year, and a government and topic, refreshed from the commitments themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from reports.words import INDEPENDENT

_COUNTS = ("kept", "in_part", "broken", "unreported", "not_assessable", "pending", "withdrawn")

#: In the order of the key, so that two that hold several governments never wait for each other.
_HOLD = "SELECT id FROM reports_jurisdiction WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"

# Table and column names are this module's own constants; only values travel as parameters.
_NAMES = ", ".join(_COUNTS)
_COUNTED = ", ".join(f"count(*) FILTER (WHERE v.code = '{code}')" for code in _COUNTS)
_CURRENT = "c.jurisdiction_id = ANY(%s) AND NOT c.is_retired AND c.review_state <> 'rejected' AND c.repeats_id IS NULL"
# `tracker.judging.derive.of_list` reaches its verdict by rule `all`: the derivation of the others is not looked into.
_BY_LIST = "count(*) FILTER (WHERE v.code = 'kept' AND v.rule = 'all' AND v.derivation ->> 'said_of' = 'list')"
_KINDS = ", ".join(f"'{kind.value}'" for kind in INDEPENDENT)

_REFRESH = f"""
    INSERT INTO tracker_tally (jurisdiction_id, year, reviewed_only, confirmed_only, {_NAMES}, admitted, kept_by_list)
    SELECT c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only, {_COUNTED},
           count(*) FILTER (WHERE c.known_from = 'admission'), {_BY_LIST}
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    LEFT JOIN tracker_outcome o ON o.id = v.outcome_id
    LEFT JOIN reports_report source ON source.id = o.report_id
    JOIN (VALUES (false, false), (true, false), (false, true), (true, true)) AS shown (reviewed_only, confirmed_only)
      ON (NOT shown.reviewed_only OR c.review_state = 'accepted')
     AND (NOT shown.confirmed_only OR (source.kind IN ({_KINDS}) AND v.rule <> 'override'))
    WHERE {_CURRENT}
    GROUP BY c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only
"""  # noqa: S608

_REFRESH_TOPICS = f"""
    INSERT INTO tracker_topictally (jurisdiction_id, topic, reviewed_only, {_NAMES}, admitted, kept_by_list)
    SELECT c.jurisdiction_id, c.topic, shown.reviewed_only, {_COUNTED},
           count(*) FILTER (WHERE c.known_from = 'admission'), {_BY_LIST}
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    JOIN (VALUES (false), (true)) AS shown (reviewed_only)
      ON NOT shown.reviewed_only OR c.review_state = 'accepted'
    WHERE {_CURRENT}
    GROUP BY c.jurisdiction_id, c.topic, shown.reviewed_only
"""  # noqa: S608


@transaction.atomic
def refresh(jurisdictions: Iterable[int]) -> None:
    """Count these governments' commitments anew, all years and topics, in five statements however many there are.

    One at a time for each government: a second one waits until the first has committed, and counts what it wrote.
    """
    places = list(set(jurisdictions))
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [places])
        cursor.execute("DELETE FROM tracker_tally WHERE jurisdiction_id = ANY(%s)", [places])
        cursor.execute(_REFRESH, [places])
        cursor.execute("DELETE FROM tracker_topictally WHERE jurisdiction_id = ANY(%s)", [places])
        cursor.execute(_REFRESH_TOPICS, [places])
