"""How answers are held against the model: every marker in them belongs to somebody who may read it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client
from hypothesis.stateful import RuleBasedStateMachine
from tests.hub.isolation.model import Thing, marker
from tests.hub.isolation.reading import text_of
from tests.hub.isolation.stage import (
    MARKER,
    NETWORK,
    OPERATORS,
    ORGANISATIONS,
    PEOPLE,
    staged,
)

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import (
    Membership,
)

__all__ = ["Checks"]


class Checks(RuleBasedStateMachine):
    """One sequence: what it knows, and how answers are held against it."""

    asked = 0
    found = 0

    def __init__(self) -> None:
        super().__init__()
        self.stage = staged()
        self.mark = transaction.savepoint()
        self.model = copy.deepcopy(self.stage.model)
        self.links: dict[str, tuple[str, bool]] = {}
        """Secret of a link -> the thing, and whether names are shown."""
        self.revoked: set[str] = set()
        self.tokens: dict[str, tuple[str, frozenset[str], str, Any]] = {}
        """Key -> holder, scopes, the organisation it is bound to, the token."""
        self.secrets: set[str] = set()
        """Addresses of feeds, and what stands in links of mails: nothing shows them again."""
        self.net = True
        cache.clear()

    def teardown(self) -> None:
        try:
            self._sweep()
        finally:
            transaction.savepoint_rollback(self.mark)
            self.stage.restore()

    # How it is checked.

    def _sweep(self) -> None:
        """At the end somebody reads every list there is."""
        who = random.Random(len(self.tokens) + len(self.links)).choice(PEOPLE)
        for address in ("/assessments.csv", "/readings.json", "/audit.json", "/networks.json", "/organisations.json"):
            self._held(self._client(who).get(address), who, address)

    def _addresses(self, thing: Thing) -> list[str]:
        it = f"/assessments/{self._id(thing)}"
        one = [
            "/", ".json", ".csv", "/columns/", "/columns.json", "/progress.json", "/rows/", "/rows.json", "/rows.csv",
            "/rows.xlsx", "/texts.json", "/settings.json", "/share/", "/share.json", "/delete/", "/list/",
            "/versions/1/", "/versions/1.json", "/versions/1.csv", "/versions/1/file/xlsx/", "/versions/1/file/json/",
            "/versions/1/file/pdf/", "/versions/1/file/docx/", "/versions/1/list/", "/versions/7/",
            "/rows.json?severity=nonsense",
        ]  # fmt: skip
        lists = [
            "/", "/account/", "/account/tokens/", "/account/activity/", "/account/activity.json",
            "/account/activity.csv",
            "/assessments/", "/assessments.json", "/assessments.csv", "/assessments/?whose=shared",
            "/assessments/?q=zqthing", "/assessments.json?q=zq", "/assessments/?whose=nonsense",
            "/assessments/compare/",
            "/readings/", "/readings.json", "/readings.csv", "/organisations/", "/organisations.json",
            "/organisations.csv", "/networks/", "/networks.json", "/networks.csv", f"/networks/{NETWORK}/",
            f"/networks/{NETWORK}.json", f"/networks/{NETWORK}.csv", "/audit/", "/audit.json", "/audit.csv",
            "/search/?q=zqthing", "/search.json?q=zq", "/search.csv?q=Body", "/search/?q=Heron",
            f"/search/?q={marker('text', thing.owner)}", "/watches/", "/watches.json", "/watches.csv", "/changes/",
            "/changes.json", "/changes.atom", "/changes.atom?country=NPL",
        ]  # fmt: skip
        for name in ORGANISATIONS:
            lists += [f"/organisations/{name}{end}" for end in ("/", ".json", ".csv", ".bib", ".csl.json", "/members/",
                      "/members.json", "/members.csv", "/history/", "/history.json", "/audit/", "/audit.csv",
                      "/leave/", "/change/")]  # fmt: skip
        return [*(it + end for end in one), *lists]

    def _by_api(self, thing: Thing) -> list[str]:
        it = f"/api/v1/assessments/{self._id(thing)}"
        return [
            it, f"{it}/problems", f"{it}/results/1", f"{it}/results/1/files/xlsx", f"{it}/shares",
            "/api/v1/assessments", "/api/v1/assessments?limit=1", "/api/v1/readings", "/api/v1/me", "/api/v1/audit",
            "/api/v1/networks", "/api/v1/organisations", "/api/v1/organisations/north", "/api/v1/organisations/south",
            "/api/v1/organisations/north/members", "/api/v1/organisations/south/members", "/api/v1/search?q=zqthing",
            f"/api/v1/compare?before={self._id(thing)}.1&after={self._id(thing)}.1", "/api/v1/changes",
            "/api/v1/watches",
            f"/api/v1/search?q={marker('thing', thing.name)}",
        ]  # fmt: skip

    def _held(
        self,
        answer: Any,
        who: str,
        address: str,
        *,
        said: str = "",
        some: frozenset[str] | None = None,
        bound: str = "",
    ) -> None:
        """Every marker in an answer is of something that the reader may see."""
        assert answer.status_code != 500, f"{who} {address}: {answer.status_code}"
        text = self._text(answer)
        type(self).asked += 1
        assert not [secret for secret in self.secrets if secret in text and secret not in address], f"{who} {address}"
        for word in {one.lower() for one in MARKER.findall(text)}:
            if word == said or word in address:
                continue
            type(self).found += 1
            assert self._allowed(word, who, some, bound), f"{who} reads {word} at {address} ({answer.status_code})"

    def _text(self, answer: Any) -> str:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        cookies = answer.cookies.output()
        return "\n".join([headers, cookies, text_of(body)])

    def _allowed(self, word: str, who: str, some: frozenset[str] | None, bound: str) -> bool:
        kinds: dict[str, Callable[[str], bool]] = {
            "thing": lambda name: self._thing_seen(name, who, some, bound),
            "note": lambda name: some is None and self.model.things[name].owner == who,
            "text": lambda name: (some is None or "reading.see" in some) and self._reading_seen(who, name, bound),
            "token": lambda name: some is None and name == who,
            "mail": lambda name: some is None and name == who,
            "watch": lambda name: name == who and not bound and (some is None or "watch.see" in some),
            "org": lambda name: self._organisation_seen(name, who, some, bound),
            "web": lambda name: self._organisation_seen(name, who, some, bound),
            "net": lambda name: NETWORK in self.model.networks(who) and (some is None or "network.see" in some),
        }
        for kind, may in kinds.items():
            for name in (*PEOPLE, *self.model.things, *ORGANISATIONS, NETWORK):
                if word == marker(kind, name):
                    return may(name)
        return False

    def _thing_seen(self, name: str, who: str, some: frozenset[str] | None, bound: str) -> bool:
        thing = self.model.things[name]
        if some is None:
            return self.model.sees(who, thing)
        return "assessment.see" in some and self._seen_by_token(who, bound, thing)

    def _seen_by_token(self, who: str, bound: str, thing: Thing) -> bool:
        if not bound:
            return self.model.sees(who, thing)
        if not self.model.sees(who, thing):
            return False
        if thing.owner == who and thing.organisation == bound:
            return True
        if thing.audience == "self":
            return False
        in_bound = self.model.in_network(bound) if bound in self.model.own(who) else set()
        return (bound in self.model.own(who) and thing.organisation == bound) or (
            thing.audience == "network" and thing.network in in_bound
        )

    def _reading_seen(self, who: str, text: str, bound: str) -> bool:
        if bound:
            return self.model.readings[text][1] == bound and bound in self.model.own(who)
        return self.model.sees_reading(who, text)

    def _organisation_seen(self, name: str, who: str, some: frozenset[str] | None, bound: str) -> bool:
        if some is not None:
            named = some & {"organisation.see", "member.see", "network.see", "audit.see", "person.see"}
            return bool(named) and self.model.sees_organisation(who, name, frozenset())
        return self.model.sees_organisation(who, name, OPERATORS)

    # Small things.

    def _client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(self.stage.cookies[who].output(header="", sep=";"))
        return client

    def _actor(self, who: str) -> Actor:
        return actor_for(self.stage.people[who])

    def _pick(self, pick: int) -> Thing:
        return self.model.things[sorted(self.model.things)[pick % len(self.model.things)]]

    def _id(self, thing: Thing) -> Any:
        return self.stage.things[thing.name].pk

    def _membership(self, who: str, of: str) -> Membership | None:
        found = Membership.objects.filter(
            user=self.stage.people[who], organisation=self.stage.organisations[of]
        ).first()
        assert (found is not None) == bool(self.model.role(who, of))
        return found

    def _parted(self, who: str, of: str, heir: str) -> None:
        passed = {
            thing.name
            for thing in self.model.things.values()
            if thing.owner == who and thing.organisation == of and thing.audience != "self"
        }
        self.revoked |= {secret for secret, (name, _names) in self.links.items() if name in passed}
        self.model.part(who, of, heir)
        self.tokens = {key: one for key, one in self.tokens.items() if (one[0], one[2]) != (who, of)}

    def _try(self, do: Callable[[], object]) -> bool:
        mark = transaction.savepoint()
        try:
            do()
        except (FairleadError, PermissionDenied, Http404):
            transaction.savepoint_rollback(mark)
            return False
        transaction.savepoint_commit(mark)
        return True
