"""Entries, names, and the tables that each database searches with."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def make(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Make what Django's models cannot say."""
    from fairlead.hub.search.backends import backend

    backend(schema_editor.connection).make()


def drop(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Take it away."""
    from fairlead.hub.search.backends import backend

    backend(schema_editor.connection).drop()


class Migration(migrations.Migration):
    """The first tables of the index."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Built",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("entries", models.IntegerField()),
                ("built", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(db_index=True, max_length=20)),
                ("code", models.CharField(blank=True, max_length=80)),
                ("title", models.CharField(max_length=400)),
                ("names", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("address", models.CharField(max_length=600)),
                ("mark", models.CharField(blank=True, max_length=40)),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=200)),
                ("of", models.CharField(max_length=4)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True, on_delete=models.deletion.CASCADE, related_name="+", to="search.entry"
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.RunPython(make, drop),
    ]
