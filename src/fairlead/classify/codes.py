"""Codes of products and industries: HS, ISIC, NACE, NAICS, UNSPSC, WIOD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fairlead.classify.crosswalk import by_code, parse_shares
from fairlead.classify.tables import Row, read_table

__all__ = ["SCHEMES", "Reading", "bare_code", "prefixed", "read_code"]

SCHEMES = ("hs", "isic4", "isic3", "nace", "naics", "unspsc", "wiod")
_SPOKEN = re.compile(
    r"^\s*(?P<scheme>hs|hts|htsus|hsn|cn|tariff|taric|ncm|isic|nace|naics|unspsc|wiod|sic)\b[\s.:#-]*"
    r"(?P<version>rev\.?\s*[1234](?:\.\d)?\b|code\b|no\.?\b|chapter\b|heading\b|ch\.?\b|20\d\d\b|[\s.:#-])*"
    r"(?P<code>[a-u]?\s?\d[\d.\s-]*|[a-u]|c\d{1,2})\s*$",
    re.IGNORECASE,
)
_NAMES = {
    "hts": "hs",
    "htsus": "hs",
    "hsn": "hs",
    "cn": "hs",
    "tariff": "hs",
    "taric": "hs",
    "ncm": "hs",
    "isic": "isic4",
}
_INSIDE = re.compile(r"\b(?:HS|HTS|HSN|CN)\s*(?:code|no\.?)?\s*[:#]?\s*(\d{4}(?:[.\s]?\d{2}){0,3})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*[A-Ua-u]?\s?\d[\d.\s-]*$")


@dataclass(frozen=True)
class Reading:
    """A code as read in one scheme: where it leads in ISIC Rev.4 and, for goods, straight to WIOD.

    `spread` is set when the code names many headings or divisions whose weights are not known.
    """

    scheme: str
    code: str
    name: str
    isic: dict[str, float]
    wiod: dict[str, float]
    spread: bool = False
    note: str = ""


def bare_code(text: str) -> bool:
    """Whether a text is nothing but digits with the usual separators, with at most one letter before.

    Examples
    --------
    >>> bare_code("6109.10"), bare_code("cotton")
    (True, False)
    """
    return bool(_NUMBER.match(text))


def prefixed(text: str) -> tuple[str, str] | None:
    """Read a code that names its scheme.

    Examples
    --------
    >>> prefixed("HS 6109.10"), prefixed("NACE C14.13"), prefixed("cotton")
    (('hs', '6109.10'), ('nace', 'C14.13'), None)
    >>> prefixed("T-shirts (HS code 6109.10)")
    ('hs', '6109.10')
    """
    found = _SPOKEN.match(text)
    if not found:
        inside = _INSIDE.search(text)
        return ("hs", inside[1]) if inside else None
    scheme = found["scheme"].casefold()
    version = (found["version"] or "") + text[found.end("scheme") : found.start("code")]
    if scheme == "isic" and re.search(r"rev\.?\s*3", version, re.IGNORECASE):
        return "isic3", found["code"]
    return (_NAMES.get(scheme, scheme), found["code"]) if scheme != "sic" else None


def read_code(text: str, scheme: str) -> Reading | None:
    """Read a code in a given scheme; None if it is none.

    Parameters
    ----------
    text
        The code, with or without dots and spaces.
    scheme
        One of `SCHEMES`.

    Raises
    ------
    ValueError
        If there is no such scheme.

    Examples
    --------
    >>> read_code("6109 10 00", "hs").name
    'T-shirts and vests, knitted'
    >>> read_code("0400", "isic4") is None
    True
    """
    code = re.sub(r"[\s.\-]", "", text).upper()
    if scheme == "hs":
        return _hs(code)
    if scheme in ("isic4", "nace", "isic3"):
        return _isic(code, scheme)
    if scheme in ("naics", "unspsc"):
        return _longest(code, scheme)
    if scheme == "wiod":
        row = by_code("wiod").get(code.casefold())
        return _wiod(row) if row else None
    raise ValueError(f"unknown scheme {scheme!r}; one of {', '.join(SCHEMES)}")


def _wiod(row: Row) -> Reading:
    return Reading("wiod", row["code"], row["name"], parse_shares(row["isic4"]), {row["code"]: 1.0})


def _hs(code: str) -> Reading | None:
    if not code.isdigit() or not 1 < len(code) <= 12 or len(code) == 3:
        return None
    # Spreadsheets drop the leading zero of chapters 1 to 9.
    if len(code) % 2:
        code = "0" + code
    heading = by_code("hs").get(code[:4])
    if len(code) >= 4 and heading is not None:
        return Reading("hs", code, heading["name"], {heading["isic4"]: 1.0}, {heading["wiod"]: 1.0})
    chapter = _chapters().get(code[:2])
    if chapter is None:
        return None
    isic, wiod = chapter
    note = "a chapter: every heading counts the same, because no weights by heading are at hand"
    if len(code) >= 4:
        note = f"heading {code[:4]} is not in the table; its chapter stands in"
    return Reading("hs", code[:2], f"HS chapter {code[:2]}", isic, wiod, len(wiod) > 1 or len(code) >= 4, note)


@cache
def _chapters() -> dict[str, tuple[dict[str, float], dict[str, float]]]:
    """Return chapter -> equal shares of its headings over ISIC Rev.4 and over WIOD."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("hs"):
        rows.setdefault(row["heading"][:2], []).append((row["isic4"], row["wiod"]))
    return {
        chapter: (_shares([isic for isic, _ in pairs]), _shares([wiod for _, wiod in pairs]))
        for chapter, pairs in rows.items()
    }


def _shares(codes: list[str]) -> dict[str, float]:
    return {code: codes.count(code) / len(codes) for code in dict.fromkeys(codes)}


def _isic(code: str, scheme: str) -> Reading | None:
    letter = code[:1] if code[:1].isalpha() else ""
    digits = code.removeprefix(letter)
    if scheme == "isic3":
        row = by_code("isic3").get(digits[:2])
        if row is None or not digits.isdigit():
            return None
        return Reading(scheme, digits, row["name"], parse_shares(row["isic4"]), parse_shares(row["wiod"]))
    table = by_code("isic4")
    if not digits:
        row = table.get(letter)
        if row is None:
            return None
        return Reading(scheme, letter, row["name"], {letter: 1.0}, {}, len(row["wiod"].split()) > 1, row["reason"])
    row = table.get(digits.zfill(2)[:2] if len(digits) == 1 else digits[:2])
    if row is None or not digits.isdigit() or len(digits) > 6 or (letter and letter != row["section"]):
        return None
    return Reading(scheme, digits, row["name"], {row["code"]: 1.0}, {})


def _longest(code: str, scheme: str) -> Reading | None:
    """Find the finest class of the table that holds the code."""
    if not code.isdigit() or len(code) > 8:
        return None
    table = by_code(scheme)
    for length in (4, 3, 2):
        if len(code) >= length and (row := table.get(code[:length])) is not None:
            isic = parse_shares(row["isic4"])
            return Reading(
                scheme, code, row["name"], isic, {}, len(isic) > 1, "a class of several industries" * (len(isic) > 1)
            )
    return None
