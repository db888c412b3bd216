"""What everyone reads of a campaign: chosen, asked about, kept as it was, held back until its day, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.urls import reverse

from fairlead.act.campaign import Campaign as Acting
from fairlead.act.campaign import changes as acting
from fairlead.errors import FairleadError, InputError
from fairlead.hub.campaigns import operations as do
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.people.policy import visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(person: Any, organisation: Any, browse: Any) -> dict[str, Any]:
    union, other = organisation("union", listed=True), organisation("other-union", listed=True)
    owner, member = person("owner", union), person("member", other)
    actor = actor_for(owner)
    made = do.begin(actor, Acting(objective="ratify", country="QAT", title="Ratify it"))
    for slug in ("union", "other-union"):
        do.invite(actor, made.pk, organisation=slug)
    do.accept(actor, made.pk, union.pk, named=True)
    do.accept(actor_for(member), made.pk, other.pk, named=False)
    text = do.add_words(actor, made.pk, "Joint letter", "We ask you to ratify.")
    for who, body in ((owner, union), (member, other)):
        do.agree(actor_for(who), made.pk, body.pk, text.pk, text.sha256)
    return {
        "campaign": made, "actor": actor, "other": actor_for(member), "union": union, "bodies": (union, other),
        "mine": browse(owner), "nobody": browse(None),
    }  # fmt: skip


def page(scene: dict[str, Any], form: str = "") -> Any:
    return scene["nobody"].get(reverse(f"campaign{form}", kwargs={"campaign": scene["campaign"].pk}))


def published(scene: dict[str, Any], answers: Any, *shows: str, **more: Any) -> Campaign:
    pk = scene["campaign"].pk
    do.prepare(scene["actor"], pk, shows, **more)
    do.answer_safety(scene["actor"], pk, answers(Campaign.objects.get(pk=pk)))
    return do.publish(scene["actor"], pk, shows, safe=True)


def test_nothing_is_published_before_it_is_asked_who_could_suffer(scene, answers) -> None:
    actor, pk = scene["actor"], scene["campaign"].pk
    asked = {one.id for one in do.questions(scene["campaign"], today())}
    assert {"asked", "signatories", "named", "unit", "visa", "published"} <= asked
    with pytest.raises(FairleadError, match="Before it is published"):
        do.publish(actor, pk, [], safe=True)
    with pytest.raises(InputError, match="cannot be used"):
        do.answer_safety(actor, pk, {"answer-asked": "no such"})
    do.answer_safety(actor, pk, {**answers(scene["campaign"]), "answer-signatories": "stop"})
    with pytest.raises(FairleadError, match="does not leave"):
        do.publish(actor, pk, [], safe=True)
    assert page(scene).status_code == 404
    do.answer_safety(actor, pk, answers(scene["campaign"]))
    do.publish(actor, pk, [], safe=True)
    assert page(scene).status_code == 200


def test_what_is_new_in_it_is_asked_about_before_it_is_public(scene, answers) -> None:
    actor, pk = scene["actor"], scene["campaign"].pk
    published(scene, answers, "log")
    told = lambda held: acting.log(held, "Ministry", "Call +974 5555 1234 about it", "2026-11-01")  # noqa: E731
    do.change(actor, pk, 1, told)
    assert "5555 1234" not in page(scene, ".json").content.decode()
    do.change(actor, pk, 2, lambda held: msgspec.structs.replace(held, title="Call +974 5555 1234"))
    for address in (reverse("campaigns"), reverse("campaigns.json"), reverse("campaign-allies.json")):
        said = scene["nobody"].get(address, {"objective": "ratify", "country": "QAT"}).content.decode()
        assert "Ratify it" in said
        assert "5555 1234" not in said
    with pytest.raises(FairleadError, match="lead to a worker"):
        do.publish(actor, pk, ["log"], safe=True)
    assert "5555 1234" not in page(scene, ".json").content.decode()


def test_names_are_withheld_or_another_publishes_it_where_that_was_chosen(scene, answers) -> None:
    actor, pk = scene["actor"], scene["campaign"].pk
    do.answer_safety(actor, pk, {**answers(scene["campaign"]), "answer-signatories": "withhold"})
    with pytest.raises(FairleadError, match="withheld"):
        do.publish(actor, pk, [], safe=True)
    published(scene, answers, "texts", withhold=True)
    assert "Union" not in page(scene).content.decode()
    do.prepare(actor, pk, ["texts"])
    assert page(scene).status_code == 404  # another choice is asked about anew
    do.answer_safety(actor, pk, {"answer-signatories": "through"})
    with pytest.raises(FairleadError, match="Another organisation"):
        do.publish(actor, pk, ["texts"], safe=True)
    do.prepare(actor, pk, ["texts"], through="Example Federation")
    do.publish(actor, pk, ["texts"], safe=True)
    shown = page(scene).content.decode()
    assert "Published by Example Federation" in shown
    assert "Joint letter" in shown


def test_an_embargo_holds_it_back_until_its_day_and_can_be_taken_back(scene, answers, monkeypatch) -> None:
    actor, pk, day = scene["actor"], scene["campaign"].pk, today() + timedelta(days=9)
    do.answer_safety(actor, pk, {**answers(scene["campaign"]), "answer-asked": "delay"})
    with pytest.raises(FairleadError, match="no day is given"):
        do.publish(actor, pk, [], safe=True)
    address = reverse("campaign-public", kwargs={"campaign": pk})
    scene["mine"].post(address, {"embargo": day.isoformat()})
    answer = scene["mine"].post(reverse("campaign-publish", kwargs={"campaign": pk}), {"safe": "yes"}, follow=True)
    assert f"Everyone can read it from {day}" in answer.content.decode()
    assert page(scene).status_code == 404
    assert not visible(NOBODY, Campaign).exists()
    assert "Ratify it" not in scene["nobody"].get(reverse("campaigns")).content.decode()
    monkeypatch.setattr("fairlead.hub.campaigns.policy.today", lambda: day)
    shown = page(scene)
    assert shown.status_code == 200
    assert f"on {day}" in shown.content.decode()
    do.unpublish(actor, pk)
    assert page(scene).status_code == 404


def test_only_those_who_said_so_are_named_and_no_longer_than_they_say_so(scene, answers) -> None:
    published(scene, answers, "texts", "plan")
    for form in ("", ".json", ".csv"):
        assert "Other-Union" not in page(scene, form).content.decode()
    data = page(scene, ".json").json()["data"]
    assert data["members"] == ["Union"]
    assert [one["agreed"] for one in data["texts"]] == [["Union"]]
    assert all("owner" not in one for one in data["steps"])
    do.accept(scene["actor"], scene["campaign"].pk, scene["union"].pk, named=False)
    data = page(scene, ".json").json()["data"]
    assert (data["members"], data["texts"]) == ([], [])


def test_one_page_shows_asks_and_publishes_and_offers_to_take_back(scene, answers) -> None:
    pk, mine = scene["campaign"].pk, scene["mine"]
    at = {name: reverse(f"campaign-{name}", kwargs={"campaign": pk}) for name in ("public", "safety", "publish")}
    assert mine.post(at["public"], {"embargo": "tomorrow"}).status_code == 400
    asked = mine.post(at["public"], {"shows": ["plan"], "through": "A Federation"}, follow=True).content.decode()
    for words in ("This is what everyone would read", "A federation, or an organisation abroad", 'name="safe"'):
        assert words in asked
    given = {**answers(Campaign.objects.get()), "shows": ["plan"], "safe": "yes", "seen": "1"}
    done = mine.post(at["publish"], given, follow=True).content.decode()
    assert reverse("campaign-unpublish", kwargs={"campaign": pk}) in done
    assert "A Federation" in page(scene).content.decode()
    changed = mine.post(at["public"], {"shows": ["plan", "log"], "through": "A Federation"}, follow=True)
    assert "Nobody else reads it any longer" in changed.content.decode()
    assert page(scene).status_code == 404
    for name in ("public", "safety"):
        assert scene["nobody"].get(at[name]).status_code == 302
        assert "This is what everyone would read" in mine.get(at[name]).content.decode()


def test_what_stands_in_the_way_is_said_on_the_same_page_and_the_answers_are_kept(scene, answers) -> None:
    pk, mine = scene["campaign"].pk, scene["mine"]
    at = reverse("campaign-publish", kwargs={"campaign": pk})
    given = answers(scene["campaign"])
    without = mine.post(at, {**given, "seen": "1"})  # not said that they were asked
    assert (without.status_code, "It is not published yet" in without.content.decode()) == (400, True)
    assert Campaign.objects.get(pk=pk).safety.count() == len(given) / 2
    do.change(scene["actor"], pk, 1, lambda held: acting.log(held, "Ministry", "Ratify", "2026-11-01"))
    stale = mine.post(at, {"safe": "yes", "seen": "1"})
    assert (stale.status_code, "words that you have not seen" in stale.content.decode()) == (409, True)
    stop = next(name for name in given if name.startswith("answer-signatories"))
    stopped = mine.post(at, {stop: "stop", "safe": "yes", "seen": "2"})
    assert (stopped.status_code, "does not leave" in stopped.content.decode()) == (400, True)
    assert page(scene).status_code == 404
    mine.post(at, {**given, "safe": "yes", "seen": "2"})
    assert page(scene).status_code == 200
