"""Findings on child labour by country: the XML of the US Department of Labor's app."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import country
from fairlead.facts.readers.files import xml_root
from fairlead.facts.records.core import CountryFinding

__all__ = ["READER"]

LEVELS = {"significant": "significant", "moderate": "moderate", "minimal": "minimal", "no": "none"}


def parse(content: bytes, log: Log, options: Options) -> Parsed:
    """Read the level of advancement and the number of inspectors of every country."""
    root = xml_root(content, log)
    if root.tag != "Countries" or root.find("Country/Advancement_Level") is None:
        below = sorted({child.tag for element in root for child in element})[:8]
        raise log.stop(f"The XML begins with <{root.tag}>; its entries hold {', '.join(below) or 'nothing'}.")
    edition = options.edition or next(iter(re.findall(r"20[0-4]\d", options.file)), "")
    found = []
    for number, entry in enumerate(root.findall("Country"), start=1):
        row = _row(entry, number, log)
        if row is not None:
            found.append(row)
    return Parsed(rows=found, edition=edition, as_of=f"{edition}-12-31" if re.fullmatch(r"20\d\d", edition) else "")


def _row(entry: Element, number: int, log: Log) -> dict[str, Any] | None:
    name = " ".join((entry.findtext("Name") or "").split())
    level = " ".join((entry.findtext("Advancement_Level") or "").split())
    if not level:
        return None  # countries of the list of goods that the report does not cover
    iso3 = country(name)
    if not iso3:
        log.add("The country is not recognised; it is left out.", row=number, column="Name", value=name)
        return None
    advancement = "not assessed" if level.casefold() == "no assessment" else LEVELS.get(level.split()[0].casefold(), "")
    if not advancement or (advancement != "not assessed" and "advancement" not in level.casefold()):
        log.add("The level of advancement is not known.", row=number, column="Advancement_Level", value=level)
        return None
    inspectors = (entry.findtext("Enforcements/Labor_Inspectors") or "").replace(",", "").strip()
    address = (entry.findtext("Webpage") or "").strip()
    return {
        "iso3": iso3,
        "country": name,
        "advancement": advancement,
        "held_back_by": _held_back(level),
        "inspectors": int(inspectors) if inspectors.isascii() and re.fullmatch(r"\d{1,7}", inspectors) else None,
        "url": address if re.fullmatch(r"https?://\S+", address) else "",
    }


def _held_back(level: str) -> str:
    """What held it back, from the words that follow the level.

    Examples
    --------
    >>> _held_back("Minimal Advancement – Efforts Made but Continued Law and Practice that Delayed Advancement")
    'law and practice'
    """
    words = level.casefold()
    if "complicit" in words:
        return "complicity in forced child labour"
    law, practice = re.search(r"\blaw\b", words), re.search(r"\bpractices?\b", words)
    return " and ".join(word for word, found in (("law", law), ("practice", practice)) if found)


READER = Reader(
    id="dol-findings",
    title="Findings on the Worst Forms of Child Labor (US Department of Labor)",
    licence="work of the United States Government, public domain",
    restricted=False,
    address="https://www.dol.gov/agencies/ilab/resources/reports/child-labor/findings",
    layout=(
        "XML of the Department's app: <Countries> with <Country>, <Name>, <Webpage>, <Advancement_Level> and "
        "<Enforcements> with <Labor_Inspectors>."
    ),
    seen=("the XML was read whole (edition of 2022)."),
    record=CountryFinding,
    key=("iso3",),
    parse=parse,
    table="country_findings",
    fewest=100,
)
