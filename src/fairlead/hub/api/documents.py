"""For everyone: kinds of documents, whether a procedure can receive one, the brief of a campaign. Nothing is kept."""

from __future__ import annotations

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from fairlead.act.case import Case
from fairlead.act.kinds import kinds, languages
from fairlead.act.receivable import CONSULTATION, asks_for, receivability, routes_of
from fairlead.act.receivable import requirements_of as required
from fairlead.hub.api.cases import Answers, CaseIn, case_of
from fairlead.hub.api.shapes import Given, Record, answers, data_of, written
from fairlead.hub.campaigns.public.brief import brief_page
from fairlead.hub.campaigns.views.showing import allies_page
from fairlead.hub.documents.kinds import kind_list
from fairlead.hub.pages import today
from fairlead.reason.route_question import route_rows

__all__ = ["router"]

router = Router(tags=["Letters and campaigns for everyone"])


class Kinds(Schema):
    """Which kinds."""

    group: str = Field("", max_length=40, description="A family: policy, supervision, complaint, business or joint.")
    objective: str = Field("", max_length=40, description="Those that serve an objective of campaigns.")


class Brief(Schema):
    """What a campaign is for, and where."""

    objective: str = Field("", max_length=40, description="What it asks for: ratify, inspection, dialogue and so on.")
    country: str = Field("", max_length=40, description="ISO 3166 alpha-3.")
    partner: str = Field("", max_length=40, description="The other State, of a trade deal or a corridor.")
    sector: str = Field("", max_length=40, description="Industry, c1 to c35.")
    level: str = Field("", max_length=40, description="national, industry or international.")
    instrument: str = Field("", max_length=40, description="What is to be ratified, such as P029.")
    lender: str = Field("", max_length=40, description="Which lender.")
    on: str = Field("", max_length=10, description="The day asked about. Left out: today.")


class Asked(Given):
    """A case, and what people answered to what the procedure asks."""

    case: CaseIn = Field(default_factory=lambda: CaseIn.model_validate({}))
    answers: dict[str, str] = Answers
    kind: str = Field("", max_length=60, description="The kind of document, whose fixed words fulfil some of it.")

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "case": {"state": "QAT", "instruments": ["C029"], "writers": [{"name": "A union"}]},
                    "answers": {"failure": "yes", "writing": "yes", "article_24": "no"},
                }
            ]
        }
    }


@router.get("/documents", response=answers(list[Record]), operation_id="documents", summary="Kinds of documents")
def every(request: HttpRequest, wanted: Query[Kinds]) -> HttpResponse:  # noqa: ARG001
    """What can be written: each kind with what it is for, what it needs to be said and in which languages it is."""
    return data_of(kind_list, request)


@router.get("/documents/{kind}", response=answers(Record, 404), operation_id="document", summary="One kind of document")
def one(request: HttpRequest, kind: Path[str]) -> HttpResponse:  # noqa: ARG001
    """One kind with its fields, that only people can fill in, its passages, languages and routes that it starts."""
    whole = kinds().get(kind)
    if whole is None:
        raise Http404(_("There is no such kind of document."))
    routes = routes_of(whole, Case(on=today().isoformat()))
    told = {**msgspec.to_builtins(whole), "languages": list(languages(kind)), "routes": list(routes)}
    return written(told)


@router.get(
    "/receivability/{route}", response=answers(Record, 404), operation_id="receivability_asks", summary="What it asks"
)
def asks(request: HttpRequest, route: Path[str]) -> HttpResponse:  # noqa: ARG001
    """What a procedure requires of a document, each with its source, and by which names answers are given."""
    rows = [msgspec.to_builtins(row) for row in required(_known(route))]
    return written({"route": route, "collected": bool(rows), "answers": sorted(asks_for(route)), "requirements": rows})


@router.post(
    "/receivability/{route}",
    response=answers(Record, 404, 415),
    operation_id="receivability",
    summary="Whether it can be received",
)
def receivable(request: HttpRequest, route: Path[str], given: Asked) -> HttpResponse:  # noqa: ARG001
    """Whether a document for a procedure can be received as it stands, what is missing, and who may sign it.

    Nothing of the case is kept. It is sent as a body, so that names stand in no address.
    """
    found = receivability(_known(route), case_of(given.case), given.answers, kind=given.kind)
    return written(found.plain())


@router.get("/campaign-brief", response=answers(Record), operation_id="campaign_brief", summary="Brief of a campaign")
def campaign_brief(request: HttpRequest, wanted: Query[Brief]) -> HttpResponse:  # noqa: ARG001
    """What a campaign for an objective in a country can rest on, on a day: levels, bodies, allies, commitments.

    Where nothing is chosen, it is the example of the page: ratification by Nepal.
    """
    return data_of(brief_page, request)


@router.get(
    "/campaign-allies",
    response=answers(list[Record]),
    operation_id="campaign_brief_allies",
    summary="Who stands for it in public",
)
def campaign_allies(request: HttpRequest, wanted: Query[Brief]) -> HttpResponse:  # noqa: ARG001
    """Organisations of this hub that stand in public for what a campaign asks, each with its reasons and sources."""
    return data_of(allies_page, request)


def _known(route: str) -> str:
    if route not in route_rows() and route != CONSULTATION:
        raise Http404(_("There is no such procedure."))
    return route
