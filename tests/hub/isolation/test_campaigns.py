"""Random sequences in campaigns: what is not public stays with those inside, and nobody answers for another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests.hub.isolation.cast import ROLES, Cast, Played, run, sequences, tried
from tests.hub.isolation.model import marker
from tests.hub.isolation.reading import text_of

from fairlead.act.campaign import Campaign as Acting
from fairlead.act.campaign import changes as acting
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.policy import CampaignPolicy
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db

SEQUENCES = sequences(4)
OWNERS = ("ada", "cyn", "eve")
KINDS = ("title", "log", "text")
SEARCHES = ["/search/?q=zq", "/search.json?q=zq", "/search.csv?q=zq&kind=campaign", "/api/v1/search?q=zq"]
DOCUMENTS = (".pdf", ".docx")
MARKER = re.compile("|".join(marker(kind, name) for kind in KINDS for name in OWNERS))


class Scene(Cast):
    """What every sequence begins with."""

    def __init__(self) -> None:
        super().__init__()
        self.campaigns = {name: self._campaign(name) for name in OWNERS}

    def _campaign(self, name: str) -> Campaign:
        actor = self.actor(name)
        made = operations.begin(actor, Acting(objective="ratify", country="NPL", title=f"T {marker('title', name)}"))
        operations.change(
            actor, made.pk, 1, lambda whole: acting.log(whole, "Ministry", marker("log", name), "2027-01-01")
        )
        operations.add_words(actor, made.pk, "Letter", marker("text", name))
        return made


_scene: list[Scene] = []
who_acts = st.sampled_from(list(ROLES))
who_looks = st.sampled_from(["", *ROLES])
which = st.sampled_from(OWNERS)
body_ = st.sampled_from(("north", "south"))


class Campaigning(Played):
    """One sequence, beside a model of who is inside."""

    stage, last, documents = _scene, ("ada", "cyn"), DOCUMENTS

    def __init__(self) -> None:
        super().__init__()
        self.shared: dict[str, tuple[str, str]] = {}
        self.asked: dict[str, set[str]] = {name: set() for name in OWNERS}
        self.taking: dict[str, set[str]] = {name: set() for name in OWNERS}
        self.public: dict[str, set[str]] = {}

    @rule(who=who_acts, whose=which, audience=st.sampled_from(("self", "organisation", "network")))
    def share(self, who: str, whose: str, audience: str) -> None:
        body, role = ROLES[who]
        able = who == whose and (audience == "self" or role in ("editor", "manager"))
        chosen = self.scene.bodies.get(body) if audience != "self" else None
        net = self.scene.net.pk if audience == "network" else None
        done = tried(
            lambda: operations.set_audience(
                self.scene.actor(who), self._pk(whose), audience, chosen.pk if chosen else None, net
            )
        )
        assert done == able
        if done:
            self.shared[whose] = (audience, body if audience != "self" else "")

    @rule(who=who_acts, whose=which, body=body_)
    def ask(self, who: str, whose: str, body: str) -> None:
        done = tried(lambda: operations.invite(self.scene.actor(who), self._pk(whose), organisation=body))
        assert done == (who == whose and body not in self.asked[whose])
        if done:
            self.asked[whose].add(body)

    @rule(who=who_acts, whose=which, body=body_)
    def take_part(self, who: str, whose: str, body: str) -> None:
        done = tried(
            lambda: operations.accept(self.scene.actor(who), self._pk(whose), self.scene.bodies[body].pk, named=True)
        )
        at_once = who == whose and ROLES[who][0] == body and ROLES[who][1] in ("editor", "manager")
        assert done == (at_once or self._answers(who, whose, body))
        if done:
            self.asked[whose].add(body)
            self.taking[whose].add(body)

    @rule(who=who_acts, whose=which, body=body_)
    def go(self, who: str, whose: str, body: str) -> None:
        done = tried(lambda: operations.leave(self.scene.actor(who), self._pk(whose), self.scene.bodies[body].pk))
        assert done == self._answers(who, whose, body)
        if done:
            self.asked[whose].discard(body)
            self.taking[whose].discard(body)

    @rule(who=who_acts, whose=which, body=body_)
    def agree(self, who: str, whose: str, body: str) -> None:
        text = self.scene.campaigns[whose].texts.get()
        held = text.approvals.filter(
            party__organisation=self.scene.bodies[body], party__left__isnull=True, withdrawn__isnull=True
        )
        before = held.exists()
        done = tried(
            lambda: operations.agree(
                self.scene.actor(who), self._pk(whose), self.scene.bodies[body].pk, text.pk, text.sha256
            )
        )
        assert done == (self._answers(who, whose, body) and body in self.taking[whose] and not before)

    @rule(who=who_acts, whose=which, shows=st.sets(st.sampled_from(("plan", "log", "outcomes"))))
    def publish(self, who: str, whose: str, shows: set[str]) -> None:
        asked = tried(lambda: self._asked(who, whose, shows))
        done = tried(lambda: operations.publish(self.scene.actor(who), self._pk(whose), shows, safe=True))
        assert asked == done == (who == whose)
        if done:
            self.public[whose] = shows

    def _asked(self, who: str, whose: str, shows: set[str]) -> None:
        """Choose, and answer who could suffer for it."""
        held = operations.prepare(self.scene.actor(who), self._pk(whose), shows)
        form = {}
        for one in operations.questions(held, today()):
            form[f"answer-{one.id}"] = next(option.id for option in one.options if option.effect == "go")
            form[f"why-{one.id}"] = "They were asked."
        operations.answer_safety(self.scene.actor(who), self._pk(whose), form)

    @rule(who=who_acts, whose=which)
    def take_out(self, who: str, whose: str) -> None:
        if tried(lambda: operations.unpublish(self.scene.actor(who), self._pk(whose))):
            assert who == whose
            self.public.pop(whose, None)

    @rule(who=who_acts, whose=which)
    def write_along(self, who: str, whose: str) -> None:
        number = Campaign.objects.get(pk=self._pk(whose)).number
        done = tried(
            lambda: operations.change(
                self.scene.actor(who), self._pk(whose), number,
                lambda whole: acting.record(whole, what="It", effect="plan", on="2027"),
            )
        )  # fmt: skip
        body, role = ROLES[who]
        along = self.shared.get(whose, ("self", ""))[1] == body and body and role in ("editor", "manager")
        assert done == (who == whose or bool(along))

    @rule(who=who_looks, whose=which, place=st.integers(0, 50))
    def look(self, who: str, whose: str, place: int) -> None:
        pages = self._pages(whose)
        self._look(who, pages[place % len(pages)])

    def _answers(self, who: str, whose: str, body: str) -> bool:
        """Editors of an organisation that is asked answer for it, and nobody else."""
        own, role = ROLES[who]
        return own == body and role in ("editor", "manager") and body in self.asked[whose]

    def _inside(self, who: str, whose: str) -> bool:
        if not who:
            return False
        body = ROLES[who][0]
        audience, shared = self.shared.get(whose, ("self", ""))
        return (
            who == whose
            or bool(body and body in self.asked[whose])
            or (audience != "self" and body == shared)
            or (audience == "network" and bool(body))
        )

    def _pages(self, whose: str) -> list[str]:
        one = f"/campaigns/{self._pk(whose)}"
        parts = [f"{one}/{part}{form}" for part in ("coalition", "history") for form in ("/", ".json", ".csv")]
        parts += [f"{one}/public/", f"{one}/safety/", "/campaigns/allies.json?objective=ratify&country=NPL"]
        lists = ["/campaigns/", "/campaigns.json", "/campaigns.csv", f"/search/?q={marker('title', 'ada')}"]
        lists += ["/", "/letters/mine/", *SEARCHES]  # where people are told what waits for their answer
        files = [f"{one}/file/{what}" for what in ("campaign.json", "plan.csv", "plan.ics", "brief.pdf", "brief.docx")]
        by_program = [f"/api/v1{one}", "/api/v1/campaigns", "/api/v1/register/campaigns", f"/api/v1/register{one}"]
        by_program += [f"/api/v1{one}/{part}" for part in ("coalition", "versions", "safety", "allies")]
        by_program += [f"/api/v1{one}/files/campaign.json", "/api/v1/campaign-allies?objective=ratify&country=NPL"]
        return [f"{one}/", f"{one}.json", f"{one}.csv", *parts, *files, *lists, "/account/activity.json", *by_program]

    def _look(self, who: str, address: str) -> None:
        answer = self.scene.get(who, address)
        text = text_of(answer.content).replace("\r\n ", "")
        if marker("title", "ada") in address:  # the words that were asked for stand in the answer themselves
            text = text.replace(marker("title", "ada"), "")
        for word in set(MARKER.findall(text)):
            kind, whose = next((kind, name) for kind in KINDS for name in OWNERS if word == marker(kind, name))
            shown = self.public.get(whose)
            public = shown is not None and (kind == "title" or (kind == "log" and "log" in shown))
            assert public or self._inside(who, whose), f"{who or 'nobody'} reads the {kind} of {whose} at {address}"
            type(self).found += 1
        if address in SEARCHES:  # what is published is found by everyone, as it was asked about
            assert all(marker("title", whose) in text for whose in self.public), f"{who or 'nobody'} at {address}"

    def _pk(self, whose: str) -> Any:
        return self.scene.campaigns[whose].pk


@pytest.fixture(autouse=True)
def _stage(db: Any) -> None:
    _scene[:] = [Scene()]


def test_nothing_leaks_and_nobody_answers_for_another() -> None:
    machine = seed(20261121)(type("Campaigning", (Campaigning,), {"found": 0}))
    run(machine, SEQUENCES)
    assert machine.found > SEQUENCES  # it did read what it may


def test_a_policy_that_shows_too_much_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CampaignPolicy, "inside", lambda _self, actor: Q(pk__isnull=not actor.user))
    with pytest.raises(AssertionError):
        run(Campaigning, 5)
