"""Asking the hub's own views for public pages, in this process, as a reader whom nobody knows."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any, Literal
from urllib.parse import unquote

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest
from django.urls import Resolver404, get_resolver, resolve

from fairlead.errors import FairleadError
from fairlead.hub.cache import is_public
from fairlead.hub.export.names import canonical, split

__all__ = ["PUBLISHED", "Answer", "ask", "links", "public_roots", "request_for"]

ENDINGS = {
    "application/json": "json",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/calendar": "ics",
    "text/plain": "txt",
}
PUBLISHED = {
    "register": "/register/",
    "register-letter": "",
    "register-matter": "",
    "campaigns": "/campaigns/",
    "campaign": "",
}
"""Pages of what members published, by name, with the address where reading begins: a reader whom nobody knows is shown
these and nothing else of it. They are asked for only where there is a hub whose database holds it."""

_LINK = re.compile(r'\s(?:xlink:)?(?:href|src|action)="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What an address gave.

    Attributes
    ----------
    kind
        ``page``, another ``form`` of one, ``elsewhere`` (a redirect), ``closed`` (it needs the live hub), or ``none``.
    body
        Its content.
    to
        Where a redirect leads.
    name
        The name of the address in the URLconf.
    ending
        How the name of a file of this form ends.
    """

    kind: Literal["page", "form", "elsewhere", "closed", "none"]
    body: bytes = b""
    to: str = ""
    name: str = ""
    ending: str = "csv"


def request_for(address: str) -> HttpRequest:
    """A request for an address, without cookies, session or anything known of the reader."""
    path, query = split(address)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }
    )
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    return request


def ask(address: str, *, published: bool = False) -> Answer:
    """Ask for an address; what is not public is not even called.

    Parameters
    ----------
    address
        The address.
    published
        Whether pages of what members published are asked for too.
    """
    request = request_for(address)
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return Answer("none")
    name = match.url_name or ""
    if not is_public(match.func) and not (published and name.partition(".")[0] in PUBLISHED):
        return Answer("closed", name=name)
    request.resolver_match = match
    try:
        response: Any = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
    except (FairleadError, Http404, BadRequest):
        return Answer("none", name=name)
    if 300 <= response.status_code < 400:
        return Answer("elsewhere", to=canonical(address, response.headers["Location"]), name=name)
    if response.status_code != 200:
        return Answer("none", name=name)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind: Literal["page", "form"] = "page" if response.headers["Content-Type"].startswith("text/html") else "form"
    media = response.headers["Content-Type"].partition(";")[0]
    return Answer(kind, body, name=name, ending=ENDINGS.get(media, "csv"))


def links(address: str, html: str) -> list[str]:
    """The addresses of this site that a page names, each once, in their order; files of ``/static/`` too."""
    read = partial(canonical, address)
    return [link for link in dict.fromkeys(read(unescape(one)) for one in _LINK.findall(html)) if link]


def public_roots(*, published: bool = False) -> list[str]:
    """Every public page whose address needs nothing filled in: where the reading begins, the first screen first."""
    more = {one for one in PUBLISHED.values() if one} if published else set()
    found = [
        f"/{pattern.pattern}"
        for pattern in get_resolver().url_patterns
        if is_public(getattr(pattern, "callback", None)) and "<" not in str(pattern.pattern)
    ]
    return ["/", *sorted({one for one in found if one.endswith("/")} - {"/"} | more)]
