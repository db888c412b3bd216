"""Who may start a route, and through whom those may who may not.

An individual worker goes to a union, a union to its national centre, a national centre to the International Trade
Union Confederation; a company to its employers' organisation and that to the International Organisation of Employers.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fairlead.classify.countries import country_name
from fairlead.facts import SocialPartner, load
from fairlead.facts.records.routes import AccountabilityRoute
from fairlead.reason.answer import Answer, answer
from fairlead.reason.ratification import in_force
from fairlead.reason.route_question import Question

__all__ = ["Step", "may_start", "through"]

LADDER = {
    "worker": ("union", "national_centre", "ituc"),
    "union": ("national_centre", "ituc"),
    "national_centre": ("ituc",),
    "ngo": ("union", "national_centre", "ituc"),
    "employers": ("ioe",),
    "company": ("employers", "ioe"),
    "investor": ("union", "ngo"),
    "state": (),
}
"""The way up for each applicant."""

SPEAKS_AS = {
    "ituc": ("union", "national_centre", "delegate", "workers_group"),
    "ioe": ("employers", "delegate", "employers_group"),
    "national_centre": ("delegate",),
    "employers": ("delegate",),
}
"""In which other capacity a rung can start a route: a national centre proposes the workers' delegate."""

NAMES = {
    "worker": "an individual worker",
    "union": "a trade union",
    "national_centre": "a national trade-union centre",
    "employers": "an employers' organisation",
    "ngo": "a non-governmental organisation",
    "state": "a State",
    "company": "a company",
    "investor": "an investor",
    "ituc": "the International Trade Union Confederation (ITUC)",
    "ioe": "the International Organisation of Employers (IOE)",
    "delegate": "a delegate to the International Labour Conference",
    "governing_body": "the Governing Body of the ILO",
    "commission_of_inquiry": "the Commission of Inquiry",
    "workers_group": "the workers' group of the Conference",
    "employers_group": "the employers' group of the Conference",
}
NO_FREE_UNION = "no free union"
OWN_DELEGATE = "the delegate whom it proposes for the International Labour Conference"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One rung of the way to those who may start a route.

    Attributes
    ----------
    who
        The kind of body.
    name
        It in words, with the names of national organisations whose membership was read in a public list.
    rows
        The rows of social partners behind the names.
    starts
        Whether this rung may start the route.
    """

    who: str
    name: str
    rows: tuple[SocialPartner, ...] = ()
    starts: bool = False


def may_start(route: AccountabilityRoute, question: Question) -> Answer:
    """Whether this kind of applicant may start the route, in its own name or for the people affected.

    Parameters
    ----------
    route
        The route.
    question
        The question; only the applicant matters here.

    Examples
    --------
    >>> from datetime import date
    >>> from fairlead.reason.route_question import Question, route_rows
    >>> ask = Question(
    ...     applicant="worker", duty_bearer="state", against="QAT", abuse="forced_labour", place="QAT",
    ...     on=date(2026, 1, 1),
    ... )
    >>> may_start(route_rows()["ILO24"], ask).verdict
    'no'
    """
    who = question.applicant
    name = _capital(NAMES[who])
    if who in route.starters:
        if who == "state" and route.rule == "ratified" and route.id == "ILO26":
            return _state(route, question)
        people = ""
        if route.least_people and who == "worker":
            people = f", together with others: at least {route.least_people} people affected must ask"
        return answer("yes", f"{name} may start it{people}.", [route])
    if who in route.on_behalf:
        least = f", of whom there must be at least {route.least_people}" if route.least_people else ""
        return answer("yes", f"{name} may start it for the people affected{least}, with their authority.", [route])
    able = ", ".join(NAMES[starter] for starter in (*route.starters, *route.on_behalf))
    return answer("no", f"{name} may not start it; {able} may.", [route])


def _state(route: AccountabilityRoute, question: Question) -> Answer:
    """A State may complain under Article 26 only on a Convention that it has ratified itself."""
    if not question.applicant_state:
        return answer("unknown", "A State may start it if it has itself ratified the Convention.", [route])
    given = [in_force(code, question.applicant_state, question.on) for code in question.relied_on]
    best = next((one for word in ("yes", "unknown") for one in given if one.verdict == word), given[0])
    text = f"A State may start it if it has itself ratified the Convention: {best.text}"
    return answer(best.verdict, text, [route, *best.rows], to_be_checked=best.to_be_checked or route.to_be_checked)


def through(route: AccountabilityRoute, question: Question) -> tuple[Step, ...]:
    """The way up to somebody who may start the route; empty where the applicant may, or where no way is known.

    Parameters
    ----------
    route, question
        The route and the question: the place says whose organisations are named.

    Examples
    --------
    >>> from datetime import date
    >>> from fairlead.reason.route_question import Question, route_rows
    >>> ask = Question(
    ...     applicant="worker", duty_bearer="state", against="QAT", abuse="forced_labour", place="QAT",
    ...     on=date(2026, 1, 1),
    ... )
    >>> [(step.who, step.starts) for step in through(route_rows()["ILO24"], ask)]
    [('union', True), ('national_centre', True), ('ituc', True)]
    """
    if question.applicant in (*route.starters, *route.on_behalf):
        return ()
    rungs = LADDER[question.applicant]
    able = [rung for rung in rungs if _can(rung, route)]
    own = [Step(who="delegate", name=OWN_DELEGATE, starts=True)] if _can(question.applicant, route) else []
    if not able:
        return tuple(own)
    return (*own, *(_step(rung, question.place, starts=rung in able) for rung in rungs[: rungs.index(able[-1]) + 1]))


def _can(rung: str, route: AccountabilityRoute) -> bool:
    return not {rung, *SPEAKS_AS.get(rung, ())}.isdisjoint((*route.starters, *route.on_behalf))


def _step(rung: str, place: str, *, starts: bool) -> Step:
    side = {"national_centre": "workers", "employers": "employers"}.get(rung)
    name = NAMES[rung]
    if side is None:
        return Step(who=rung, name=name, starts=starts)
    partners = [row for row in load(SocialPartner) if row.iso3 == place and row.side == side]
    read = [row for row in partners if row.kind == "organisation" and row.status == "verified"]
    if read:
        name += f": {_names(read)}"
    elif any(row.kind == NO_FREE_UNION for row in partners):
        name += (
            f" (no free trade union is recorded in {country_name(place)}, to be checked: a union abroad or a global "
            "union may file)"
        )
    else:
        name += f" (names in {country_name(place)}: none read in a public list yet)"
    return Step(who=rung, name=name, rows=tuple(read), starts=starts)


def _names(rows: Sequence[SocialPartner]) -> str:
    return "; ".join(row.name for row in rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
