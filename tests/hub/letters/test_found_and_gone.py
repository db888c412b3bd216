"""Letters, matters and campaigns: found by those who see them, handed over, exported, and gone with their people."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from django.core import mail
from django.db import connection
from tests.hub.letters.test_operations import answer, case

from fairlead.act.campaign import Campaign as Acting
from fairlead.hub.campaigns import operations as campaigns
from fairlead.hub.campaigns.models import Approval, Campaign, Party
from fairlead.hub.letters import operations as letters
from fairlead.hub.letters.models import Channel, Dispatch, Letter, Signatory
from fairlead.hub.matters import operations as matters
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Membership, Role
from fairlead.hub.people.operations import delete_account, export_account, leave_organisation

pytestmark = pytest.mark.django_db
WORD = "Zqotherwise"


@pytest.fixture
def scene(person: Any, organisation: Any) -> dict[str, Any]:
    """A union with two managers, one of whom has everything twice: shared with the union, and for herself alone."""
    union, other = organisation("union", listed=True), organisation("other", listed=True)
    zeb, heir = person("zeb", union, Role.MANAGER), person("heir", union, Role.MANAGER)
    asked = person("asked", other)
    actor = actor_for(zeb)
    for name in ("shared", "own"):
        campaign = campaigns.begin(actor, Acting(objective="ratify", country="NPL", title=f"{WORD} {name} campaign"))
        letter = letters.create(actor, "ratification", case(), title=f"{WORD} {name} letter", campaign=campaign.pk)
        matter = matters.begin(actor, f"{WORD} {name} matter", sent=today(), campaign=campaign.pk)
        campaigns.invite(actor, campaign.pk, organisation="other")
        campaigns.accept(actor_for(asked), campaign.pk, other.pk, named=True)
        text = campaigns.add_words(actor, campaign.pk, "Text", "We ask.")
        campaigns.agree(actor_for(asked), campaign.pk, other.pk, text.pk, text.sha256)
        if name == "shared":
            letters.set_audience(actor, letter.pk, "organisation", union.pk)
            matters.set_audience(actor, matter.pk, "organisation", union.pk)
            campaigns.set_audience(actor, campaign.pk, "organisation", union.pk)
    return {"union": union, "other": other, "zeb": zeb, "heir": heir, "asked": asked}


def names(actor: Any, browse: Any) -> set[str]:
    data = browse(actor).get("/search.json", {"q": WORD}).json()["data"]
    return {one["title"].partition(" ")[2] for one in data["results"] if one["title"].startswith(WORD)}


def test_what_one_may_see_is_found_and_nothing_else(scene, person, browse) -> None:
    shared = {"shared campaign", "shared letter", "shared matter"}
    assert names(scene["zeb"], browse) == shared | {"own campaign", "own letter", "own matter"}
    assert names(scene["heir"], browse) == shared
    assert names(scene["asked"], browse) == {"shared campaign", "own campaign"}
    assert names(person("stranger"), browse) == names(None, browse) == set()
    letters.invite(actor_for(scene["zeb"]), Letter.objects.get(title__contains="own").pk, organisation="other")
    assert "own letter" in names(scene["asked"], browse)


def test_what_was_shared_stays_with_the_organisation_when_somebody_leaves(scene) -> None:
    zeb, heir, union = scene["zeb"], scene["heir"], scene["union"]
    leave_organisation(actor_for(zeb), Membership.objects.get(user=zeb))
    for model in (Letter, Matter, Campaign):
        held = {one.title.split()[1]: (one.owner, one.organisation) for one in model.objects.all()}
        assert held == {"shared": (heir, union), "own": (zeb, None)}
    letter = Letter.objects.get(title__contains="shared")
    letters.change(actor_for(heir), letter.pk, 1, edits={"ask": "Please."})
    assert letter.campaign == Campaign.objects.get(title__contains="shared")


def test_an_account_that_is_deleted_sends_nothing_more_and_leaves_no_address(scene) -> None:
    zeb, heir = scene["zeb"], scene["heir"]
    letter = Letter.objects.get(title__contains="shared")
    answer(actor_for(zeb), letter)
    letters.send(actor_for(zeb), letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    assert Dispatch.objects.get().reply_to == zeb.email
    delete_account(actor_for(zeb))
    Dispatch.objects.update(not_before="2020-01-01T00:00:00Z")
    assert letters.send_due() == 0
    assert mail.outbox == []
    assert [one.owner for model in (Letter, Matter, Campaign) for one in model.objects.all()] == [heir] * 3
    assert Approval.objects.get().party.organisation == scene["other"]  # others' word stands
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert not [row for row in cursor.fetchall() if "zeb@example.org" in str(row)], table


def test_an_organisation_that_ends_takes_its_word_along_and_nobody_elses(scene) -> None:
    asked = scene["asked"]
    letter = Letter.objects.get(title__contains="own")
    letters.invite(actor_for(scene["zeb"]), letter.pk, organisation="other")
    theirs = letters.create(actor_for(asked), "ratification", case(), campaign=Campaign.objects.first().pk)
    delete_account(actor_for(asked))  # its only member
    assert not Party.objects.filter(organisation=scene["other"].pk).exists()
    assert not Signatory.objects.exists()
    assert not Letter.objects.filter(pk=theirs.pk).exists()
    assert (Letter.objects.count(), Matter.objects.count(), Campaign.objects.count()) == (2, 2, 2)


def test_all_of_it_comes_with_ones_data(scene) -> None:
    given = json.loads(msgspec.json.encode(export_account(actor_for(scene["zeb"]))))
    assert {"letters.letter", "matters.matter", "campaigns.campaign"} <= given["things"].keys()
    assert any("Minister of Labour" in one["text"] for one in given["letters"]["texts"])
    assert len(given["campaigns"]["plans"]) == 2
    assert len(given["campaigns"]["plans"][0]["plan"]["steps"]) == 7
    other = json.loads(msgspec.json.encode(export_account(actor_for(scene["asked"]))))
    assert WORD not in json.dumps(other)
    assert len(other["campaigns"]["agreements"]) == 2
