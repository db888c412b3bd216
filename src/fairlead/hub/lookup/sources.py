"""Tables of facts, their rows and their sources: what every figure of the hub leads back to."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from functools import cache
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from fairlead import __version__
from fairlead.classify.countries import country_name
from fairlead.facts import Source, load, schema, tables
from fairlead.facts import source as source_row
from fairlead.facts.changes import cell
from fairlead.hub.corrections.said import about_row
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.lookup.permalinks import correction_address, row_address, row_at
from fairlead.hub.pages import Page, pages

__all__ = ["about", "addresses", "data", "download", "fact", "source", "source_list", "table"]

PROVENANCE = ("source", "url", "as_of", "status", "note")
SHOWN = 5
"""Columns of a row that a list shows; its own page shows all."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table of facts: what it holds, how much, and the checksum of its file."""

    table: str
    title: str
    about: str
    absence: str
    rows: int
    to_be_checked: int
    sources: tuple[str, ...]
    terms: tuple[str, ...]
    sha256: str


def about(request: HttpRequest) -> Page:  # noqa: ARG001
    """Say what Fairlead is, what it is not, and how its estimates are made."""
    facts = {"tables": len(tables()), "rows": sum(len(load(name)) for name in tables()), "sources": len(load(Source))}
    return Page("lookup/about.html", _("About Fairlead"), facts, [facts], context={"facts": facts})


def data(request: HttpRequest) -> Page:  # noqa: ARG001
    """List every table of facts with its size, sources, terms and checksum."""
    found = [_table(name) for name in tables()]
    rows = [
        {
            "table": one.table,
            "title": one.title,
            "rows": one.rows,
            "rows_to_be_checked": one.to_be_checked,
            "sources": one.sources,
            "sha256": one.sha256,
            "version": __version__,
        }
        for one in found
    ]
    context = {"tables": found, "facts": sum(one.rows for one in found), "sources": len(load(Source))}
    return Page("lookup/data.html", _("Sources and data"), found, rows, context)


def table(request: HttpRequest, table: str) -> Page:
    """Show the rows of one table, fifty on a page; its JSON and CSV hold all rows that pass the filters."""
    if table not in tables():
        raise Http404(_("There is no table of facts with this name."))
    form, rows = schema(table), load(table)
    columns = [name for name in form.fields if name not in PROVENANCE or not form.provenance]
    named = {row.source for row in rows} if form.provenance else set()
    filters: dict[str, Any] = {"q": words(request)}
    if form.provenance:
        filters["source"] = chosen(request, "source", sorted(named))
        filters["status"] = chosen(request, "status", sorted({row.status for row in rows}))
    if "iso3" in form.fields:
        filters["iso3"] = chosen(request, "iso3", sorted({row.iso3 for row in rows if row.iso3}))
    kept = [row for row in rows if _passes(row, filters)]
    shown = part(request, kept)
    plain = [{name: cell(getattr(row, name)) for name in form.fields} for row in kept]
    choices = {
        "source": [(name, source_row(name).title) for name in sorted(named)],
        "status": [(name, name) for name in sorted({row.status for row in rows} if form.provenance else ())],
        "iso3": _countries(rows) if "iso3" in form.fields else [],
    }
    context = {
        "table": _table(table),
        "schema": form,
        "columns": _first(columns, form.key),
        "part": shown,
        "cells": [
            (row_address(row), [_short(cell(getattr(row, name))) for name in _first(columns, form.key)], row)
            for row in shown.rows
        ],
        "filters": filters,
        "choices": choices,
        "has": [name for name in ("source", "status", "iso3") if name in filters],
        "name_of": lambda row: source_row(row.source).title,
    }
    held = {"table": _table(table), "schema": form, "version": __version__, "filters": filters, "rows": plain}
    return Page("lookup/table.html", form.title, held, plain, context)


def fact(request: HttpRequest, table: str, key: str) -> Page:
    """Show one row of facts with all its columns, its source and its terms."""
    try:
        row = row_at(table, key)
    except Http404:
        if (gone := removed(request, table, key)) is None:
            raise
        return gone
    form = schema(table)
    own = [name for name in form.fields if name not in PROVENANCE or not form.provenance]
    known = source_row(row.source) if form.provenance else None
    plain = {name: cell(getattr(row, name)) for name in form.fields}
    held = {"table": table, "key": {name: plain[name] for name in form.key}, "row": plain, "source": known}
    title = f"{form.title}: {', '.join(filter(None, (_read(name, plain[name]) for name in form.key)))}"
    context = {
        "table": table,
        "schema": form,
        "row": row,
        "key": key,
        "correct": correction_address(table, key),
        "cells": [(form.fields[name], name, _read(name, plain[name])) for name in own],
        "source": known,
    }
    return Page("lookup/fact.html", title, held, [plain], context)


def removed(request: HttpRequest, table: str, key: str) -> Page | None:
    """Say that a row was taken out by a decision, and where its history is; none where it never was there."""
    from fairlead.hub.corrections.gone import last_version
    from fairlead.hub.people.actor import actor_of

    found = last_version(actor_of(request), table, key)
    if found is None:
        return None
    history = about_row(table, key).history
    held = {"table": table, "key": key, "taken_out": found.at.date(), "why": found.why, "history": history}
    context = {"schema": schema(table), **held}
    return Page("lookup/removed.html", _("This row was taken out"), held, [held], context, status=404, cite=False)


def download(request: HttpRequest, table: str) -> HttpResponse:  # noqa: ARG001
    """Give the file of one table, in the columns of its schema, as `fairlead.facts.read` reads it."""
    if table not in tables():
        raise Http404(_("There is no table of facts with this name."))
    text, checksum = _file(table)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fairlead-{__version__}-{table}.csv"'
    response["Repr-Digest"] = f"sha-256=:{_base64(checksum)}:"
    return response


def source_list(request: HttpRequest) -> Page:
    """List every source with its terms."""
    text, status = words(request), chosen(request, "status", ("verified", "recalled", "judgement"))
    uses = _uses()
    kept = [
        row
        for row in load(Source)
        if (not status or row.status == status) and text.casefold() in f"{row.id} {row.title} {row.licence}".casefold()
    ]
    rows = [{**_plain(row), "rows_of_facts": sum(uses.get(row.id, {}).values())} for row in kept]
    context = {"part": part(request, kept), "filters": {"q": text, "status": status}, "uses": uses}
    return Page("lookup/source_list.html", _("Sources"), rows, rows, context)


def source(request: HttpRequest, source: str) -> Page:  # noqa: ARG001
    """Show one source: its terms, and how many rows of each table rest on it."""
    found = next((row for row in load(Source) if row.id == source), None)
    if found is None:
        raise Http404(_("There is no source with this name."))
    uses = [(name, schema(name).title, count) for name, count in sorted(_uses().get(source, {}).items())]
    rows = [{"table": name, "title": title, "rows": count} for name, title, count in uses]
    return Page(
        "lookup/source.html", found.title, {"source": found, "tables": rows}, rows, {"source": found, "uses": uses}
    )


@cache
def _table(name: str) -> Table:
    form, rows = schema(name), load(name)
    named = sorted({row.source for row in rows}) if form.provenance else []
    return Table(
        table=name,
        title=form.title,
        about=form.about,
        absence=form.absence,
        rows=len(rows),
        to_be_checked=sum(row.to_be_checked for row in rows) if form.provenance else 0,
        sources=tuple(named),
        terms=tuple(dict.fromkeys(source_row(one).licence for one in named)),
        sha256=_file(name)[1],
    )


@cache
def _file(name: str) -> tuple[bytes, str]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = list(schema(name).fields)
    writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in load(name))
    made = text.getvalue().encode()
    return made, hashlib.sha256(made).hexdigest()


@cache
def _uses() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for name in tables():
        if schema(name).provenance:
            for row in load(name):
                found.setdefault(row.source, Counter())[name] += 1
    return found


def _base64(checksum: str) -> str:
    import base64

    return base64.b64encode(bytes.fromhex(checksum)).decode()


def _passes(row: Any, filters: dict[str, Any]) -> bool:
    for name in ("source", "status", "iso3"):
        if filters.get(name) and getattr(row, name) != filters[name]:
            return False
    text = filters["q"].casefold()
    return not text or any(text in cell(getattr(row, name)).casefold() for name in row.__struct_fields__)


def _countries(rows: Any) -> list[tuple[str, str]]:
    return sorted(
        ((code, country_name(code)) for code in {row.iso3 for row in rows if row.iso3}), key=lambda one: one[1]
    )


def _first(columns: list[str], key: tuple[str, ...]) -> list[str]:
    """The columns that a list shows: the key, then others in their order."""
    others = [name for name in columns if name not in key]
    return [*key, *others[: max(0, SHOWN - len(key))]]


def _read(name: str, value: str) -> str:
    """A cell as people read it: countries with their names."""
    if name in ("iso3", "partner", "home", "input_country") and len(value) == 3:
        return f"{country_name(value)} ({value})"
    return value


def _short(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _plain(row: Any) -> dict[str, Any]:
    return {name: cell(getattr(row, name)) for name in row.__struct_fields__}


addresses: list[URLPattern] = [
    *pages("about/", about, "about"),
    *pages("about/data/", data, "data"),
    *pages("sources/", source_list, "source_list"),
    *pages("sources/<str:source>/", source, "source"),
    path("facts/<slug:table>/file/", download, name="fact_file"),
    *pages("facts/<slug:table>/", table, "fact_table"),
    *pages("facts/<slug:table>/<path:key>/", fact, "fact"),
]
