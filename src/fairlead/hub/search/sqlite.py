"""Search in SQLite: FTS5 over words (unicode61) and over the letters of names (trigram)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fairlead.hub.search.words import terms

__all__ = ["SQLite"]

# Marks belong to their letters: without them Nepali and Thai words would fall apart.
_WORDS = "unicode61 remove_diacritics 0 categories ''L* M* N* Co''"


class SQLite:
    """The backend of an SQLite database; the tables of FTS5 hold no text of their own, only where words stand."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def make(self) -> None:
        """Make the two tables of FTS5."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "CREATE VIRTUAL TABLE search_words USING fts5(title, names, body, content='', prefix='2 3 4', "
                f"tokenize='{_WORDS}')"
            )
            cursor.execute("CREATE VIRTUAL TABLE search_letters USING fts5(name, content='', tokenize='trigram')")

    def drop(self) -> None:
        """Drop them."""
        with self.connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS search_words")
            cursor.execute("DROP TABLE IF EXISTS search_letters")

    def fill(self) -> None:
        """Index every entry and name anew."""
        from fairlead.hub.search.models import Entry, Name

        with self.connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")
            cursor.execute("INSERT INTO search_letters(search_letters) VALUES ('delete-all')")
            cursor.executemany(
                "INSERT INTO search_words(rowid, title, names, body) VALUES (%s, %s, %s, %s)",
                [
                    (pk, _stems(title), _stems(names), _stems(body))
                    for pk, title, names, body in Entry.objects.values_list("pk", "title", "names", "body")
                ],
            )
            cursor.executemany(
                "INSERT INTO search_letters(rowid, name) VALUES (%s, %s)",
                list(Name.objects.exclude(of="code").values_list("pk", "name")),
            )

    def matching(self, terms: Sequence[str], limit: int, *, every: bool, kind: str = "") -> list[int]:
        """Entries that hold every term, or any; title before names before text."""
        if not terms:
            return []
        # A quoted string is never an operator of FTS5; a quote inside it is written twice.
        said = (" AND " if every else " OR ").join('"' + term.replace('"', '""') + '"*' for term in terms)
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.id FROM search_words w JOIN search_entry e ON e.id = w.rowid WHERE search_words MATCH %s "
                "AND (%s = '' OR e.kind = %s) ORDER BY bm25(search_words, 8, 4, 1) LIMIT %s",
                [said, kind, kind, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def near(self, text: str, limit: int) -> list[tuple[str, int | None]]:
        """Names that share three letters in a row with the text."""
        letters = list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))[:40]
        if not letters:
            return []
        said = " OR ".join('"' + part.replace('"', '""') + '"' for part in letters)
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT n.name, n.entry_id FROM search_letters l JOIN search_name n ON n.id = l.rowid "
                "WHERE search_letters MATCH %s ORDER BY l.rank LIMIT %s",
                [said, limit],
            )
            return [(name, entry) for name, entry in cursor.fetchall()]


def _stems(text: str) -> str:
    return " ".join(terms(text))
