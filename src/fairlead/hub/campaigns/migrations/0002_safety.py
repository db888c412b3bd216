"""What everyone may read is kept as it was asked about; answers on safety, embargo, names withheld."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="embargo",
            field=models.DateField(blank=True, null=True, verbose_name="not published before"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="public",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="through",
            field=models.CharField(blank=True, max_length=200, verbose_name="published in the name of"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="withhold",
            field=models.BooleanField(default=False, verbose_name="members stay unnamed"),
        ),
        migrations.CreateModel(
            name="SafetyAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=80)),
                ("answer", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="safety", to="campaigns.campaign"
                    ),
                ),
            ],
            options={
                "ordering": ("question",),
                "constraints": [models.UniqueConstraint(fields=("campaign", "question"), name="campaign_safety_once")],
            },
        ),
    ]
