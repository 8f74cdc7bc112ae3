"""Tallies count the kept pledges that rest on one sentence about a whole list."""

from django.db import migrations, models

#: What is stored already is counted once, as `tracker.tallies` does from here on.
FOUND = """
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
"""
KEPT_BY_LIST = """
    v.code = 'kept' AND v.rule = 'all' AND v.derivation ->> 'said_of' = 'list'
    AND NOT c.is_retired AND c.review_state <> 'rejected' AND c.repeats_id IS NULL
"""
COUNT = f"""
    UPDATE tracker_tally t SET kept_by_list = found.n
    FROM (
        SELECT c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only, count(*) AS n
        {FOUND}
        LEFT JOIN tracker_outcome o ON o.id = v.outcome_id
        LEFT JOIN reports_report source ON source.id = o.report_id
        JOIN (VALUES (false, false), (true, false), (false, true), (true, true))
          AS shown (reviewed_only, confirmed_only)
          ON (NOT shown.reviewed_only OR c.review_state = 'accepted')
         AND (NOT shown.confirmed_only OR source.kind IN ('communique', 'audit'))
        WHERE {KEPT_BY_LIST}
        GROUP BY c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only
    ) AS found
    WHERE t.jurisdiction_id = found.jurisdiction_id AND t.year = found.year
      AND t.reviewed_only = found.reviewed_only AND t.confirmed_only = found.confirmed_only;

    UPDATE tracker_topictally t SET kept_by_list = found.n
    FROM (
        SELECT c.jurisdiction_id, c.topic, shown.reviewed_only, count(*) AS n
        {FOUND}
        JOIN (VALUES (false), (true)) AS shown (reviewed_only)
          ON NOT shown.reviewed_only OR c.review_state = 'accepted'
        WHERE {KEPT_BY_LIST}
        GROUP BY c.jurisdiction_id, c.topic, shown.reviewed_only
    ) AS found
    WHERE t.jurisdiction_id = found.jurisdiction_id AND t.topic = found.topic
      AND t.reviewed_only = found.reviewed_only;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0024_note_repeats'),
    ]

    operations = [
        migrations.AddField(
            model_name='tally',
            name='kept_by_list',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='topictally',
            name='kept_by_list',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
