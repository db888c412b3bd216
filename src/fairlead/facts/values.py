"""Reading one cell: from the text in a data file to a typed value, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from fairlead.facts.schema import Field

__all__ = ["Value", "read_value"]

Value = str | bool | int | float | tuple[str, ...] | tuple[tuple[int, float], ...] | None

COUNTRY = re.compile(r"[A-Z]{3}")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
INDUSTRY = re.compile(r"c([1-9]|[12]\d|3[0-5])")
HEADING = re.compile(r"\d{2}|\d{4}|\d{6}")
URL = re.compile(r"https?://[^\s/]+(/\S*)?")
YEARS = re.compile(r"[0-9]{4}(-[0-9]{4})?|to [0-9]{4}")
NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,10})?"
DECIMAL = re.compile(NUMBER)
SERIES = re.compile(rf"[0-9]{{4}}:{NUMBER}(;[0-9]{{4}}:{NUMBER})*")


def read_value(text: str, field: Field) -> Value:
    """The typed value of a cell.

    Parameters
    ----------
    text
        The cell as it stands in the file.
    field
        The column's description.

    Raises
    ------
    ValueError
        With the reason, in words that follow "because".

    Examples
    --------
    >>> read_value("yes", Field(about="", type="yes/no"))
    True
    >>> read_value("c1;c4", Field(about="", type="list", items="industry"))
    ('c1', 'c4')
    >>> read_value("Norway", Field(about="", type="country"))
    Traceback (most recent call last):
    ValueError: it is not an ISO 3166 alpha-3 code such as NOR
    """
    if text != text.strip():
        raise ValueError("it begins or ends with a space")
    if not text:
        if not field.optional:
            raise ValueError("the cell is empty and the column is not optional")
        return EMPTY.get(field.type, "")
    if field.type == "choice" and text not in field.values:
        raise ValueError(f"it is none of: {', '.join(field.values)}")
    if field.type == "list":
        return _list(text, field)
    return READERS.get(field.type, str)(text)


def _pattern(pattern: re.Pattern[str], why: str) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if pattern.fullmatch(text) is None:
            raise ValueError(why)
        return text

    return read


def _yes_no(text: str) -> Value:
    if text not in ("yes", "no"):
        raise ValueError("it is neither yes nor no")
    return text == "yes"


def _whole(text: str) -> Value:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("it is not a whole number")
    return int(text)


def _decimal(text: str) -> Value:
    if DECIMAL.fullmatch(text) is None:
        raise ValueError("it is not a number such as 12 or -0.25")
    return float(text)


def _series(text: str) -> Value:
    if SERIES.fullmatch(text) is None:
        raise ValueError("it is not a series such as 2015:12;2016:12.5")
    found = tuple([(int(item[:4]), float(item[5:])) for item in text.split(";")])
    if any(later[0] <= earlier[0] for earlier, later in pairwise(found)):
        raise ValueError("its years do not rise")
    return found


def _list(text: str, field: Field) -> Value:
    items = tuple(text.split(";"))
    inner = Field(about="", type=field.items)
    for item in items:
        try:
            read_value(item, inner)
        except ValueError as error:
            raise ValueError(f"for the item {item!r}, {error}") from None
    if len(set(items)) < len(items):
        raise ValueError("an item stands in it twice")
    return items


EMPTY: dict[str, Value] = {"list": (), "series": (), "number": None, "decimal": None}
READERS: dict[str, Callable[[str], Value]] = {
    "yes/no": _yes_no,
    "number": _whole,
    "decimal": _decimal,
    "series": _series,
    "years": _pattern(YEARS, "it is not a year such as 2023 or a span such as 2011-2024 or to 2024"),
    "country": _pattern(COUNTRY, "it is not an ISO 3166 alpha-3 code such as NOR"),
    "date": _pattern(DATE, "it is not a date such as 2014-06-11, 2014-06 or 2014"),
    "industry": _pattern(INDUSTRY, "it is not an industry code from c1 to c35"),
    "heading": _pattern(HEADING, "it is not two, four or six digits of the Harmonized System"),
    "url": _pattern(URL, "it is not an address that begins with http:// or https://"),
}
