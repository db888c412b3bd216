"""A matter that was sent by another way may belong to a campaign."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("matters", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="matters",
                to="campaigns.campaign",
            ),
        ),
    ]
