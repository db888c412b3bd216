"""Sentences of the rules as a reader of a letter expects them: instruments by name, days in words."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

__all__ = ["worded"]

CODE = re.compile(r"(?<![\w-])([CPR])(\d{3})(?![\w-])")
DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def worded(text: str) -> str:
    """A sentence with the codes of ILO instruments and ISO days put in words, in English.

    Examples
    --------
    >>> worded("Nepal had not ratified P029 by 2026-06-04.")
    'Nepal had not ratified the Protocol of 2014 by 4 June 2026.'
    >>> worded("C029 was not in force.")
    'Convention No. 29 was not in force.'
    """
    said = CODE.sub(_named, text)
    said = DAY.sub(_day, said)
    return re.sub(r"^the (?=Protocol)", "The ", said)


def _named(found: re.Match[str]) -> str:
    letter, number = found[1], int(found[2])
    if letter == "P":
        year = _protocols().get(found[0], "")
        return f"the Protocol of {year}" if year else f"Protocol No. {number}"
    return f"{'Convention' if letter == 'C' else 'Recommendation'} No. {number}"


@cache
def _protocols() -> dict[str, str]:
    from fairlead.facts import Instrument, load

    return {row.code: row.adopted[:4] for row in load(Instrument) if row.kind == "protocol"}


def _day(found: re.Match[str]) -> str:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return found[0]
    from babel.dates import format_date

    return str(format_date(day, format="long", locale="en_GB"))
