"""The link to a campaign becomes one that the database keeps; a letter may wait for a day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("letters", "0002_answers"),
    ]

    operations = [
        migrations.RemoveField(model_name="letter", name="campaign"),
        migrations.AddField(
            model_name="letter",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="letters",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="not_before",
            field=models.DateField(blank=True, null=True, verbose_name="does not leave before"),
        ),
    ]
