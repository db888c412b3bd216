"""What tests of the hub use: people with roles, and a browser of their own each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from fairlead.hub.people.models import Membership, Organisation, Role, User


@pytest.fixture
def organisation(db: Any) -> Callable[..., Organisation]:
    def make(slug: str, kind: str = "workers", country: str = "", **fields: Any) -> Organisation:
        found, _ = Organisation.objects.get_or_create(
            slug=slug, defaults={"name": slug.title(), "kind": kind, "country": country, **fields}
        )
        return found

    return make


@pytest.fixture
def person(db: Any) -> Callable[..., User]:
    """Makes a person; with an organisation, they hold a role in it."""

    def make(name: str, organisation: Organisation | None = None, role: str = Role.EDITOR, **fields: Any) -> User:
        user = User.objects.create_user(f"{name}@example.org", "a long enough password", name=name.title(), **fields)
        if organisation is not None:
            Membership.objects.create(user=user, organisation=organisation, role=role)
        return user

    return make


@pytest.fixture
def browse() -> Callable[[User | None], Client]:
    """A client that is signed in as this person, or nobody; it raises no errors of the server."""

    def make(user: User | None = None) -> Client:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        return client

    return make
