"""Dossiers, the map's data, and search."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from fairlead.dossier.report import json as dossier_json
from fairlead.hub.api.rules import Day
from fairlead.hub.api.shapes import Part, Record, Rows, answers, data_of, listed
from fairlead.hub.lookup import dossiers as pages
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.search.asking import ask
from fairlead.hub.worldmap.views import world

__all__ = ["router"]

router = Router(tags=["Dossiers, map and search"])
Kind = Literal["country", "industry", "good", "corridor"]


class Layer(Schema):
    """A layer of the map."""

    layer: str = Field("", max_length=40, description="An instrument, `forced_labour` or `child_labour`; P029 first.")
    on: str = Field("", max_length=10, description="The day, for instruments. Left out: the last day of the record.")


class Search(Part):
    """What is looked for."""

    q: str = Field(max_length=800, description="Any text; the first 200 characters are read.")
    kind: str = Field("", max_length=40, description="Only this kind of result.")


class Results(Rows):
    """What was found, the best first."""

    search: str
    read_as: dict[str, str] = Field(description="Words that nothing holds, with those looked for instead.")


@router.get("/dossiers", response=answers(list[Record]), operation_id="dossiers", summary="All dossiers")
def lists(request: HttpRequest) -> HttpResponse:
    """Every dossier that is listed: its kind, code, title and the address of its page."""
    return data_of(pages.lists, request)


@router.get("/dossiers/{kind}/{code}", response=answers(Record, 404), operation_id="dossier", summary="One dossier")
def dossier(request: HttpRequest, kind: Path[Kind], code: Path[str], day: Query[Day]) -> HttpResponse:  # noqa: ARG001
    """All that is known of one country, industry, good or corridor (`NPL-QAT`), with sources; estimates with ranges."""
    made = pages.made(kind, pages.code_of(kind, code), (day.on or today()).isoformat())
    return HttpResponse(dossier_json.dumps(made), content_type="application/json")


@router.get("/map", response=answers(Record), operation_id="map", summary="Data of the map")
def world_map(request: HttpRequest, asked: Query[Layer]) -> HttpResponse:  # noqa: ARG001
    """What the world map shows, country by country: ratification on a day, or an estimate with its range."""
    return data_of(world, request)


@router.get("/search", response=answers(Results), operation_id="search", summary="Search")
def search(request: HttpRequest, asked: Query[Search]) -> HttpResponse:
    """Search over everything public, what members published among it, and with a token over what its holder may see.

    Of that, a token finds what it names.
    """
    found = ask(actor_of(request), asked.q, asked.kind, today())
    return listed(
        list(found.hits),
        asked,
        lambda hit: {
            "kind": hit.kind,
            "title": hit.title,
            "text": hit.text,
            "to_be_checked": hit.mark,
            "address": hit.address,
        },
        search=found.asked.text,
        read_as=dict(found.read_as),
    )
