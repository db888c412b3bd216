"""What the two databases do each in their own way, behind one small interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

__all__ = ["Backend", "backend"]


class Backend(Protocol):
    """Text and names, as one database indexes them. Ranking is done elsewhere, alike for both."""

    def make(self) -> None:
        """Make the tables and columns that Django's models do not have."""

    def drop(self) -> None:
        """Take them away."""

    def fill(self) -> None:
        """Index every entry and name anew, inside the caller's transaction."""

    def matching(self, terms: Sequence[str], limit: int, *, every: bool, kind: str = "") -> list[int]:
        """Entries that hold every term, or any, whole or as a beginning; the better ones first."""

    def near(self, text: str, limit: int) -> list[tuple[str, int | None]]:
        """Names that share letters with a text, with their entries; the nearer ones first."""


def backend(connection: Any) -> Backend:
    """The backend of a database.

    Raises
    ------
    NotImplementedError
        If it is neither SQLite nor PostgreSQL.
    """
    if connection.vendor == "sqlite":
        from fairlead.hub.search.sqlite import SQLite

        return SQLite(connection)
    if connection.vendor == "postgresql":
        from fairlead.hub.search.postgresql import PostgreSQL

        return PostgreSQL(connection)
    raise NotImplementedError(f"The hub searches in SQLite or PostgreSQL, not in {connection.vendor}.")
