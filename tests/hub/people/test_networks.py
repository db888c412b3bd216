"""Networks: made, joined, left, handed over, dissolved; and what happens to what was shared with them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Network, NetworkInvitation, Organisation, Role
from fairlead.hub.people.operations import (
    accept_network,
    change_network,
    create_network,
    decline_network,
    delete_network,
    delete_organisation,
    hand_over_network,
    invite_to_network,
    leave_network,
    remove_from_network,
    withdraw_network_invitation,
)
from fairlead.hub.people.policy import check_sharing, visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def bosses(organisation, person):
    return {name: person(f"boss-{name}", organisation(name), Role.MANAGER) for name in ("keeper", "guest", "stranger")}


@pytest.fixture
def act_as(bosses):
    return lambda name: actor_for(bosses[name])


@pytest.fixture
def network(bosses, act_as):
    made = create_network(act_as("keeper"), Organisation.objects.get(slug="keeper"), "Sample network")
    accept_network(act_as("guest"), invite_to_network(act_as("keeper"), made, "guest"))
    return made


def test_only_managers_make_networks_of_their_own(bosses, act_as, person) -> None:
    keeper = Organisation.objects.get(slug="keeper")
    with pytest.raises(Http404):
        create_network(act_as("guest"), keeper, "Sample")
    with pytest.raises(PermissionDenied):
        create_network(actor_for(person("editor", keeper, Role.EDITOR)), keeper, "Sample")


def test_inside_is_seen_outside_is_not(network, act_as) -> None:
    for name, sees in (("keeper", True), ("guest", True), ("stranger", False)):
        actor = act_as(name)
        assert visible(actor, Network).exists() == sees
        names = set(visible(actor, Organisation).values_list("slug", flat=True))
        assert names == ({"keeper", "guest"} if sees else {"stranger"})


def test_whether_an_organisation_is_here_is_not_told(network, act_as, browse, bosses) -> None:
    client = browse(bosses["keeper"])
    answers = [client.post(f"/networks/{network.slug}/invite/", {"slug": slug}) for slug in ("stranger", "no-such-one")]
    assert [one.status_code for one in answers] == [302, 302]
    page = client.get(f"/networks/{network.slug}/").content.decode()
    assert "stranger" in page
    assert "no-such-one" in page
    invitation = NetworkInvitation.objects.get(slug="no-such-one")
    with pytest.raises(Http404):
        accept_network(act_as("stranger"), invitation)
    late = Organisation.objects.create(slug="no-such-one", name="Late", kind="company")
    assert late.network_invitations.count() == 0  # made afterwards with that name, it is not the one that was meant


def test_both_sides_of_an_invitation(network, act_as) -> None:
    invitation = invite_to_network(act_as("keeper"), network, "stranger")
    with pytest.raises(FairleadError, match="invited already"):
        invite_to_network(act_as("keeper"), network, "stranger")
    with pytest.raises(FairleadError, match="in the network already"):
        invite_to_network(act_as("keeper"), network, "guest")
    for do in (accept_network, decline_network):
        with pytest.raises(PermissionDenied):
            do(act_as("keeper"), invitation)
        with pytest.raises(Http404):
            do(act_as("guest"), invitation)
    with pytest.raises(PermissionDenied):
        withdraw_network_invitation(act_as("stranger"), invitation)
    decline_network(act_as("stranger"), invitation)
    again = invite_to_network(act_as("keeper"), network, "stranger")
    withdraw_network_invitation(act_as("keeper"), again)
    assert not NetworkInvitation.objects.exists()


def test_members_do_not_do_what_is_the_keepers(network, act_as) -> None:
    guest = Organisation.objects.get(slug="guest")
    for do in (
        lambda actor: change_network(actor, network, "Another"),
        lambda actor: invite_to_network(actor, network, "stranger"),
        lambda actor: remove_from_network(actor, network, guest),
        lambda actor: hand_over_network(actor, network, guest),
        lambda actor: delete_network(actor, network),
    ):
        with pytest.raises(PermissionDenied):
            do(act_as("guest"))
        with pytest.raises(Http404):
            do(act_as("stranger"))
    with pytest.raises(PermissionDenied):
        leave_network(act_as("keeper"), network, guest)


def test_what_was_shared_is_shown_to_the_network_only_while_its_organisation_is_in(
    network, bosses, note, act_as
) -> None:
    guest = Organisation.objects.get(slug="guest")
    shared = note(bosses["guest"], organisation=guest, network=network, audience="network")
    assert visible(act_as("keeper"), type(shared)).exists()
    assert not visible(act_as("stranger"), type(shared)).exists()
    leave_network(act_as("guest"), network, guest)
    assert not visible(act_as("keeper"), type(shared)).exists()
    assert visible(act_as("guest"), type(shared)).exists()
    shared.refresh_from_db()
    assert (shared.network, shared.audience) == (None, "organisation")


def test_dissolved_a_network_leaves_what_was_shared_with_its_organisation(network, bosses, note, act_as) -> None:
    guest = Organisation.objects.get(slug="guest")
    shared = note(bosses["guest"], organisation=guest, network=network, audience="network")
    delete_network(act_as("keeper"), network)
    assert not visible(act_as("keeper"), type(shared)).exists()
    assert visible(act_as("guest"), type(shared)).exists()


def test_handed_over_the_former_keeper_stays_a_member(network, act_as) -> None:
    with pytest.raises(FairleadError, match="Only a member"):
        hand_over_network(act_as("keeper"), network, Organisation.objects.get(slug="stranger"))
    hand_over_network(act_as("keeper"), network, Organisation.objects.get(slug="guest"))
    network.refresh_from_db()
    assert network.keeper.slug == "guest"
    assert [one.slug for one in network.members.all()] == ["keeper"]
    leave_network(act_as("keeper"), network, Organisation.objects.get(slug="keeper"))
    assert not network.members.exists()


def test_a_keeper_is_not_deleted_from_under_its_members(network, act_as) -> None:
    keeper = Organisation.objects.get(slug="keeper")
    with pytest.raises(FairleadError, match="keeps a network"):
        delete_organisation(act_as("keeper"), keeper)
    remove_from_network(act_as("keeper"), network, Organisation.objects.get(slug="guest"))
    delete_organisation(act_as("keeper"), keeper)
    assert not Network.objects.exists()
    assert not Network.history.exists()


def test_only_own_audiences_can_be_chosen(network, act_as, person) -> None:
    keeper, guest, stranger = (Organisation.objects.get(slug=one) for one in ("keeper", "guest", "stranger"))
    check_sharing(act_as("guest"), "self", None)
    check_sharing(act_as("guest"), "organisation", guest.pk)
    check_sharing(act_as("guest"), "network", guest.pk, network.pk)
    check_sharing(act_as("keeper"), "network", keeper.pk, network.pk)
    for audience, organisation, where in (
        ("all", None, None),
        ("organisation", None, None),
        ("network", guest.pk, None),
        ("network", None, network.pk),
    ):
        with pytest.raises(FairleadError):
            check_sharing(act_as("guest"), audience, organisation, where)
    with pytest.raises(Http404):
        check_sharing(act_as("guest"), "organisation", stranger.pk)
    with pytest.raises(FairleadError):
        check_sharing(act_as("stranger"), "network", stranger.pk, network.pk)
    with pytest.raises(PermissionDenied):
        check_sharing(actor_for(person("reader", guest, Role.READER)), "organisation", guest.pk)


def test_pages_of_a_network(network, bosses, browse) -> None:
    keeper, guest, stranger = (browse(bosses[name]) for name in ("keeper", "guest", "stranger"))
    page = f"/networks/{network.slug}/"
    assert keeper.get(page).status_code == guest.get(page).status_code == 200
    assert stranger.get(page).status_code == 404
    assert guest.post(f"{page}rename/", {"name": "Mine"}).status_code == 403
    assert keeper.post(f"{page}rename/", {"name": "Another name"}).status_code == 302
    assert keeper.post(f"{page}hand-over/", {"organisation": "stranger"}).status_code == 400
    assert stranger.post(f"{page}leave/", {"organisation": "stranger"}).status_code == 404
    assert guest.post(f"{page}leave/", {"organisation": "guest"}).status_code == 302
    assert guest.get(page).status_code == 404
    assert keeper.post(f"{page}dissolve/").status_code == 302
    made = guest.post("/networks/new/", {"name": "Ours", "keeper": str(Organisation.objects.get(slug="guest").pk)})
    assert made.headers["Location"] == "/networks/ours/"
    keeper_id = str(Organisation.objects.get(slug="keeper").pk)
    assert guest.post("/networks/new/", {"name": "Ours", "keeper": keeper_id}).status_code == 400
