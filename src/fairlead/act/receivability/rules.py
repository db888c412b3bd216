"""The rules on routes, asked one by one: is it there, is it for this, who may, is its condition fulfilled."""

from __future__ import annotations

from collections.abc import Callable

from fairlead.act.receivability.scene import Scene
from fairlead.classify.countries import country_name
from fairlead.facts import AccountabilityRoute
from fairlead.reason.answer import Answer, answer
from fairlead.reason.ratification import MEMBERS, coverage, members
from fairlead.reason.route_conditions import condition, in_time, on_ground, proviso
from fairlead.reason.route_question import Question
from fairlead.reason.standing import may_start

__all__ = ["RULES", "best", "provided", "standing"]

BEST = ("yes", "unknown", "no")


def standing(scene: Scene) -> Answer:
    """Whether any of those who write or sign may start the route."""
    route, _ = _asked(scene)
    if not scene.case.writers and not scene.case.through:
        return answer("unknown", "It is not said who writes.", [route])
    found = [may_start(route, question) for question in scene.questions]
    return best(found) if found else _unasked(scene, route)


def provided(scene: Scene) -> Answer | None:
    """What must hold besides and is not known, or ``None``."""
    return proviso(scene.route) if scene.route else None


def best(found: list[Answer]) -> Answer:
    """The best of several answers: one who may is enough."""
    return min(found, key=lambda one: BEST.index(one.verdict))


def _condition(scene: Scene) -> Answer:
    route, question = _asked(scene)
    if question is None:
        return _unasked(scene, route)
    return best([condition(route, one) for one in scene.questions])


def _ground(scene: Scene) -> Answer:
    route, question = _asked(scene)
    found = on_ground(route, question) if question else None
    return found or answer("yes", "The route is for this.", [route])


def _time(scene: Scene) -> Answer:
    route, _ = _asked(scene)
    return in_time(route, scene.case.day) or answer("yes", "The route is there on this day.", [route])


def _member(scene: Scene) -> Answer:
    route, question = _asked(scene)
    if question is None:
        return _unasked(scene, route)
    held = coverage(MEMBERS)
    as_of = held.as_of if held else ""
    name = country_name(question.against)
    if question.against in members():
        return answer("yes", f"{name} is a member of the ILO.", as_of=as_of)
    text = (
        f"{name} was not among the member States of the ILO on {as_of}; a former one stays bound by what it ratified."
    )
    return answer("unknown", text, changes=["It is a member, or bound from an earlier membership."], as_of=as_of)


def _asked(scene: Scene) -> tuple[AccountabilityRoute, Question | None]:
    assert scene.route is not None, "rules are asked of routes"
    return scene.route, scene.questions[0] if scene.questions else None


def _unasked(scene: Scene, route: AccountabilityRoute) -> Answer:
    return answer("unknown", scene.missing, [route], changes=["It is said."])


RULES: dict[str, Callable[[Scene], Answer]] = {
    "time": _time,
    "ground": _ground,
    "standing": standing,
    "condition": _condition,
    "member": _member,
}
"""By the word that a row of requirements uses; every route is asked the first four."""
