"""The assessment as JSON: the public format ``fairlead.assessment/1`` and its schema.

An unknown number is ``null``, never 0; an estimate that is not known is a range of three ``null``.
"""

from __future__ import annotations

from fairlead.assess.result import SCHEMA, Assessment
from fairlead.report.formats import Format, dumps

__all__ = ["FORMAT", "dumps", "field_descriptions", "load", "schema", "write"]

FORMAT = Format(Assessment, SCHEMA, what="an assessment", maker="fairlead assess", packages=("fairlead.report",))
write, load, schema, field_descriptions = FORMAT.write, FORMAT.load, FORMAT.schema, FORMAT.described
