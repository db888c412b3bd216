"""Typed records of indicators, risk factors and corridors."""

from __future__ import annotations

from fairlead.facts.records.base import Record

__all__ = ["RECORDS"]

RECORDS: tuple[type[Record], ...] = ()
