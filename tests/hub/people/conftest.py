"""People whose address is known to be theirs, a thing that somebody owns, and the clock of authenticator apps."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from simple_history.models import HistoricalRecords

from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Organisation, Owned, Role, User
from fairlead.hub.people.policy import POLICIES, OwnedPolicy, register
from fairlead.hub.people.registry import OPERATIONS


class Note(Owned):
    """A private thing that keeps its versions, as those of other parts do."""

    text = models.TextField()
    history = HistoricalRecords()

    class Meta:
        app_label = "people"
        verbose_name_plural = "notes"


MODELS = {"note": Note, "historicalnote": Note.history.model}


def forget_models() -> None:
    """Only tests that ask for it know the sample: migrations and the tests of others do not."""
    for name in MODELS:
        apps.all_models["people"].pop(name, None)
    apps.clear_cache()


forget_models()


class NotePolicy(OwnedPolicy):
    noun = "note"
    editors_change = True


def make_tables() -> None:
    with connection.schema_editor() as editor:
        for model in MODELS.values():
            editor.create_model(model)


@pytest.fixture(scope="session")
def lasting_table(django_db_setup: Any, django_db_blocker: Any) -> None:
    """SQLite makes tables outside transactions only; there it may stay."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            make_tables()


@pytest.fixture
def note_table(lasting_table: None, db: Any) -> Iterator[None]:
    """PostgreSQL empties no table that an unknown one points to: there it goes with the test."""
    if connection.vendor == "sqlite":
        yield
        return
    make_tables()
    yield
    if not connection.in_atomic_block:
        with connection.schema_editor() as editor:
            for model in reversed(MODELS.values()):
                editor.delete_model(model)


@pytest.fixture
def note(note_table: None, db: Any) -> Iterator[Callable[..., Note]]:
    apps.all_models["people"].update(MODELS)
    apps.clear_cache()
    register(Note, NotePolicy())

    def make(owner: User, text: str = "text", organisation: Organisation | None = None, **fields: Any) -> Note:
        return Note.objects.create(owner=owner, text=text, organisation=organisation, **fields)

    yield make
    forget_models()
    del POLICIES[Note]
    for name in [name for name in OPERATIONS if name.startswith("note.")]:
        del OPERATIONS[name]


@pytest.fixture
def member(person: Callable[..., User]) -> Callable[..., User]:
    """A person who has shown that their address is theirs."""

    def make(name: str, organisation: Organisation | None = None, role: str = Role.EDITOR, **fields: Any) -> User:
        user = person(name, organisation, role, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    return make


@pytest.fixture
def act() -> Callable[[User], Actor]:
    return actor_for


@pytest.fixture(autouse=True)
def no_limits_left_over() -> None:
    cache.clear()


@pytest.fixture
def code_of() -> Callable[[str], str]:
    """The code that an authenticator app shows now for a key, after RFC 6238."""

    def code(secret: str, at: float | None = None) -> str:
        key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        counter = int((time.time() if at is None else at) // 30)
        digest = hmac.new(key, struct.pack(">Q", counter), "sha1").digest()
        offset = digest[-1] & 15
        number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"

    return code


@pytest.fixture
def confirm_password() -> Callable[[Any], None]:
    """Enter the password again, as the pages ask before they change what protects an account."""

    def confirm(client: Any) -> None:
        answer = client.post("/account/reauthenticate/", {"password": "a long enough password"})
        assert answer.status_code == 302

    return confirm
