"""Fairlead's own few words from tables, in the language of a document: names of instruments, industries, regions.

What a row quotes from its source is never translated: texts in another language say that it stands in the language of
the record. What Fairlead itself worded, and names that have an official form, are kept in ``documents/<language>/
_terms.toml`` by their English words.
"""

from __future__ import annotations

import tomllib
from functools import cache

from fairlead.act.kinds import FOLDER

__all__ = ["term", "terms"]


@cache
def terms(language: str) -> dict[str, str]:
    """All words of a language by the English ones; none for English."""
    path = FOLDER / language / "_terms.toml"
    if not path.exists():
        return {}
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {english: said for group in found.values() for english, said in group.items()}


def term(text: str, language: str) -> str:
    """Words from a table in a language; as they are where they have not been translated.

    Examples
    --------
    >>> term("Eastern Africa", "en"), term("Eastern Africa", "fr")
    ('Eastern Africa', 'Afrique orientale')
    """
    return terms(language).get(text, text)
