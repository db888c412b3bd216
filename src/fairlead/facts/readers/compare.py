"""What would change: rows of a file beside the rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from fairlead.facts.readers.base import PROVENANCE
from fairlead.facts.records.base import Row

__all__ = ["Change", "Comparison", "compare"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One row that is new, gone or different; `fields` holds the values before and after of what differs."""

    kind: str
    key: tuple[str, ...]
    fields: dict[str, tuple[Any, Any]] = {}


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Rows added, removed and changed, and how many are the same. Provenance is not compared."""

    changes: tuple[Change, ...]
    same: int

    def count(self, kind: str) -> int:
        """How many rows were ``added``, ``removed`` or ``changed``."""
        return sum(change.kind == kind for change in self.changes)

    def summary(self) -> str:
        """The counts in one line."""
        return (
            f"{self.count('added'):,} added, {self.count('changed'):,} changed, {self.count('removed'):,} removed, "
            f"{self.same:,} the same"
        )

    def lines(self, limit: int = 20) -> Iterator[str]:
        """The changes, one to a line, at most ``limit`` and then how many more."""
        signs = {"added": "+", "removed": "-", "changed": "~"}
        for change in self.changes[:limit]:
            differing = ", ".join(f"{name}: {before!r} -> {after!r}" for name, (before, after) in change.fields.items())
            yield f"  {signs[change.kind]} {' | '.join(change.key)}" + (f"  {differing}" if differing else "")
        if len(self.changes) > limit:
            yield f"  ... and {len(self.changes) - limit:,} more"


def compare(before: Iterable[Row], after: Iterable[Row], key: tuple[str, ...]) -> Comparison:
    """Compare rows by their key.

    Parameters
    ----------
    before, after
        Rows there are, and rows that would replace them.
    key
        The columns that identify a row.

    Examples
    --------
    >>> from fairlead.facts import Good, load
    >>> rows = load(Good)
    >>> compare(rows, rows[1:], ("good", "iso3")).summary()
    '0 added, 0 changed, 1 removed, 466 the same'
    """
    old = {_key(row, key): row for row in before}
    new = {_key(row, key): row for row in after}
    changes = [Change(kind="added", key=name) for name in new if name not in old]
    changes += [Change(kind="removed", key=name) for name in old if name not in new]
    same = 0
    for name, row in new.items():
        if name in old:
            fields = _fields(old[name], row)
            same += not fields
            if fields:
                changes.append(Change(kind="changed", key=name, fields=fields))
    return Comparison(changes=tuple(sorted(changes, key=lambda change: (change.key, change.kind))), same=same)


def _key(row: Row, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in key)


def _fields(before: Row, after: Row) -> dict[str, tuple[Any, Any]]:
    pairs = {
        name: (getattr(before, name), getattr(after, name))
        for name in after.__struct_fields__
        if name not in PROVENANCE and name != "country"  # publishers spell names differently
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
