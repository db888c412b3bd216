"""A program on a real hub: somebody shares while their organisation leaves, is removed, or they are; and many lists."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.hub.settings"
    import django

    django.setup()

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.http import Http404

from fairlead.errors import FairleadError
from fairlead.hub.assessments import operations as assessments
from fairlead.hub.assessments.files import Incoming
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people import operations as people
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Audience, Membership, Network, Organisation, Role, User

LIST = b"supplier,country,product,amount,currency,year\nInvented,Bangladesh,clothing,1000,USD,2023\n"
ROUNDS = 6


def together(*steps: Callable[[], Any]) -> list[str]:
    """Do all at the same moment; gives what each ended with."""
    start, said = threading.Barrier(len(steps)), [""] * len(steps)

    def one(number: int, step: Callable[[], Any]) -> None:
        try:
            start.wait()
            step()
            said[number] = "done"
        except (FairleadError, Http404, PermissionDenied) as refused:
            said[number] = type(refused).__name__
        except Exception as fault:  # what no reader should meet
            said[number] = f"fault {type(fault).__name__}: {fault}"
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=one, args=each) for each in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def slowly(module: Any) -> None:
    """Make an operation wait just before it ends, so that the other one falls into the middle of it."""
    at_once = module.record

    def record(*args: Any, **named: Any) -> Any:
        made = at_once(*args, **named)
        time.sleep(0.05)
        return made

    module.record = record


class World:
    """An organisation in another one's network, its manager, and an editor with an assessment of their own."""

    def __init__(self, number: int) -> None:
        self.keeper = Organisation.objects.create(slug=f"keeper-{number}", name="Keeper", kind="workers")
        self.own = Organisation.objects.create(slug=f"own-{number}", name="Own", kind="workers")
        self.network = Network.objects.create(slug=f"network-{number}", name="Network", keeper=self.keeper)
        self.network.members.add(self.own)
        self.users = {}
        for name, organisation, role in (
            ("keeper", self.keeper, Role.MANAGER),
            ("manager", self.own, Role.MANAGER),
            ("editor", self.own, Role.EDITOR),
        ):
            user = User.objects.create_user(f"{name}{number}@example.org", name=name)
            Membership.objects.create(user=user, organisation=organisation, role=role)
            self.users[name] = user
        self.thing = assessments.create(self.act("editor"), Incoming.of([LIST]), "list.csv")

    def act(self, name: str) -> Any:
        return actor_for(self.users[name])

    def share(self, audience: str) -> Callable[[], Any]:
        actor = self.act("editor")
        network = self.network.slug if audience == Audience.NETWORK else ""
        return lambda: assessments.set_audience(actor, self.thing.pk, audience, self.own.slug, network)


def left(number: int) -> None:
    world = World(number)
    manager = world.act("manager")
    said = together(world.share(Audience.NETWORK), lambda: people.leave_network(manager, world.network, world.own))
    assert not any(one.startswith("fault") for one in said), said
    world.thing.refresh_from_db()
    assert said[1] == "done", said
    assert (world.thing.audience, world.thing.network_id) != (Audience.NETWORK, world.network.pk), said


def dissolved(number: int) -> None:
    world = World(number)
    keeper = world.act("keeper")
    said = together(world.share(Audience.NETWORK), lambda: people.delete_network(keeper, world.network))
    assert not any(one.startswith("fault") for one in said), said
    world.thing.refresh_from_db()
    assert world.thing.audience != Audience.NETWORK, said


def removed(number: int) -> None:
    world = World(number)
    manager, editor = world.act("manager"), world.users["editor"]
    membership = Membership.objects.get(user=editor, organisation=world.own)
    said = together(world.share(Audience.ORGANISATION), lambda: people.remove_member(manager, membership))
    assert not any(one.startswith("fault") for one in said), said
    world.thing.refresh_from_db()
    if world.thing.audience == Audience.ORGANISATION:  # it was shared first: then it stays with the organisation
        assert world.thing.owner_id == world.users["manager"].pk, said
    else:
        assert (world.thing.organisation_id, world.thing.owner_id) == (None, editor.pk), said


def many_lists() -> None:
    assessments.MOST = 3
    user = User.objects.create_user("many@example.org", name="Many")
    actor = actor_for(user)
    add = lambda: assessments.create(actor, Incoming.of([LIST]), "list.csv")  # noqa: E731
    said = together(*[add] * 8)
    assert sorted(said) == ["FairleadError"] * 5 + ["done"] * 3, said
    assert Assessment.objects.filter(owner=user).count() == 3


if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    slowly(assessments)
    from fairlead.hub.people.operations import members, networks

    slowly(members)
    slowly(networks)
    rounds = [left, dissolved, removed] * ROUNDS
    for number, act in enumerate(rounds):
        act(number)
    many_lists()
    sys.stdout.write(f"{len(rounds)} races on {connection.vendor}\n")
