"""A log of reprisals: what happened, when, to whom by role, and the way to the Committee on Freedom of Association."""

from __future__ import annotations

from datetime import date

import msgspec

from fairlead.act.safety.scan import scan
from fairlead.errors import InputError, Problem
from fairlead.reason.routes import Question, RouteAnswer, route

__all__ = ["HARMS", "REPORTERS", "ROLES", "Reprisal", "reprisal", "ways_against_reprisal"]

HARMS: dict[str, str] = {
    "dismissal": "dismissal, or a contract not renewed",
    "pay": "wages, hours or benefits cut",
    "transfer": "transfer, or worse work",
    "threat": "threat or pressure, also against the family",
    "blacklist": "put on a list, or refused by other employers",
    "violence": "violence",
    "arrest": "arrest, detention or a criminal charge",
    "papers": "permit or visa cancelled, report of absconding, deportation",
    "documents": "passport or papers kept",
    "suit": "sued, or threatened with a suit",
    "union": "union dissolved, closed out or not registered",
    "other": "something else",
}
"""What can happen to people, in words."""

ROLES: dict[str, str] = {
    "worker": "a worker",
    "several workers": "several workers",
    "union officer": "an officer of a union",
    "union": "a union",
    "witness": "a witness",
    "family": "the family of one of them",
    "supporter": "somebody who supports them",
}
"""To whom, by role: never by name."""

REPORTERS: dict[str, str] = {
    "union": "a union",
    "federation": "a federation or global union",
    "organisation": "an organisation that supports workers",
    "lawyer": "a lawyer",
    "employer": "an employer or buyer",
    "public": "a public report",
}
"""Who reported it, by role."""

ROUTE, ABUSE = "ILOCFA", "organising"


class Reprisal(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done to people after a step of a matter.

    Attributes
    ----------
    day
        When, ISO 8601: a day, a month or a year.
    harm
        A key of `HARMS`.
    whom
        A key of `ROLES`.
    by
        Who reported it, a key of `REPORTERS`.
    said
        What happened, in a sentence, without anything that could identify anyone.
    after
        The step of the matter it followed.
    """

    day: str
    harm: str
    whom: str
    by: str
    said: str = ""
    after: str = ""


def reprisal(one: Reprisal) -> Reprisal:
    """The entry, if it can stand in the log: known words, a day, and no text that could identify anyone.

    Raises
    ------
    InputError
        With every problem at once.

    Examples
    --------
    >>> reprisal(Reprisal(day="2026-11", harm="dismissal", whom="several workers", by="union")).harm
    'dismissal'
    """
    from fairlead.reason.days import span

    wrong: list[Problem] = []
    for column, known in (("harm", HARMS), ("whom", ROLES), ("by", REPORTERS)):
        value = getattr(one, column)
        if value not in known:
            wrong.append(
                Problem(code="reprisal", severity="error", column=column, value=value, what="this is not known here",
                        fix=f"Give one of: {', '.join(known)}.")
            )  # fmt: skip
    try:
        span(one.day)
    except (ValueError, IndexError):
        wrong.append(
            Problem(code="reprisal", severity="error", column="day", value=one.day,
                    what="it is not a day, month or year", fix="Give it as in 2026-11-21, 2026-11 or 2026.")
        )  # fmt: skip
    for column in ("said", "after"):
        wrong += [
            Problem(code="reprisal", severity="error", column=column, fix="Say what happened, not to whom.",
                    what=f"this could identify somebody: {found.kind}")
            for found in scan(getattr(one, column))
            if found.kind != "small count"
        ]  # fmt: skip
    if wrong:
        raise InputError("This cannot stand in the log of reprisals.", wrong, why="The log must harm nobody.")
    return one


def ways_against_reprisal(place: str, on: date, *, applicant: str = "union") -> tuple[RouteAnswer, ...]:
    """The complaint to the Committee on Freedom of Association over reprisals in a place, and the routes nearest to it.

    Parameters
    ----------
    place
        ISO 3166 alpha-3 of where it happened: its State answers.
    on
        The day.
    applicant
        Who would start it, as `fairlead.reason.routes` names them.

    Examples
    --------
    >>> found = ways_against_reprisal("BGD", date(2026, 11, 21))
    >>> found[0].route.id, found[0].answer.verdict
    ('ILOCFA', 'yes')
    """
    question = Question(applicant=applicant, duty_bearer="state", against=place, abuse=ABUSE, place=place, on=on)
    first = route(ROUTE, question)
    return (first, *(route(near.route, question) for near in first.nearest if near.route != ROUTE))
