"""What tests of the hub use: people with roles, and a browser of their own each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
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
        if user.is_superuser:  # operators have a second factor
            TOTP.activate(user, "JBSWY3DPEHPK3PXP")
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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Gives addresses of empty databases of PostgreSQL, each its own; skips where it is not installed."""
    spec = spec_from_file_location("postgresql", Path(__file__).with_name("postgresql.py"))
    assert spec is not None
    assert spec.loader is not None
    helper = module_from_spec(spec)
    spec.loader.exec_module(helper)
    if helper.binaries() is None:
        pytest.skip("PostgreSQL is not installed here")
    with helper.cluster() as address:
        yield lambda: helper.database(address)


@pytest.fixture
def hub_program(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``fairlead ...`` or a program on a hub of its own with the real settings."""

    def run(
        *command: str, data: str = "hub", database: str = "", program: str = "", wait: float | None = 600, **more: str
    ) -> subprocess.CompletedProcess[str]:
        folder = tmp_path / data
        folder.mkdir(exist_ok=True)
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("FAIRLEAD_", "DJANGO_"))}
        environment = {
            **kept, "FAIRLEAD_HUB_DATA": str(folder), "DATABASE_URL": database, "OPENBLAS_NUM_THREADS": "1", **more,
        }  # fmt: skip
        called = [sys.executable, program, *command] if program else [sys.executable, "-m", "fairlead", *command]
        try:
            return subprocess.run(
                called, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=wait, check=False
            )
        except subprocess.TimeoutExpired:  # it was killed
            return subprocess.CompletedProcess(called, -9, "", "")

    return run
