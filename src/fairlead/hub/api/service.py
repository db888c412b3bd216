"""The interface as a whole: its parts, and what stands around every answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from fairlead import __version__
from fairlead.hub.api import (
    assessments,
    campaigns,
    coalition,
    corrections,
    documents,
    facts,
    found,
    letters,
    matters,
    papers,
    people,
    readings,
    register,
    rules,
    sending,
    sharing,
)
from fairlead.hub.api.access import actor_by_token
from fairlead.hub.api.faults import fault, handle, no_token, too_often
from fairlead.hub.api.limits import Limit
from fairlead.hub.api.shapes import written
from fairlead.hub.lookup.company import FACT
from fairlead.hub.people.actor import NOBODY

__all__ = ["api", "described", "patterns"]

ABOUT = """Facts, rules and dossiers can be read without an account. What belongs to somebody needs a token, which its
holder makes on the page of their account; a token never allows more than its holder may, and only the operations that
it names. Every answer that is not a success has the shape of `Error`."""
SECONDS = 300
"""How long a reader may keep a public answer without asking again."""
PREFIX = "/api/v1/"
BODY = ("POST", "PUT", "PATCH", "DELETE")

api = NinjaAPI(
    title="Fairlead",
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    throttle=[Limit()],
)
handle(api)
for _part in (
    facts,
    rules,
    found,
    documents,
    register,
    people,
    assessments,
    sharing,
    readings,
    letters,
    sending,
    matters,
    papers,
    campaigns,
    coalition,
    corrections,
):
    api.add_router("", _part.router)


@cache
def described() -> dict[str, Any]:
    """The description of the interface in OpenAPI."""
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


def openapi(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    """The description, for programs."""
    return written(described())


def patterns() -> tuple[list[URLPattern], str, str]:
    """The addresses of the interface, each behind the checks that all of them share."""
    made, app, namespace = api.urls
    made = [path("openapi.json", openapi, name="openapi"), *made]
    kept = [one for one in made if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in kept:
        one.callback = _guarded(one.callback, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(one.pattern)))
    return kept, app, namespace


def _guarded(view: Callable[..., HttpResponseBase], route: str) -> Callable[..., HttpResponseBase]:
    @csrf_exempt  # sessions count for nothing here
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        actor = actor_by_token(request)
        request.actor = actor or NOBODY  # type: ignore[attr-defined]
        if actor is None:
            limit = Limit()
            response: Any = no_token() if limit.allow_request(request) else too_often(limit.wait())
            return _marked(request, response)
        if request.method == "HEAD":
            request.method = "GET"
        response = _stopped(request, route) or view(request, **named)
        if response.status_code == 405:
            allowed = response.headers["Allow"]
            response = fault(405, _("This address does not take this method."), "", allowed)
            response.headers["Allow"] = allowed
        return _marked(request, response)

    return answer


def _stopped(request: HttpRequest, route: str) -> HttpResponseBase | None:
    """Refuse what no operation takes."""
    if "\x00" in request.path or "\x00" in "".join(f"{k}{v}" for k, vs in request.GET.lists() for v in [k, *vs]):
        return fault(400, _("This request cannot be read."), _("It holds a sign that no text has."))
    operation = described()["paths"].get(f"{PREFIX}{route}", {}).get(str(request.method).lower())
    if operation is None:
        return None
    known = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    facts_too = "seat" in known
    unknown = [name for name in request.GET if name not in known and not (facts_too and name.startswith(FACT))]
    if unknown:
        return fault(
            400,
            _("There is no parameter %(name)s here.") % {"name": repr(unknown[0][:40])},
            "",
            _("Parameters: %(known)s.") % {"known": ", ".join(sorted(known)) or _("none")},
        )
    if request.method in BODY:
        content = operation.get("requestBody", {}).get("content", {})
        said = request.content_type or ""
        if content and said not in content:
            why = _("It is sent as %(said)s.") % {"said": repr(said[:60])}
            fix = _("Send %(known)s.") % {"known": ", ".join(content)}
            return fault(415, _("The request is of a kind that is not taken here."), why, fix)
    return None


def _marked(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Tell caches and browsers of other sites what they may do with an answer."""
    response.headers["Vary"] = "Authorization, Accept-Language"
    response.headers["X-Robots-Tag"] = "noindex"
    if "Authorization" in request.headers or request.method != "GET":
        response.headers["Cache-Control"] = "private, no-store"
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    if response.status_code != 200:
        response.headers["Cache-Control"] = "no-store"
        return response
    tag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'  # type: ignore[attr-defined]
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified(headers={"Access-Control-Allow-Origin": "*"})
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
