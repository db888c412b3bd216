"""Typed records of routes, bodies, contact points and framework agreements."""

from __future__ import annotations

from fairlead.facts.records.base import Record

__all__ = ["RECORDS"]

RECORDS: tuple[type[Record], ...] = ()
