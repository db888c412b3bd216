"""What every sequence begins with: people, organisations, a network, and private things with their markers."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.hub.isolation.model import Model, Thing, marker
from tests.hub.matrix.world import assessment, every_scope, token

from fairlead.hub.assessments import files, operations, readings
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import (
    ApiToken,
    Membership,
    Network,
    Organisation,
    User,
)
from fairlead.hub.search import index
from fairlead.hub.watch import operations as watching

__all__ = [
    "KINDS",
    "MARKER",
    "NAMES",
    "NETWORK",
    "OPERATORS",
    "ORGANISATIONS",
    "PEOPLE",
    "ROLES",
    "SCOPES",
    "Stage",
    "set_stage",
    "staged",
]

PEOPLE = ("ada", "bob", "cyn", "dan", "eve", "ops")
OPERATORS = frozenset({"ops"})
ORGANISATIONS = ("north", "south")
NETWORK = "net"
ROLES = ("reader", "editor", "manager")
SCOPES = (
    "assessment.see", "assessment.download", "reading.see", "organisation.see", "member.see", "network.see",
    "audit.see", "person.see", "watch.see",
)  # fmt: skip
KINDS = ("thing", "note", "text", "token", "mail", "org", "web", "net", "watch")
NAMES = (*(f"{one}1" for one in PEOPLE), *PEOPLE, *ORGANISATIONS, NETWORK)
MARKER = re.compile("|".join(marker(kind, name) for kind in KINDS for name in NAMES), re.IGNORECASE)
"""Every marker that there can be; secrets of forms are random and may look like one, but not be one."""


class Stage:
    """What every sequence begins with: made once, and put back by rolling back."""

    def __init__(self) -> None:
        index.ready()
        self.people: dict[str, User] = {}
        self.cookies: dict[str, SimpleCookie] = {"": SimpleCookie()}
        self.organisations: dict[str, Organisation] = {}
        self.things: dict[str, Assessment] = {}
        self.model = Model(members={name: {} for name in ORGANISATIONS})
        for name in PEOPLE:
            self._person(name)
        for name in ORGANISATIONS:
            self.organisations[name] = Organisation.objects.create(
                slug=name,
                name=f"Body {marker('org', name)}",
                kind="workers",
                website=f"https://{marker('web', name)}.org",
            )
        for person, organisation, role in (
            ("ada", "north", "manager"), ("bob", "north", "editor"), ("cyn", "south", "manager"),
            ("dan", "south", "reader"),
        ):  # fmt: skip
            self.join(person, organisation, role)
            self.model.members[organisation][person] = role
        self.network = Network.objects.create(
            slug=NETWORK, name=f"Net {marker('net', NETWORK)}", keeper=self.organisations["north"]
        )
        self.model.keeper[NETWORK], self.model.joined[NETWORK] = "north", set()
        for owner in ("ada", "bob", "cyn", "dan", "eve"):
            self._thing(owner)
            self._readings(owner)
            watching.watch(actor_for(self.people[owner]), "search", marker("watch", owner))
        self.lists = {path: path.read_bytes() for path in files.folder().iterdir() if path.is_file()}

    def _person(self, name: str) -> None:
        from allauth.account.models import EmailAddress

        email = f"{marker('mail', name)}@example.org"
        user = User.objects.create_user(email, None, name=f"Person {name}", is_superuser=name in OPERATORS)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if user.is_superuser:
            TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        self.people[name] = user
        client = Client()
        client.force_login(user)
        self.cookies[name] = client.cookies

    def _thing(self, owner: str) -> None:
        name = f"{owner}1"
        made = assessment(self.people[owner], marker("thing", name))
        operations.share(actor_for(self.people[owner]), made.pk, 1, note=marker("note", name))
        self.things[name] = made
        self.model.things[name] = Thing(name, owner)

    def _readings(self, owner: str) -> None:
        texts = {("country", marker("text", owner)): {"NPL": 1.0}, ("country", "a text of all"): {"BGD": 1.0}}
        readings.decide(actor_for(self.people[owner]), texts)
        self.model.readings[owner] = (owner, "")
        token(self.people[owner], every_scope())
        ApiToken.objects.filter(user=self.people[owner]).update(name=marker("token", owner))

    def join(self, person: str, organisation: str, role: str) -> None:
        Membership.objects.create(user=self.people[person], organisation=self.organisations[organisation], role=role)

    def restore(self) -> None:
        for path, content in self.lists.items():
            if not path.exists():
                path.write_bytes(content)


_stage: list[Stage] = []


def set_stage(stage: Stage) -> None:
    _stage[:] = [stage]


def staged() -> Stage:
    """What was set."""
    return _stage[0]
