"""Fairlead's own few words from tables, in the language of a document: names of instruments, industries, regions.

What a row quotes from its source is never translated: texts in another language say that it stands in the language of
the record. What Fairlead itself worded, and names that have an official form, are kept in ``documents/<language>/
_terms.toml`` by their English words.
"""

from __future__ import annotations

import tomllib
from functools import cache

from fairlead.act.kinds import FOLDER

__all__ = ["filled", "quoted", "term", "terms"]

AS_IT_IS = "{text}"
"""Stands for words that are not translated, in the way that a language marks them."""


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


def quoted(text: str, language: str) -> str:
    """Words of a row: translated where they are kept; else marked as English, if the language keeps how.

    Examples
    --------
    >>> quoted("A statement.", "en"), quoted("A statement.", "fr").endswith(" (en anglais dans le relevé)")
    ('A statement.', True)
    """
    kept = terms(language)
    if not text:
        return ""
    return kept.get(text) or kept.get(AS_IT_IS, AS_IT_IS).replace(AS_IT_IS, text)


def filled(template: str, language: str, **values: str) -> str:
    """A sentence with places for values in a language; empty where the sentence has not been translated.

    Examples
    --------
    >>> filled("from {low} to {high}", "fr", low="2", high="3"), filled("{a} and {b}", "fr", a="2", b="3")
    ('de 2 à 3', '')
    """
    return terms(language).get(template, "").format(**values)
