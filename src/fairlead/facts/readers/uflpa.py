"""The UFLPA Entity List of the US Department of Homeland Security: its page, saved from the browser."""

from __future__ import annotations

import re
from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import day, plain
from fairlead.facts.readers.pages import HtmlTable, html_tables
from fairlead.facts.records.base import Row

__all__ = ["READER", "EntityListing", "names_in"]

NAME = ("name of entity", "entity", "entity name", "name")
SINCE = ("effective date", "date added", "date")
LONGEST = 5_000
CLAUSES = ("i", "ii", "iv", "v")
CLAUSE = re.compile(r"2\(d\)\(2\)\(B\)\((i{1,3}|iv|v)\)", re.IGNORECASE)
OTHER_NAMES = re.compile(
    r"\((?:also known as|formerly known as|including[^:()]{0,60}alias(?:es)?:?|and[^:()]{0,60}alias(?:es)?:?)"
    r"((?:[^()]|\([^()]{0,80}\)){0,2000})\)",
    re.IGNORECASE,
)


class EntityListing(Row, frozen=True, kw_only=True):
    """One entity of the list, with its other names, the clause of section 2(d)(2)(B) and the day it was added."""

    entity: str
    other_names: tuple[str, ...]
    clause: str
    effective: str


def names_in(text: str) -> tuple[str, tuple[str, ...]]:
    """The name of an entity and its other names, as the list writes them in one cell.

    Examples
    --------
    >>> names_in("Example Mill Co., Ltd. (also known as Mill A; Mill B; and Mill C (Group))")
    ('Example Mill Co., Ltd.', ('Mill A', 'Mill B', 'Mill C (Group)'))
    >>> names_in("Example (Group) Ltd. (including one alias: Example Group)")
    ('Example (Group) Ltd.', ('Example Group',))
    """
    others: list[str] = []
    text = text[:LONGEST]
    for found in OTHER_NAMES.finditer(text):
        parts = (re.sub(r"^\s*and\s+", "", part, flags=re.IGNORECASE).strip(" .") for part in found[1].split(";"))
        others += [part for part in parts if part]
    return " ".join(OTHER_NAMES.sub("", text).split()), tuple(dict.fromkeys(others))


def parse(content: bytes, log: Log, options: Options) -> Parsed:  # noqa: ARG001
    """Read every table of entities on the page."""
    tables = html_tables(content, log)
    lists = [(table, place) for table in tables if (place := _places(table)) is not None]
    if not lists:
        heads = "; ".join(", ".join(table.rows[0][:4]) for table in tables[:5] if table.rows)
        raise log.stop(
            f"The page holds {len(tables)} tables, and none has the headings Name of Entity and Effective Date. "
            f"First rows: {heads or 'none'}."
        )
    found: list[dict[str, Any]] = []
    for number, (table, (name, since)) in enumerate(lists):
        clause = _clause(table, number, len(lists), log)
        for line, cells in enumerate(table.rows[1:], start=2):
            if len(cells) <= max(name, since):
                if any(cells):
                    log.add("The row is cut short.", row=line, value=", ".join(cells))
                continue
            entity, others = names_in(cells[name])
            try:
                effective = day(cells[since])
            except ValueError as error:
                log.add(f"The date cannot be read: {error}.", row=line, column="Effective Date", value=cells[since])
                continue
            if entity:
                found.append({"entity": entity, "other_names": others, "clause": clause, "effective": effective})
    # the page does not say its date; it is no older than its latest entry
    return Parsed(rows=found, as_of=max((row["effective"] for row in found), default=""))


def _places(table: HtmlTable) -> tuple[int, int] | None:
    heads = [plain(cell) for cell in (table.rows[0] if table.rows else [])]
    name = next((at for at, head in enumerate(heads) if head in NAME), None)
    since = next((at for at, head in enumerate(heads) if head in SINCE), None)
    return None if name is None or since is None else (name, since)


def _clause(table: HtmlTable, number: int, of: int, log: Log) -> str:
    """The clause named before the table, else by the order of the four tables of the page."""
    named = CLAUSE.findall(table.before)
    if named:
        return str(named[-1]).lower()
    if of == len(CLAUSES):
        return CLAUSES[number]
    log.add(
        f"Which clause table {number + 1} stands for is not said on the page, so its entities have none.",
        severity="warning",
    )
    return ""


READER = Reader(
    id="uflpa",
    title="UFLPA Entity List (US Department of Homeland Security)",
    licence="work of the United States Government, public domain",
    restricted=False,
    address="https://www.dhs.gov/uflpa-entity-list",
    layout=(
        "the page of the list saved as HTML: one table for each clause of section 2(d)(2)(B), (i), (ii), (iv) and (v), "
        "with the headings Name of Entity and Effective Date, other names in brackets, dates as June 21, 2022."
    ),
    seen=("from a piece of the page of August 2026 that a public program keeps; the whole page was not opened."),
    record=EntityListing,
    key=("entity", "clause"),
    parse=parse,
    download="https://www.dhs.gov/uflpa-entity-list",
    fewest=20,
)
