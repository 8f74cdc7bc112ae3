"""Every statement has a topic of its own: that of its indicator, else what its words say."""

import pgtrigger
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from reports.reading.topics import topic_of

#: Rows read and written at once: each portion is a transaction of its own, and what is done is found done.
AT_ONCE = 5_000
TABLES = ("tracker_commitment", "tracker_outcome")
#: A statement that had no topic yet did not change: no history is told of it.
NOT_NOTED = ("tracker.Commitment:note_update", "tracker.Outcome:note_update")

READ = """
    SELECT s.id, s.subject, s.quote, i.topic, s.topic
    FROM {table} s LEFT JOIN tracker_indicator i ON i.id = s.indicator_id
    WHERE s.id > %s ORDER BY s.id LIMIT %s
"""
WRITE = """
    UPDATE {table} s SET topic = given.topic
    FROM unnest(%s::bigint[], %s::text[]) AS given (id, topic) WHERE s.id = given.id
"""
#: What is stored is counted once by the new topics, as `tracker.tallies` does from here on.
COUNT = """
    INSERT INTO tracker_topictally (jurisdiction_id, topic, reviewed_only, kept, in_part, broken, unreported,
                                    not_assessable, pending, withdrawn, admitted)
    SELECT c.jurisdiction_id, c.topic, shown.reviewed_only,
           count(*) FILTER (WHERE v.code = 'kept'), count(*) FILTER (WHERE v.code = 'in_part'),
           count(*) FILTER (WHERE v.code = 'broken'), count(*) FILTER (WHERE v.code = 'unreported'),
           count(*) FILTER (WHERE v.code = 'not_assessable'), count(*) FILTER (WHERE v.code = 'pending'),
           count(*) FILTER (WHERE v.code = 'withdrawn'), count(*) FILTER (WHERE c.known_from = 'admission')
    FROM tracker_commitment c
    JOIN tracker_verdict v ON v.id = c.verdict_id
    JOIN reports_report r ON r.id = c.report_id AND r.superseded_by_id IS NULL
    JOIN (VALUES (false), (true)) AS shown (reviewed_only) ON NOT shown.reviewed_only OR c.review_state = 'accepted'
    WHERE NOT c.is_retired AND c.review_state <> 'rejected'
    GROUP BY c.jurisdiction_id, c.topic, shown.reviewed_only
"""


def give_topics(connection, table):
    """Give the table's statements their topics, in portions by key; may be begun anew."""
    last = 0
    with pgtrigger.ignore(*NOT_NOTED), connection.cursor() as cursor:
        while True:
            cursor.execute(READ.format(table=table), [last, AT_ONCE])
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            told = ((key, of_indicator or topic_of(subject, None, quote).value, stored)
                    for key, subject, quote, of_indicator, stored in rows)
            given = {key: topic for key, topic, stored in told if topic != stored}
            if given:
                cursor.execute(WRITE.format(table=table), [list(given), list(given.values())])


def fill(apps, schema_editor):
    for table in TABLES:
        give_topics(schema_editor.connection, table)


TOPIC = models.CharField(
    choices=[('economy', 'Economy'), ('industry', 'Industry'), ('agriculture', 'Agriculture'), ('investment', 'Investment'), ('trade', 'Consumption and trade'), ('finance', 'Public finance'), ('income', 'Incomes'), ('employment', 'Employment'), ('prices', 'Prices'), ('innovation', 'Innovation'), ('environment', 'Environment'), ('energy', 'Energy'), ('education', 'Education'), ('health', 'Health'), ('welfare', 'Social security'), ('housing', 'Housing'), ('transport', 'Transport'), ('urban', 'Urban and rural works'), ('culture', 'Culture and tourism'), ('safety', 'Public safety'), ('population', 'Population'), ('government', 'Government'), ('other', 'Other')],
    default='other', editable=False,
    help_text='That of its indicator, else what its words say; “other” where they do not say it surely.',
    max_length=14, verbose_name='topic',
)


def column(model):
    """The column, which costs nothing in a large table, and is there already where the filling was interrupted."""
    table = f'tracker_{model}'
    return migrations.SeparateDatabaseAndState(
        [
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS topic varchar(14) NOT NULL DEFAULT 'other'",
                f"ALTER TABLE {table} DROP COLUMN topic",
            ),
            migrations.RunSQL(f"ALTER TABLE {table} ALTER COLUMN topic DROP DEFAULT", migrations.RunSQL.noop),
        ],
        [migrations.AddField(model_name=model, name='topic', field=TOPIC.clone())],
    )


class Migration(migrations.Migration):

    # Portions are committed one by one, and the indexes are made while others read and write.
    atomic = False

    dependencies = [
        ('reports', '0006_publishing_permissions'),
        ('tracker', '0021_kept_acts_and_codings'),
    ]

    operations = [
        column('commitment'),
        column('outcome'),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # One transaction, so that no page finds the table empty.
        migrations.RunSQL(f"DELETE FROM tracker_topictally; {COUNT}", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='commitment',
            index=models.Index(fields=['topic', 'id'], name='commitment_topic'),
        ),
        AddIndexConcurrently(
            model_name='commitment',
            index=models.Index(fields=['topic', 'due_on', 'id'], name='commitment_topic_due_on'),
        ),
        AddIndexConcurrently(
            model_name='outcome',
            index=models.Index(fields=['topic', 'id'], name='outcome_topic'),
        ),
    ]
