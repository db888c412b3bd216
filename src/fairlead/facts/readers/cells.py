"""Reading headings and cells: the row of headings, countries, numbers, days."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlead.facts.readers.base import Log

__all__ = ["cell_text", "columns", "country", "day", "is_iso3", "number", "plain"]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAYS = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T].*)?"), False),
    (re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"), False),
    (re.compile(r"(?P<m>[A-Za-z]+)\.? (?P<d>\d{1,2}),? (?P<y>\d{4})"), True),
    (re.compile(r"(?P<d>\d{1,2})[ -](?P<m>[A-Za-z]+)\.?[ -](?P<y>\d{4})"), True),
)

OFFICIAL = {
    "congo": "COG",
    "saint helena ascension and tristan da cunha": "SHN",
    "west bank and the gaza strip": "PSE",
}
"""Names as official lists in English use them, which mean something else or nothing in a list of purchases."""


def plain(heading: object) -> str:
    r"""A heading for comparison: lower case, letters and digits only.

    Examples
    --------
    >>> plain(" Estimated prevalence\n(per 1,000) ")
    'estimated prevalence per 1 000'
    """
    return " ".join(re.findall(r"[^\W_]+", str(heading).casefold()))


def cell_text(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates in ISO 8601.

    Examples
    --------
    >>> cell_text(5.0), cell_text(None), cell_text(" 5+ ")
    ('5', '', '5+')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    # one letter in two spellings, composed or not, would be two goods
    return unicodedata.normalize("NFC", " ".join(str(cell).split()))


def columns(
    rows: Sequence[Sequence[Any]],
    wanted: Mapping[str, Iterable[str]],
    log: Log,
    *,
    optional: Iterable[str] = (),
    sheet: str | None = None,
    within: int = 15,
) -> tuple[int, dict[str, int]]:
    """The row of headings and the place of each column.

    Parameters
    ----------
    rows
        Rows from the top of the sheet.
    wanted
        Name of a column to the headings it may have.
    optional
        Names of columns that may be missing.
    within
        How many rows from the top the headings may stand.

    Raises
    ------
    InputError
        With every heading that is missing, and the headings found.
    """
    readings = {name: {plain(heading) for heading in headings} for name, headings in wanted.items()}
    best_row = 0
    best: dict[str, int] = {}
    for index, row in enumerate(rows[:within]):
        here = [plain(cell_text(cell)) for cell in row[:400]]
        found = {
            name: next(place for place, heading in enumerate(here) if heading in choices)
            for name, choices in readings.items()
            if choices & set(here)
        }
        if len(found) > len(best):
            best_row, best = index, found
    missing = [name for name in wanted if name not in best and name not in set(optional)]
    if not missing:
        return best_row, best
    there = [cell_text(cell)[:60] for cell in (rows[best_row] if rows else [])[:40] if cell_text(cell)]
    for name in missing:
        heading = next(iter(wanted[name]))
        log.add(f"The column {heading!r} is missing.", column=heading, sheet=sheet, row=best_row + 1)
    raise log.stop(
        f"The layout is not the one expected: {len(missing)} of {len(wanted)} columns are missing. "
        f"Row {best_row + 1} reads: {', '.join(there) or 'nothing'}.",
        sheet=sheet,
    )


@lru_cache(maxsize=10_000)
def country(name: str) -> str:
    """ISO 3166 alpha-3 of a country by its name in any spelling; empty where it is not one country for sure.

    Examples
    --------
    >>> country("Viet Nam"), country("Congo, Democratic Republic of the"), country("Guinea"), country("World")
    ('VNM', 'COD', 'GIN', '')
    """
    from fairlead.classify.countries import match_country

    known = plain(name)
    if known in OFFICIAL:
        return OFFICIAL[known]
    match = match_country(name[:200])
    if len(match.targets) == 1 and match.status in ("exact", "confident"):
        return match.targets[0].code
    # Guinea and Georgia are uncertain in a list of purchases; in an official list in English they are what they say
    return next((option.code for option in match.candidates if plain(option.name) == known), "")


@cache
def is_iso3(code: str) -> bool:
    """Whether a code is an alpha-3 code of a country, and no aggregate.

    Examples
    --------
    >>> is_iso3("BGD"), is_iso3("WLD"), is_iso3("XKX")
    (True, False, True)
    """
    from fairlead.classify.countries import country_name

    return bool(re.fullmatch(r"[A-Z]{3}", code)) and country_name(code) != code


def number(cell: object) -> float | None:
    """A finite number, with or without thousands separators; ``None`` for an empty cell, a dash or "n/a".

    Raises
    ------
    ValueError
        For any other text.

    Examples
    --------
    >>> number("1,234.5"), number(" - "), number(7)
    (1234.5, None, 7.0)
    """
    if isinstance(cell, bool):
        raise ValueError("it is not a number")
    if isinstance(cell, int | float):
        value = float(cell)
    else:
        text = cell_text(cell).replace(" ", "")
        if text.casefold() in ("", "-", "–", "—", "..", "n/a", "na", "none", "unknown"):
            return None
        if not re.fullmatch(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})?(?:\.\d{1,30})?(?:[eE][-+]?\d{1,2})?%?", text):
            raise ValueError("it is not a number")
        value = float(text.replace(",", "").removesuffix("%"))
    if not math.isfinite(value):
        raise ValueError("it is not a finite number")
    return value


def day(text: str) -> str:
    """A day in ISO 8601, from the forms that the agencies of the United States write.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> day("6/21/2022"), day("June 21, 2022"), day("2022-06-21"), day("21-Jun-2022")
    ('2022-06-21', '2022-06-21', '2022-06-21', '2022-06-21')
    """
    text = " ".join(text.split())
    for pattern, named in DAYS:
        if (found := pattern.fullmatch(text)) is not None:
            month = found["m"].casefold()
            if named:
                matching = [place for place, name in enumerate(MONTHS, start=1) if name.startswith(month[:3])]
                if len(month) < 3 or len(matching) != 1:
                    break
                month = str(matching[0])
            try:
                return dt.date(int(found["y"]), int(month), int(found["d"])).isoformat()
            except ValueError:
                break
    raise ValueError("it is not a day such as June 21, 2022 or 6/21/2022")
