"""Every role sees requests for correction; a reviewer and a publisher decide on them (`tracker.roles`)."""

from django.db import migrations

from tracker.roles import write_groups


def write(apps, schema_editor):
    write_groups(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("tracker", "0018_correction_requests"),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
