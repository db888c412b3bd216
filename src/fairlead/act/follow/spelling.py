"""One name in many spellings: accents, invisible signs, kinds of dashes and quotation marks, hyphens at line ends.

A name that is to be blacked out stands in a paper as its writer, a scanner or another program put it there. It is
looked for in a plain form of the text, in which such differences are gone, and each sign of that form says where it
came from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

__all__ = ["Folded", "fold", "spelling"]

_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "\u0640": ""}
"""Letters that others write with plain ones, and the sign that only makes an Arabic word longer."""
_QUOTES = frozenset("'’‘ʼʻʹ`´′＇")
_BETWEEN = r"[\s\-'._()]"
"""What may stand between two parts of a name or a number."""
_GROUPED = re.compile(rf"\d(?:{_BETWEEN}*\d)+")
_LONG, _LONGEST = 5, 30
"""Digits of a number of a telephone, a passport or an account, which people write in groups."""

Folded = tuple[str, "array[int]"]
"""A plain form of a text, and where each of its signs stood; one place more, the end of the text."""


def fold(text: str) -> Folded:
    r"""The plain form of a text.

    Examples
    --------
    >>> fold("José")[0], fold("Jose\u0301")[0], fold("Jo\u200bse")[0]
    ('jose', 'jose', 'jose')
    """
    signs: list[str] = []
    places: array[int] = array("l")
    for place, sign in enumerate(text):
        if sign == "\u00ad" and text[place + 1 : place + 2] in ("\n", "\r"):
            sign = "-"  # a word that was parted there
        for plain in sign.lower() if sign.isascii() else _plain(sign):
            signs.append(plain)
            places.append(place)
    places.append(len(text))
    return "".join(signs), places


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if unicodedata.category(sign) == "Pd":
        return "-"
    found = []
    for one in unicodedata.normalize("NFKD", sign.casefold()):
        kind = unicodedata.category(one)
        if kind == "Cf" or (kind in ("Mn", "Me") and _optional(one)):
            continue
        found.append("'" if one in _QUOTES else _LETTERS.get(one, one))
    return "".join(found).casefold()


def _optional(mark: str) -> bool:
    """Whether a word is the same without this mark; the vowel signs of other scripts are letters."""
    return unicodedata.name(mark, "").startswith(("COMBINING ", "ARABIC ", "HEBREW ", "VARIATION "))


def spelling(words: str, folded: str) -> re.Pattern[str] | None:
    """What finds a name or a number in the plain form of a text; None where nothing of it would be left to find.

    Examples
    --------
    >>> text = fold("Passport no. 12 345-678 of Mr O’Brien")[0]
    >>> [spelling(one, text).search(text) is not None for one in ("12345678", "o'brien", "OBrien", "Brian")]
    [True, True, False, False]
    """
    joint = r"(?:-[ \t]*[\r\n]\s*)?" if re.search(r"-[ \t]*[\r\n]", folded) else ""
    parts: list[str] = []
    gap = ""
    for one in re.findall(r"[^\W_]+|\s+|.", _GROUPED.sub(_joined, fold(words)[0])):
        if re.fullmatch(_BETWEEN + "+", one):
            gap = f"{_BETWEEN}+" if one.isspace() and gap != f"{_BETWEEN}*" else f"{_BETWEEN}*"
            continue
        if parts:
            parts.append(gap or f"{_BETWEEN}*")
        parts.append(_word(one, joint))
        gap = ""
    return re.compile("".join(parts)) if parts else None


def _word(word: str, joint: str) -> str:
    if word.isdigit() and _LONG <= len(word) <= _LONGEST:
        return f"{_BETWEEN}*".join(map(re.escape, word))
    return joint.join(map(re.escape, word))


def _joined(number: re.Match[str]) -> str:
    """A long number without what parts its groups; a short one as it was written."""
    digits = "".join(sign for sign in number[0] if sign.isdigit())
    return digits if len(digits) >= _LONG else number[0]
