"""The answer whether a document can be received, requirement by requirement."""

from __future__ import annotations

from typing import Any

import msgspec

from fairlead.facts import RouteRequirement
from fairlead.reason.answer import Answer, Verdict
from fairlead.reason.routes import Alternative, RouteAnswer
from fairlead.reason.standing import Step

__all__ = ["Receivability", "Requirement"]


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement, and whether it is met.

    Attributes
    ----------
    id
        Short name within the route; a person's answer is given by it.
    requirement
        What is required, in plain words.
    kind, need
        As in `fairlead.facts.RouteRequirement`.
    answer
        Yes, no or unknown, with its reason, rows and references.
    missing
        What is missing; empty where it is met.
    mend
        How to mend it; empty where it is met.
    question
        What to ask the person, where the case does not decide.
    row
        Its row; ``None`` where the route itself requires it and no row says it in more detail.
    """

    id: str
    requirement: str
    kind: str
    need: str
    answer: Answer
    missing: str = ""
    mend: str = ""
    question: str = ""
    row: RouteRequirement | None = None

    @property
    def met(self) -> bool:
        """Whether it is met."""
        return self.answer.verdict == "yes"

    @property
    def binds(self) -> bool:
        """Whether the matter is not taken up without it."""
        return self.need == "must"


class Receivability(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a document can be received as it stands.

    Attributes
    ----------
    route, name
        The route.
    verdict
        No if a requirement that binds is not met; unknown if one is not known; else yes.
    text
        The verdict in a sentence, with the mark where a row decides that nobody has read in its source.
    requirements
        All of them, in the order of the table.
    who_may_sign
        Who may start the route, in words.
    through
        The way to somebody who may, for those who may not.
    nearest
        The nearest open routes, where this one is closed.
    opening
        The answer of the rules whether the route is open at all; ``None`` where it cannot be asked.
    collected
        Whether requirements of this route have been collected.
    """

    route: str
    name: str
    verdict: Verdict
    text: str
    requirements: tuple[Requirement, ...]
    who_may_sign: tuple[str, ...] = ()
    through: tuple[Step, ...] = ()
    nearest: tuple[Alternative, ...] = ()
    opening: RouteAnswer | None = None
    collected: bool = True

    @property
    def to_be_checked(self) -> bool:
        """Whether a requirement rests on a row that nobody has read in its source."""
        return any(one.answer.to_be_checked for one in self.requirements)

    @property
    def open_points(self) -> tuple[Requirement, ...]:
        """What is not met or not known: what binds first, and of that what is not met first."""
        rank = {"no": 0, "unknown": 1}
        points = [one for one in self.requirements if not one.met]
        return tuple(sorted(points, key=lambda one: (not one.binds, rank[one.answer.verdict])))

    @property
    def references(self) -> tuple[str, ...]:
        """The provisions, once each."""
        return tuple(dict.fromkeys(ref for one in self.requirements for ref in one.answer.references if ref))

    def plain(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        data["opening"] = self.opening.plain() if self.opening else None
        data["nearest"] = [{**msgspec.to_builtins(one), "text": one.text} for one in self.nearest]
        for written, one in zip(data["requirements"], self.requirements, strict=True):
            written["answer"] = one.answer.plain()
        return data
