"""Typed records of initiatives and practices."""

from __future__ import annotations

from fairlead.facts.records.base import Record

__all__ = ["RECORDS"]

RECORDS: tuple[type[Record], ...] = ()
