"""Search in PostgreSQL: tsvector over words, and pg_trgm over the letters of names where the database allows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DatabaseError, transaction

from fairlead.hub.search.words import terms

__all__ = ["PostgreSQL"]

_LAST, _EACH = 16_383, 255
"""Limits of a tsvector: the last position, and how many of them one word may have."""


class PostgreSQL:
    """The backend of a PostgreSQL database. Words are stemmed before they reach it, so both databases find alike."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def make(self) -> None:
        """Add the column of words; add the index of letters where pg_trgm may be installed."""
        with self.connection.cursor() as cursor:
            cursor.execute("ALTER TABLE search_entry ADD COLUMN words tsvector")
            cursor.execute("CREATE INDEX search_entry_words ON search_entry USING gin (words)")
            try:
                with transaction.atomic(using=self.connection.alias):
                    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                    cursor.execute("CREATE INDEX search_name_letters ON search_name USING gin (name gin_trgm_ops)")
            except DatabaseError:  # not installed on this server, or not ours to install: names are compared in Python
                pass

    def drop(self) -> None:
        """Take the column away; the extension may serve others."""
        with self.connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS search_name_letters")
            cursor.execute("ALTER TABLE search_entry DROP COLUMN IF EXISTS words")

    def fill(self) -> None:
        """Index every entry anew; names index themselves."""
        from fairlead.hub.search.models import Entry

        rows = [
            (_vector(title, names, body), pk)
            for pk, title, names, body in Entry.objects.values_list("pk", "title", "names", "body")
        ]
        with self.connection.cursor() as cursor:
            cursor.executemany("UPDATE search_entry SET words = %s::tsvector WHERE id = %s", rows)

    def matching(self, terms: Sequence[str], limit: int, *, every: bool, kind: str = "") -> list[int]:
        """Entries that hold every term, or any; title before names before text."""
        if not terms:
            return []
        said = (" & " if every else " | ").join(f"{_quoted(term)}:*" for term in terms)
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM search_entry, CAST(%s AS tsquery) q WHERE words @@ q AND (%s = '' OR kind = %s) "
                "ORDER BY ts_rank('{0, 0.1, 0.5, 1}', words, q, 1) DESC, id LIMIT %s",
                [said, kind, kind, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def near(self, text: str, limit: int) -> list[tuple[str, int | None]]:
        """Names that share letters with the text."""
        if len(text) < 3:
            return []
        with self.connection.cursor() as cursor:
            if self._has_letters():
                cursor.execute(
                    "SELECT name, entry_id FROM search_name WHERE \"of\" <> 'code' AND name %% %s "
                    "ORDER BY similarity(name, %s) DESC, id LIMIT %s",
                    [text, text, limit],
                )
                return [(name, entry) for name, entry in cursor.fetchall()]
            return self._compared(text, limit)

    def _compared(self, text: str, limit: int) -> list[tuple[str, int | None]]:
        """The same without pg_trgm: every name is compared here."""
        from rapidfuzz import fuzz, process

        from fairlead.hub.search.models import Built

        built = Built.objects.first()
        names = _names(built.digest if built else "", self.connection.alias)
        found = process.extract(text, [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=60, limit=limit)
        return [names[at] for _name, _score, at in found]

    def _has_letters(self) -> bool:
        return _extension(self.connection.alias, self.connection.settings_dict["NAME"])


@cache
def _extension(alias: str, _database: str) -> bool:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


@cache
def _names(_digest: str, alias: str) -> list[tuple[str, int | None]]:
    from fairlead.hub.search.models import Name

    return list(Name.objects.using(alias).exclude(of="code").values_list("name", "entry_id"))


def _vector(title: str, names: str, body: str) -> str:
    """The words of an entry as PostgreSQL writes them: where each stands and how much it weighs."""
    places: dict[str, list[str]] = {}
    at = 0
    for text, weight in ((title, "A"), (names, "B"), (body, "C")):
        for word in terms(text):
            at = min(at + 1, _LAST)
            held = places.setdefault(word[:500], [])
            if len(held) < _EACH:
                held.append(f"{at}{weight}")
    return " ".join(f"{_quoted(word)}:{','.join(held)}" for word, held in places.items())


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
