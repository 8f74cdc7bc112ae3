"""What is stored is looked through for repeats, and counted anew where there are any; may be begun anew."""

import pgtrigger
from django.db import migrations, transaction

from tracker.register.repeats import note_repeats
from tracker.register.rows import standing

#: A pledge that was not known to repeat another did not change: no history is told of it.
NOT_NOTED = ("tracker.Commitment:note_update",)
CODES = ("kept", "in_part", "broken", "unreported", "not_assessable", "pending", "withdrawn")
NAMES = ", ".join(CODES)
COUNTED = ", ".join(f"count(*) FILTER (WHERE v.code = '{code}')" for code in CODES)
#: The tallies as `tracker.tallies` counts them from here on, of one government.
COUNT = f"""
    DELETE FROM tracker_tally WHERE jurisdiction_id = %s;
    INSERT INTO tracker_tally (jurisdiction_id, year, reviewed_only, confirmed_only, {NAMES}, admitted)
    SELECT c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only, {COUNTED},
           count(*) FILTER (WHERE c.known_from = 'admission')
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    LEFT JOIN tracker_outcome o ON o.id = v.outcome_id
    LEFT JOIN reports_report source ON source.id = o.report_id
    JOIN (VALUES (false, false), (true, false), (false, true), (true, true)) AS shown (reviewed_only, confirmed_only)
      ON (NOT shown.reviewed_only OR c.review_state = 'accepted')
     AND (NOT shown.confirmed_only OR (source.kind IN ('communique', 'audit') AND v.rule <> 'override'))
    WHERE c.jurisdiction_id = %s AND NOT c.is_retired AND c.review_state <> 'rejected' AND c.repeats_id IS NULL
    GROUP BY c.jurisdiction_id, c.year, shown.reviewed_only, shown.confirmed_only;
    DELETE FROM tracker_topictally WHERE jurisdiction_id = %s;
    INSERT INTO tracker_topictally (jurisdiction_id, topic, reviewed_only, {NAMES}, admitted)
    SELECT c.jurisdiction_id, c.topic, shown.reviewed_only, {COUNTED},
           count(*) FILTER (WHERE c.known_from = 'admission')
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    JOIN (VALUES (false), (true)) AS shown (reviewed_only) ON NOT shown.reviewed_only OR c.review_state = 'accepted'
    WHERE c.jurisdiction_id = %s AND NOT c.is_retired AND c.review_state <> 'rejected' AND c.repeats_id IS NULL
    GROUP BY c.jurisdiction_id, c.topic, shown.reviewed_only
"""


def fill(apps, schema_editor):
    pledges = apps.get_model('tracker', 'Commitment').objects
    codes = dict(apps.get_model('tracker', 'Indicator').objects.values_list('pk', 'code'))
    for place in pledges.order_by().values_list('jurisdiction', flat=True).distinct():
        with pgtrigger.ignore(*NOT_NOTED), transaction.atomic():
            if note_repeats(standing(pledges.filter(jurisdiction=place)), codes):
                with schema_editor.connection.cursor() as cursor:
                    cursor.execute(COUNT, [place] * 4)


class Migration(migrations.Migration):

    # Each government is a transaction of its own.
    atomic = False

    dependencies = [
        ('tracker', '0023_repeats'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
