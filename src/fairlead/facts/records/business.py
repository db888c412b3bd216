"""Typed records of laws that bind business, import bans and trade agreements."""

from __future__ import annotations

from fairlead.facts.records.base import Record

__all__ = ["RECORDS"]

RECORDS: tuple[type[Record], ...] = ()
