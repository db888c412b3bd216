"""The ITUC Global Rights Index: the user's own table of ratings, from 1 to 5+.

The index is published as a report and as pages of a web site, not as a data file: each country has one rating a year,
and the report lists the countries under each rating. So the reader takes a table that the user makes from it, in any
of three shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from fairlead.errors import InputError
from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import cell_text, columns, country, plain
from fairlead.facts.readers.files import csv_rows, is_zip, sheets, text_of
from fairlead.facts.records.base import Row

__all__ = ["MEANINGS", "READER", "RightsRating"]

MEANINGS = {
    "1": "sporadic violations of rights",
    "2": "repeated violations of rights",
    "3": "regular violations of rights",
    "4": "systematic violations of rights",
    "5": "no guarantee of rights",
    "5+": "no guarantee of rights due to the breakdown of the rule of law",
}
"""What each rating means, as the ITUC names it."""

COUNTRY = ("Country", "Country name", "Country/territory")


class RightsRating(Row, frozen=True, kw_only=True):
    """The rating of one country in one year."""

    iso3: str
    country: str
    year: int
    rating: str


def parse(content: bytes, log: Log, options: Options) -> Parsed:
    """Read a table of ratings in one of the three shapes."""
    rows = _rows(content, log)
    found: list[dict[str, Any]] = [
        {"iso3": iso3, "country": name, "year": year, "rating": rating}
        for name, year, rating, line in _cells(rows, log, options)
        if (iso3 := _checked(name, year, rating, line, log))
    ]
    years = sorted({row["year"] for row in found})
    return Parsed(rows=found, as_of=str(years[-1]) if years else "", edition=", ".join(map(str, years)))


def _rows(content: bytes, log: Log) -> Sequence[Sequence[Any]]:
    if is_zip(content):
        return next(iter(sheets(content, log).values()), [])
    return csv_rows(text_of(content, log), log)


def _cells(rows: Sequence[Sequence[Any]], log: Log, options: Options) -> Iterator[tuple[str, int, str, int]]:
    """Country, year, rating and line of every cell that holds a rating."""
    heads = [[cell_text(cell) for cell in row] for row in rows[:15]]
    for top, head in enumerate(heads):
        if len({"1", "2", "3", "4", "5"} & {_rating(cell) for cell in head}) >= 4:
            yield from _by_rating(rows, top, log, options)
            return
        years = {at: int(cell) for at, cell in enumerate(head) if re.fullmatch(r"20[1-4]\d", cell)}
        named = [at for at, cell in enumerate(head) if plain(cell) in map(plain, COUNTRY)]
        if years and named:
            for line, row in enumerate(rows[top + 1 :], start=top + 2):
                cells = [cell_text(cell) for cell in row]
                name = cells[named[0]] if named[0] < len(cells) else ""
                for at, year in years.items():
                    if name and at < len(cells) and cells[at]:
                        yield name, year, _rating(cells[at]), line
            return
    wanted = {"country": COUNTRY, "rating": ("Rating", "Score", "ITUC rating"), "year": ("Year", "Edition")}
    top, place = columns(rows, wanted, log, optional=("year",))
    for line, row in enumerate(rows[top + 1 :], start=top + 2):
        here = {name: cell_text(row[at]) if at < len(row) else "" for name, at in place.items()}
        if any(here.values()):
            yield here["country"], _year(here.get("year", ""), log, options, line), _rating(here["rating"]), line


def _by_rating(
    rows: Sequence[Sequence[Any]], top: int, log: Log, options: Options
) -> Iterator[tuple[str, int, str, int]]:
    """As the report lists them: a column for each rating, the countries below."""
    year = _year("", log, options, None)
    ratings = {at: _rating(cell_text(cell)) for at, cell in enumerate(rows[top])}
    for line, row in enumerate(rows[top + 1 :], start=top + 2):
        for at, cell in enumerate(row):
            if ratings.get(at) in MEANINGS and cell_text(cell):
                yield cell_text(cell), year, ratings[at], line


def _rating(text: str) -> str:
    """``5+`` for "Rating 5+", "5 +" and the like."""
    return re.sub(r"^rating|\s", "", text.casefold())


def _year(text: str, log: Log, options: Options, line: int | None) -> int:
    for source in (text, options.edition, options.as_of[:4]):
        if re.fullmatch(r"20[1-4]\d", source):
            return int(source)
    raise _no_year(log, line, text)


def _no_year(log: Log, line: int | None, text: str) -> InputError:
    return log.stop(
        "The year of the index is not given.",
        row=line,
        column="Year",
        value=text,
        fix="Add a column Year, or name the edition: --edition 2024.",
    )


def _checked(name: str, year: int, rating: str, line: int, log: Log) -> str:
    iso3 = country(name)
    if not iso3:
        log.add("The country is not recognised; its row is left out.", row=line, column="Country", value=name)
    if rating not in MEANINGS:
        log.add(f"The rating is none of {', '.join(MEANINGS)}.", row=line, column="Rating", value=rating)
        return ""
    if not 2014 <= year <= 2049:
        log.add("The index exists since 2014.", row=line, column="Year", value=year)
        return ""
    return iso3


READER = Reader(
    id="ituc-rights",
    title="the ITUC Global Rights Index",
    licence="all rights reserved",
    restricted=True,
    address="https://www.globalrightsindex.org/",
    layout=(
        "a CSV or XLSX table made from the published index, in one of three shapes: columns Country, Rating, Year; "
        "or Country and one column for each year (2014, 2015, ...); or, as the report lists them, one column for each "
        "rating (1, 2, 3, 4, 5, 5+) with the countries below, and the year given as the edition. Ratings are 1, 2, 3, "
        "4, 5 and 5+."
    ),
    seen=(
        "the shapes are Fairlead's own: the index is published as a report and as pages, and no data file of it was "
        "found."
    ),
    record=RightsRating,
    key=("iso3", "year"),
    parse=parse,
)
