"""Random sequences of watching: private feeds, digests by e-mail and lists tell each only what they watch."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.core import mail
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from tests.hub.isolation.checks import Checks
from tests.hub.isolation.model import marker
from tests.hub.isolation.stage import MARKER, OPERATORS, PEOPLE

from fairlead.hub.people.models import Owned
from fairlead.hub.people.policy import find, visible
from fairlead.hub.watch import operations
from fairlead.hub.watch.digests import send_digests
from fairlead.hub.watch.models import Change, Watch

__all__ = ["Watching"]

COUNTRIES = ("NPL", "BGD", "BRA")
person = st.sampled_from(PEOPLE[:3])
"""Few, so that what they do meets."""
anybody = st.sampled_from(("", *PEOPLE))
number = st.integers(0, 10_000)


class Watching(Checks):
    """What is watched by whom, what changed, and who was told of it."""

    told_by_mail = told_by_feed = 0

    def __init__(self) -> None:
        super().__init__()
        self.watched: dict[str, set[str]] = {
            name: {marker("watch", name)} if name not in OPERATORS else set() for name in PEOPLE
        }
        """Countries that a person watches, and the word of their own."""
        self.changed: dict[int, str] = {}
        self.told: dict[str, int] = {}
        """Who has digests -> the last change before those that the next one tells."""
        self.feeds: dict[str, str] = {}
        """Secret of a feed -> whose it is; empty: it leads nowhere."""
        self.stops: dict[str, str] = {}
        self.day = date(2030, 1, 1)
        mail.outbox.clear()

    def teardown(self) -> None:
        """At the end a day passes, and every feed is read."""
        try:
            self.send()
            for pick in range(len(self.feeds)):
                self.look_by_feed(pick, "")
        finally:
            super().teardown()

    # What people do.

    @initialize()
    def begin(self) -> None:
        for who in PEOPLE[:2]:
            self.set_digest(who, "daily")
            self.make_feed(who)

    @rule(who=person, what=st.sampled_from((*COUNTRIES, "own")))
    def watch(self, who: str, what: str) -> None:
        """Somebody watches a country, or words that nobody else knows of."""
        asked = ("search", marker("watch", who)) if what == "own" else ("country", what)
        assert self._try(lambda: operations.watch(self._actor(who), *asked))
        self.watched[who].add(asked[1])

    @rule(by=person, pick=number)
    def unwatch(self, by: str, pick: int) -> None:
        """Nobody ends what another person watches."""
        held = list(Watch.objects.select_related("owner").order_by("owner__email", "value"))
        if not held:
            return
        thing = held[pick % len(held)]
        mine = thing.owner == self.stage.people[by]
        done = self._try(lambda: operations.unwatch(self._actor(by), _found(self._actor(by), thing)))
        assert done == mine
        if done:
            self.watched[by].discard(thing.value)
        else:
            answer = self._client(by).post(f"/watches/{thing.pk}/remove/")
            assert answer.status_code == 404
            assert Watch.objects.filter(pk=thing.pk).exists()

    @rule(what=st.sampled_from((*COUNTRIES, *PEOPLE[:3])))
    def change(self, what: str) -> None:
        """A fact changes, about a country or with the words that one person watches; that it changed is public."""
        word = marker("watch", what)
        about, words = (f" country:{what} ", " ") if what in COUNTRIES else (" table:goods ", f" {word} ")
        made = Change.objects.create(kind="correction", table="goods", title="A row", about=about, words=words)
        self.changed[made.pk] = what if what in COUNTRIES else word

    @rule(who=person)
    def make_feed(self, who: str) -> None:
        """An earlier address no longer works."""
        answer = self._client(who).post("/watches/settings/feed/")
        text = answer.content.decode()
        found = re.search(r"/feeds/([\w-]+)\.atom", text)
        assert found is not None
        self.feeds = {secret: "" if owner == who else owner for secret, owner in self.feeds.items()}
        self.feeds[found.group(1)] = who
        self.secrets.add(found.group(1))

    @rule(who=person)
    def revoke_feed(self, who: str) -> None:
        operations.revoke_feed(self._actor(who))
        self.feeds = {secret: "" if owner == who else owner for secret, owner in self.feeds.items()}

    @rule(who=person, every=st.sampled_from(("never", "daily", "daily")))
    def set_digest(self, who: str, every: str) -> None:
        operations.set_every(self._actor(who), every)
        if every == "never":
            self.told.pop(who, None)
        else:
            self.told.setdefault(who, self._newest())

    @rule()
    def send(self) -> None:
        """The next day comes: everyone for whom something changed is told of it, and of nothing else."""
        self.day += timedelta(days=1)
        mail.outbox.clear()
        send_digests(self.day)
        due = {who: self._matching(who, after) for who, after in self.told.items()}
        heard: dict[str, set[int]] = {}
        for one in mail.outbox:
            assert (len(one.to), one.cc, one.bcc) == (1, [], [])
            (who,) = (name for name in PEOPLE if one.to == [self.stage.people[name].email])
            text = f"{one.subject}\n{one.body}\n{one.extra_headers}"
            assert who not in heard
            heard[who] = {int(key) for key in re.findall(r"/changes/(\d+)/", text)}
            assert not MARKER.search(text), f"{who} is told {MARKER.findall(text)}"
            assert not [secret for secret in self.feeds if secret in text]
            found = re.search(r"/unsubscribe/([^/\s]+)/", text)
            assert found is not None
            assert self.stops.setdefault(found.group(1), who) == who
            self.secrets.add(found.group(1))
        type(self).told_by_mail += len(heard)
        assert heard == {who: changes for who, changes in due.items() if changes}
        self.told = dict.fromkeys(self.told, self._newest())

    @rule(pick=number, by=anybody)
    def stop(self, pick: int, by: str) -> None:
        """Whoever has the link of a mail ends the mails of its reader, and nobody else's."""
        if self.stops:
            secret = list(self.stops)[pick % len(self.stops)]
            assert self._client(by).post(f"/unsubscribe/{secret}/").status_code == 200
            self.told.pop(self.stops[secret], None)

    # What people look at.

    @rule(pick=number, by=anybody)
    def look_by_feed(self, pick: int, by: str) -> None:
        """Who has the address reads what its owner watches and no more; a revoked one leads nowhere."""
        if not self.feeds:
            return
        secret = list(self.feeds)[pick % len(self.feeds)]
        owner, address = self.feeds[secret], f"/feeds/{secret}.atom"
        answer = self._client(by).get(address)
        text = answer.content.decode()
        assert not MARKER.search(text)
        if not owner:
            assert answer.status_code == 404
            return
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        told = {int(key) for key in re.findall(r"/changes/(\d+)/", text)}
        type(self).told_by_feed += len(told)
        assert told == self._matching(owner), f"the feed of {owner} tells {told}"

    @rule(who=anybody, form=st.sampled_from(("/", ".json", ".csv")))
    def look_at_watches(self, who: str, form: str) -> None:
        """Everyone has a list of their own."""
        answer = self._client(who).get(f"/watches{form}")
        self._held(answer, who, f"/watches{form}")
        assert who or answer.status_code in {302, 403}
        if who and form == ".json":
            assert {one["value"] for one in answer.json()["data"]} == self.watched[who]

    @invariant()
    def everybody_watches_what_the_model_says(self) -> None:
        for who in PEOPLE[:3]:
            seen = set(visible(self._actor(who), Watch).values_list("value", flat=True))
            assert seen == self.watched[who], who

    def _matching(self, who: str, after: int = 0) -> set[int]:
        return {key for key, what in self.changed.items() if key > after and what in self.watched[who]}

    def _newest(self) -> int:
        return max(self.changed, default=0)


def _found(actor: Any, thing: Owned) -> Any:
    return find(actor, Watch, "delete", pk=thing.pk)
