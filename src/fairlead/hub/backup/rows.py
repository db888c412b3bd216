"""Rows of every model as lines of JSON, in the form that Django reads, and back, exact to the last digit."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from fairlead.errors import FairleadError

__all__ = ["DERIVED", "count_on", "empty_all", "insert", "kept_models", "line_of", "lines", "row_of"]

DERIVED = frozenset({"sessions", "django_tasks_db", "search"})
"""Apps whose rows are not kept: people sign in again, what ran is interrupted, the index is built anew."""


def kept_models() -> dict[str, type[models.Model]]:
    """Every model that is kept, by its label; the tables between models and histories are models too."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label_lower: model
        for model in sorted(found, key=lambda one: one._meta.label_lower)
        if model._meta.app_label not in DERIVED and model._meta.managed and not model._meta.proxy
    }


def line_of(row: models.Model) -> bytes:
    """One row as a line."""
    meta = row._meta
    fields = {field.name: _plain(field, row) for field in meta.concrete_fields if not field.primary_key}
    assert meta.pk is not None
    said = {"model": meta.label_lower, "pk": _plain(meta.pk, row), "fields": fields}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(line: bytes, model: type[models.Model]) -> models.Model:
    """A line as a row that is not saved.

    Raises
    ------
    FairleadError
        If it is not a line of this model.
    """
    try:
        said = json.loads(line)
        values = {**said["fields"], model._meta.pk.name: said["pk"]}
        if said["model"] != model._meta.label_lower or values.keys() != {f.name for f in model._meta.concrete_fields}:
            raise ValueError(said["model"])
        row = model()
        for field in model._meta.concrete_fields:
            setattr(row, field.attname, _read(field, values[field.name]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FairleadError(
            "The backup holds a row that this program cannot read.", why=f"{model._meta.label_lower}: {error}"
        ) from error
    return row


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Insert rows as they are: no dates are set anew, nothing else happens; returns how many."""
    fields = list(model._meta.concrete_fields)
    number, batch = 0, []
    size = max(1, min(500, connection.ops.bulk_batch_size(fields, [None] * 500)))
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            number += _put(model, fields, batch)
            batch = []
    return number + (_put(model, fields, batch) if batch else 0)


def empty_all() -> None:
    """Delete every row of every model, in the transaction that is open."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - ours


def count_on() -> None:
    """Let new rows be numbered after those that were inserted."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept_models().values())):
            cursor.execute(statement)


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Every row of a model in the order of its key."""
    for row in model._base_manager.order_by("pk").iterator(chunk_size=500):
        yield line_of(row)


def _put(model: type[models.Model], fields: list[Any], batch: list[models.Model]) -> int:
    model._base_manager.all()._insert(batch, fields=fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]
    return len(batch)


def _plain(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField) or value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _read(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    if field.is_relation:
        return _read(field.target_field, value)
    return field.to_python(value)
