"""A dossier as JSON: the public format ``fairlead.dossier/1`` and its schema."""

from __future__ import annotations

from fairlead.dossier.model import SCHEMA, Dossier
from fairlead.report.formats import Format, dumps

__all__ = ["FORMAT", "dumps", "field_descriptions", "load", "schema", "write"]

FORMAT = Format(
    Dossier,
    SCHEMA,
    what="a dossier",
    maker="fairlead dossier",
    packages=("fairlead.report", "fairlead.dossier.report"),
)
write, load, schema, field_descriptions = FORMAT.write, FORMAT.load, FORMAT.schema, FORMAT.described
