"""Years as lists have them: a year, a date in any order, a fiscal year, a spreadsheet's day number."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["parse_year"]

_YEAR = re.compile(r"(?:FY|CY|GJ|EX|FISCAL YEAR|YEAR)?[ '’-]*((?:19|20|21)[0-9]{2})(?:\.0+)?", re.IGNORECASE)
_SHORT = re.compile(r"(?:FY|CY|GJ)[ '’-]*([0-9]{2})", re.IGNORECASE)
_SPAN = re.compile(r"(?:FY|GJ)?[ '’-]*((?:19|20|21)?[0-9]{2})[ ]*[/–-][ ]*((?:19|20|21)?[0-9]{2})", re.IGNORECASE)
_PART = re.compile(
    r"(?:Q[1-4]|H[12]|[^\W\d_]{3,10}\.?|(?:0?[1-9]|1[0-2]))[ /.'’-]*((?:19|20|21)[0-9]{2})", re.IGNORECASE
)
_PART_LAST = re.compile(
    r"((?:19|20|21)[0-9]{2})[ /.-]*(?:Q[1-4]|H[12]|M?(?:0?[1-9]|1[0-2])|[^\W\d_]{3,10}\.?)", re.IGNORECASE
)
_ISO = re.compile(
    r"((?:19|20|21)[0-9]{2})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ].*)?|([0-9]{2})([0-9]{2}))"
)
_DAY_FIRST = re.compile(r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1 ?((?:19|20|21)?[0-9]{2})(?:[ ,].*)?")
_NAMED = re.compile(
    r"(?:[0-9]{1,2}(?:st|nd|rd|th|\.)?[-. ]*[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?[-. ]*[0-9]{1,2})"
    r",?[-. ]*((?:19|20|21)?[0-9]{2})",
    re.IGNORECASE,
)
_SERIAL = range(32874, 73051)
"""Day numbers of 1990 to 2099 in the 1900 system of spreadsheet programs."""


def _century(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def parse_year(text: str) -> int | None:
    """The calendar year of a year, date or fiscal year.

    A span such as ``2023/24`` counts for the year in which it starts, ``FY2024`` for the year it names: no calendar
    of fiscal years is guessed.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    int or None
        The year, ``None`` when it cannot be read.

    Examples
    --------
    >>> [parse_year(text) for text in ("2024", "FY24", "2023/24", "31.12.2023", "2024-03-01", "45292", "soon")]
    [2024, 2024, 2023, 2023, 2024, 2024, None]
    """
    s = text.strip()
    if not s or len(s) > 40:
        return None
    for pattern in (_YEAR, _SHORT):
        if found := pattern.fullmatch(s):
            return _century(found.group(1))
    if found := _ISO.fullmatch(s):
        month, day = (int(part) for part in found.groups()[1:] if part)
        if 1 <= month <= 12 and 1 <= day <= 31:
            return int(found.group(1))
    if found := _SPAN.fullmatch(s):
        first, last = _century(found.group(1)), _century(found.group(2))
        if last == first + 1:
            return first
    if found := _DAY_FIRST.fullmatch(s):
        return _century(found.group(2))
    for pattern in (_PART, _PART_LAST, _NAMED):
        if found := pattern.fullmatch(s):
            return _century(found.group(1))
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", s) and int(float(s)) in _SERIAL:
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(float(s)))).year
    return int(s) if re.fullmatch(r"[0-9]{4}", s) else None
