"""Every address of the hub and how it is asked: with which objects, and what is sent to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from time import time
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from tests.hub.matrix import acting, samples
from tests.hub.matrix.samples import POSTS
from tests.hub.matrix.world import World, every_scope, token, upload

from fairlead.hub.api.service import described
from fairlead.hub.cache import is_public
from fairlead.hub.pages import FORMATS

__all__ = ["ROLES", "TOKENS", "Asker", "Target", "outcome", "targets"]

ROLES = (
    "nobody", "stranger", "reader", "editor", "owner", "manager", "other_editor", "other_manager", "board", "operator",
)  # fmt: skip
TOKENS = ("token_none", "token_scope", "token_elsewhere")
FORMS = (*FORMATS, "pdf", "docx")
SAMPLES = {
    **samples.SAMPLES,
    "api-part": {"part": "rules"},
    **{f"api:{name}": value for name, value in acting.SAMPLES.items()},
}
QUERIES = {**samples.QUERIES, **{f"api:{name}": value for name, value in acting.QUERIES.items()}}
BODIES = {**samples.BODIES, **acting.BODIES}
THINGS_OF = {"assessment", "letter", "matter", "campaign"}
"""Names in addresses that stand for a thing of the owner."""
THINGS = ("private", "shared")


@dataclass(frozen=True)
class Target:
    """One address and method, asked for one of the owner's objects.

    Attributes
    ----------
    name
        Name of the address; of the interface for programs, ``api:`` and the id of the operation.
    thing
        ``private`` or ``shared`` where it is about a thing of the owner (assessment, letter ...); otherwise empty.
    public
        Whether the page belongs to a part that is the same for everyone.
    scopes
        Of an operation of the interface: what a token must name.
    """

    name: str
    method: str
    thing: str = ""
    public: bool = False
    api: bool = False
    scopes: tuple[str, ...] = ()
    address: str = ""

    @property
    def base(self) -> str:
        """The name without the form."""
        for form in sorted(FORMS, key=len, reverse=True):
            if not self.api and self.name.endswith(f".{form}"):
                return self.name.removesuffix(f".{form}")
        return self.name

    @property
    def key(self) -> tuple[str, str, str]:
        return self.name, self.method, self.thing


def _walk(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name or one.pattern}", one


def targets() -> list[Target]:
    """Every address with every method that can be sent to it."""
    found = []
    for name, pattern in _walk(get_resolver().url_patterns):
        if name.startswith("api:") and name != "api:openapi":
            continue
        about = pattern.pattern.converters or pattern.pattern.regex.groupindex
        things = THINGS if THINGS_OF & set(about) else ("",)
        public = is_public(pattern.callback) or name == "api:openapi"
        found += [
            Target(name, method, thing, public) for thing in things for method in ("GET", "POST")
        ]  # fmt: skip
    for address, methods in described()["paths"].items():
        for method, told in methods.items():
            things = THINGS if THINGS_OF & set(re.findall(r"{(\w+)}", address)) else ("",)
            scopes = tuple(told.get("x-scopes", ()))
            name = f"api:{told['operationId']}"
            found += [Target(name, method.upper(), thing, False, True, scopes, address) for thing in things]
    unique = {one.key: one for one in found}
    return list(unique.values())


class Asker:
    """Sends a request as somebody, and tells what came of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cookies: dict[str, SimpleCookie] = {}
        self.keys: dict[str, str] = {}
        for role, user in world.roles.items():
            client = Client()
            if user is not None:
                client.force_login(user)
                session = client.session
                session["account_authentication_methods"] = [
                    {"method": "password", "at": time() + 3600, "reauthenticated": True}
                ]
                session.save()
                self.keys[role] = token(user, every_scope())
            self.cookies[role] = client.cookies
        self.keys["token_none"] = token(world.owner, [])
        self.keys["token_elsewhere"] = token(world.owner, every_scope(), world.elsewhere)
        asked = {one.scopes for one in targets()}
        self.scoped = {scopes: token(world.owner, list(scopes) or ["person.see"]) for scopes in asked}

    def ask(self, target: Target, role: str) -> Any:
        """The answer to one request of this role."""
        cache.clear()
        client = Client(raise_request_exception=False)
        if not target.api and role in self.cookies:
            client.cookies = SimpleCookie(self.cookies[role].output(header="", sep=";"))
        key = self.key_of(target, role)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        address, sent = self.request_of(target)
        if target.api:
            return self._to_api(client, target, address, sent, headers)
        if target.method == "GET":
            return client.get(address, headers=headers)
        return client.post(address, sent, headers=headers)

    def key_of(self, target: Target, role: str) -> str:
        """The token that a role sends: pages are asked without one, except by tokens."""
        if role == "token_scope":
            return self.scoped[target.scopes]
        return self.keys.get(role, "") if target.api or role in TOKENS else ""

    def request_of(self, target: Target) -> tuple[str, Any]:
        """The address with the objects of the world in it, and what is sent."""
        named = self.named_of(target)
        if target.api:
            address = re.sub(r"\{(\w+)\}", lambda found: str(named[found.group(1)]), target.address)
            sent = BODIES.get(target.name.partition(":")[2])
        else:
            try:
                address = reverse(target.name, kwargs=named or None)
            except NoReverseMatch:
                raise AssertionError(f"{target.base}: put what stands in its address into SAMPLES") from None
            sent = POSTS.get(target.base, {}) if target.method == "POST" else None
        query = QUERIES.get(target.base, {}) if target.api or target.method == "GET" else {}
        query = {name: _of(value, self.world, target) for name, value in query.items()}
        sent = _of(sent, self.world, target)
        if isinstance(sent, dict):
            sent = {name: _of(value, self.world, target) for name, value in sent.items()}
        return f"{address}?{urlencode(query)}" if query else address, sent

    def named_of(self, target: Target) -> dict[str, Any]:
        sample = SAMPLES.get(target.base)
        if sample is None:
            return {}
        return {name: _of(value, self.world, target) for name, value in sample.items()}

    def _to_api(self, client: Client, target: Target, address: str, sent: Any, headers: dict[str, str]) -> Any:
        if target.method == "POST" and target.name in {"api:assessment_create", "api:assessment_list"}:
            return client.post(address, {"list": SimpleUploadedFile("list.csv", upload().read())}, headers=headers)
        if (target.name, target.method) == ("api:matter_reply", "POST"):
            return client.post(address, sent, headers=headers)
        body = json.dumps(sent, default=str) if sent is not None else ""
        return client.generic(target.method, address, body, content_type="application/json", headers=headers)


def _of(value: Any, world: World, target: Target) -> Any:
    return value(world, target) if callable(value) else value


def outcome(answer: Any) -> str:
    """The status; where an answer leads to signing in or to entering the password again, that."""
    there = answer.headers.get("Location", "")
    if there.startswith("/account/login/"):
        return "login"
    return "again" if there.startswith("/account/reauthenticate/") else str(answer.status_code)
