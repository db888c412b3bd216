"""All that a procedure asks: the collected requirements, and what the route itself asks and no row says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fairlead.act.receivability.decide import decide, said
from fairlead.act.receivability.model import Requirement
from fairlead.act.receivability.rules import RULES, provided
from fairlead.act.receivability.scene import Scene, applicant
from fairlead.facts import AccountabilityRoute, RouteRequirement, load
from fairlead.reason.answer import Answer, answer, marked
from fairlead.reason.route_laws import LAWS

__all__ = ["PARTS", "gathered", "requirements_of"]

PARTS = {
    "time": ("The route is there on the day.", "time", "Wait until it opens, or take another."),
    "ground": ("The route is for this matter.", "substance", "Take a route that is for this matter."),
    "standing": ("Somebody who may start the route files it.", "standing", "Go through somebody who may."),
    "condition": ("Its condition is fulfilled.", "substance", "Take a route whose condition is fulfilled."),
}
"""What every route is asked, where no row of the table says it in more detail."""


def gathered(route_id: str, known: Scene) -> tuple[Requirement, ...]:
    """Every requirement of a route, decided."""
    return (*_collected(route_id, known), *(_uncollected(known.route, known) if known.route else ()))


@cache
def requirements_of(route_id: str) -> tuple[RouteRequirement, ...]:
    """The collected requirements of a route, in their order.

    Examples
    --------
    >>> [row.id for row in requirements_of("ILO24")][:3]
    ['writing', 'sender', 'article_24']
    """
    rows = [row for row in load(RouteRequirement) if row.route == route_id]
    return tuple(sorted(rows, key=lambda row: row.rank))


def _collected(route_id: str, known: Scene) -> Iterator[Requirement]:
    for row in requirements_of(route_id):
        if row.when == "on behalf" and not _on_behalf(known):
            continue
        given = decide(row, known)
        open_ = given.verdict != "yes"
        yield Requirement(
            id=row.id,
            requirement=marked(row.requirement) if row.to_be_checked else row.requirement,
            kind=row.kind,
            need=row.need,
            answer=given,
            missing=given.text if open_ else "",
            mend=row.mend if open_ else "",
            question=row.question if open_ else "",
            row=row,
        )


def _uncollected(row: AccountabilityRoute, known: Scene) -> Iterator[Requirement]:
    """What the route itself asks and no row of the table says: each part once."""
    rows = requirements_of(row.id)
    told = {one.by[0] for one in rows if one.decided == "rule"}
    for part, (words, kind, mend) in PARTS.items():
        if part in told:
            continue
        given = RULES[part](known)
        if part == "standing" and given.verdict != "yes" and said(known, part) == "yes":
            given = answer("yes", "You said that somebody who may start it files it.", [row])
        if part in ("time", "ground") and given.verdict == "yes":
            continue
        yield _plain(part, words, kind, given, mend)
    besides = provided(known)
    if besides and row.id not in LAWS and not any(one.settles == "proviso" for one in rows):
        person = said(known, "provided")
        given = answer(person, f"You said: {person}.", besides.rows) if person in ("yes", "no") else besides
        question = f"Is it so that {row.provided}?"
        yield _plain("provided", f"It is so that {row.provided}.", "substance", given, "Show that it is so.", question)


def _plain(id_: str, words: str, kind: str, given: Answer, mend: str, question: str = "") -> Requirement:
    open_ = given.verdict != "yes"
    return Requirement(
        id=id_,
        requirement=words,
        kind=kind,
        need="must",
        answer=given,
        missing=given.text if open_ else "",
        mend=(given.nearest or mend) if open_ else "",
        question=question if open_ else "",
    )


def _on_behalf(known: Scene) -> bool:
    """Whether nobody who writes may start the route in their own name, but somebody may for others."""
    if known.route is None:
        return False
    kinds = {applicant(one) for one in (*known.case.writers, known.case.through) if one is not None}
    return kinds.isdisjoint(known.route.starters) and not kinds.isdisjoint(known.route.on_behalf)
