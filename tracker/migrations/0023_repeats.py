"""A pledge that says once more what another of its report says points to that one, which alone is counted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0022_topics'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='repeats',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='repeated_by', to='tracker.commitment', verbose_name='says once more'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('repeats__isnull', False)), fields=['repeats'], name='commitment_repeats'),
        ),
    ]
