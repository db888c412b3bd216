"""Random sequences of writing, signing, sending and publishing letters, alone and in a campaign: nothing leaks."""

from __future__ import annotations

import re
from datetime import timedelta
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
from fairlead.act.case import Case
from fairlead.act.case import Organisation as Writer
from fairlead.hub.campaigns import operations as campaigns
from fairlead.hub.letters import operations, safety
from fairlead.hub.letters.models import Letter
from fairlead.hub.letters.policy import LetterPolicy
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db

SEQUENCES = sequences(3)
OWNERS = ("ada", "cyn", "eve")
KINDS = ("title", "words", "note", "camp")
INSIDE = ("ada", "cyn", "dan")
"""Who is inside of the one campaign: its owner, and members of the organisation that is asked."""
SEARCHES = ["/search/?q=zq", "/search.json?q=zq", "/search.csv?q=zq&kind=register", "/api/v1/search?q=zq"]
DOCUMENTS = ("/file/pdf/", "/file/docx/")
MARKER = re.compile("|".join(marker(kind, name) for kind in KINDS for name in OWNERS))


class Scene(Cast):
    """What every sequence begins with."""

    def __init__(self) -> None:
        super().__init__()
        ada = self.actor("ada")
        form = Acting(objective="ratify", country="NPL", title=f"C {marker('camp', 'ada')}")
        self.campaign = campaigns.begin(ada, form)
        campaigns.invite(ada, self.campaign.pk, organisation="south")
        self.letters = {name: self._letter(name) for name in OWNERS}

    def _letter(self, name: str) -> Letter:
        actor = self.actor(name)
        fields = {"minister": f"Minister {marker('words', name)}", "reply_by": "1 May"}
        case = Case(
            on=today().isoformat(), state="NPL", writers=(Writer(name="A union", country="NPL"),), fields=fields
        )
        made = operations.create(actor, "ratification", case, title=f"T {marker('title', name)}")
        for publish in (False, True):
            for one in safety.asked(made.version, publish=publish):
                go = next(option.id for option in one.options if option.effect == "go")
                answer = {"answer": go, "note": f"They {marker('note', name)}", "digest": made.version.digest}
                made.safety.update_or_create(question=one.id, defaults=answer)
        return made


_scene: list[Scene] = []
who_acts = st.sampled_from(list(ROLES))
who_looks = st.sampled_from(["", *ROLES])
which = st.sampled_from(OWNERS)
body_ = st.sampled_from(("north", "south"))


class Writing(Played):
    """One sequence, beside a model of who sees what."""

    stage, last, documents = _scene, ("ada",), DOCUMENTS

    def __init__(self) -> None:
        super().__init__()
        self.shared: dict[str, str] = {}
        self.asked: dict[str, set[str]] = {name: set() for name in OWNERS}
        self.sent: set[str] = set()
        self.public: set[str] = set()

    @rule(who=who_acts, whose=which, audience=st.sampled_from(("self", "organisation")))
    def share(self, who: str, whose: str, audience: str) -> None:
        body, role = ROLES[who]
        chosen = self.scene.bodies[body].pk if body and audience != "self" else None
        done = tried(lambda: operations.set_audience(self.scene.actor(who), self._pk(whose), audience, chosen))
        assert done == (who == whose and (audience == "self" or role in ("editor", "manager")))
        if done:
            self.shared[whose] = body if audience != "self" else ""

    @rule(who=who_acts, whose=which, body=body_)
    def ask(self, who: str, whose: str, body: str) -> None:
        before = self.scene.letters[whose].signatories.filter(organisation=self.scene.bodies[body]).exists()
        done = tried(lambda: operations.invite(self.scene.actor(who), self._pk(whose), organisation=body))
        assert done == (who == whose and not before)
        if done:
            self.asked[whose].add(body)

    @rule(who=who_acts, whose=which, body=body_, yes=st.booleans())
    def sign(self, who: str, whose: str, body: str, yes: bool) -> None:
        digest = Letter.objects.get(pk=self._pk(whose)).version.digest
        asked = self.scene.bodies[body].pk
        done = tried(
            lambda: (
                operations.approve(self.scene.actor(who), self._pk(whose), asked, digest)
                if yes
                else operations.decline(self.scene.actor(who), self._pk(whose), asked)
            )
        )
        able = ROLES[who][0] == body and ROLES[who][1] in ("editor", "manager")
        assert not done or able
        assert done or not (able and body in self.asked[whose])
        if done and not yes:
            self.asked[whose].discard(body)
        elif done:
            self.asked[whose].add(body)

    @rule(who=who_acts, whose=which)
    def join(self, who: str, whose: str) -> None:
        done = tried(lambda: operations.set_campaign(self.scene.actor(who), self._pk(whose), self.scene.campaign.pk))
        assert done == (self._writes(who, whose) and who in INSIDE)

    @rule(who=who_acts, whose=which, later=st.booleans())
    def wait(self, who: str, whose: str, later: bool) -> None:
        letter = Letter.objects.get(pk=self._pk(whose))
        day = (today() + timedelta(days=3)).isoformat() if later else ""
        done = tried(lambda: safety.keep(self.scene.actor(who), letter.pk, letter.number, {"until": day}))
        assert not done or self._writes(who, whose)

    @rule(who=who_acts, whose=which)
    def send(self, who: str, whose: str) -> None:
        letter = Letter.objects.get(pk=self._pk(whose))
        waits = letter.not_before is not None
        done = tried(lambda: operations.send(self.scene.actor(who), letter.pk, letter.number, "hand", to=["Ministry"]))
        assert not done or (who == whose and not waits)
        if done:
            self.sent.add(whose)

    @rule(who=who_acts, whose=which)
    def publish(self, who: str, whose: str) -> None:
        embargo = Letter.objects.get(pk=self._pk(whose)).embargo
        done = tried(lambda: operations.publish(self.scene.actor(who), self._pk(whose), embargo))
        assert done == (who == whose and whose in self.sent)
        if done:
            self.public.add(whose)

    @rule(who=who_acts, whose=which)
    def take_out(self, who: str, whose: str) -> None:
        if tried(lambda: operations.unpublish(self.scene.actor(who), self._pk(whose))):
            assert who == whose
            self.public.discard(whose)

    @rule(who=who_looks, whose=which, place=st.integers(0, 60))
    def look(self, who: str, whose: str, place: int) -> None:
        pages = self._pages(whose)
        self._look(who, pages[place % len(pages)])

    def _writes(self, who: str, whose: str) -> bool:
        body, role = ROLES[who]
        return who == whose or (bool(body) and self.shared.get(whose) == body and role in ("editor", "manager"))

    def _along(self, who: str, whose: str) -> bool:
        return who == whose or bool(who and ROLES[who][0] and self.shared.get(whose) == ROLES[who][0])

    def _may_read(self, who: str, kind: str, whose: str) -> bool:
        if kind == "camp":
            return who in INSIDE
        if kind == "note":
            return self._along(who, whose)
        if kind == "words" and whose in self.public:
            embargo = Letter.objects.get(pk=self._pk(whose)).embargo
            if embargo is None or embargo <= today():
                return True
        return self._along(who, whose) or bool(who and ROLES[who][0] in self.asked[whose])

    def _pages(self, whose: str) -> list[str]:
        one = f"/letters/{self._pk(whose)}"
        parts = [
            f"{one}/{part}"
            for part in (
                "signatures.json",
                "versions.json",
                "safety/",
                "send/",
                "file/txt/",
                "file/pdf/",
                "file/docx/",
                "case/",
            )
        ]
        lists = ["/letters/mine.json", "/register.json", "/register.csv", f"/search/?q={marker('title', 'ada')}"]
        lists += ["/", "/campaigns/", *SEARCHES]  # where people are told what waits for their answer
        public = [f"/register/letters/{self._pk(whose)}{form}" for form in ("/", ".json")]
        of = [f"/campaigns/{self.scene.campaign.pk}{form}" for form in ("/", ".json")]
        by_program = [f"/api/v1{one}", "/api/v1/letters", "/api/v1/register", f"/api/v1/register{one}"]
        by_program += [
            f"/api/v1{one}/{part}"
            for part in ("standing", "versions", "signatures", "safety", "procedure", "sendings", "files/txt")
        ]
        return [f"{one}/", f"{one}.json", *parts, *lists, *public, *of, "/account/activity.json", *by_program]

    def _look(self, who: str, address: str) -> None:
        text = text_of(self.scene.get(who, address).content)
        if "/search/" in address:  # the words that were asked for stand in the answer themselves
            title = f"T {marker('title', 'ada')}"
            told = title in text
            text = text.replace(marker("title", "ada"), "") + (title if told else "")
        for word in set(MARKER.findall(text)):
            kind, whose = next((kind, name) for kind in KINDS for name in OWNERS if word == marker(kind, name))
            assert self._may_read(who, kind, whose), f"{who or 'nobody'} reads the {kind} of {whose} at {address}"
            type(self).found += 1
        if address in SEARCHES:  # what is published is found by everyone from its day on
            words = {one for one in OWNERS if self._may_read("", "words", one)}
            assert all(marker("words", one) in text for one in words), f"{who or 'nobody'} at {address}"

    def _pk(self, whose: str) -> Any:
        return self.scene.letters[whose].pk


@pytest.fixture(autouse=True)
def _stage(db: Any) -> None:
    _scene[:] = [Scene()]


def test_nothing_leaks_and_nobody_signs_or_sends_for_another() -> None:
    machine = seed(20261121)(type("Writing", (Writing,), {"found": 0}))
    run(machine, SEQUENCES)
    assert machine.found > SEQUENCES  # it did read what it may


def test_a_policy_that_shows_too_much_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LetterPolicy, "seen", lambda _self, actor: Q() if actor.user else Q(pk__in=[]))
    with pytest.raises(AssertionError):
        run(Writing, 5)
