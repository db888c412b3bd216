"""Random sequences of following and publishing: nobody reads what is not theirs, or not public yet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from tests.hub.isolation.cast import ROLES, Cast, run, sequences, tried
from tests.hub.isolation.model import marker

from fairlead.act.safety import Reprisal
from fairlead.hub.matters import operations
from fairlead.hub.matters.models import Matter
from fairlead.hub.matters.policy import MatterPolicy
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db

SEQUENCES = sequences(4)
OWNERS = ("ada", "bob", "cyn", "eve")
KINDS = ("title", "log", "paper", "owed", "harm", "told")
SEARCHES = ["/search/?q=zq", "/search.json?q=zq", "/search.csv?q=zq&kind=register", "/api/v1/search?q=zq"]
PRIVATE = frozenset({"title", "log", "paper", "owed"})
MARKER = re.compile("|".join(marker(kind, name) for kind in KINDS for name in OWNERS))


class Scene(Cast):
    """What every sequence begins with."""

    def __init__(self) -> None:
        super().__init__()
        self.matters = {name: self._matter(name) for name in OWNERS}

    def _matter(self, name: str) -> Matter:
        actor = self.actor(name)
        made = operations.begin(actor, f"T {marker('title', name)}", sent=today(), state="NPL", route="NOTRA")
        operations.log(actor, made.pk, 2, "noted", fields={"said": marker("log", name)})
        operations.file_reply(
            actor, made.pk, 3, "other", origin="They", name="a.txt", content=marker("paper", name).encode()
        )
        operations.log(actor, made.pk, 4, "due_set", fields={"due": today().isoformat(), "said": marker("log", name)})
        operations.add_ledger(actor, made.pk, marker("owed", name), whole="3")
        harm = Reprisal(day="2026", harm="threat", whom="worker", by="union", said=marker("harm", name))
        operations.add_reprisal(actor, made.pk, harm)
        operations.prepare(actor, made.pk, f"It is told: {marker('told', name)}", [])
        return made


_scene: list[Scene] = []
who_looks = st.sampled_from(["", *ROLES])
who_acts = st.sampled_from(list(ROLES))
which = st.sampled_from(OWNERS)


class Following(RuleBasedStateMachine):
    """One sequence."""

    found = 0

    def __init__(self) -> None:
        super().__init__()
        self.scene = _scene[0]
        self.mark = transaction.savepoint()
        self.shared: dict[str, tuple[str, str]] = {}
        """Whose matter -> audience and organisation."""
        self.public: dict[str, bool] = {}
        """Whose matter is published -> whether an embargo holds it back."""
        self.embargo: set[str] = set()
        self.answered: set[str] = set()
        self.calendars: dict[str, str] = {}

    def teardown(self) -> None:
        try:
            for name in ("", "rob", "dan"):  # nobody, and readers of both organisations, look at everything
                for address in (*self._lists(), *(one for owner in ("ada", "cyn") for one in self._pages(owner))):
                    self._look(name, address)
        finally:
            transaction.savepoint_rollback(self.mark)

    @rule(who=who_acts, whose=which, audience=st.sampled_from(("self", "organisation", "network")))
    def share(self, who: str, whose: str, audience: str) -> None:
        body, role = ROLES[who]
        able = who == whose and (audience == "self" or role in ("editor", "manager"))
        chosen = self.scene.bodies.get(body)
        done = tried(
            lambda: operations.set_audience(
                self.scene.actor(who), self._pk(whose), audience, chosen.pk if chosen and audience != "self" else None,
                self.scene.net.pk if audience == "network" else None,
            )
        )  # fmt: skip
        assert done == able
        if able:
            self.shared[whose] = (audience, body if audience != "self" else "")

    @rule(who=who_acts, whose=which, far=st.booleans())
    def hold_back(self, who: str, whose: str, far: bool) -> None:
        until = (today() + timedelta(5 if far else 0)).isoformat()
        seen = self.scene.matters[whose].rows.count()
        done = tried(
            lambda: operations.log(self.scene.actor(who), self._pk(whose), seen, "embargoed", fields={"until": until})
        )
        assert done == self._writes(who, whose)
        if done:
            (self.embargo.add if far else self.embargo.discard)(whose)

    @rule(who=who_acts, whose=which)
    def answer(self, who: str, whose: str) -> None:
        form = {}
        for one in operations.questions(Matter.objects.get(pk=self._pk(whose)), today(), publish=True):
            option = next(each.id for each in one.options if each.effect == "go")
            form |= {f"answer-{one.id}": option, f"why-{one.id}": "They agree."}
        done = tried(lambda: operations.answer_safety(self.scene.actor(who), self._pk(whose), form, publish=True))
        assert done == self._writes(who, whose)
        if done:
            self.answered.add(whose)

    @rule(who=who_acts, whose=which)
    def publish(self, who: str, whose: str) -> None:
        able = who == whose and whose in self.answered
        assert tried(lambda: operations.publish(self.scene.actor(who), self._pk(whose))) == able
        if able:
            self.public[whose] = True

    @rule(who=who_acts, whose=which)
    def take_out(self, who: str, whose: str) -> None:
        if tried(lambda: operations.unpublish(self.scene.actor(who), self._pk(whose))):
            assert who == whose
            self.public.pop(whose, None)

    @rule(who=who_acts)
    def calendar(self, who: str) -> None:
        self.calendars[who] = operations.new_calendar(self.scene.actor(who))

    @rule(who=who_looks, whose=which, place=st.integers(0, 200))
    def look(self, who: str, whose: str, place: int) -> None:
        addresses = [*self._lists(), *self._pages(whose)]
        self._look(who, addresses[place % len(addresses)])

    @rule(who=who_acts)
    def look_by_calendar(self, who: str) -> None:
        """Anybody who has the address reads what its owner would be reminded of, and nothing else."""
        if who in self.calendars:
            answer = self.scene.clients[""].get(f"/calendars/{self.calendars[who]}.ics")
            self._held(who, answer.content.decode().replace("\r\n ", ""), "calendar")

    def _lists(self) -> list[str]:
        forms = [f"{stem}{form}" for stem in ("/matters", "/register") for form in ("/", ".json", ".csv")]
        words = marker("title", "ada")
        return [*forms, "/register/?state=NPL", f"/search/?q={words}", "/audit.json", "/account/activity.json",
                "/letters/mine/", "/api/v1/matters", "/api/v1/register", f"/api/v1/search?q={words}",
                "/api/v1/audit", *SEARCHES]  # fmt: skip

    def _pages(self, whose: str) -> list[str]:
        one, entry = f"/matters/{self._pk(whose)}", f"/register/matters/{self._pk(whose)}"
        paper = self.scene.matters[whose].papers.get().pk
        parts = ("replies", "ledgers", "reprisals")
        return [
            f"{one}/", f"{one}.json", f"{one}.csv", f"{one}/due.ics", f"{one}/safety/", f"{one}/public/",
            f"{one}/papers/{paper}/original/", f"{entry}/", f"{entry}.json", f"{entry}.csv", f"{entry}.bib",
            *(f"{one}/{part}{form}" for part in parts for form in ("/", ".json", ".csv")),
            *(f"/api/v1{one}{part}" for part in ("", "/replies", "/ledgers", "/safety", f"/papers/{paper}/original")),
            f"/api/v1{entry}",
        ]  # fmt: skip

    def _look(self, who: str, address: str) -> None:
        by_program = address.startswith("/api/")
        answer = self.scene.get(who, address)
        assert not (by_program and "zqharm" in answer.content.decode()), "a program reads the log of reprisals"
        text = re.sub(r"[?&]q=\w+", "", answer.content.decode()).replace("\r\n ", "")
        if "/search" in address:  # the words that were asked for stand in the answer themselves
            text = text.replace(marker("title", "ada"), "")
        self._held(who, text, address)
        if address in SEARCHES:  # what is published is found by everyone from its day on
            told = [one for one in self.public if one not in self.embargo]
            assert all(marker("title", one) in text for one in told), f"{who or 'nobody'} at {address}"

    def _held(self, who: str, text: str, where: str) -> None:
        for word in set(MARKER.findall(text)):
            kind, whose = next((kind, name) for kind in KINDS for name in OWNERS if word == marker(kind, name))
            public = whose in self.public and whose not in self.embargo
            allowed = {
                "harm": self._reads_harm(who, whose),
                "told": self._sees(who, whose) or public,
                "title": self._sees(who, whose) or public,
            }.get(kind, self._sees(who, whose))
            assert allowed, f"{who or 'nobody'} reads {kind} of {whose} at {where}"
            type(self).found += 1

    def _sees(self, who: str, whose: str) -> bool:
        if not who:
            return False
        audience, body = self.shared.get(whose, ("self", ""))
        own = ROLES[who][0]
        return who == whose or (audience != "self" and (own == body or (audience == "network" and own != "")))

    def _writes(self, who: str, whose: str) -> bool:
        audience, body = self.shared.get(whose, ("self", ""))
        return who == whose or (audience != "self" and ROLES[who][0] == body and ROLES[who][1] != "reader")

    def _reads_harm(self, who: str, whose: str) -> bool:
        return bool(who) and self._writes(who, whose)

    def _pk(self, whose: str) -> Any:
        return self.scene.matters[whose].pk


@pytest.fixture(autouse=True)
def _stage(db: Any) -> None:
    _scene[:] = [Scene()]


def test_nobody_reads_what_is_not_theirs_or_not_public_yet() -> None:
    machine = seed(20_261_121)(type("Following", (Following,), {"found": 0}))
    run(machine, SEQUENCES, 25)
    print(f"{SEQUENCES} sequences, {machine.found} markers read by those who may")
    assert machine.found > SEQUENCES


def test_what_everybody_sees_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: with a policy that shows too much, it fails."""
    from django.db.models import Q

    monkeypatch.setattr(MatterPolicy, "seen", lambda self, actor: Q() if actor.user else Q(pk__in=[]))
    with pytest.raises(AssertionError):
        run(Following, 5, 25)
