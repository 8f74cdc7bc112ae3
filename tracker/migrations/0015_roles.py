"""The groups contributor, reviewer, publisher and auditor, with the permissions of `tracker.roles`.

A migration that adds models or permissions calls `write_groups` once more.
"""

from django.db import migrations

from tracker.roles import write_groups


def write(apps, schema_editor):
    write_groups(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("reports", "0006_publishing_permissions"),
        ("tracker", "0014_watched"),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
