"""One indicator of the World Bank: the CSV that its data pages and its service hand out, packed or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import columns, is_iso3, number
from fairlead.facts.readers.files import csv_rows, is_zip, member_of_zip, text_of
from fairlead.facts.readers.indicators import KEY, IndicatorValue

__all__ = ["READER"]

WANTED = {
    "country": ["Country Name"],
    "iso3": ["Country Code"],
    "unit": ["Indicator Name"],
    "indicator": ["Indicator Code"],
}
NAME = re.compile(r"(?:.*/)?API_[A-Z0-9.]+_DS2_[^/]*\.csv", re.IGNORECASE)
CODE = re.compile(r"[A-Z0-9]{1,20}(?:\.[A-Z0-9]{1,20}){1,9}")


def parse(content: bytes, log: Log, options: Options) -> Parsed:  # noqa: ARG001
    """Read the table of countries by years; aggregates such as World are left out."""
    if is_zip(content):
        # beside the data lie Metadata_Country_... and Metadata_Indicator_...
        _, content = member_of_zip(content, lambda name: NAME.fullmatch(name) is not None, log)
    rows = csv_rows(text_of(content, log), log)
    top, place = columns(rows, WANTED, log)
    years = {at: int(cell) for at, cell in enumerate(rows[top]) if re.fullmatch(r"(?:19|20)\d\d", cell)}
    if not years:
        raise log.stop(f"No column is a year. The headings read: {', '.join(rows[top][:20])}.", row=top + 1)
    found: list[dict[str, Any]] = []
    aggregates = 0
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        if not any(cells):
            continue
        if len(cells) <= max(place.values()) or len(cells) < max(years):
            log.add("The row is cut short.", row=line, value=", ".join(cells[:4]))
            continue
        here = {name: cells[at] for name, at in place.items()}
        if not CODE.fullmatch(here["indicator"]):
            log.add("It is not a code of an indicator.", row=line, column="Indicator Code", value=here["indicator"])
        elif is_iso3(here["iso3"]):
            found += _values(here, cells, years, line, log)
        else:
            aggregates += 1
    if aggregates:
        log.add(f"Rows of regions and other aggregates were left out: {aggregates:,}.", severity="note")
    codes = sorted({row["indicator"] for row in found})
    if len(codes) > 1:
        raise log.stop(f"The file holds {len(codes)} indicators ({', '.join(codes[:5])}); one is read at a time.")
    updated = _updated(rows[:top])
    return Parsed(rows=found, as_of=updated, edition=f"updated {updated}" if updated else "", part="".join(codes))


def _values(
    here: dict[str, str], cells: Sequence[str], years: dict[int, int], line: int, log: Log
) -> list[dict[str, Any]]:
    found = []
    for at, year in years.items():
        try:
            value = number(cells[at] if at < len(cells) else "")
        except ValueError as error:
            log.add(f"The value cannot be read: {error}.", row=line, column=str(year), value=cells[at])
            continue
        if value is not None:
            found.append({**here, "series": "", "year": year, "period": str(year), "value": value})
    return found


def _updated(above: Sequence[Sequence[str]]) -> str:
    for row in above:
        if len(row) > 1 and row[0] == "Last Updated Date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", row[1]):
            return row[1]
    return ""


READER = Reader(
    id="worldbank",
    title="World Bank, World Development Indicators",
    licence="CC BY 4.0",
    restricted=False,
    address="https://data.worldbank.org/indicator",
    layout=(
        "the CSV download of one indicator, packed (API_<code>_DS2_en_csv_v2_<number>.zip) or not: some lines with the "
        "source and the Last Updated Date, then headings Country Name, Country Code, Indicator Name, Indicator Code "
        "and one column for each year."
    ),
    seen=("from the download as many public programs and its own pages show it."),
    record=IndicatorValue,
    key=KEY,
    parse=parse,
    download="https://api.worldbank.org/v2/en/indicator/{part}?downloadformat=csv",
)
