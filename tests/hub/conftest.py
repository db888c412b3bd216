"""What tests of the hub use: people with roles, and a browser of their own each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from tests.hub import migrated

from fairlead.hub.people.models import Membership, Organisation, Role, User

MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""What Django calls the database of tests in the memory of a process."""


def in_memory() -> bool:
    """Whether tests use a database in memory, and not a PostgreSQL."""
    chosen = settings.DATABASES["default"]
    return bool(chosen["ENGINE"].endswith("sqlite3") and not chosen.get("TEST", {}).get("NAME"))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Whether Django takes the database that it finds: the one in memory is filled before it looks."""
    return in_memory() or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Each process begins with a copy of one database that is up to date; Django looks whether it is."""
    place = migrated.of_this_run(tmp_path_factory)
    if in_memory():
        with closing(migrated.primed(MEMORY, place)):
            yield
        return
    if os.environ.get("FAIRLEAD_DATABASE_OF_RUN") == "1":
        template = migrated.on_postgresql(place, os.environ["DATABASE_URL"])
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template
    yield


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
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Gives addresses of databases of PostgreSQL, each its own; skips where it is not installed.

    They are empty, or with ``ready=True`` brought up to date.
    """
    spec = spec_from_file_location("postgresql", Path(__file__).with_name("postgresql.py"))
    assert spec is not None
    assert spec.loader is not None
    helper = module_from_spec(spec)
    spec.loader.exec_module(helper)
    if helper.binaries() is None:
        pytest.skip("PostgreSQL is not installed here")
    place = tmp_path_factory.mktemp("postgresql")
    with helper.cluster() as address:

        def make(*, ready: bool = False) -> str:
            return helper.database(address, migrated.on_postgresql(place, address) if ready else "template1")

        yield make


@pytest.fixture
def hub_program(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``fairlead ...`` or a program on a hub of its own with the real settings.

    The hub has no database at first; with ``ready=True`` it has one that is brought up to date.
    """

    def run(
        *command: str, data: str = "hub", database: str = "", program: str = "", wait: float | None = 600,
        ready: bool = False, **more: str,
    ) -> subprocess.CompletedProcess[str]:  # fmt: skip
        folder = tmp_path / data
        folder.mkdir(exist_ok=True)
        if ready and not database and not (folder / "hub.sqlite3").exists():
            shutil.copyfile(migrated.on_sqlite(migrated.of_this_run(tmp_path_factory)), folder / "hub.sqlite3")
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
