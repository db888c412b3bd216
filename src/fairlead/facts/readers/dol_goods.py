"""Goods made with child labour or forced labour: the US Department of Labor's list, as workbook, CSV or XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import cell_text, columns, country
from fairlead.facts.readers.files import csv_rows, is_zip, sheets, text_of, xml_root
from fairlead.facts.records.core import Good, GoodIndustries

__all__ = ["READER"]

WANTED = {
    "country": ["Country/Area", "Country", "Country or Area", "Countries/Areas"],
    "good": ["Good", "Goods", "Good Name"],
    "child_labour": ["Child Labor", "Child Labour", "CL"],
    "forced_labour": ["Forced Labor", "Forced Labour", "FL"],
    "forced_child_labour": ["Forced Child Labor", "Forced Child Labour", "FCL"],
    "downstream": ["Derived Labor Exploitation", "Downstream Good", "Downstream"],
    "input_country": ["Derived Country", "Input Country"],
}
TAGS = {
    "child_labour": "Child_Labor",
    "forced_labour": "Forced_Labor",
    "forced_child_labour": "Forced_Child_Labor",
    "downstream": "Derived_Labor_Exploitation",
    "input_country": "Derived_Country",
}
FLAGS = ("child_labour", "forced_labour", "forced_child_labour", "downstream")
YES, NO = {"yes", "x", "true", "1", "✓", "✔"}, {"", "no", "false", "0", "n/a", "-", "–"}
SINCE = re.compile(r"(?:19|20)\d\d\s*(?:[-–]\s*(?:present|(?:19|20)\d\d)?)?", re.IGNORECASE)


def parse(content: bytes, log: Log, options: Options) -> Parsed:
    """Read the list in any of its layouts."""
    if is_zip(content):
        book = sheets(content, log)
        best = max(book, key=lambda name: len(book[name]), default="")
        cells = _table(book.get(best, []), log, best)
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        cells = _xml(xml_root(content, log), log)
    else:
        cells = _table(csv_rows(text_of(content, log), log), log, None)
    edition = options.edition or next(iter(re.findall(r"20[0-4]\d", options.file)), "")
    if not re.fullmatch(r"20[0-4]\d", edition):
        raise log.stop(
            "The file does not say which edition of the list it is.", fix="Name it, for instance: --edition 2024."
        )
    from fairlead.facts.store import load

    mapped = {row.good for row in load(GoodIndustries)}
    inputs = {(row.good, row.iso3): row.input_good for row in load(Good)}
    found: list[dict[str, Any]] = []
    new: set[str] = set()
    for line, here in cells:
        row = _row(here, line, log)
        if row is not None:
            row |= {"edition": edition, "input_good": inputs.get((row["good"], row["iso3"]), "")}
            found.append(row)
            new |= {row["good"]} - mapped
    if new:
        log.add(
            f"Goods that Fairlead has not mapped to industries yet, so that no rule uses them ({len(new)}): "
            f"{', '.join(sorted(new)[:12])}.",
            severity="warning",
        )
    return Parsed(rows=found, edition=edition, as_of=edition)


def _table(rows: Sequence[Sequence[Any]], log: Log, sheet: str | None) -> Iterator[tuple[int, dict[str, str]]]:
    top, place = columns(
        rows, WANTED, log, optional=("forced_child_labour", "downstream", "input_country"), sheet=sheet
    )
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        here = {name: cell_text(cells[at]) if at < len(cells) else "" for name, at in place.items()}
        if here["good"] or here["country"]:
            yield line, here


def _xml(root: Element, log: Log) -> Iterator[tuple[int, dict[str, str]]]:
    """Goods with their countries (the list), or countries with their goods (the findings)."""
    if root.tag == "Goods" and root.find("Good/Good_Name") is not None:
        pairs = (
            (place, _text(good, "Good_Name"), _text(place, "Country_Name"))
            for good in root.findall("Good")
            for place in good.findall("Countries/Country")
        )
    elif root.tag == "Countries" and root.find("Country/Name") is not None:
        pairs = (
            (good, _text(good, "Good_Name"), _text(place, "Name"))
            for place in root.findall("Country")
            for good in place.findall("Goods/Good")
        )
    else:
        below = sorted({child.tag for child in root})[:8]
        raise log.stop(f"The XML begins with <{root.tag}>, which holds {', '.join(below) or 'nothing'}.")
    for number, (element, good, place_name) in enumerate(pairs, start=1):
        flags = {name: _text(element, tag) for name, tag in TAGS.items()}
        yield number, {"good": good, "country": place_name, **flags}


def _text(element: Element, tag: str) -> str:
    return cell_text(element.findtext(tag))


def _row(here: dict[str, str], line: int, log: Log) -> dict[str, Any] | None:
    before, name = log.errors(), here["country"]
    iso3 = country(name)
    if not here["good"]:
        log.add("The good is not named.", row=line, column="Good")
    if not iso3:
        log.add("The country is not recognised; its row is left out.", row=line, column="Country", value=name)
    row: dict[str, Any] = {"good": here["good"], "iso3": iso3, "country": name}
    for name in FLAGS:
        text = here.get(name, "").casefold()
        if text not in YES and text not in NO and not SINCE.fullmatch(text):
            log.add("The cell says neither yes nor no.", row=line, column=WANTED[name][0], value=here[name])
        row[name] = text not in NO
    from_country = here.get("input_country", "")
    row["input_country"] = country(from_country) if from_country.casefold() not in NO else ""
    if log.errors() > before:
        return None
    if not any(row[name] for name in FLAGS):
        log.add("The good is named for none of the forms of exploitation.", severity="warning", row=line)
    return row


READER = Reader(
    id="dol-goods",
    title="List of Goods Produced by Child Labor or Forced Labor (US Department of Labor)",
    licence="work of the United States Government, public domain",
    restricted=False,
    address="https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods",
    layout=(
        "XML of the Department's app (<Goods> with <Good>, <Good_Name>, <Countries>, <Country_Name>, <Child_Labor>, "
        "<Forced_Labor>, <Forced_Child_Labor>; or <Countries> with <Country>, <Name> and <Goods>), or a workbook or "
        "CSV with the headings Country/Area, Good, Child Labor, Forced Labor and, if given, Forced Child Labor; yes "
        "and no, an X, or the years since when."
    ),
    seen=(
        "the XML was read whole (edition of 2022). The workbook was not: its headings are those of the published "
        "list, so expect it to be refused if they differ."
    ),
    record=Good,
    key=("good", "iso3"),
    parse=parse,
    table="goods",
    download="https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods",
    link=".xlsx",
    fewest=300,
)
