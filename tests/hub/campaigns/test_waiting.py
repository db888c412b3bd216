"""Who is asked something is told where they arrive, and who plans a campaign is told what comes next."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from fairlead.act.campaign import Campaign as Acting
from fairlead.act.case import Case
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.waiting import waiting
from fairlead.hub.letters import operations as letters
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY, actor_for

pytestmark = pytest.mark.django_db


def said(actor: Any) -> list[str]:
    return [one.text for one in waiting(actor)]


def test_an_organisation_that_is_asked_is_told_until_it_has_answered(person, organisation, browse) -> None:
    union, other = organisation("union", listed=True), organisation("other-union", listed=True)
    owner, member, reader = person("owner", union), person("member", other), person("reader", other, "reader")
    actor, theirs = actor_for(owner), actor_for(member)
    made = operations.begin(actor, Acting(objective="ratify", country="NPL", title="Ratify it"))
    assert said(actor) == said(theirs) == []
    operations.invite(actor, made.pk, organisation="other-union")
    asked = "Other-Union is asked to take part in “Ratify it”"
    assert said(theirs) == [asked]
    for who in (NOBODY, actor, actor_for(reader)):  # a reader answers for nobody
        assert said(who) == []
    for address in ("/", "/campaigns/", "/letters/mine/", reverse("campaign", kwargs={"campaign": made.pk})):
        assert asked in browse(member).get(address).content.decode(), address
    assert "Waiting for your answer" not in browse(None).get("/").content.decode()
    operations.accept(theirs, made.pk, other.pk, named=False)
    assert said(theirs) == []
    text = operations.add_words(actor, made.pk, "Our demand", "We ask.")
    assert said(theirs) == ["Other-Union has not agreed to “Our demand” yet"]
    operations.agree(theirs, made.pk, other.pk, text.pk, text.sha256)
    assert said(theirs) == []
    newer = operations.add_words(actor, made.pk, "Our demand, again", "We ask you.", replaces=text.pk)
    assert said(theirs) == ["Other-Union has not agreed to “Our demand, again” yet"]
    operations.agree(theirs, made.pk, other.pk, newer.pk, newer.sha256)
    letter = letters.create(actor, "ratification", Case(on=today().isoformat(), state="NPL"), title="A letter")
    letters.invite(actor, letter.pk, organisation="other-union")
    assert said(theirs) == ["Other-Union is asked to sign “A letter”"]
    letters.approve(theirs, letter.pk, other.pk, letter.version.digest)
    assert said(theirs) == []
    letters.change(actor, letter.pk, 1, fields={"reply_by": "1 May"})  # other words are signed anew
    assert said(theirs) == ["Other-Union is asked to sign “A letter”"]
    operations.leave(theirs, made.pk, other.pk)
    letters.decline(theirs, letter.pk, other.pk)
    assert said(theirs) == []


def test_the_page_of_a_campaign_says_what_comes_next(person, organisation, browse) -> None:
    union, other = organisation("union", listed=True), organisation("other-union", listed=True)
    owner, member = person("owner", union), person("member", other)
    actor = actor_for(owner)
    made = operations.begin(actor, Acting(objective="ratify", country="NPL", title="Ratify it"))
    there = reverse("campaign", kwargs={"campaign": made.pk})

    def following(who: Any = owner) -> str:
        text: str = browse(who).get(there).content.decode()
        return text.partition('id="next-h"')[2].partition("</section>")[0]

    first = ("Take part with your own organisation", "Ask allies to take part", "Bring the words", "Write the first")
    assert [one for one in first if one in following()] == list(first)
    operations.accept(actor, made.pk, union.pk, named=True)
    operations.invite(actor, made.pk, organisation="other-union")
    operations.add_words(actor, made.pk, "Our demand", "We ask.")
    case = Case(on=today().isoformat(), state="NPL")
    letters.create(actor, "ratification", case, title="A letter", campaign=made.pk)
    assert "Not answered yet: Other-Union" in following()
    assert "Finish and send “A letter”" in following()
    assert [one for one in first if one in following()] == []
    assert following(member) == ""  # who is only asked plans nothing
