"""What letters, matters and campaigns share in the interface: data of members' pages, forms, own organisations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from fairlead.act.follow.matter import SafetyAnswer
from fairlead.act.safety import Decision, Question
from fairlead.errors import InputError, Problem
from fairlead.hub.api.shapes import Given, Part, data_of, listed, written
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Network, Organisation, Owned
from fairlead.hub.people.policy import visible

__all__ = [
    "AnswerIn",
    "AudienceIn",
    "BelongsIn",
    "Seen",
    "Version",
    "after",
    "answers_of",
    "audience_of",
    "entered",
    "inner",
    "own",
    "rows_of",
    "safety_of",
    "seen",
]

MOST = 1_000_000


class Seen(Given):
    """What the program had before it."""

    seen: int = Field(ge=1, le=MOST, description="The number that stood when you read it; another one is answered 409.")


class Version(Schema):
    """What the program had before it, where there is no body."""

    seen: int = Field(ge=1, le=MOST, description="The number that stood when you read it; another one is answered 409.")


class AudienceIn(Given):
    """Who sees it besides its owner."""

    audience: Literal["self", "organisation", "network"]
    organisation: str = Field("", max_length=80, description="Short name of an organisation of yours.")
    network: str = Field("", max_length=80, description="Short name of a network of it.")


class BelongsIn(Given):
    """The campaign that it belongs to."""

    campaign: UUID | None = Field(description="One that you are inside of; null: none.")


class AnswerIn(Given):
    """The answer to one question on who could suffer."""

    option: str = Field("", max_length=40)
    why: str = Field("", max_length=500)


def inner(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view of a page of members: the page asks for a session, the interface has asked for a token."""
    return inspect.unwrap(view)


def seen(view: Callable[..., Any], request: HttpRequest, **named: Any) -> HttpResponse:
    """What a page of members holds as data."""
    return data_of(inner(view), request, **named)


def after(
    request: HttpRequest, model: type[Owned], view: Callable[..., Any], status: int = 200, **named: UUID
) -> HttpResponse:
    """A thing as it stands after a change; its id alone where the change took it from sight."""
    (pk,) = named.values()
    if not visible(actor_of(request), model).filter(pk=pk).exists():
        return written({"id": pk}, status)
    found = seen(view, request, **named)
    found.status_code = status
    return found


def rows_of(view: Callable[..., Any], request: HttpRequest, part: Part) -> HttpResponse:
    """The same for a page that is a list, in parts."""
    page = inner(view)(request)
    assert isinstance(page, Page)
    return listed(list(page.data), part)


def entered(form: Form) -> dict[str, Any]:
    """What a form of a page was given, checked as the page checks it.

    Raises
    ------
    InputError
        With every problem.
    """
    if form.is_valid():
        return form.cleaned_data
    wrong = [
        Problem(code="value", severity="error", column=name, what=f"{name}: {text}")
        for name, texts in form.errors.items()
        for text in texts
    ]
    raise InputError(_("The request has values that cannot be."), wrong, fix=_("Mend what is named."))


def own(request: HttpRequest, slug: str) -> UUID:
    """An organisation of the holder's, by its short name.

    Raises
    ------
    Http404
        If they have no role in one of this name.
    """
    found = Organisation.objects.filter(slug=slug, pk__in=list(actor_of(request).roles)).first()
    if found is None:
        raise Http404(_("You have no organisation with this short name."))
    return found.pk


def audience_of(request: HttpRequest, given: AudienceIn) -> tuple[str, UUID | None, UUID | None]:
    """The audience that is chosen, as operations take it."""
    if given.audience == "self":
        return given.audience, None, None
    network = Network.objects.filter(slug=given.network).first() if given.audience == "network" else None
    return given.audience, own(request, given.organisation), network.pk if network else None


def answers_of(given: Mapping[str, AnswerIn]) -> dict[str, str]:
    """Answers on safety as the form of the page sends them."""
    sent = {f"answer-{name}": one.option for name, one in given.items()}
    return sent | {f"why-{name}": one.why for name, one in given.items()}


def safety_of(questions: Iterable[Question], given: Mapping[str, SafetyAnswer], decision: Decision) -> dict[str, Any]:
    """Who could suffer: what is asked, what was answered, and what still stands in the way."""
    return {
        "questions": [msgspec.to_builtins(one) for one in questions],
        "answers": {name: {"option": one.option, "why": one.why} for name, one in given.items()},
        "open": list(decision.open),
        "leaves": decision.leaves.plain(),
    }
