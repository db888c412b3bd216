"""What is changed on a page can be taken back on the next one, by its form alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from fairlead.hub.corrections import operations as correcting
from fairlead.hub.corrections.models import Board, Seat
from fairlead.hub.people import operations
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Invitation, Membership, Network, NetworkInvitation, Organisation, Role, User
from fairlead.hub.watch.models import Subscription, Watch

pytestmark = pytest.mark.django_db


def offered(text: str) -> tuple[str, dict[str, list[str]]] | None:
    """Where the form of taking back goes, and what it sends."""
    form = re.search(r'<form method="post" action="([^"]+)" class="undo".*?</form>', text, re.DOTALL)
    if form is None:
        return None
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0]):
        fields.setdefault(name, []).append(unescape(value))
    return unescape(form[1]), fields


def changed_and_back(
    client: Client, address: str, sent: dict[str, Any], state: Callable[[], Any], *, twice: bool = True
) -> None:
    """Send a form, look at the next page, press its button: everything is as it was, and that is offered once."""
    before = state()
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    assert state() != before
    page = client.get(answer.headers["Location"])
    undo = offered(page.content.decode())
    assert undo is not None
    assert offered(client.get(answer.headers["Location"]).content.decode()) is None
    back = client.post(undo[0], undo[1])
    assert back.status_code == 302, back.content.decode()
    assert state() == before
    again = offered(client.get(back.headers["Location"]).content.decode())
    assert (again is not None) is twice  # and the other way round; a mail that went out is not called back


@pytest.fixture
def boss(person, organisation) -> User:
    return person("boss", organisation("union", country="NPL"), Role.MANAGER)


def test_what_an_organisation_says_of_itself(boss, browse) -> None:
    sent = {"name": "Another name", "kind": "workers", "country": "QAT", "listed": "yes", "why": "Moved."}
    union = Organisation.objects.filter(slug="union")
    changed_and_back(
        browse(boss), "/organisations/union/change/", sent, lambda: union.values_list("name", "country", "listed").get()
    )


def test_a_role_and_an_invitation(boss, person, browse) -> None:
    union = Organisation.objects.get(slug="union")
    other = person("other", union, Role.READER)
    role = Membership.objects.filter(user=other)
    changed_and_back(
        browse(boss), f"/organisations/union/members/{other.pk}/role/", {"role": "editor"},
        lambda: role.values_list("role", flat=True).get(),
    )  # fmt: skip
    operations.invite(actor_for(boss), union, "new@example.org", Role.EDITOR)
    invited = Invitation.objects.get()
    changed_and_back(
        browse(boss), f"/organisations/union/invitations/{invited.pk}/withdraw/", {},
        lambda: list(Invitation.objects.values_list("email", "role")), twice=False,
    )  # fmt: skip


def test_a_confirmation(boss, person, browse) -> None:
    client = browse(person("operator", is_superuser=True))
    changed_and_back(
        client, "/organisations/union/confirm/", {"why": "Seen their statutes."},
        lambda: Organisation.objects.get(slug="union").confirmed is None,
    )  # fmt: skip


def test_ones_own_name(person, browse) -> None:
    ada = person("ada")
    changed_and_back(browse(ada), "/account/name/", {"name": "Ada Lovelace"}, lambda: User.objects.get(pk=ada.pk).name)


def test_a_network(boss, organisation, browse) -> None:
    network = operations.create_network(actor_for(boss), Organisation.objects.get(slug="union"), "Together")
    client, here = browse(boss), f"/networks/{network.slug}"
    changed_and_back(client, f"{here}/rename/", {"name": "Other"}, lambda: Network.objects.get(pk=network.pk).name)
    operations.invite_to_network(actor_for(boss), network, organisation("others").slug)
    changed_and_back(
        client, f"/networks/invitations/{NetworkInvitation.objects.get().pk}/withdraw/", {},
        lambda: list(NetworkInvitation.objects.values_list("slug", flat=True)), twice=False,
    )  # fmt: skip


def test_watching(person, browse) -> None:
    ada = person("ada")
    client = browse(ada)
    changed_and_back(
        client, "/watches/add/", {"what": "search", "value": "kafala & <law>"},
        lambda: list(Watch.objects.values_list("what", "value")),
    )  # fmt: skip
    client.post("/watches/add/", {"what": "country", "value": "NPL"})
    changed_and_back(
        client,
        f"/watches/{Watch.objects.get().pk}/remove/",
        {},
        lambda: list(Watch.objects.values_list("what", "value")),
    )
    every = Subscription.objects.filter(user=ada)
    changed_and_back(client, "/watches/settings/every/", {"every": "weekly"}, lambda: every.get().every)


def test_a_board_and_its_seats(person, organisation, browse) -> None:
    operator = person("operator", is_superuser=True)
    board = correcting.create_board(actor_for(operator), "Board", countries=["NPL", "QAT"], about=["goods"])
    client, here = browse(operator), f"/boards/{board.slug}"
    changed_and_back(
        client, f"{here}/change/", {"name": "Other", "countries": ["BGD"], "active": "yes"},
        lambda: Board.objects.values_list("name", "countries", "tables", "active").get(),
    )  # fmt: skip
    for slug in ("first", "second"):
        one = organisation(slug, listed=True)
        operations.confirm_organisation(actor_for(operator), one, "Seen.")

    def held() -> list[str]:
        return list(Seat.objects.values_list("organisation__slug", flat=True))

    changed_and_back(client, f"{here}/seats/", {"constituency": "workers", "slug": "first"}, held)
    client.post(f"{here}/seats/", {"constituency": "workers", "slug": "first"})
    changed_and_back(client, f"{here}/seats/", {"constituency": "workers", "slug": "second"}, held)
    changed_and_back(client, f"{here}/seats/{Seat.objects.get().pk}/empty/", {}, held)


def test_nobody_without_a_session_is_asked_for_one(browse) -> None:
    assert not browse(None).get("/").cookies
