"""Bring spellings of the same words to one key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["key", "strip_parentheses"]

# Letters that Unicode does not decompose, and Arabic-script letters that writers use for one another.
_LETTERS = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ـ": None,
        "\u200b": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None, "\ufeff": None,
        "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
_PARENTHESES = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


def strip_parentheses(text: str) -> str:
    """Drop text in round or square brackets.

    Examples
    --------
    >>> strip_parentheses("Viet Nam (south)").strip()
    'Viet Nam'
    """
    return _PARENTHESES.sub(" ", text)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Bring a text to its key: case, accents, punctuation and spaces no longer matter.

    Marks that carry meaning in other scripts (Indic vowel signs, Thai tones) are kept.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Lower-case words with one space between; empty if the text holds no letter or digit.

    Examples
    --------
    >>> key("  CÔTE d’Ivoire. ")
    'cote d ivoire'
    >>> key("Türkiye") == key("TURKIYE")
    True
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and ")).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFC", _MARKS.sub("", folded))
    kept = [c if unicodedata.category(c)[0] in "LNM" else " " for c in plain]
    return " ".join("".join(kept).split())
