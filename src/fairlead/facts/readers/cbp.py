"""Withhold release orders and findings of US Customs and Border Protection: its CSV of the list."""

from __future__ import annotations

from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import columns, country, day
from fairlead.facts.readers.files import csv_rows, is_zip, text_of
from fairlead.facts.records.base import Row

__all__ = ["READER", "ImportAction"]

MOST = 10_000
WANTED = {
    "entity": ["Entity"],
    "country": ["Country"],
    "industry": ["Industry"],
    "status": ["Status"],
    "action": ["WRO/Finding"],
    "remarks": ["Remarks"],
    "url": ["Press Release"],
    "effective": ["Effective Date"],
}


class ImportAction(Row, frozen=True, kw_only=True):
    """One order or finding as the list has it: whom it names, since when, and whether it is active.

    `iso3` is empty where the list names no single country, as for some vessels.
    """

    entity: str
    country: str
    iso3: str
    action: str
    in_effect: str
    industry: str
    effective: str
    remarks: str


def parse(content: bytes, log: Log, options: Options) -> Parsed:  # noqa: ARG001
    """Read the list."""
    if is_zip(content):
        raise log.stop("The file is an archive or workbook, not a CSV file.")
    rows = csv_rows(text_of(content, log), log)
    top, place = columns(rows, WANTED, log, optional=("remarks", "url", "industry"))
    found: list[dict[str, Any]] = []
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        if not any(cells):
            continue
        if len(cells) <= max(place.values()):
            log.add("The row is cut short.", row=line, value=", ".join(cells[:3]))
            continue
        here = {name: " ".join(cells[at].split()) for name, at in place.items()}
        if not here["entity"]:
            log.add("The entity is not named.", row=line, column="Entity")
            continue
        try:
            effective = day(here["effective"])
        except ValueError as error:
            log.add(f"The date cannot be read: {error}.", row=line, column="Effective Date", value=here["effective"])
            continue
        if len(found) > MOST:
            raise log.stop(f"The list has more than {MOST:,} entries, many times what the authority publishes.")
        address = here.get("url", "")
        found.append(
            {
                "entity": here["entity"],
                "country": here["country"],
                "iso3": country(here["country"]) if here["country"] else "",
                "action": here["action"],
                "in_effect": here["status"],
                "industry": here.get("industry", ""),
                "effective": effective,
                "remarks": here.get("remarks", ""),
                "url": address if address.startswith(("https://", "http://")) and " " not in address else "",
            }
        )
    # the file does not say its date; it is no older than its latest entry
    return Parsed(rows=found, as_of=max((row["effective"] for row in found), default=""))


READER = Reader(
    id="cbp-wro",
    title="withhold release orders and findings (US Customs and Border Protection)",
    licence="work of the United States Government, public domain",
    restricted=False,
    address="https://www.cbp.gov/document/stats/withhold-release-orders-findings",
    layout=(
        "the CSV file of the list with the headings Entity, Country, Industry, Status, WRO/Finding, Remarks, Press "
        "Release, Effective Date (others, such as Calendar Year, are left aside); dates as 6/21/2022 or June 21, 2022."
    ),
    seen=("from a public program that reads the file by these headings; the file itself was not opened."),
    record=ImportAction,
    key=("entity", "country", "industry", "action", "effective"),
    parse=parse,
    download="https://www.cbp.gov/document/stats/withhold-release-orders-findings",
    link=".csv",
    fewest=30,
)
