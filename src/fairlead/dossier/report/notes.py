"""From a statement to its source in one step: numbered notes, the same numbers in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import msgspec

from fairlead.assess.result import Method, Source
from fairlead.dossier.model import Dossier, Estimates, RowRef
from fairlead.report.references import safe_address
from fairlead.report.words import status_mark

__all__ = ["Note", "Notes"]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One numbered source: a page of it where the rows name one, with the date for which it holds.

    Attributes
    ----------
    url
        A safe web address, or nothing.
    mark
        What to know of the source itself ("to be checked"); empty where it was read.
    licence, about
        Said once, at the first note of each source.
    tables
        The tables of facts whose rows lead here.
    """

    number: int
    title: str
    url: str
    as_of: str
    mark: str
    licence: str
    about: str
    tables: tuple[str, ...]

    @property
    def host(self) -> str:
        """The site of the page, which tells apart the pages of one source."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def details(self) -> str:
        """All beside the title, as one line."""
        named = [
            f"as of {self.as_of}" if self.as_of else "",
            self.licence,
            self.about,
            f"Fairlead's table of {' and of '.join(table.replace('_', ' ') for table in self.tables)}"
            if self.tables
            else "",
        ]
        return "; ".join(part.rstrip(". ") for part in named if part)


class Notes:
    """Number the sources of a dossier in the order in which its statements lead to them.

    Parameters
    ----------
    dossier
        Whose sources.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._sources = {source.id: source for source in dossier.sources}
        self._methods = {method.id: method for method in dossier.methods}
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._tables: dict[int, dict[str, None]] = {}
        for statement in dossier.statements():
            for row in statement.rows:
                number = self._numbers.setdefault(self._key(row), len(self._numbers) + 1)
                self._tables.setdefault(number, {})[row.table] = None
        for method in dossier.methods:
            self._named(method.sources)

    def numbers(self, rows: Iterable[RowRef]) -> tuple[int, ...]:
        """Give the numbers of the notes that some rows lead to, each once, in order."""
        return tuple(sorted({self._numbers[self._key(row)] for row in rows}))

    def method(self, block: Estimates) -> Method | None:
        """Give the method behind a table of estimates."""
        return self._methods.get(block.method)

    def of_method(self, method: Method) -> tuple[int, ...]:
        """Give the numbers of the notes that a method rests on."""
        return tuple(sorted(self._named(method.sources)))

    def __iter__(self) -> Iterator[Note]:
        """All notes in order."""
        told: set[str] = set()
        for (ident, url, as_of), number in self._numbers.items():
            source = self._sources.get(ident, Source(id=ident, title=ident))
            yield Note(
                number=number,
                title=source.title,
                url=safe_address(url) or safe_address(source.url),
                as_of=as_of or source.as_of,
                mark=status_mark(source.status) if source.status in ("recalled", "conflicting") else "",
                licence="" if ident in told else source.licence,
                about="" if ident in told else source.note,
                tables=tuple(self._tables.get(number, ())),
            )
            told.add(ident)

    def _named(self, sources: Iterable[str]) -> list[int]:
        """Numbers of whole sources; one that no statement leads to gets a new number."""
        found = []
        for ident in sources:
            known = [number for (named, _, _), number in self._numbers.items() if named == ident]
            found.append(min(known) if known else self._numbers.setdefault((ident, "", ""), len(self._numbers) + 1))
        return found

    def _key(self, row: RowRef) -> tuple[str, str, str]:
        source = self._sources.get(row.source)
        url = "" if source is not None and row.url == source.url else row.url
        return row.source, url, row.as_of
