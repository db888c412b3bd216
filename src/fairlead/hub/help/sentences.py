"""Translations of sentences that come from the facts, each held to the English text it was made from.

``data/<language>.csv`` has a row for each English sentence. A fact that is mended has another English text, finds no
row, and takes its page out of that language at once, until somebody has translated it again. Nothing is ever shown
half translated. A page says that its translation was not yet reviewed until every sentence on it, and the sentences
of the interface, name a reviewer other than who drafted them.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

import msgspec

__all__ = ["COLUMNS", "Sentence", "Spoken", "interface_reviewed", "key_of", "sentences"]

DATA = Path(__file__).parent / "data"
LOCALE = Path(__file__).parent.parent / "locale"
COLUMNS = ("key", "english", "text", "drafted_by", "drafted_on", "reviewed_by", "reviewed_on")


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One English sentence in another language, and who stands for it."""

    key: str
    english: str
    text: str
    drafted_by: str
    drafted_on: str
    reviewed_by: str
    reviewed_on: str

    @property
    def reviewed(self) -> bool:
        """Whether a second person has reviewed it."""
        return bool(self.reviewed_by and self.reviewed_on and self.reviewed_by != self.drafted_by)


def key_of(english: str) -> str:
    """The key of a sentence: a hash of its English text.

    Examples
    --------
    >>> key_of("by telephone")
    'e8ec62de1892'
    """
    return hashlib.sha256(english.encode()).hexdigest()[:12]


@cache
def sentences(language: str) -> dict[str, Sentence]:
    """Every sentence of a language by the key of its English text; none for English."""
    path = DATA / f"{language}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["key"]: Sentence(**row) for row in csv.DictReader(file)}


@cache
def interface_reviewed(language: str) -> bool:
    """Whether somebody has reviewed the interface of a language as it stands (``data/reviews.csv``)."""
    if language == "en":
        return True
    catalogue = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not catalogue.exists():
        return False
    digest = hashlib.sha256(catalogue.read_bytes()).hexdigest()[:12]
    with (DATA / "reviews.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["language"] == language and row["catalogue"] == digest]
    return any(row["reviewed_by"] and row["reviewed_by"] != row["drafted_by"] for row in rows)


class Spoken:
    """Sentences of one page in one language, and whether all of them could be said.

    Attributes
    ----------
    missing
        English sentences that have no translation.
    reviewed
        Whether a second person reviewed all that was said so far.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.missing: list[str] = []
        self.reviewed = interface_reviewed(language)

    def __call__(self, english: str) -> str:
        """The sentence in the language; the English where it is missing."""
        if self.language == "en" or not english:
            return english
        found = sentences(self.language).get(key_of(english))
        if found is None or found.english != english or not found.text:
            self.missing.append(english)
            return english
        self.reviewed = self.reviewed and found.reviewed
        return found.text
