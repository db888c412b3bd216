"""Facts: tables, rows, their sources, and accepted corrections."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import Field

from fairlead.errors import FairleadError
from fairlead.facts import Source, load, schema, tables
from fairlead.facts.changes import cell
from fairlead.facts.store import corrections
from fairlead.hub.api.shapes import Part, Record, Rows, answers, data_of, listed, written
from fairlead.hub.lookup import sources as pages
from fairlead.hub.lookup.permalinks import key_of, row_address, row_at

__all__ = ["router"]

router = Router(tags=["Facts"])
MOST = 8
LONGEST = 300


class Asked(Part):
    """Which rows of a table."""

    q: str = Field("", max_length=200, description="Only rows in which this text stands, in any column.")
    where: list[str] = Field(
        [],
        max_length=MOST,
        description="Only rows with this value in this column, as `iso3=NPL`; may be given several times.",
    )


class TableRows(Rows):
    """Rows of a table."""

    table: str
    title: str
    absence: str = Field(description="What it means that something is not in the table.")
    key: list[str] = Field(description="The columns that identify a row.")


@router.get("/facts", response=answers(list[Record]), operation_id="facts_tables", summary="Tables of facts")
def tables_of_facts(request: HttpRequest) -> HttpResponse:
    """Every table of facts: what it holds, how many rows, from which sources under which terms, and its checksum."""
    return data_of(pages.data, request)


@router.get("/facts/{slug:table}", response=answers(TableRows, 404), operation_id="facts_rows", summary="Rows")
def rows(request: HttpRequest, table: Path[str], asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001
    """Rows of one table with typed values; each names its source, the day it holds for and its status."""
    form = _form(table)
    wanted = [_pair(one, form.fields) for one in asked.where]
    text = asked.q.casefold()
    kept = [
        row
        for row in load(table)
        if all(cell(getattr(row, column)) == value for column, value in wanted)
        and (not text or any(text in cell(getattr(row, name)).casefold() for name in form.fields))
    ]
    return listed(kept, asked, _plain, table=table, title=form.title, absence=form.absence, key=form.key)


@router.get(
    "/facts/{slug:table}/row", response=answers(Record, 404), operation_id="facts_row", summary="One row"
)  # fmt: skip
def row(request: HttpRequest, table: Path[str], key: str = Query(..., max_length=LONGEST)) -> HttpResponse:  # noqa: ARG001
    """One row by its key: the values of its key columns with `~` between them. With its source and terms."""
    _form(table)
    found = row_at(table, key)
    known = next((one for one in load(Source) if one.id == getattr(found, "source", "")), None)
    return written({"table": table, **_plain(found), "from": known, "corrected": _correction(found)})


@router.get(
    "/facts/{slug:table}/corrections",
    response=answers(Rows, 404),
    operation_id="facts_corrections",
    summary="Corrections of one table",
)
def changes_of(request: HttpRequest, table: Path[str], part: Query[Part]) -> HttpResponse:  # noqa: ARG001
    """Corrections of one table that review boards accepted and that are in force, the newest first."""
    _form(table)
    return listed(_changes(table), part)


@router.get("/corrections", response=answers(Rows), operation_id="corrections", summary="Corrections of all tables")
def changes(request: HttpRequest, part: Query[Part]) -> HttpResponse:  # noqa: ARG001
    """Every correction that is in force over the published tables, the newest first."""
    return listed(_changes(), part)


@router.get("/sources", response=answers(Rows), operation_id="sources", summary="Sources")
def sources(request: HttpRequest, part: Query[Part]) -> HttpResponse:  # noqa: ARG001
    """Every source with its terms."""
    return listed(load(Source), part, msgspec.to_builtins)


@router.get("/sources/{source}", response=answers(Record, 404), operation_id="source", summary="One source")
def source(request: HttpRequest, source: Path[str]) -> HttpResponse:
    """One source, and how many rows of each table rest on it."""
    return data_of(pages.source, request, source=source)


def _form(table: str) -> Any:
    if table not in tables():
        raise Http404(_("There is no table of facts with this name."))
    return schema(table)


def _pair(text: str, columns: Any) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign or column not in columns or len(value) > LONGEST:
        raise FairleadError(
            _("The filter where cannot be %(value)s.") % {"value": repr(text[:60])},
            fix=_("Write column=value with one of: %(columns)s.") % {"columns": ", ".join(columns)},
        )
    return column, value


def _plain(found: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(found), "row_key": key_of(found), "address": row_address(found)}


def _changes(table: str = "") -> list[Any]:
    kept = [one for one in corrections().corrections if table in ("", one.table)]
    return [msgspec.to_builtins(one) for one in sorted(kept, key=lambda one: one.on, reverse=True)]


def _correction(found: Any) -> Any:
    columns = schema(found.table).key
    return corrections().about(found.table, tuple(cell(getattr(found, column)) for column in columns))
