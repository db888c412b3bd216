"""From what people type to the words that are looked for: case, accents, plurals and the two spellings of English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fairlead.classify.text import key

__all__ = ["LONGEST", "Asked", "asked", "compact", "highlighted", "of_word", "stem", "terms"]

LONGEST = 200
"""Characters of a search that are read; more are left out, and the page says so."""
MOST = 12
_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "the", "to", "with")
)
_AMERICAN = (("labor", "labour"), ("organiz", "organis"), ("program", "programme"), ("favor", "favour"))


@dataclass(frozen=True)
class Asked:
    """A search as it is understood.

    Attributes
    ----------
    text
        What was typed, without characters that cannot be seen.
    whole
        All its words, each in its stem, for names.
    terms
        Its words, each in its stem; small words are left out where others remain.
    cut
        Whether it was longer than is read.
    """

    text: str
    whole: str
    terms: tuple[str, ...]
    cut: bool = False


def asked(typed: str) -> Asked:
    """Understand a search; whatever it holds, it is never an error.

    Examples
    --------
    >>> asked("The Ratifications of QATAR").terms
    ('ratification', 'qatar')
    >>> asked('"a* OR (').terms, asked("forced labor").terms
    (('a', 'or'), ('forced', 'labour'))
    """
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in typed[: LONGEST * 4])
    text = " ".join(seen.split())
    shown = text[:LONGEST]
    found = terms(shown)
    meant = [term for term in found if term not in _SMALL] or list(found)
    return Asked(
        shown, " ".join(found), tuple(dict.fromkeys(meant))[:MOST], len(text) > LONGEST or len(typed) > LONGEST * 4
    )


def terms(text: str) -> tuple[str, ...]:
    """The stems of a text, in its order.

    Examples
    --------
    >>> terms("Companies' Supply-Chains")
    ('company', 'supply', 'chain')
    """
    return tuple(stem(word) for word in key(text).split())


@lru_cache(maxsize=16384)
def of_word(word: str) -> tuple[str, ...]:
    """The stems of one word of a text; the same words come back in every result.

    Examples
    --------
    >>> of_word("Kilns"), of_word("l’État")
    (('kiln',), ('l', 'etat'))
    """
    return terms(word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its plural, in the British spelling.

    Examples
    --------
    >>> [stem(word) for word in ("agencies", "batteries", "bricks", "glass", "labor", "organizations", "processes")]
    ['agency', 'battery', 'brick', 'glass', 'labour', 'organisation', 'process']
    """
    for american, british in _AMERICAN:
        if word.startswith(american) and not word.startswith(british):
            word = british + word[len(american) :]
    if not word.isascii() or len(word) < 4:
        return word
    for ending, instead in (("ies", "y"), ("toes", "to"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)] + instead
    return word


def compact(text: str) -> str:
    """A code without what people put between its parts.

    Examples
    --------
    >>> compact("P 029"), compact("US-S307")
    ('p029', 'uss307')
    """
    return key(text).replace(" ", "")


def highlighted(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it was looked for.

    Examples
    --------
    >>> highlighted("Forced labour in Qatar", ("labour",))
    [('Forced ', False), ('labour', True), (' in Qatar', False)]
    """
    pieces: list[tuple[str, bool]] = []
    for piece in re.split(r"(\w+)", text):
        if not piece:
            continue
        found = piece[0].isalnum() and any(_means(word, wanted) for word in of_word(piece))
        if pieces and not found and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + piece, False)
        else:
            pieces.append((piece, found))
    return pieces


def _means(word: str, wanted: Sequence[str]) -> bool:
    return any(word == term or (len(term) > 2 and word.startswith(term)) for term in wanted)
