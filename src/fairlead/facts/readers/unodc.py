"""Trafficking in persons, from the user's own copy of the data that UNODC publishes with its Global Report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import cell_text, columns, is_iso3, number
from fairlead.facts.readers.files import csv_rows, is_zip, sheets, text_of
from fairlead.facts.records.base import Row

__all__ = ["READER", "TraffickingFigure"]

WANTED = {
    "iso3": ["Iso3_code"],
    "country": ["Country"],
    "indicator": ["Indicator"],
    "dimension": ["Dimension"],
    "category": ["Category"],
    "sex": ["Sex"],
    "age": ["Age"],
    "year": ["Year"],
    "unit": ["Unit of measurement"],
    "value": ["txtVALUE", "VALUE"],
}


class TraffickingFigure(Row, frozen=True, kw_only=True):
    """One figure that a State reported: detected victims, or persons suspected, prosecuted or convicted.

    Small counts are published as "<5": then `value` is ``None`` and `below` is 5. Detected victims say as much of
    detection as of trafficking, and are no estimate of how many there are.
    """

    iso3: str
    country: str
    indicator: str
    dimension: str
    category: str
    sex: str
    age: str
    year: int
    unit: str
    value: float | None = None
    below: int | None = None


def parse(content: bytes, log: Log, options: Options) -> Parsed:  # noqa: ARG001
    """Read the sheet of figures."""
    rows, sheet = _rows(content, log)
    top, place = columns(rows, WANTED, log, sheet=sheet)
    found: list[dict[str, Any]] = []
    others = 0
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        here = {name: cell_text(cells[at]) if at < len(cells) else "" for name, at in place.items()}
        if not any(here.values()):
            continue
        before, fields = log.errors(), dict[str, Any](here)
        if not is_iso3(here["iso3"]):
            others += 1  # regional totals of the publisher
            continue
        if re.fullmatch(r"(?:19|20)\d\d", here["year"]):
            fields["year"] = int(here["year"])
        else:
            log.add("It is not a year.", row=line, column="Year", value=here["year"], sheet=sheet)
        small = re.fullmatch(r"<\s*(\d{1,3})", here["value"])
        fields["below"] = int(small[1]) if small else None
        try:
            fields["value"] = None if small else number(here["value"])
        except ValueError as error:
            log.add(f"The value cannot be read: {error}.", row=line, column="txtVALUE", value=here["value"])
        if log.errors() == before:
            found.append(fields)
    if others:
        log.add(f"Rows of regions and other groups were left out: {others:,}.", severity="note")
    years = [row["year"] for row in found]
    return Parsed(rows=found, as_of=str(max(years)) if years else "", edition=_edition(rows[:top]))


def _rows(content: bytes, log: Log) -> tuple[Sequence[Sequence[Any]], str | None]:
    if not is_zip(content):
        return csv_rows(text_of(content, log), log), None
    book = sheets(content, log)
    for name, rows in book.items():
        if any(cell_text(cell) == "Iso3_code" for row in rows[:15] for cell in row[:60]):
            return rows, name
    raise log.stop(f"No sheet has the heading Iso3_code. The sheets are: {', '.join(book) or 'none'}.")


def _edition(above: Sequence[Sequence[Any]]) -> str:
    """What the lines above the headings say about the last update."""
    said = " ".join(cell_text(cell) for row in above for cell in row[:20])
    found = re.search(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}", said)
    return found[0] if found else ""


READER = Reader(
    id="unodc-trafficking",
    title="trafficking in persons data (UNODC)",
    licence="terms of use of UNODC",
    restricted=True,
    address="https://dataunodc.un.org/dp-trafficking-persons",
    layout=(
        "the workbook data_glotip.xlsx (or the same table as CSV): headings in row 3 (Iso3_code, Country, Region, "
        "Subregion, Indicator, Dimension, Category, Sex, Age, Year, Unit of measurement, txtVALUE, Source), one figure "
        "in each row below, small counts written <5."
    ),
    seen=("from public programs that read the workbook; its portal may hand out later editions with other columns."),
    record=TraffickingFigure,
    key=("iso3", "indicator", "dimension", "category", "sex", "age", "year"),
    parse=parse,
)
