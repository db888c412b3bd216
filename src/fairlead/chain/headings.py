"""Finding the line with the headings and what each column holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from fairlead.chain.amounts import currency_codes
from fairlead.chain.tables import read_data

__all__ = ["ROLES", "SCHEMES", "Header", "find_header", "normalise", "role_of", "text_of"]

SCHEMES = ("hs", "unspsc", "nace", "isic4", "isic3", "naics", "wiod")
"""Columns that hold codes of a classification, finest first."""

ROLES = (
    *("amount", "country", "product", "industry", *SCHEMES),
    *("supplier", "currency", "year", "site", "tier", "buyer_unit"),
)
"""What a column can hold."""

_SEARCHED = 60
_UNITS = {
    **dict.fromkeys(("k", "000", "000s", "t", "tsd", "thousand", "thousands", "milliers", "tausend", "miles"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "mln", "million", "millions", "millionen", "millones"), 1e6),
}
_GLUED = re.compile(r"(k|t|m|mio|mn)(eur|usd|gbp|chf)|(eur|usd|gbp|chf)(k|m|mn)")


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point, dates in ISO 8601, nothing for an empty cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@lru_cache(8192)
def normalise(heading: str) -> str:
    """A heading without case, accents, marks and doubled spaces.

    Examples
    --------
    >>> normalise("Währung_(ISO)")
    'wahrung iso'
    """
    plain = unicodedata.normalize("NFKD", heading[:200]).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    # NFC again: kana keep their voicing marks as in the data file
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


@cache
def _known() -> dict[str, tuple[tuple[str, int], ...]]:
    known: dict[str, list[tuple[str, int]]] = {}
    for row in read_data("headings"):
        for heading in row["headings"].split("|"):
            entry = (row["role"], int(row["rank"]))
            readings = known.setdefault(normalise(heading), [])
            if entry not in readings:
                readings.append(entry)
    return {heading: tuple(readings) for heading, readings in known.items()}


@dataclass(frozen=True)
class Reading:
    """What a heading says: role, order of preference, currency and unit named in it."""

    role: str
    rank: int
    currency: str = ""
    unit: float = 1.0
    year: int = 0


@lru_cache(8192)
def role_of(heading: str) -> Reading | None:
    """What a column with this heading holds; ``None`` when the heading is not known.

    Examples
    --------
    >>> role_of("Net amount (k EUR)")
    Reading(role='amount', rank=1, currency='EUR', unit=1000.0, year=0)
    >>> role_of("Land des Lieferanten").role, role_of("Colour")
    ('country', None)
    """
    plain = normalise(heading)
    if not plain:
        return None
    if plain in _known() and not re.search(r"[€$£¥₹]", heading):
        role, rank = _known()[plain][0]
        return Reading(role, rank)
    currency, unit, year, left = "", 1.0, 0, []
    words = [w for word in re.split(r"[\s_()\[\]/:;,.]+", heading) if (w := word.strip("*#\"'").casefold())]
    for word in words:
        codes = currency_codes(word)
        glued = _GLUED.fullmatch(word)
        if glued:
            pair = [part for part in glued.groups() if part]
            for part in pair:
                if part in _UNITS:
                    unit = _UNITS[part]
                else:
                    currency = part.upper()
        elif re.fullmatch(r"(?:19|20)[0-9]{2}", word):
            year = int(word)
        elif word in _UNITS:
            unit = _UNITS[word]
        elif word in (
            "in",
            "en",
            "em",
            "of",
            "required",
            "iso",
            "alpha",
            "code",
            "3166",
            "4217",
            "2",
            "3",
        ) or not normalise(word):
            if word in ("€", "$", "£", "¥"):
                currency = codes[0] if len(codes) == 1 or word == "$" else ""
            elif word == "code" and len(words) > 1:
                left.append(word)
        elif len(codes) == 1 and (word.upper() in _HEADING_CURRENCIES or len(word) != 3):
            currency = codes[0]
        else:
            left.append(normalise(word))
    rest = " ".join(left)
    for candidate in (rest, rest.removesuffix(" code"), normalise(re.sub(r"[(\[].*", "", heading))):
        for role, rank in _known().get(candidate, ()):
            if role == "amount":
                return Reading(role, rank, currency, unit, year)
            return Reading(role, rank)
    return None


_HEADING_CURRENCIES = frozenset(
    (
        *("AUD", "BGN", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR"),
        *("ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "RUB", "SEK", "SGD", "THB", "TRY"),
        *("USD", "ZAR", "BDT", "VND", "PKR", "LKR"),
    )
)


@dataclass(frozen=True)
class Header:
    """Where the headings are and what the columns hold.

    Attributes
    ----------
    first_data_row
        Position of the first row below the headings.
    headings
        One text per column.
    columns
        Role to column positions, the preferred first.
    """

    first_row: int
    first_data_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    readings: Mapping[int, Reading] = field(default_factory=dict)


def _columns(headings: Sequence[str]) -> tuple[dict[str, tuple[int, ...]], dict[int, Reading]]:
    found: dict[str, list[tuple[int, int]]] = {}
    readings: dict[int, Reading] = {}
    for position, heading in enumerate(headings):
        reading = role_of(heading)
        if reading is not None:
            readings[position] = reading
            found.setdefault(reading.role, []).append((reading.rank, position))
    return {role: tuple(position for _, position in sorted(ranked)) for role, ranked in found.items()}, readings


def _number(value: Any) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[\s0-9.,'()+-]*[0-9][\s0-9.,'()+-]*", value))


def find_header(rows: Sequence[Sequence[Any]], named: Sequence[str] = ()) -> Header | None:
    """Find the line, or the two lines, with headings.

    Parameters
    ----------
    rows
        The first rows of a sheet.
    named
        Headings that the user named; a line that holds them counts as the line of headings.

    Returns
    -------
    Header or None
        ``None`` when no line names two things that a purchase needs.
    """
    wanted = {normalise(name) for name in named}
    best: tuple[float, Header] | None = None
    for position in range(min(len(rows), _SEARCHED)):
        row = rows[position]
        texts = [text_of(value).strip() for value in row[:2000]]
        options = [(texts, position + 1)]
        if position + 1 < len(rows):
            below = rows[position + 1][:2000]
            lower = [text_of(value).strip() for value in below]
            filled = [value for value in below if text_of(value).strip()]
            if filled and not any(_number(value) for value in filled):
                options.append((_two_lines(texts, lower), position + 2))
        for headings, first_data_row in options:
            columns, readings = _columns(headings)
            score = float(len(columns)) + 2 * len(wanted & {normalise(heading) for heading in headings})
            # two lines only when they say more: distinct columns count a little
            repeated = sum(len(positions) - 1 for positions in columns.values())
            score -= 0.1 * repeated + (0.05 if first_data_row - position > 1 else 0)
            useful = {"amount", "country"} & set(columns) or set(columns) & {"product", "industry", *SCHEMES}
            if (len(columns) >= 2 and useful) or (wanted and wanted <= {normalise(h) for h in headings}):
                header = Header(position, first_data_row, tuple(headings), columns, readings)
                if best is None or score > best[0]:
                    best = (score, header)
    return best[1] if best else None


def _two_lines(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    group, joined = "", []
    for top, bottom in zip(above, below, strict=True):
        # a merged heading stands in its first cell and counts for those to its right
        group = top or (group if bottom else "")
        joined.append(f"{group} {bottom}".strip() if bottom else top)
    return joined
