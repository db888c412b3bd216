"""Campaigns: coalitions that agree on exact words, versions, publication, files, and who may do what."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fairlead.act.campaign.form import parse
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.models import Approval, Campaign, Party
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry

pytestmark = pytest.mark.django_db

BEGUN = {"objective": "ratify", "country": "KOR", "instrument": "C105", "sector": "c4"}


def at(name: str, campaign: Campaign, **more: Any) -> str:
    return reverse(name, kwargs={"campaign": campaign.pk, **more})


@pytest.fixture
def scene(person, organisation, browse) -> dict[str, Any]:
    union, employers = organisation("union", listed=True), organisation("employers", listed=True)
    owner, other = person("owner", union), person("other", employers)
    mine = browse(owner)
    answer = mine.post(reverse("campaign-new"), BEGUN, follow=True)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return {
        "campaign": Campaign.objects.get(), "owner": owner, "other": other, "mine": mine, "theirs": browse(other),
        "stranger": browse(person("stranger", organisation("elsewhere"))), "union": union, "employers": employers,
    }  # fmt: skip


def test_only_the_owner_sees_a_new_one(scene: dict[str, Any], client: Client) -> None:
    campaign = scene["campaign"]
    assert len(campaign.whole.steps) == 7
    assert scene["mine"].get(at("campaign", campaign)).status_code == 200
    for reader in (scene["theirs"], scene["stranger"], client):
        assert reader.get(at("campaign", campaign)).status_code == 404
        assert campaign.title not in reader.get(reverse("campaigns")).content.decode()


def test_a_coalition_agrees_to_exact_words(scene: dict[str, Any]) -> None:
    campaign, mine, theirs = scene["campaign"], scene["mine"], scene["theirs"]
    for slug in ("union", "employers"):
        mine.post(at("campaign-invite", campaign), {"organisation": slug})
    page = theirs.get(at("campaign-coalition", campaign))
    assert page.status_code == 200
    body = {"organisation": str(scene["employers"].pk)}
    mine.post(at("campaign-text", campaign), {"title": "Joint letter", "text": "We ask you to ratify."})
    text = campaign.texts.get()
    wrong = theirs.post(at("campaign-agree", campaign), {**body, "text": str(text.pk), "digest": text.sha256})
    assert wrong.status_code == 400  # it does not take part yet
    theirs.post(at("campaign-accept", campaign), {**body, "named": "yes"})
    stale = theirs.post(at("campaign-agree", campaign), {**body, "text": str(text.pk), "digest": "0" * 64})
    assert stale.status_code == 409
    theirs.post(at("campaign-agree", campaign), {**body, "text": str(text.pk), "digest": text.sha256})
    assert [one.party.name for one in Approval.objects.all()] == [scene["employers"].name]
    mine.post(at("campaign-text", campaign), {"title": "Joint letter", "text": "Other.", "replaces": str(text.pk)})
    whole = Campaign.objects.get().whole
    assert len(whole.texts) == 2
    assert [one.text for one in whole.agreements] == ["joint-letter"]  # agreement to the old words does not carry over
    theirs.post(at("campaign-withdraw", campaign), {**body, "text": str(text.pk)})
    assert Approval.objects.get().withdrawn
    theirs.post(at("campaign-leave", campaign), body)
    assert theirs.get(at("campaign", campaign)).status_code == 404
    assert Party.objects.get(organisation=scene["employers"]).left


def test_the_organisation_of_whoever_asks_others_takes_part_at_once(scene: dict[str, Any]) -> None:
    campaign, union = scene["campaign"], scene["union"]
    there = at("campaign-coalition", campaign)
    page = scene["mine"].get(there).content.decode()
    assert f"Take part with {union.name}" in page
    assert "Begin with your own organisation" in page
    scene["mine"].post(at("campaign-accept", campaign), {"organisation": str(union.pk)})
    party = campaign.parties.get()
    assert (party.organisation, party.joined is None, party.named) == (union, False, False)
    assert f"Take part with {union.name}" not in scene["mine"].get(there).content.decode()
    written = [entry.operation for entry in AuditEntry.objects.order_by("pk")]
    assert written[-2:] == ["campaign.invite", "campaign.agree"]
    scene["mine"].post(at("campaign-leave", campaign), {"organisation": str(union.pk)})
    scene["mine"].post(at("campaign-accept", campaign), {"organisation": str(union.pk), "named": "yes"})
    assert [one.left is None for one in campaign.parties.order_by("asked")] == [False, True]
    operations.invite(actor_for(scene["owner"]), campaign.pk, organisation="employers")
    other = actor_for(scene["other"])
    with pytest.raises(PermissionDenied):  # who is asked speaks for its own alone, and asks nobody
        operations.accept(other, campaign.pk, union.pk, named=True)
    scoped = actor_for(scene["owner"], frozenset({"campaign.see", "campaign.inside", "campaign.agree"}))
    operations.uninvite(actor_for(scene["owner"]), campaign.pk, campaign.parties.get(left=None, organisation=union).pk)
    with pytest.raises(PermissionDenied):  # a token that may only answer asks nobody
        operations.accept(scoped, campaign.pk, union.pk, named=True)


def test_nobody_answers_for_another(scene: dict[str, Any]) -> None:
    campaign = scene["campaign"]
    owner, other = actor_for(scene["owner"]), actor_for(scene["other"])
    operations.invite(owner, campaign.pk, organisation="employers")
    operations.invite(owner, campaign.pk, organisation="union")
    with pytest.raises(PermissionDenied):
        operations.accept(owner, campaign.pk, scene["employers"].pk, named=True)
    with pytest.raises(PermissionDenied):
        operations.accept(other, campaign.pk, scene["union"].pk, named=True)
    with pytest.raises(PermissionDenied):
        operations.change(other, campaign.pk, 1, lambda whole: whole)
    with pytest.raises(PermissionDenied):
        operations.invite(other, campaign.pk, name="X", attested="by mail")
    with pytest.raises(PermissionDenied):
        operations.delete(other, campaign.pk)


def test_changes_are_versions_that_can_be_taken_back(scene: dict[str, Any]) -> None:
    campaign, mine = scene["campaign"], scene["mine"]
    step = {"name": "Working group", "begins": "2027-01-01", "ends": "2027-02-01", "state": "open", "owner": "Ana"}
    mine.post(at("campaign-step", campaign, step="group"), {**step, "seen": 1})
    held = {one.id: one for one in Campaign.objects.get().whole.steps}
    assert held["group"].owner == "Ana"
    page = mine.get(at("campaign", campaign)).content.decode()
    assert at("campaign-restore", campaign, number=1) in page
    slow = mine.post(at("campaign-step", campaign, step="group"), {**step, "seen": 1})
    assert slow.status_code == 409
    mine.post(at("campaign-restore", campaign, number=1), {"seen": 2})
    assert not {one.id: one for one in Campaign.objects.get().whole.steps}["group"].owner
    back = {**step, "begins": "2027-03-01", "seen": 3}
    assert mine.post(at("campaign-step", campaign, step="group"), back).status_code == 400
    mine.post(at("campaign-plan", campaign), {**step, "name": "Hearing", "seen": 3})
    mine.post(at("campaign-step", campaign, step="code"), {"do": "remove", "seen": 4})
    ids = {one.id for one in Campaign.objects.get().whole.steps}
    assert "step-1" in ids
    assert "code" not in ids
    assert AuditEntry.objects.filter(operation="campaign.change").count() >= 4


def test_log_answer_outcome_and_what_everyone_reads(scene: dict[str, Any], client: Client, answers: Any) -> None:
    campaign, mine = scene["campaign"], scene["mine"]
    mine.post(at("campaign-engagement", campaign),
              {"seen": 1, "whom": "Ministry", "ask": "Ratify", "on": "2027-01-05", "how": "meeting"})  # fmt: skip
    made = Campaign.objects.get().whole.engagements[0]
    given = {"engagement": made.id, "reply": "in part", "said": "They will ask.", "on": "2027-02-01"}
    mine.post(at("campaign-answer", campaign), {**given, "seen": 2})
    mine.post(at("campaign-outcome", campaign),
              {"seen": 3, "what": "A bill was tabled", "effect": "law changed", "on": "2027-03"})  # fmt: skip
    operations.invite(actor_for(scene["owner"]), campaign.pk, name="Secret Union", attested="by mail")
    for unasked in ({"shows": ["outcomes"]}, {"shows": ["outcomes"], "safe": "yes"}):
        assert mine.post(at("campaign-publish", campaign), unasked).status_code == 400
    mine.post(at("campaign-public", campaign), {"shows": ["outcomes"]})
    mine.post(at("campaign-safety", campaign), answers(Campaign.objects.get()))
    assert client.get(at("campaign", campaign)).status_code == 404
    mine.post(at("campaign-publish", campaign), {"shows": ["outcomes"], "safe": "yes"})
    public = client.get(at("campaign", campaign)).content.decode()
    assert "A bill was tabled" in public
    for form in ("", ".json", ".csv"):
        address = at("campaign" + form, campaign)
        shown = client.get(address).content.decode()
        for hidden in ("They will ask", "Ministry", "Secret Union"):
            assert hidden not in shown
    for name in ("campaign-coalition", "campaign-history", "campaign-main"):
        assert client.get(at(name, campaign)).status_code == 302
        assert scene["stranger"].get(at(name, campaign)).status_code in (403, 404)
    assert scene["stranger"].get(at("campaign-file", campaign, what="campaign.json")).status_code in (403, 404)
    mine.post(at("campaign-unpublish", campaign))
    assert client.get(at("campaign", campaign)).status_code == 404


def test_files_and_the_way_back_in(scene: dict[str, Any]) -> None:
    campaign, mine = scene["campaign"], scene["mine"]
    owner = actor_for(scene["owner"])
    operations.invite(owner, campaign.pk, organisation="union")
    operations.accept(owner, campaign.pk, scene["union"].pk, named=False)
    text = operations.add_words(owner, campaign.pk, "Letter", "We ask.")
    operations.agree(owner, campaign.pk, scene["union"].pk, text.pk, text.sha256)
    for what in ("plan.csv", "plan.ics", "brief.docx", "slides.docx", "workshop_agenda.docx"):
        assert mine.get(at("campaign-file", campaign, what=what)).status_code == 200
    assert mine.get(at("campaign-file", campaign, what="other.docx")).status_code == 404
    given = mine.get(at("campaign-file", campaign, what="campaign.json")).content
    form = parse(given)
    taken = SimpleUploadedFile("c.json", given)
    answer = mine.post(reverse("campaign-import"), {"file": taken}, follow=True)
    assert answer.status_code == 200
    again = Campaign.objects.exclude(pk=campaign.pk).get().whole
    for name in ("objective", "country", "sector", "instrument", "steps", "texts", "agreements", "members"):
        assert getattr(again, name) == getattr(form, name)
    assert not Party.objects.filter(campaign=again.id, organisation__isnull=False)  # a file makes nobody a member
    bad = SimpleUploadedFile("c.json", b'{"schema": "fairlead.campaign/1", "objective": "x", "country": "y"}')
    assert mine.post(reverse("campaign-import"), {"file": bad}).status_code == 400
    assert Campaign.objects.count() == 2
