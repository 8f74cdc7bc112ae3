"""Chain the verdicts there are, each government's in the order in which they were added.

A statement's place as judged is not known of these rows; where it stands now is taken. Of a link that a person decided
about, the cause can no longer be told from an answer that was found otherwise.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.db.models import F

from tracker.judging import chain

AT_ONCE = 500
FILLED = ["cause", "hash", "jurisdiction", "outcome_as_judged", "pledge_as_judged", "position", "previous"]


def chain_all(apps, schema_editor):
    Verdict = apps.get_model("tracker", "Verdict")
    rows = (
        Verdict.objects.annotate(place=F("commitment__jurisdiction"), place_code=F("commitment__jurisdiction__code"))
        .select_related("commitment__report", "outcome__report")
        .defer("commitment__report__text", "outcome__report__text")
        .order_by("place", "pk")
    )
    place, position, previous, waiting = None, 0, chain.FIRST, []
    before: dict = {}
    for row in rows.iterator(chunk_size=AT_ONCE):
        if row.place != place:
            place, position, previous, before = row.place, 0, chain.FIRST, {}
        position += 1
        row.jurisdiction_id, row.position, row.previous = place, position, previous
        row.pledge_as_judged = identity(row.commitment)
        row.outcome_as_judged = identity(row.outcome) if row.outcome_id else None
        row.cause = cause(before.get(row.commitment_id), row)
        before[row.commitment_id] = (row.code, row.rule, row.outcome_id)
        row.hash = previous = chain.hash_of(chain.stated(row, row.place_code))
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            Verdict.objects.bulk_update(waiting, FILLED)
            waiting = []
    Verdict.objects.bulk_update(waiting, FILLED, batch_size=AT_ONCE)
    # What the new foreign keys are checked for at the end would hold up the changes to the table that follow.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def identity(statement):
    return chain.identity(
        statement.report.text_sha256, statement.start, statement.end, statement.subject, statement.year
    )


def cause(before, row):
    if row.rule == "override":
        return "override"
    if before is None:
        return "first_judged"
    code, rule, outcome = before
    if rule == "override":
        return "override_withdrawn"
    was_waiting = code == "pending" and row.code != "pending"
    return "answered" if was_waiting or outcome != row.outcome_id else "rejudged"


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("tracker", "0002_admissions_and_corrections"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="verdict", name="append_only"),
        migrations.AddField(
            model_name="verdict",
            name="cause",
            field=models.CharField(max_length=20, null=True),
        ),
        migrations.AddField(model_name="verdict", name="hash", field=models.CharField(max_length=64, null=True)),
        migrations.AddField(
            model_name="verdict",
            name="jurisdiction",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="reports.jurisdiction",
                verbose_name="jurisdiction",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="outcome_as_judged",
            field=models.JSONField(blank=True, null=True, verbose_name="outcome as judged"),
        ),
        migrations.AddField(model_name="verdict", name="pledge_as_judged", field=models.JSONField(null=True)),
        migrations.AddField(model_name="verdict", name="position", field=models.PositiveIntegerField(null=True)),
        migrations.AddField(model_name="verdict", name="previous", field=models.CharField(max_length=64, null=True)),
        migrations.AlterField(
            model_name="verdict", name="decided_at", field=models.DateTimeField(verbose_name="decided at")
        ),
        migrations.RunPython(chain_all, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="verdict",
            name="cause",
            field=models.CharField(choices=[('first_judged', 'judged for the first time'), ('answered', 'the answer was found or has changed'), ('link_decided', 'a person decided about the link'), ('override', 'decided by a person'), ('override_withdrawn', "a person's decision was taken back"), ('rejudged', 'read or judged again')], max_length=20, verbose_name='why it was added'),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="hash",
            field=models.CharField(max_length=64, verbose_name='hash'),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="jurisdiction",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='reports.jurisdiction', verbose_name='jurisdiction'),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="pledge_as_judged",
            field=models.JSONField(verbose_name='pledge as judged'),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="position",
            field=models.PositiveIntegerField(help_text="Its place among the government's verdicts.", verbose_name='position'),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="previous",
            field=models.CharField(max_length=64, verbose_name='hash of the one before'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.UniqueConstraint(fields=('jurisdiction', 'position'), name='one_verdict_per_place_in_a_chain'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('hash__regex', '^[0-9a-f]{64}$'), ('previous__regex', '^[0-9a-f]{64}$')), name='verdict_hashes_have_64_digits'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__isnull', True), ('outcome_as_judged__isnull', False), _connector='OR'), name='verdict_keeps_the_outcome_it_was_judged_by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15b8007fb78ad18031c868b9891a205927c9e143', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_468ce', table='tracker_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='follows_the_last', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE last_position integer; last_hash text;', func="\n        IF NEW.jurisdiction_id IS DISTINCT FROM\n           (SELECT c.jurisdiction_id FROM tracker_commitment c WHERE c.id = NEW.commitment_id) THEN\n            RAISE EXCEPTION 'a verdict stands in the chain of its commitment''s government'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        SELECT v.position, v.hash INTO last_position, last_hash FROM tracker_verdict v\n            WHERE v.jurisdiction_id = NEW.jurisdiction_id ORDER BY v.position DESC LIMIT 1;\n        IF NEW.position <> coalesce(last_position, 0) + 1 OR NEW.previous <> coalesce(last_hash, repeat('0', 64)) THEN\n            RAISE EXCEPTION 'verdict % of government % does not follow the last one, %',\n                NEW.position, NEW.jurisdiction_id, coalesce(last_position, 0) USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='b373ef1334ccdc35ea42f78b55b1b37fabb99ecd', operation='INSERT', pgid='pgtrigger_follows_the_last_20562', table='tracker_verdict', when='BEFORE')),
        ),
    ]
