"""Typed records: one class per table, in the order and with the types of ``schemas/<table>.toml``.

Each module holds the records of one field of facts; `RECORDS` collects them. To add a table, add its class to the
module it belongs to and to that module's ``RECORDS``.
"""

from __future__ import annotations

from fairlead.facts.records import (
    business,
    campaigns,
    commitments,
    conditions,
    core,
    outcomes,
    procedures,
    programmes,
    routes,
)
from fairlead.facts.records.base import Record, Row, Source, Status

__all__ = ["RECORDS", "Record", "Row", "Source", "Status"]

RECORDS: tuple[type[Record], ...] = (
    Source,
    *core.RECORDS,
    *business.RECORDS,
    *routes.RECORDS,
    *procedures.RECORDS,
    *outcomes.RECORDS,
    *commitments.RECORDS,
    *campaigns.RECORDS,
    *conditions.RECORDS,
    *programmes.RECORDS,
)
