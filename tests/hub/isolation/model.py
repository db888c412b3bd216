"""Who may see what, told a second time and simply: the model that the hub is held against."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Model", "Thing", "marker"]


def marker(kind: str, name: str) -> str:
    """A word that stands in one field of one private thing and nowhere else."""
    return f"zq{kind}{name}qz"


@dataclass
class Thing:
    """An assessment: whose it is, and to whom it is shown."""

    name: str
    owner: str
    audience: str = "self"
    organisation: str = ""
    network: str = ""
    gone: bool = False


@dataclass
class Model:
    """People in organisations (in the order in which they joined), organisations in networks, things of people."""

    members: dict[str, dict[str, str]] = field(default_factory=dict)
    keeper: dict[str, str] = field(default_factory=dict)
    joined: dict[str, set[str]] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    readings: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Reading of a text -> whose it is now, and the organisation that uses it; empty: none."""

    def role(self, person: str, organisation: str) -> str:
        return self.members.get(organisation, {}).get(person, "")

    def own(self, person: str) -> set[str]:
        return {name for name, held in self.members.items() if person in held}

    def in_network(self, organisation: str) -> set[str]:
        return {
            net for net, keeper in self.keeper.items() if organisation == keeper or organisation in self.joined[net]
        }

    def networks(self, person: str) -> set[str]:
        return {net for organisation in self.own(person) for net in self.in_network(organisation)}

    def sees(self, person: str, thing: Thing) -> bool:
        if thing.gone or not person:
            return False
        if thing.owner == person:
            return True
        if thing.audience == "self":
            return False
        if thing.organisation in self.own(person):
            return True
        return thing.audience == "network" and thing.network in self.networks(person)

    def sees_organisation(self, person: str, organisation: str, operators: frozenset[str]) -> bool:
        if not person:
            return False
        if person in operators or organisation in self.own(person):
            return True
        return bool(self.networks(person) & self.in_network(organisation))

    def sees_reading(self, person: str, text: str) -> bool:
        owner, shared = self.readings[text]
        return person == owner or bool(shared and shared in self.own(person))

    def managers(self, organisation: str) -> list[str]:
        return [person for person, role in self.members[organisation].items() if role == "manager"]

    def part(self, person: str, organisation: str, heir: str) -> None:
        """Somebody is no longer a member: what they shared passes on, what they kept goes along."""
        del self.members[organisation][person]
        for text, (owner, used) in self.readings.items():
            if (owner, used) == (person, organisation):
                self.readings[text] = (heir, used)
        for thing in self.things.values():
            if thing.owner == person and thing.organisation == organisation:
                if thing.audience == "self":
                    thing.organisation = thing.network = ""
                else:
                    thing.owner = heir

    def out_of(self, network: str, organisation: str) -> None:
        """An organisation is no longer in a network."""
        self.joined[network].discard(organisation)
        for thing in self.things.values():
            if thing.organisation == organisation and thing.network == network:
                if thing.audience == "network":
                    thing.audience = "organisation"
                thing.network = ""
