"""Random sequences of what people do, each step and each answer held against the model."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.hub.isolation.model import Model, Thing, marker
from tests.hub.matrix.world import assessment, every_scope, token

from fairlead.errors import FairleadError
from fairlead.hub.assessments import files, operations, readings
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people import operations as people_operations
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import (
    ApiToken,
    Invitation,
    Membership,
    Network,
    NetworkInvitation,
    Organisation,
    User,
)
from fairlead.hub.people.policy import visible
from fairlead.hub.search import index

__all__ = ["Isolation", "Stage", "set_stage"]

PEOPLE = ("ada", "bob", "cyn", "dan", "eve", "ops")
OPERATORS = frozenset({"ops"})
ORGANISATIONS = ("north", "south")
NETWORK = "net"
ROLES = ("reader", "editor", "manager")
SCOPES = (
    "assessment.see", "assessment.download", "reading.see", "organisation.see", "member.see", "network.see",
    "audit.see", "person.see",
)  # fmt: skip
KINDS = ("thing", "note", "text", "token", "mail", "org", "web", "net")
NAMES = (*(f"{one}1" for one in PEOPLE), *PEOPLE, *ORGANISATIONS, NETWORK)
MARKER = re.compile("|".join(marker(kind, name) for kind in KINDS for name in NAMES), re.IGNORECASE)
"""Every marker that there can be; secrets of forms are random and may look like one, but not be one."""


class Stage:
    """What every sequence begins with: made once, and put back by rolling back."""

    def __init__(self) -> None:
        index.ready()
        self.people: dict[str, User] = {}
        self.cookies: dict[str, SimpleCookie] = {"": SimpleCookie()}
        self.organisations: dict[str, Organisation] = {}
        self.things: dict[str, Assessment] = {}
        self.model = Model(members={name: {} for name in ORGANISATIONS})
        for name in PEOPLE:
            self._person(name)
        for name in ORGANISATIONS:
            self.organisations[name] = Organisation.objects.create(
                slug=name,
                name=f"Body {marker('org', name)}",
                kind="workers",
                website=f"https://{marker('web', name)}.org",
            )
        for person, organisation, role in (
            ("ada", "north", "manager"), ("bob", "north", "editor"), ("cyn", "south", "manager"),
            ("dan", "south", "reader"),
        ):  # fmt: skip
            self.join(person, organisation, role)
            self.model.members[organisation][person] = role
        self.network = Network.objects.create(
            slug=NETWORK, name=f"Net {marker('net', NETWORK)}", keeper=self.organisations["north"]
        )
        self.model.keeper[NETWORK], self.model.joined[NETWORK] = "north", set()
        for owner in ("ada", "bob", "cyn", "dan", "eve"):
            self._thing(owner)
            self._readings(owner)
        self.lists = {path: path.read_bytes() for path in files.folder().iterdir() if path.is_file()}

    def _person(self, name: str) -> None:
        from allauth.account.models import EmailAddress

        email = f"{marker('mail', name)}@example.org"
        user = User.objects.create_user(email, None, name=f"Person {name}", is_superuser=name in OPERATORS)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if user.is_superuser:
            TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        self.people[name] = user
        client = Client()
        client.force_login(user)
        self.cookies[name] = client.cookies

    def _thing(self, owner: str) -> None:
        name = f"{owner}1"
        made = assessment(self.people[owner], marker("thing", name))
        operations.share(actor_for(self.people[owner]), made.pk, 1, note=marker("note", name))
        self.things[name] = made
        self.model.things[name] = Thing(name, owner)

    def _readings(self, owner: str) -> None:
        texts = {("country", marker("text", owner)): {"NPL": 1.0}, ("country", "a text of all"): {"BGD": 1.0}}
        readings.decide(actor_for(self.people[owner]), texts)
        self.model.readings[owner] = (owner, "")
        token(self.people[owner], every_scope())
        ApiToken.objects.filter(user=self.people[owner]).update(name=marker("token", owner))

    def join(self, person: str, organisation: str, role: str) -> None:
        Membership.objects.create(user=self.people[person], organisation=self.organisations[organisation], role=role)

    def restore(self) -> None:
        for path, content in self.lists.items():
            if not path.exists():
                path.write_bytes(content)


_stage: list[Stage] = []


def set_stage(stage: Stage) -> None:
    _stage[:] = [stage]


person = st.sampled_from(PEOPLE)
anybody = st.sampled_from(("", *PEOPLE))
organisation = st.sampled_from(ORGANISATIONS)
role_name = st.sampled_from(ROLES)
number = st.integers(0, 10_000)


class Isolation(RuleBasedStateMachine):
    """One sequence."""

    asked = 0
    found = 0

    def __init__(self) -> None:
        super().__init__()
        self.stage = _stage[0]
        self.mark = transaction.savepoint()
        self.model = copy.deepcopy(self.stage.model)
        self.links: dict[str, tuple[str, bool]] = {}
        """Secret of a link -> the thing, and whether names are shown."""
        self.revoked: set[str] = set()
        self.tokens: dict[str, tuple[str, frozenset[str], str, Any]] = {}
        """Key -> holder, scopes, the organisation it is bound to, the token."""
        self.net = True
        cache.clear()

    def teardown(self) -> None:
        try:
            self._sweep()
        finally:
            transaction.savepoint_rollback(self.mark)
            self.stage.restore()

    # What people do.

    @rule(who=person, pick=number, audience=st.sampled_from(("self", "organisation", "network")), to=organisation)
    def show(self, who: str, pick: int, audience: str, to: str) -> None:
        """Somebody says who sees a thing; it is done only where it is theirs, and they may act for the organisation."""
        thing = self._pick(pick)
        mine = not thing.gone and thing.owner == who
        shared = audience != "self"
        acts = self.model.role(who, to) in ("editor", "manager")
        in_net = self.net and NETWORK in self.model.in_network(to)
        able = mine and (not shared or (acts and (audience == "organisation" or in_net)))
        done = self._try(
            lambda: operations.set_audience(
                self._actor(who),
                self._id(thing),
                audience,
                to if shared else "",
                NETWORK if audience == "network" else "",
            )
        )
        assert done == able, f"{who} shows {thing} to {audience} {to}: {done}, not {able}"
        if able:
            thing.audience = audience
            thing.organisation = to if shared else ""
            thing.network = NETWORK if audience == "network" else ""

    @rule(who=person, pick=number)
    def delete(self, who: str, pick: int) -> None:
        thing = self._pick(pick)
        able = not thing.gone and thing.owner == who
        assert self._try(lambda: operations.delete(self._actor(who), self._id(thing))) == able
        if able:
            thing.gone = True

    @rule(who=person, pick=number)
    def rename(self, who: str, pick: int) -> None:
        """The title keeps its marker; only the owner changes it."""
        thing = self._pick(pick)
        able = not thing.gone and thing.owner == who
        title = f"Again {marker('thing', thing.name)}"
        assert self._try(lambda: operations.rename(self._actor(who), self._id(thing), title)) == able

    @rule(who=person, pick=number, names=st.booleans())
    def make_link(self, who: str, pick: int, names: bool) -> None:
        thing = self._pick(pick)
        able = not thing.gone and thing.owner == who
        made: list[Any] = []
        note = marker("note", thing.name)
        done = self._try(
            lambda: made.append(operations.share(self._actor(who), self._id(thing), 1, names=names, note=note))
        )
        assert done == able
        if able:
            self.links[made[0][1]] = (thing.name, names)

    @rule(who=person, pick=number)
    def revoke_links(self, who: str, pick: int) -> None:
        thing = self._pick(pick)
        able = not thing.gone and thing.owner == who
        if able:
            for made in self.stage.things[thing.name].shares.all():
                operations.revoke(self._actor(who), self._id(thing), made.pk)
            self.revoked |= {secret for secret, (name, _names) in self.links.items() if name == thing.name}

    @rule(who=person, to=st.sampled_from(("", *ORGANISATIONS)))
    def share_readings(self, who: str, to: str) -> None:
        if who in OPERATORS:
            return
        able = not to or self.model.role(who, to) in ("editor", "manager")
        chosen = self.stage.organisations[to] if to else None
        assert self._try(lambda: readings.share_readings(self._actor(who), chosen)) == able
        if able:
            for text, (owner, _used) in self.model.readings.items():
                if owner == who:
                    self.model.readings[text] = (who, to)

    @rule(by=person, who=person, to=organisation, role=role_name)
    def join(self, by: str, who: str, to: str, role: str) -> None:
        """Invited by a manager to the address that is theirs, and accepted."""
        able = self.model.role(by, to) == "manager"
        body, email = self.stage.organisations[to], self.stage.people[who].email
        assert self._try(lambda: people_operations.invite(self._actor(by), body, email, role)) == able
        if able:
            invitation = Invitation.objects.get(organisation=body, email=email)
            people_operations.accept_invitation(self._actor(who), invitation)
            held = self.model.members[to]
            if who not in held or ROLES.index(role) > ROLES.index(held[who]):
                held[who] = role

    @rule(who=person, of=organisation)
    def leave(self, who: str, of: str) -> None:
        membership = self._membership(who, of)
        if membership is None:
            return
        others = [one for one in self.model.managers(of) if one != who]
        able = bool(others)
        assert self._try(lambda: people_operations.leave_organisation(self._actor(who), membership)) == able
        if able:
            self._parted(who, of, others[0])

    @rule(by=person, who=person, of=organisation)
    def remove(self, by: str, who: str, of: str) -> None:
        membership = self._membership(who, of)
        if membership is None:
            return
        able = self.model.role(by, of) == "manager" and by != who
        assert self._try(lambda: people_operations.remove_member(self._actor(by), membership)) == able
        if able:
            self._parted(who, of, by)

    @rule(by=person, who=person, of=organisation, role=role_name)
    def set_role(self, by: str, who: str, of: str, role: str) -> None:
        membership = self._membership(who, of)
        if membership is None:
            return
        last = self.model.managers(of) == [who] and role != "manager"
        able = self.model.role(by, of) == "manager" and not last
        assert self._try(lambda: people_operations.change_role(self._actor(by), membership, role)) == able
        if able:
            self.model.members[of][who] = role

    @rule(by=person, who=person)
    def into_network(self, by: str, who: str) -> None:
        """The south is invited to the network of the north, and joins it."""
        if not self.net or "south" in self.model.joined[NETWORK]:
            return
        able = self.model.role(by, "north") == "manager"
        network = self.stage.network
        assert self._try(lambda: people_operations.invite_to_network(self._actor(by), network, "south")) == able
        if able:
            invitation = NetworkInvitation.objects.get()
            joins = self.model.role(who, "south") == "manager"
            done = self._try(lambda: people_operations.accept_network(self._actor(who), invitation))
            assert done == joins
            if joins:
                self.model.joined[NETWORK].add("south")
            else:
                people_operations.withdraw_network_invitation(self._actor(by), invitation)

    @rule(by=person)
    def out_of_network(self, by: str) -> None:
        if not self.net:
            return
        able = self.model.role(by, "north") == "manager" and "south" in self.model.joined[NETWORK]
        south = self.stage.organisations["south"]
        done = self._try(lambda: people_operations.remove_from_network(self._actor(by), self.stage.network, south))
        assert done == able
        if able:
            self.model.out_of(NETWORK, "south")

    @rule(by=person)
    def dissolve_network(self, by: str) -> None:
        if not self.net:
            return
        able = self.model.role(by, "north") == "manager"
        network = Network.objects.get(pk=self.stage.network.pk)
        assert self._try(lambda: people_operations.delete_network(self._actor(by), network)) == able
        if able:
            self.net = False
            for one in ORGANISATIONS:
                self.model.out_of(NETWORK, one)
            self.model.keeper.clear()
            self.model.joined.clear()

    @rule(
        who=person, some=st.sets(st.sampled_from(SCOPES), min_size=1), bound=st.sampled_from(("", "", *ORGANISATIONS))
    )
    def make_token(self, who: str, some: set[str], bound: str) -> None:
        able = not bound or bool(self.model.role(who, bound))
        body = self.stage.organisations[bound] if bound else None
        made: list[Any] = []
        done = self._try(
            lambda: made.append(
                people_operations.create_token(self._actor(who), marker("token", who), some, organisation=body)
            )
        )
        assert done == able
        if able:
            self.tokens[made[0][1]] = (who, frozenset(some), bound, made[0][0])

    @rule(pick=number)
    def revoke_token(self, pick: int) -> None:
        if not self.tokens:
            return
        key = sorted(self.tokens)[pick % len(self.tokens)]
        who, _some, _bound, made = self.tokens.pop(key)
        if ApiToken.objects.filter(pk=made.pk).exists():
            people_operations.revoke_token(self._actor(who), made)
        assert self._client("").get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401

    # What people look at.

    @rule(who=anybody, pick=number, place=number)
    def look(self, who: str, pick: int, place: int) -> None:
        """Somebody opens a page, a file, or a list; of a thing of theirs or of somebody else."""
        thing = self._pick(pick)
        addresses = self._addresses(thing)
        address = addresses[place % len(addresses)]
        answer = self._client(who).get(address)
        self._held(answer, who, address)
        if f"/assessments/{self._id(thing)}" in address and "share" not in address:
            let = answer.status_code == 200 or (answer.status_code == 302 and "login" not in answer.headers["Location"])
            if let:
                assert self.model.sees(who, thing), f"{who} opens {address} of {thing}"
            if self.model.sees(who, thing) and address.endswith("versions/1.json"):
                assert marker("thing", thing.name) in answer.content.decode()

    @rule(pick=number, place=number, which=number)
    def look_by_token(self, pick: int, place: int, which: int) -> None:
        """A token shows at most what its holder sees, less what it does not name, nothing out of its organisation."""
        if not self.tokens:
            return
        key = sorted(self.tokens)[which % len(self.tokens)]
        who, some, bound, made = self.tokens[key]
        thing = self._pick(pick)
        addresses = self._by_api(thing)
        address = addresses[place % len(addresses)]
        answer = self._client("").get(address, headers={"Authorization": f"Bearer {key}"})
        alive = ApiToken.objects.filter(pk=made.pk).exists()
        if not alive:
            assert answer.status_code == 401
        self._held(answer, who if alive else "", address, some=some, bound=bound)
        if alive and address == "/api/v1/assessments" and "assessment.see" in some:
            seen = {one.name for one in self.model.things.values() if self._seen_by_token(who, bound, one)}
            assert answer.json()["total"] == len(seen) == len(answer.json()["rows"])

    @rule(pick=number, place=number)
    def look_by_link(self, pick: int, place: int) -> None:
        """A link shows one result, names only where the owner chose so, until it is revoked or its maker has left."""
        if not self.links:
            return
        secret = sorted(self.links)[pick % len(self.links)]
        name, names = self.links[secret]
        there = ("", "list/", "basis/", "file/json/", "file/xlsx/", "file/html/")[place % 6]
        answer = self._client("").get(f"/shared/{secret}/{there}")
        text = self._text(answer)
        thing = self.model.things[name]
        if thing.gone or secret in self.revoked:
            assert answer.status_code == 404
            assert not MARKER.search(text)
            return
        assert answer.status_code == 200
        allowed = {marker("thing", name)} if names else set()
        found = {one.lower() for one in MARKER.findall(text)}
        title = {marker("thing", name)} if not names and marker("thing", name) in found else set()
        assert found <= allowed | title, f"the link to {name} shows {found}"
        if not names:
            assert f"{marker('thing', name)} Heron" not in text

    @rule(who=person, first=number, second=number)
    def compare(self, who: str, first: int, second: int) -> None:
        one, other = self._pick(first), self._pick(second)
        address = f"/assessments/compare.json?before={self._id(one)}.1&after={self._id(other)}.1"
        answer = self._client(who).get(address)
        self._held(answer, who, address)
        if answer.status_code == 200:
            assert self.model.sees(who, one)
            assert self.model.sees(who, other)
        else:
            assert answer.status_code == 404, (address, answer.status_code)

    @rule(who=anybody, pick=number)
    def search(self, who: str, pick: int) -> None:
        """The marker of a thing finds it for those who see it, and nothing for others, not even a count."""
        thing = self._pick(pick)
        word = marker("thing", thing.name)
        answer = self._client(who).get(f"/search.json?q={word}")
        assert answer.status_code == 200
        data = answer.json()["data"]
        titles = [one for one in data["results"] if word in one["title"]]
        if not self.model.sees(who, thing):
            assert not titles
            assert not data["counts"].get("own"), data["counts"]
        self._held(answer, who, "/search.json", said=word)

    @rule(who=anybody, pick=number, method=st.sampled_from(("post", "put", "patch", "delete")), place=number)
    def intrude(self, who: str, pick: int, method: str, place: int) -> None:
        """Somebody tries to change what is not theirs; the next look at it would show it."""
        thing = self._pick(pick)
        if thing.gone or thing.owner == who:
            return
        it = self._id(thing)
        words = ("rename", "run", "cancel", "delete", "audience", "share", "columns", "settings", "list", "texts")
        address = f"/assessments/{it}/{words[place % len(words)]}/"
        before = Assessment.objects.filter(pk=it).values_list("title", "audience", "organisation", "owner").get()
        answer = getattr(self._client(who), method)(address, {"title": "taken"} if method == "post" else b"")
        assert answer.status_code in {302, 403, 404, 405}, (address, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/account/login/")
        self._held(answer, who, address)
        assert (
            Assessment.objects.filter(pk=it).values_list("title", "audience", "organisation", "owner").get() == before
        )

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        for who in PEOPLE[:5]:
            actor = self._actor(who)
            seen = {one.pk for one in visible(actor, Assessment).only("pk")}
            told = {self._id(one) for one in self.model.things.values() if self.model.sees(who, one)}
            assert seen == told, who

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
            "/versions/1/list/", "/versions/7/", "/rows.json?severity=nonsense",
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
            f"/search/?q={marker('text', thing.owner)}",
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
        for word in {one.lower() for one in MARKER.findall(text)}:
            if word == said or word in address:
                continue
            type(self).found += 1
            assert self._allowed(word, who, some, bound), f"{who} reads {word} at {address} ({answer.status_code})"

    def _text(self, answer: Any) -> str:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        parts = [body]
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        cookies = answer.cookies.output()
        return "\n".join([headers, cookies, *(part.decode("utf-8", "replace") for part in parts)])

    def _allowed(self, word: str, who: str, some: frozenset[str] | None, bound: str) -> bool:
        kinds: dict[str, Callable[[str], bool]] = {
            "thing": lambda name: self._thing_seen(name, who, some, bound),
            "note": lambda name: some is None and self.model.things[name].owner == who,
            "text": lambda name: (some is None or "reading.see" in some) and self._reading_seen(who, name, bound),
            "token": lambda name: some is None and name == who,
            "mail": lambda name: some is None and name == who,
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
