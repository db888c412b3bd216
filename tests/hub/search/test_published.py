"""What members published is found by everyone from its day on, as it was asked about, until it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.hub.matrix.world import World

from fairlead.hub.campaigns import operations as campaigns
from fairlead.hub.campaigns.models import Campaign, Party
from fairlead.hub.letters.models import Letter
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.search import index
from fairlead.hub.search.asking import ask

pytestmark = pytest.mark.usefixtures("indexed")


@pytest.fixture
def world() -> World:
    made = World()
    campaigns.publish(actor_for(made.owner), made.campaign.pk, [], safe=True)
    Campaign.objects.filter(pk=made.campaign.pk).update(
        title="Another title since", public={"title": "Zqopen campaign", "goal": "A zqgoal", "members": []}
    )
    return made


def found(text: str, kind: str = "") -> list[str]:
    """Addresses of what members published, as the page and the interface for programs tell of them alike."""
    asked = {"q": text, "kind": kind}
    by_page = Client().get("/search.json", asked).json()["data"]["results"]
    by_program = Client().get("/api/v1/search", {**asked, "limit": 500}).json()["rows"]
    told = [
        [one["address"] for one in rows if one["kind"] in ("campaign", "register")] for rows in (by_page, by_program)
    ]
    assert told[0] == told[1]
    return told[0]


def test_a_campaign_is_found_by_what_was_published_and_by_nothing_that_came_later(world: World) -> None:
    address = f"/campaigns/{world.campaign.pk}/"
    for text in ("zqopen", "ZQOPEN Campaigns", "zqgoal", "zqop zqgo"):
        assert found(text) == [address], text
    assert found("zqopen", "campaign") == [address]
    assert found("zqopen", "register") == []
    assert address not in found("Another title since")
    page = Client().get("/search/", {"q": "zqopen"}).content.decode()
    assert "Campaigns that members published" in page
    assert "zqopen" not in Client().get("/search/", {"q": "zqshut"}).content.decode().casefold()


def test_nothing_is_found_before_the_end_of_an_embargo_or_after_it_is_taken_back(world: World) -> None:
    later = today() + timedelta(days=3)
    Campaign.objects.filter(pk=world.campaign.pk).update(embargo=later)
    assert found("zqopen") == []
    assert [one.address for one in ask(NOBODY, "zqopen", "", later).hits] == [f"/campaigns/{world.campaign.pk}/"]
    campaigns.unpublish(actor_for(world.owner), world.campaign.pk)
    assert ask(NOBODY, "zqopen", "", later).hits == ()


def test_members_are_found_only_while_they_may_be_named(world: World) -> None:
    party = Party.objects.create(campaign=world.campaign, slug="zqm", name="Zqmember", joined=today(), named=True)
    assert found("zqmember") == []  # it joined after the campaign was published
    shown = {"title": "Zqopen", "members": [str(party.pk)]}
    Campaign.objects.filter(pk=world.campaign.pk).update(public=shown)
    assert found("zqmember") == [f"/campaigns/{world.campaign.pk}/"]
    for held_back in ({"named": False}, {"left": today()}):
        Party.objects.filter(pk=party.pk).update(**held_back)
        assert found("zqmember") == []
        Party.objects.filter(pk=party.pk).update(named=True, left=None)
    Campaign.objects.filter(pk=world.campaign.pk).update(withhold=True)
    assert found("zqmember") == []


def test_letters_and_outcomes_of_the_register_are_found_with_it(world: World) -> None:
    letter, matter = world.public_letter, world.public_matter
    entries = {f"/register/letters/{letter.pk}/", f"/register/matters/{matter.pk}/"}
    titles = [one["title"] for one in Client().get("/register.json").json()["data"]]
    assert {address for title in titles for address in found(title, "register")} == entries
    later = today() + timedelta(days=3)
    for held_back in ({"embargo": later}, {"embargo": None, "published": None}):
        Letter.objects.filter(pk=letter.pk).update(**held_back)
        Matter.objects.filter(pk=matter.pk).update(**held_back)
        assert [address for title in titles for address in found(title, "register")] == []
    Letter.objects.filter(pk=letter.pk).update(published=timezone.now(), title="Zqownwords")
    assert found("zqownwords") == []  # what its writers call it is theirs


def test_what_is_ones_own_is_shown_once(world: World) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(title="Zqopen campaign")
    hits = ask(actor_for(world.owner), "zqopen", "", today()).hits
    assert [(hit.kind, hit.address) for hit in hits] == [("own", f"/campaigns/{world.campaign.pk}/")]


def test_every_kind_that_is_found_has_a_name_and_a_place() -> None:
    from fairlead.hub.search.views import kind_labels

    assert set(kind_labels()) == set(index.kinds())
