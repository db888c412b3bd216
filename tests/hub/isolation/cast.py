"""The people of random sequences: two organisations of one network, somebody of neither, and a visitor."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from tests.hub.matrix.world import every_scope, token

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Membership, Network, Organisation, User

__all__ = ["ROLES", "Cast", "Played", "run", "sequences", "tried"]

ROLES = {
    "ada": ("north", "manager"), "bob": ("north", "editor"), "rob": ("north", "reader"), "cyn": ("south", "manager"),
    "dan": ("south", "reader"), "eve": ("", ""),
}  # fmt: skip
"""Organisation and role of each."""


class Cast:
    """Everybody with a browser and, of the same people, a program whose token names every operation."""

    def __init__(self) -> None:
        self.bodies = {
            slug: Organisation.objects.create(slug=slug, name=slug, kind="workers", listed=True)
            for slug in ("north", "south")
        }
        self.net = Network.objects.create(slug="net", name="net", keeper=self.bodies["north"])
        self.net.members.add(self.bodies["south"])
        self.people: dict[str, User] = {}
        self.clients, self.programs = {"": Client()}, {"": Client()}
        for name, (body, role) in ROLES.items():
            self.people[name] = User.objects.create_user(f"{name}@example.org", None, name=name)
            if body:
                Membership.objects.create(user=self.people[name], organisation=self.bodies[body], role=role)
            self.clients[name] = Client()
            self.clients[name].force_login(self.people[name])
            self.programs[name] = Client(headers={"Authorization": f"Bearer {token(self.people[name], every_scope())}"})

    def actor(self, who: str) -> Actor:
        """Somebody with the rights of this moment."""
        return actor_for(User.objects.get(pk=self.people[who].pk))

    def get(self, who: str, address: str) -> Any:
        """What somebody is answered: by the interface to their program, else to their browser."""
        return (self.programs if address.startswith("/api/") else self.clients)[who].get(address)


class Played(RuleBasedStateMachine):
    """One sequence, undone at its end, when nobody and readers of both organisations look at everything once more.

    Attributes
    ----------
    stage
        Holds the cast of the test that runs.
    last
        Whose pages are looked at in the end.
    documents
        How addresses of documents end: these take their time, so that each looks at one of them only.
    """

    stage: ClassVar[list[Any]]
    last: ClassVar[tuple[str, ...]]
    documents: ClassVar[tuple[str, ...]]
    found = turn = 0

    def __init__(self) -> None:
        super().__init__()
        self.scene = self.stage[0]
        self.mark = transaction.savepoint()

    def _pages(self, whose: str) -> list[str]:
        raise NotImplementedError

    def _look(self, who: str, address: str) -> None:
        raise NotImplementedError

    def teardown(self) -> None:
        try:
            for who in ("", "rob", "dan"):
                for whose in self.last:
                    for address in self._pages(whose):
                        if not address.endswith(self.documents):
                            self._look(who, address)
            type(self).turn += 1
            for place, who in enumerate(("rob", "dan")):
                documents = [one for one in self._pages("ada") if one.endswith(self.documents)]
                self._look(who, documents[(self.turn + place) % len(documents)])
        finally:
            transaction.savepoint_rollback(self.mark)


def tried(do: Callable[[], Any]) -> bool:
    """Whether an operation was done; one that is refused changes nothing."""
    try:
        with transaction.atomic():
            do()
    except (Http404, PermissionDenied, FairleadError):
        return False
    return True


def sequences(usual: int) -> int:
    """How many are run: so many, or a tenth of FAIRLEAD_SEQUENCES, for each of these takes seconds."""
    return int(os.environ.get("FAIRLEAD_SEQUENCES", "0")) // 10 or usual


def run(machine: type[RuleBasedStateMachine], many: int, steps: int = 30) -> None:
    """Run so many sequences."""
    chosen = settings(
        max_examples=many, stateful_step_count=steps, deadline=None, database=None, report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=chosen)
