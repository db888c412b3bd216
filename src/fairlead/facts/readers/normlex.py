"""Ratifications by country: the comparative table of NORMLEX, saved from the browser or as CSV."""

from __future__ import annotations

import re
from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import cell_text, country, plain
from fairlead.facts.readers.files import csv_rows, is_zip, text_of
from fairlead.facts.readers.pages import HtmlTable, html_tables
from fairlead.facts.records.core import Ratification

__all__ = ["READER"]

CODE = re.compile(r"(?:^|_|\s)([CP]\d{3}|MLC(?:, ?2006)?)$")
CELL = re.compile(r"((?:19|20)\d\d)(?:\s*den\.?\s*:?\s*((?:19|20)\d\d))?", re.IGNORECASE)
MEMBERS = 180
"""Fewest States of a whole table; the ILO has had more members since 2012."""


def parse(content: bytes, log: Log, options: Options) -> Parsed:
    """Read the table of States by instruments."""
    if not options.as_of:
        raise log.stop(
            "The table does not say its date, and after that date nothing is known.",
            fix="Name the day on which it was saved: --as-of 2026-06-04.",
        )
    if is_zip(content):
        raise log.stop("The file is an archive or workbook, not the page.")
    text = text_of(content[:2000], Log(log.file, log.layout))
    rows, first = _page(content, log) if "<" in text.lstrip()[:1] else _csv(content, log)
    codes = {at: found[1][:3] if found[1].startswith("MLC") else found[1] for at, found in _codes(rows[first - 1])}
    if not codes:
        there = ", ".join(rows[first - 1][:20])
        raise log.stop(f"No column names an instrument such as C029 or P029. The headings read: {there}.")
    others = [head for at, head in enumerate(rows[first - 1]) if at and head and at not in codes]
    if others:
        log.add(f"Columns that name no instrument were left out: {', '.join(others[:20])}.", severity="note")
    found: list[dict[str, Any]] = []
    states: set[str] = set()
    for line, cells in enumerate(rows[first:], start=first + 1):
        if not cells or not cells[0]:
            continue
        iso3 = country(cells[0])
        if not iso3:
            log.add("The State is not recognised; its row is left out.", row=line, column="Country", value=cells[0])
            continue
        states.add(iso3)
        for at, code in codes.items():
            found += _cell(cells[at] if at < len(cells) else "", code, iso3, cells[0], line, log)
    if len(states) < MEMBERS:
        raise log.stop(
            f"The table names {len(states)} States, and the ILO has 187 members: it is cut short.",
            fix="Save the whole page again. A State that is not in the table would count as not having ratified.",
        )
    return Parsed(rows=found, covers={"instrument": tuple(sorted(set(codes.values())))})


def _cell(text: str, code: str, iso3: str, name: str, line: int, log: Log) -> list[dict[str, Any]]:
    if plain(text) in ("", "not ratified"):
        return []
    match = CELL.fullmatch(text)
    if match is None:
        log.add("The cell is neither a year nor a year with a denunciation.", row=line, column=code, value=text)
        return []
    return [
        {
            "instrument": code,
            "iso3": iso3,
            "country": name,
            "ratified": match[1],
            "day_status": "year only",
            "denounced": match[2] or "",
        }
    ]


def _codes(heads: list[str]) -> list[tuple[int, re.Match[str]]]:
    return [(at, found) for at, head in enumerate(heads) if at and (found := CODE.search(head)) is not None]


def _csv(content: bytes, log: Log) -> tuple[list[list[str]], int]:
    rows = csv_rows(text_of(content, log), log)
    for at, row in enumerate(rows[:10]):
        if row and plain(row[0]) in ("country", "state", "member state"):
            return rows, at + 1
    raise log.stop("No line begins with the heading Country.")


def _page(content: bytes, log: Log) -> tuple[list[list[str]], int]:
    # a cell hides other forms of the date beside the year it shows
    tables = html_tables(content, log, shown="show_year", empty="noValue")
    grids = [table for table in tables if _codes_row(table) is not None]
    if not grids:
        raise log.stop(f"The page holds {len(tables)} tables, and none has headings such as C029 and P029.")
    table = max(grids, key=lambda grid: len(grid.rows))
    heading = _codes_row(table) or 0
    rows = [row for row, kind in zip(table.rows, table.row_classes, strict=True) if "note" not in kind.split()]
    return [[cell_text(cell) for cell in row] for row in rows], heading + 1


def _codes_row(table: HtmlTable) -> int | None:
    """The row that names the instruments; above it stand their groups, which span several columns."""
    for at, row in enumerate(table.rows[:6]):
        if len(_codes(row)) >= 2:
            return at
    return None


READER = Reader(
    id="normlex",
    title="NORMLEX, ratifications by country (International Labour Organization)",
    licence="facts restated; no text of the ILO is included",
    restricted=False,
    address="https://normlex.ilo.org/dyn/nrmlx_en/f?p=NORMLEXPUB:10011:::NO:10011:P10011_DISPLAY_BY,P10011_CONVENTION_TYPE_CODE:1,F",
    layout=(
        "the comparative table 'Ratifications of fundamental instruments by country': saved as HTML (two rows of "
        "headings, the second with codes such as C029 and P029; one State in each row; years in the cells, with "
        "'den.' and the year where denounced), or the same as CSV with the headings Country and, for each instrument, "
        "a name that ends with its code."
    ),
    seen=("from a published copy of the table of June 2026 and from a public program that reads the page."),
    record=Ratification,
    key=("instrument", "iso3"),
    parse=parse,
    table="ratifications",
    download="https://normlex.ilo.org/dyn/nrmlx_en/f?p=NORMLEXPUB:10011:::NO:10011:P10011_DISPLAY_BY,P10011_CONVENTION_TYPE_CODE:1,F",
    fewest=500,
)
