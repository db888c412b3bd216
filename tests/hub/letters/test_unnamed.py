"""Who writes without being named is not named beside the letter either: in no header, link, register or campaign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.hub.letters.test_operations import FIELDS, UNION, answer, begun, case, writer  # noqa: F401

from fairlead.act.campaign.model import Campaign
from fairlead.act.case import Organisation as Writer
from fairlead.hub.campaigns import operations as campaigns
from fairlead.hub.letters import operations as do
from fairlead.hub.letters.models import Channel, Dispatch, Letter
from fairlead.hub.matters import operations as follow
from fairlead.hub.matters import register
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Audience, Membership, Organisation, Role, User
from fairlead.hub.people.operations import remove_member

pytestmark = pytest.mark.django_db
People = Callable[..., User]
Bodies = Callable[..., Organisation]
NOBODYS: dict[str, Any] = {"withhold": True, "through": Writer(name="Example Federation")}


def sent(actor: Actor, union: Organisation, **more: Any) -> Letter:
    """A letter of an organisation that was handed over and published."""
    letter = begun(actor, **more)
    do.set_audience(actor, letter.pk, Audience.ORGANISATION, union.pk)
    do.send(actor, letter.pk, letter.number, Channel.HAND, to=["Ministry"])
    letter.refresh_from_db()
    answer(actor, letter)
    return do.publish(actor, letter.pk)


def told(actor: Actor, letter: Letter) -> Matter:
    """What came of it, published."""
    matter = follow.follow_letter(actor, letter.pk)
    follow.prepare(actor, matter.pk, "They answered.", ["log"])
    form = {}
    for one in follow.questions(Matter.objects.get(pk=matter.pk), today(), publish=True):
        form[f"answer-{one.id}"] = next(each.id for each in one.options if each.effect == "go")
        form[f"why-{one.id}"] = "They were asked."
    follow.answer_safety(actor, matter.pk, form, publish=True)
    return follow.publish(actor, matter.pk)


@pytest.mark.parametrize(("more", "address"), [({}, "writer@example.org"), (NOBODYS, "")])
def test_the_mail_does_not_hold_the_address_of_who_sends_it(
    writer: Actor, browse: Any, more: dict[str, Any], address: str  # noqa: F811
) -> None:  # fmt: skip
    letter = begun(writer, **more)
    page = browse(writer.user).get(reverse("letter-send", args=[letter.pk])).content.decode()
    assert ("does not hold your address" in page) is not bool(address)
    do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    assert Dispatch.objects.get().reply_to == address


def test_neither_who_follows_it_nor_who_signed_is_named(writer: Actor, organisation: Bodies, client: Client) -> None:  # noqa: F811
    matter = told(writer, sent(writer, organisation("union"), **NOBODYS))
    assert matter.signatories == ["Example Federation"]
    assert matter.public is not None
    assert "Union" not in str(matter.public)
    assert client.get(f"/register/matters/{matter.pk}.json").json()["data"]["organisation"] == ""
    assert "Shown by" not in client.get(f"/register/matters/{matter.pk}/").content.decode()


def test_without_a_federation_nobody_is_written_down_as_having_signed(writer: Actor, organisation: Bodies) -> None:  # noqa: F811
    letter = sent(writer, organisation("union"), withhold=True)
    assert follow.follow_letter(writer, letter.pk).signatories == []


def test_a_letter_with_names_does_not_lead_to_one_without(writer: Actor, organisation: Bodies) -> None:  # noqa: F811
    union = organisation("union")
    named, other, hidden = sent(writer, union), sent(writer, union), sent(writer, union, **NOBODYS)
    batch = "6f2b7f5e-0000-4000-8000-000000000001"
    Letter.objects.update(batch=batch)
    for one in (named, other, hidden):
        one.refresh_from_db()
    assert register.batch_of(named, today()) == [other]
    assert register.batch_of(hidden, today()) == []


def test_a_campaign_does_not_lead_to_it(writer: Actor, organisation: Bodies) -> None:  # noqa: F811
    union = organisation("union")
    campaign = campaigns.begin(writer, Campaign(objective="ratify", country="NPL"))
    letters = sent(writer, union), sent(writer, union, **NOBODYS)
    for one in letters:
        do.set_campaign(writer, one.pk, campaign.pk)
    matters = [told(writer, one) for one in letters]
    assert writer.user is not None
    found = register.of_campaign(campaign.pk, today(), writer.user.pk, [union.pk])
    assert found == {"letters": [letters[0]], "matters": [matters[0]]}


def test_the_register_names_an_organisation_as_long_as_the_matter_is_its_own(
    writer: Actor, person: People, organisation: Bodies, client: Client  # noqa: F811
) -> None:  # fmt: skip
    union, other = organisation("union"), organisation("other", name="Another Body")
    Membership.objects.create(user=writer.user, organisation=other, role=Role.EDITOR)
    assert writer.user is not None
    member = actor_for(writer.user)
    matter = told(member, sent(member, union))
    address = f"/register/matters/{matter.pk}/"
    assert "<bdi>Union</bdi>" in client.get(address).content.decode()
    follow.set_audience(member, matter.pk, Audience.ORGANISATION, other.pk)
    page = client.get(address).content.decode()
    assert "Shown by" not in page, "neither the one that it left nor the one that was not asked about"
    follow.set_audience(member, matter.pk, Audience.SELF, union.pk)
    head = actor_for(person("head", union, Role.MANAGER))
    remove_member(head, Membership.objects.get(user=writer.user, organisation=union))
    assert Matter.objects.filter(pk=matter.pk, published__lte=timezone.now()).exists()
    assert "Shown by" not in client.get(address).content.decode()
