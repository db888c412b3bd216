"""From a figure to its method and its source in one step."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fairlead.assess.result import Account, Assessment, Method, Source

__all__ = ["References"]


class Reference(msgspec.Struct, frozen=True):
    """Where a source stands: an anchor or address (empty if neither), its words, its number in the list (or 0)."""

    href: str
    words: str
    number: int


class References:
    """Resolve method and source ids of one assessment.

    Parameters
    ----------
    assessment
        Whose methods and sources are used.
    """

    def __init__(self, assessment: Assessment) -> None:
        self._methods = {method.id: method for method in assessment.methods}
        self._sources = {source.id: source for source in assessment.sources}
        self._numbers = {source.id: number for number, source in enumerate(assessment.sources, start=1)}

    def methods(self, *topics: str, account: Account | None = None) -> tuple[Method, ...]:
        """Give the methods behind a part of the report: those whose id names a topic, then the account's own."""
        found = {id_: method for id_, method in self._methods.items() if any(topic in id_ for topic in topics)}
        if account is not None and account.method in self._methods:
            found.setdefault(account.method, self._methods[account.method])
        return tuple(found.values())

    def sources(self, methods: Iterable[Method]) -> tuple[Source, ...]:
        """Give the sources of some methods, each once."""
        ids = dict.fromkeys(id_ for method in methods for id_ in method.sources)
        return tuple(sorted((self._sources[id_] for id_ in ids if id_ in self._sources), key=self.number))

    def number(self, source: Source) -> int:
        """Give the number of a source in the list."""
        return self._numbers[source.id]

    def source(self, named: str) -> Reference:
        """Resolve what a fact gives as its source: an id, an address or plain words."""
        if named in self._sources:
            return Reference(f"#source-{named}", self._sources[named].title, self._numbers[named])
        return Reference(safe_address(named), named, 0)


def safe_address(text: str) -> str:
    """Give a web address back, and nothing for anything else (``javascript:`` and the like).

    Examples
    --------
    >>> safe_address("https://www.ilo.org/"), safe_address("javascript:alert(1)")
    ('https://www.ilo.org/', '')
    """
    return text if text.startswith(("https://", "http://")) and not any(letter in text for letter in " \"'<>") else ""
