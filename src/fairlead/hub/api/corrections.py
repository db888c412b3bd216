"""Proposing corrections, what became of them, and watching: decisions themselves need the person, not a token."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from fairlead.hub.api.access import needs
from fairlead.hub.api.shapes import Done, Given, Part, Record, Rows, answers, data_of, listed, many, written
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.models import Board, Proposal
from fairlead.hub.corrections.policy import as_editor
from fairlead.hub.corrections.shown import plain, plain_vote
from fairlead.hub.corrections.views.boards import plain_board
from fairlead.hub.corrections.views.histories import history as history_page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import find, require_operation, visible
from fairlead.hub.watch import operations as watching
from fairlead.hub.watch import views as watch_pages
from fairlead.hub.watch.changes import asked, matching
from fairlead.hub.watch.models import Change, Watch

__all__ = ["router"]

router = Router(tags=["Corrections and watching"])
CELL = 2000
What = Literal["country", "instrument", "law", "table", "row", "search"]


class Asked(Part):
    """Which proposals."""

    table: str = Field("", max_length=60)
    state: str = Field("", max_length=10, description="open, accepted, disputed, rejected or withdrawn.")


class ChangesAsked(Part):
    """Which changes."""

    country: str = Field("", max_length=200)
    instrument: str = Field("", max_length=20)
    law: str = Field("", max_length=80)
    table: str = Field("", max_length=60)
    q: str = Field("", max_length=200)


class ProposalIn(Given):
    """What should be changed, and on what source."""

    table: str = Field(max_length=60)
    kind: Literal["change", "add", "remove"]
    key: str = Field("", max_length=500, description="The row, as in its address; empty for a row to be added.")
    cells: dict[str, str] = Field({}, max_length=80, description="Texts as in a data file, by column.")
    source_url: str = Field(max_length=500)
    source_title: str = Field(max_length=300)
    source_date: str = Field(max_length=10)
    source_says: str = Field(max_length=CELL)
    why: str = Field(max_length=CELL)
    organisation: str = Field("", max_length=80, description="Short name of the organisation in whose name it is.")
    named: bool = Field(False, description="Whether your name is to be shown.")


class Why(Given):
    """Why it is done."""

    why: str = Field("", max_length=CELL)


class WatchIn(Given):
    """What is to be watched."""

    what: What
    value: str = Field(max_length=600)


@router.get("/proposals", response=answers(Rows), operation_id="proposals", summary="Proposals")
def proposals(request: HttpRequest, wanted: Query[Asked]) -> HttpResponse:
    """Proposed corrections with what became of them, the newest first."""
    found = visible(actor_of(request), Proposal).select_related("by")
    if wanted.table:
        found = found.filter(table=wanted.table)
    if wanted.state:
        found = found.filter(state=wanted.state)
    shown = list(found[wanted.offset : wanted.offset + wanted.limit])
    return many(found.count(), shown, wanted, plain)


@router.get(
    "/proposals/{uuid:proposal}", response=answers(Record, 404), operation_id="proposal", summary="One proposal"
)
def proposal(request: HttpRequest, proposal: Path[UUID]) -> HttpResponse:
    """One proposal with its votes."""
    return written(_whole(find(actor_of(request), Proposal, pk=proposal)))


@router.post(
    "/proposals",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="proposal_create",
    summary="Propose a correction",
    **needs("proposal.create"),
)
def propose(request: HttpRequest, given: ProposalIn) -> HttpResponse:
    """Propose that a row be changed, added or removed, with the source; a review board decides."""
    actor = actor_of(request)
    body = None
    if given.organisation:
        body = find(actor, Organisation, slug=given.organisation, pk__in=as_editor(actor))
    require_operation(actor, "proposal.create", body.pk if body is not None else None)
    made = operations.propose(
        actor,
        table=given.table,
        kind=given.kind,
        key=given.key,
        cells=given.cells,
        source=given.dict(include={"source_url", "source_title", "source_date", "source_says", "why"}),
        organisation=body,
        named=given.named,
    )
    return written(_whole(made), 201)


@router.post(
    "/proposals/{uuid:proposal}/withdraw",
    response=answers(Record, 403, 404, 415),
    operation_id="proposal_withdraw",
    summary="Withdraw a proposal",
    **needs("proposal.withdraw"),
)
def withdraw(request: HttpRequest, proposal: Path[UUID], given: Why) -> HttpResponse:
    """Withdraw a proposal of one's own that is not decided."""
    found = find(actor_of(request), Proposal, pk=proposal)
    return written(_whole(operations.withdraw(actor_of(request), found, given.why)))


@router.get(
    "/facts/{slug:table}/history", response=answers(list[Record], 404), operation_id="history", summary="History"
)  # fmt: skip
def history(request: HttpRequest, table: Path[str], key: str = Query(..., max_length=500)) -> HttpResponse:
    """Every version of one row: who decided, when, why, on what source."""
    return data_of(history_page, request, table=table, key=key)


@router.get("/boards", response=answers(Rows), operation_id="boards", summary="Review boards")
def boards(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """Review boards with what they look after and who holds their seats."""
    found = visible(actor_of(request), Board).prefetch_related("seats__organisation")
    return listed(list(found), part, plain_board)


@router.get("/changes", response=answers(Rows), operation_id="changes", summary="What changed")
def changes(request: HttpRequest, wanted: Query[ChangesAsked]) -> HttpResponse:  # noqa: ARG001
    """What changed in the facts, the newest first: corrections that were decided, and new releases of the data."""
    found = Change.objects.all()
    for name, what in watch_pages.FILTERS.items():
        if value := getattr(wanted, name, ""):
            found = found.filter(matching(what, asked(what, value)[1]))
    shown = list(found[wanted.offset : wanted.offset + wanted.limit])
    return many(found.count(), shown, wanted, watch_pages.plain_change)


@router.get("/watches", response=answers(Rows, 403), operation_id="watches", summary="Watches", **needs("watch.see"))
def watches(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """What one watches."""
    return listed(list(visible(actor_of(request), Watch)), part, _watch)


@router.post(
    "/watches",
    response=answers(Record, 403, 415, status=201),
    operation_id="watch_create",
    summary="Watch something",
    **needs("watch.create"),
)
def watch(request: HttpRequest, given: WatchIn) -> HttpResponse:
    """Watch a country, an instrument, a law, a table, a row or words."""
    return written(_watch(watching.watch(actor_of(request), given.what, given.value)), 201)


@router.delete(
    "/watches/{uuid:watch}",
    response=answers(Done, 403, 404, 415),
    operation_id="watch_delete",
    summary="Stop watching",
    **needs("watch.delete"),
)
def unwatch(request: HttpRequest, watch: Path[UUID]) -> HttpResponse:
    """Stop watching something."""
    watching.unwatch(actor_of(request), find(actor_of(request), Watch, pk=watch))
    return written({"done": True})


def _whole(found: Proposal) -> dict[str, Any]:
    return {**plain(found), "cells": found.cells, "votes": [plain_vote(one) for one in found.votes.all()]}


def _watch(one: Watch) -> dict[str, Any]:
    return {"id": one.pk, "what": one.what, "value": one.value, "since": one.created}
