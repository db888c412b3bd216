"""The public JSON format of drafts, ``fairlead.draft/1``."""

from __future__ import annotations

from fairlead.act.draft import SCHEMA, Draft
from fairlead.report.formats import Format

__all__ = ["FORMAT"]

FORMAT: Format[Draft] = Format(
    Draft, SCHEMA, what="a draft", maker="fairlead letter draft", packages=("fairlead.dossier", "fairlead.act")
)
