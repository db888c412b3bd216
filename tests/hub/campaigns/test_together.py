"""Letters and matters of a campaign, for those who see them anyway; allies by what they made visible themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from fairlead.act.campaign import Campaign as Acting
from fairlead.act.campaign import changes as acting
from fairlead.act.case import Case
from fairlead.act.case import Organisation as Writer
from fairlead.act.kinds import kinds
from fairlead.errors import FairleadError
from fairlead.hub.campaigns import allies, operations
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.letters import operations as letters
from fairlead.hub.letters import safety
from fairlead.hub.letters.models import Letter
from fairlead.hub.matters import operations as matters
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY, Actor, actor_for

pytestmark = pytest.mark.django_db
FORM = Acting(objective="ratify", country="NPL", title="Ratify it")


def a_case() -> Case:
    return Case(on=today().isoformat(), state="NPL")


@pytest.fixture
def scene(person: Any, organisation: Any, browse: Any) -> dict[str, Any]:
    union, other = organisation("union", listed=True), organisation("other-union", listed=True)
    owner, member = person("owner", union), person("member", other)
    campaign = operations.begin(actor_for(owner), FORM)
    for slug in ("union", "other-union"):
        operations.invite(actor_for(owner), campaign.pk, organisation=slug)
    operations.accept(actor_for(member), campaign.pk, other.pk, named=False)
    operations.accept(actor_for(owner), campaign.pk, union.pk, named=True)
    return {
        "campaign": campaign, "owner": actor_for(owner), "member": actor_for(member), "mine": browse(owner),
        "theirs": browse(member), "nobody": browse(None), "stranger": actor_for(person("stranger")),
        "union": union, "other": other,
    }  # fmt: skip


def page(client: Any, campaign: Campaign, form: str = "") -> Any:
    return client.get(reverse(f"campaign{form}", kwargs={"campaign": campaign.pk}))


def sent(actor: Actor, letter: Letter) -> Matter:
    """The letter completed, asked about, handed over and followed."""
    fields = {"minister": "Minister of Labour", "reply_by": "31 January 2027"}
    letters.change(actor, letter.pk, 1, fields=fields)
    case = letter.versions.get(number=2).draft.case
    writers = (Writer(name="Union", country="NPL", person="A. Person"),)
    letters.change(actor, letter.pk, 2, case=msgspec.structs.replace(case, writers=writers))
    letter.refresh_from_db()
    form = {}
    for one in safety.asked(letter.version):
        form[f"answer-{one.id}"] = next(option.id for option in one.options if option.effect == "go")
        form[f"why-{one.id}"] = "They were asked."
    safety.keep(actor, letter.pk, 3, form)
    letters.send(actor, letter.pk, 3, "hand", to=["Ministry"])
    return matters.follow_letter(actor, letter.pk)


def closed(actor: Actor, matter: Matter, outcome: str = "reform") -> None:
    matters.log(actor, matter.pk, matter.rows.count(), "closed", fields={"outcome": outcome})


def published(actor: Actor, matter: Matter) -> None:
    matters.prepare(actor, matter.pk, "They answered.", ["log"])
    form = {}
    for one in matters.questions(Matter.objects.get(pk=matter.pk), today(), publish=True):
        form[f"answer-{one.id}"] = next(option.id for option in one.options if option.effect == "go")
        form[f"why-{one.id}"] = "They agree."
    matters.answer_safety(actor, matter.pk, form, publish=True)
    matters.publish(actor, matter.pk)


def test_a_campaign_offers_its_documents_filled_in(scene) -> None:
    campaign, mine = scene["campaign"], scene["mine"]
    shown = page(mine, campaign).content.decode()
    address = reverse("letter-kind", kwargs={"kind": "ratification"})
    assert f"{address}?state=NPL&amp;campaign={campaign.pk}" in shown
    assert reverse("letter-kind", kwargs={"kind": "lender_office"}) not in shown
    seen = mine.get(address, {"state": "NPL", "campaign": str(campaign.pk)}).content.decode()
    assert seen.count(f'name="campaign" value="{campaign.pk}"') == 2
    given = {"state": "NPL", "campaign": str(campaign.pk)}
    mine.post(reverse("letter-new", kwargs={"kind": "ratification"}), given)
    letter = Letter.objects.get()
    assert (letter.campaign, letter.version.draft.case.state) == (campaign, "NPL")
    table = letters.create_batch(scene["owner"], "ratification", letter.version.draft.case, [{"state": "NPL"}],
                                 campaign=campaign.pk)  # fmt: skip
    assert table[0].campaign_id == campaign.pk
    assert mine.post(reverse("letter-new", kwargs={"kind": "ratification"}), {"campaign": "x"}).status_code == 400


def test_a_letter_joins_only_campaigns_that_its_writer_is_inside_of(scene) -> None:
    campaign, stranger = scene["campaign"], scene["stranger"]
    own = letters.create(stranger, "ratification", a_case())
    with pytest.raises(Http404):
        letters.set_campaign(stranger, own.pk, campaign.pk)
    with pytest.raises(Http404):
        letters.create(stranger, "ratification", a_case(), campaign=campaign.pk)
    with pytest.raises(Http404):
        matters.begin(stranger, "By post", campaign=campaign.pk)
    by_post = matters.begin(scene["owner"], "By post", sent=today(), campaign=campaign.pk)
    assert by_post.campaign_id == campaign.pk
    matters.set_campaign(scene["owner"], by_post.pk, None)
    assert Matter.objects.get(pk=by_post.pk).campaign is None


def test_those_of_the_coalition_see_the_letters_that_they_see_anyway(scene) -> None:
    campaign, owner, member = scene["campaign"], scene["owner"], scene["member"]
    mine = letters.create(owner, "ratification", a_case(), title="Mine of all", campaign=campaign.pk)
    theirs = letters.create(member, "ratification", a_case(), title="Theirs of all")
    letters.set_campaign(member, theirs.pk, campaign.pk)
    for client, own, other in (("mine", mine, theirs), ("theirs", theirs, mine)):
        for form in ("", ".json"):
            shown = page(scene[client], campaign, form).content.decode()
            assert own.title in shown
            assert other.title not in shown
    letters.invite(owner, mine.pk, organisation="other-union")
    assert mine.title in page(scene["theirs"], campaign).content.decode()
    shown = scene["theirs"].get(reverse("letter", kwargs={"letter": mine.pk})).content.decode()
    assert campaign.title in shown
    operations.leave(member, campaign.pk, scene["other"].pk)
    shown = scene["theirs"].get(reverse("letter", kwargs={"letter": mine.pk})).content.decode()
    assert campaign.title not in shown  # whoever is not inside is not told of it
    operations.delete(owner, campaign.pk)
    assert set(Letter.objects.values_list("campaign", flat=True)) == {None}


def test_the_page_of_a_letter_chooses_the_campaign_and_takes_it_back(scene) -> None:
    campaign, mine = scene["campaign"], scene["mine"]
    letter = letters.create(scene["owner"], "ratification", a_case())
    address = reverse("letter-campaign", kwargs={"letter": letter.pk})
    shown = mine.get(reverse("letter", kwargs={"letter": letter.pk})).content.decode()
    assert f'<option value="{campaign.pk}">' in shown
    back = mine.post(address, {"campaign": str(campaign.pk)}, follow=True).content.decode()
    assert f'action="{address}"' in back.partition("undo")[2]
    assert Letter.objects.get().campaign == campaign
    mine.post(address, {"campaign": ""})
    assert Letter.objects.get().campaign is None
    matter = matters.begin(scene["owner"], "By post", sent=today())
    mine.post(reverse("matter-campaign", kwargs={"matter": matter.pk}), {"campaign": str(campaign.pk)})
    assert "By post" in page(mine, campaign).content.decode()


def test_the_timeline_and_the_outcomes_take_in_what_its_letters_led_to(scene, answers) -> None:
    campaign, owner = scene["campaign"], scene["owner"]
    letter = letters.create(owner, "ratification", a_case(), title="To the Minister", campaign=campaign.pk)
    matter = sent(owner, letter)
    with pytest.raises(FairleadError, match="page of the letter"):
        matters.set_campaign(owner, matter.pk, None)
    matters.log(owner, matter.pk, 3, "answered", fields={"said": "They will."})
    closed(owner, matter)
    data = page(scene["mine"], campaign, ".json").json()["data"]
    texts = [one["text"] for one in data["timeline"] if one["kind"] == "letter"]
    assert texts == [
        "To the Minister: sent.", "To the Minister: answered.",
        "To the Minister: closed, a law or rule was changed.",
    ]  # fmt: skip
    assert [one["text"] for one in data["led_to"]] == ["a law or rule was changed"]
    assert [one["outcome"] for one in data["matters"]] == ["a law or rule was changed"]
    data = page(scene["theirs"], campaign, ".json").json()["data"]
    assert (data["led_to"], data["matters"], data["letters"]) == ([], [], [])
    # in public only what is in the register itself
    operations.prepare(owner, campaign.pk, ["letters"])
    operations.answer_safety(owner, campaign.pk, answers(Campaign.objects.get()))
    operations.publish(owner, campaign.pk, ["letters"], safe=True)
    assert "To the Minister" not in page(scene["nobody"], campaign).content.decode()
    published(owner, matter)
    shown = page(scene["nobody"], campaign).content.decode()
    assert reverse("register-matter", kwargs={"entry": matter.pk}) in shown
    assert "a law or rule was changed" in shown


def test_what_an_unnamed_member_published_does_not_lead_to_it(scene, answers) -> None:
    campaign, owner, member = scene["campaign"], scene["owner"], scene["member"]
    matter = matters.begin(member, "Complaint of theirs", sent=today(), state="NPL", campaign=campaign.pk)
    matters.set_audience(member, matter.pk, "organisation", scene["other"].pk)
    published(member, matter)
    operations.prepare(owner, campaign.pk, ["letters"])
    operations.answer_safety(owner, campaign.pk, answers(Campaign.objects.get()))
    operations.publish(owner, campaign.pk, ["letters"], safe=True)
    assert "Complaint of theirs" not in page(scene["nobody"], campaign).content.decode()
    operations.accept(member, campaign.pk, scene["other"].pk, named=True)
    assert "Complaint of theirs" in page(scene["nobody"], campaign).content.decode()


def found(actor: Actor, **more: Any) -> dict[str, list[str]]:
    form = msgspec.structs.replace(FORM, **more)
    return {one.slug: [each.text for each in one.reasons] for one in allies.allies(actor, form, today())}


def test_allies_are_told_of_by_what_they_made_visible_and_nothing_else(scene, organisation, person, answers) -> None:
    campaign, owner, member = scene["campaign"], scene["owner"], scene["member"]
    text = operations.add_words(owner, campaign.pk, "Joint letter", "We ask.")
    for actor, body in ((owner, scene["union"]), (member, scene["other"])):
        operations.agree(actor, campaign.pk, body.pk, text.pk, text.sha256)
    inside = {"union": ["takes part in “Ratify it”", "agreed to “Joint letter”"]}
    assert found(member) == inside  # other-union did not say that it may be named
    for actor in (NOBODY, scene["stranger"]):
        assert found(actor) == {}  # the campaign is not public
    operations.answer_safety(owner, campaign.pk, answers(Campaign.objects.get()))
    operations.publish(owner, campaign.pk, [], safe=True)
    assert found(NOBODY) == {"union": ["takes part in “Ratify it”"]}  # who agreed to what is not public
    operations.publish(owner, campaign.pk, ["texts"], safe=True)
    assert found(NOBODY) == inside
    for other in ({"objective": "plan"}, {"country": "QAT"}, {"instrument": "C105"}):
        assert found(NOBODY, **other) == {}
    operations.withdraw(owner, campaign.pk, scene["union"].pk, text.pk)
    assert found(NOBODY) == {"union": ["takes part in “Ratify it”"]}
    scene["union"].listed = False
    scene["union"].save()
    assert found(NOBODY) == found(owner) == {}


def test_allies_are_those_too_that_published_on_it_and_what_the_facts_say(scene, organisation, person, answers) -> None:
    kind = next(key for key, one in kinds().items() if "ratify" in one.objectives)
    body = organisation("letter-union", listed=True)
    writer = actor_for(person("letter-writer", body))
    matter = matters.begin(writer, "Their letter", sent=date(2026, 11, 2), state="NPL")
    Matter.objects.filter(pk=matter.pk).update(kind=kind)
    matters.set_audience(writer, matter.pk, "organisation", body.pk)
    assert found(NOBODY) == {}
    published(writer, matter)
    assert found(NOBODY) == {"letter-union": ["published “Their letter”"]}
    organisation("ioe", "employers", listed=True)
    called = type(body).objects.filter(slug="ioe")
    called.update(name="International Organisation of Employers")
    assert "ioe" not in found(NOBODY)  # whoever only takes the name of another is not told of
    type(body).objects.filter(listed=True).update(confirmed=timezone.now())
    told = {one.slug: one for one in allies.allies(NOBODY, FORM, today())}
    assert any("50 for Freedom" in one.text for one in told["ioe"].supports)
    # what an organisation answered in public stands beside it; what stands in a log that is not public does not
    campaign = operations.begin(writer, msgspec.structs.replace(FORM, title="Another"))
    asked = lambda held: acting.log(held, "Letter-Union", "Join us", "2026-11-01", id="a")  # noqa: E731
    operations.change(writer, campaign.pk, 1, asked)
    operations.change(writer, campaign.pk, 2, lambda held: acting.answer(held, "a", "We do.", "yes", "2026-11-02"))
    by_slug = lambda: {one.slug: one for one in allies.allies(NOBODY, FORM, today())}  # noqa: E731
    assert by_slug()["letter-union"].answers == ()
    operations.prepare(writer, campaign.pk, ["log"])
    operations.answer_safety(writer, campaign.pk, answers(Campaign.objects.get(pk=campaign.pk)))
    operations.publish(writer, campaign.pk, ["log"], safe=True)
    assert [one.text for one in by_slug()["letter-union"].answers] == ["We do. (2026-11-02)"]
    client = scene["nobody"]
    for form in ("", ".json", ".csv"):
        shown = client.get(reverse(f"campaign-allies{form}"), {"objective": "ratify", "country": "NPL"})
        assert "Their letter" in shown.content.decode()
    matters.unpublish(writer, matter.pk)
    assert "letter-union" not in found(NOBODY)
