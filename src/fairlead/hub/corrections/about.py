"""What a row of facts is about: its texts, the countries, the words it can be found by, its title and address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.urls import reverse

from fairlead.classify.countries import country_codes, country_name
from fairlead.facts import load, schema, tables
from fairlead.facts.changes import cell
from fairlead.hub.lookup.permalinks import BETWEEN

__all__ = ["address", "countries_of", "key_texts", "referred", "row_texts", "spaced", "standing", "title"]

PLACES = ("jurisdiction", "country", "place", "home", "partner")
"""Columns that may hold the name of a country in words."""


def row_texts(row: Any) -> dict[str, str]:
    """A record as texts of a data file."""
    return {name: cell(getattr(row, name)) for name in schema(row.table).fields}


def key_texts(table: str, key: str) -> dict[str, str]:
    """The columns of a key as it stands in an address."""
    columns = schema(table).key
    parts = key.split(BETWEEN)
    return dict(zip(columns, (*parts, *[""] * len(columns)), strict=False))


def standing(table: str, key: str) -> dict[str, str] | None:
    """The row with this key in texts, as it is in force now; None if there is none."""
    return _rows(table).get(key) if table in tables() else None


@cache
def _rows(table: str) -> dict[str, dict[str, str]]:
    columns = schema(table).key
    made = (row_texts(row) for row in load(table))
    return {BETWEEN.join(texts[column] for column in columns): texts for texts in made}


def countries_of(table: str, rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Codes of the countries that versions of a row are about, those of the laws they refer to included."""
    found: set[str] = set()
    for texts in rows:
        for name, field in schema(table).fields.items():
            text = texts.get(name, "")
            if field.type == "country" or (field.type == "list" and field.items == "country"):
                found |= set(filter(None, text.split(";")))
            elif name in PLACES and text.casefold() in _codes():
                found.add(_codes()[text.casefold()])
        for other in referred(table, texts):
            found |= {_codes()[text.casefold()] for text in other.values() if text.casefold() in _codes()}
    return tuple(sorted(found))


def referred(table: str, texts: Mapping[str, str]) -> list[dict[str, str]]:
    """What the rows say that a row refers to, apart from its source: names and places."""
    found = []
    for name, field in schema(table).fields.items():
        if field.type != "reference" or field.of == "sources.id" or not texts.get(name):
            continue
        other, column = field.of.split(".")
        if [column] == list(schema(other).key):
            row = _rows(other).get(texts[name])
            if row:
                found.append({part: row[part] for part in (*PLACES, "name", "authority") if row.get(part)})
    return found


@cache
def _codes() -> dict[str, str]:
    return {country_name(code).casefold(): code for code in country_codes()}


def spaced(codes: Iterable[str]) -> str:
    """Codes with a space around each, to be found in a column of texts by any database."""
    return f" {' '.join(codes)} "


def title(table: str, key: str) -> str:
    """What a row is called: its table and its key."""
    parts = [country_name(part) if part in set(country_codes()) else part for part in key.split(BETWEEN) if part]
    return f"{schema(table).title if table in tables() else table}: {', '.join(parts)}"


def address(table: str, key: str) -> str:
    """Where the row is, as it is in force; its history where there is no row now."""
    name = "fact" if standing(table, key) is not None else "fact-history"
    return reverse(name, kwargs={"table": table, "key": key})
