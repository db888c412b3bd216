"""Random sequences of what people do, each step and each answer held against the model."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from tests.hub.isolation.checks import Checks
from tests.hub.isolation.model import marker
from tests.hub.isolation.stage import MARKER, NETWORK, OPERATORS, ORGANISATIONS, PEOPLE, ROLES, SCOPES

from fairlead.hub.assessments import operations, readings
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people import operations as people_operations
from fairlead.hub.people.models import (
    ApiToken,
    Invitation,
    Network,
    NetworkInvitation,
)
from fairlead.hub.people.policy import visible

__all__ = ["Isolation"]

person = st.sampled_from(PEOPLE)
anybody = st.sampled_from(("", *PEOPLE))
organisation = st.sampled_from(ORGANISATIONS)
role_name = st.sampled_from(ROLES)
number = st.integers(0, 10_000)


class Isolation(Checks):
    """One sequence."""

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
        there = ("", "list/", "basis/", "file/json/", "file/xlsx/", "file/html/", "file/pdf/", "file/docx/")[place % 8]
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
