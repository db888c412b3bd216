"""Organisations, their members and networks, what one is oneself, and the audit log: all to read.

What changes them needs the person, not a token: see `fairlead.hub.people.policies`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from fairlead.hub.api.access import needs
from fairlead.hub.api.shapes import Part, Record, Rows, answers, many, written
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import ApiToken, Membership, Network, Organisation
from fairlead.hub.people.policy import find, visible
from fairlead.hub.people.registry import OPERATIONS
from fairlead.hub.people.views.audit import rows_of

__all__ = ["router"]

router = Router(tags=["People"])


class OrganisationOut(Schema):
    """What an organisation says of itself."""

    slug: str
    name: str
    kind: str
    country: str
    website: str
    confirmed: bool = Field(description="Whether an operator confirmed that it is what it says.")
    own_role: str = Field(description="Role of the token's holder in it; empty: none.")


class Asked(Part):
    """Which entries."""

    operation: str = Field("", max_length=80)
    organisation: str = Field("", max_length=80, description="Short name of an organisation.")


@router.get("/me", response=answers(Record, 403), operation_id="me", summary="Who one is", **needs("person.see"))
def me(request: HttpRequest) -> HttpResponse:
    """The token's holder, their roles, and what the token leaves them."""
    actor = actor_of(request)
    assert actor.user is not None
    held = visible(actor, Organisation).filter(pk__in=list(actor.roles)).order_by("slug")
    token = ApiToken.objects.filter(pk=actor.token).first() if actor.token else None
    return written(
        {
            "id": actor.user.pk,
            "name": actor.user.name,
            "roles": {one.slug: actor.roles[one.pk] for one in held},
            "scopes": sorted(actor.scopes or ()),
            "expires": token.expires if token is not None else None,
        }
    )


@router.get("/operations", response=answers(list[dict[str, str]]), operation_id="operations", summary="Scopes")
def scopes(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every operation that a token may be given, in words."""
    return written([{"name": one.name, "does": str(one.meaning)} for one in OPERATIONS.values() if one.by_token])


@router.get("/organisations", response=answers(Rows), operation_id="organisations", summary="Organisations")
def organisations(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """Organisations that are listed and confirmed; with a token that names `organisation.see`, also one's own."""
    found = visible(actor_of(request), Organisation).order_by("name", "pk")
    return _page(found, part, lambda one: _organisation(request, one))


@router.get(
    "/organisations/{slug:slug}",
    response=answers(OrganisationOut, 404),
    operation_id="organisation",
    summary="One organisation",
)
def organisation(request: HttpRequest, slug: Path[str]) -> HttpResponse:
    """What one organisation says of itself."""
    return written(_organisation(request, find(actor_of(request), Organisation, slug=slug)))


@router.get(
    "/organisations/{slug:slug}/members",
    response=answers(Rows, 403, 404),
    operation_id="members",
    summary="Members",
    **needs("member.see"),
)
def members(request: HttpRequest, slug: Path[str], part: Query[Part]) -> HttpResponse:
    """Members of one's own organisation, with their roles."""
    found = visible(actor_of(request), Membership).filter(
        organisation__slug=slug, organisation__in=list(actor_of(request).roles)
    )
    if not found.exists():
        find(actor_of(request), Organisation, slug=slug, pk__in=[])
    return _page(
        found.select_related("user").order_by("since", "pk"),
        part,
        lambda one: {"id": one.user_id, "name": str(one.user), "role": one.role, "since": one.since},
    )


@router.get(
    "/networks", response=answers(Rows, 403), operation_id="networks", summary="Networks", **needs("network.see")
)
def networks(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """Networks that one's organisations belong to or keep, with their members."""
    found = visible(actor_of(request), Network).select_related("keeper").order_by("name", "pk")
    return _page(found, part, _network)


@router.get("/audit", response=answers(Rows, 403, 404), operation_id="audit", summary="Audit log", **needs("audit.see"))
def audit(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What one did oneself and, for managers, what was done in their organisations; the newest first."""
    found = visible(actor_of(request), AuditEntry)
    if asked.operation:
        found = found.filter(operation=asked.operation)
    if asked.organisation:
        one = Organisation.objects.filter(slug=asked.organisation, pk__in=list(actor_of(request).roles)).first()
        found = found.filter(organisation=one.pk) if one is not None else found.none()
    found = found.order_by("-pk")
    shown = list(found[asked.offset : asked.offset + asked.limit])
    return many(found.count(), rows_of(actor_of(request), shown), asked)


def _organisation(request: HttpRequest, one: Organisation) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name,
        "kind": one.kind,
        "country": one.country,
        "website": one.website,
        "confirmed": one.confirmed is not None,
        "own_role": str(actor_of(request).roles.get(one.pk, "")),
    }


def _network(one: Network) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name,
        "keeper": one.keeper.slug,
        "members": [member.slug for member in one.members.order_by("slug")],
    }


def _page(found: Any, part: Part, to_plain: Any) -> HttpResponse:
    return many(found.count(), list(found[part.offset : part.offset + part.limit]), part, to_plain)
