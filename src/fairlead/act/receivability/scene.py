"""Who asks what of which route: the case as the rules on routes ask about it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from fairlead.act.case import Case, Organisation
from fairlead.facts import AccountabilityRoute, RouteTerritory, load
from fairlead.reason.route_question import APPLICANTS, Question

__all__ = ["KIND_OF", "Scene", "applicant", "scene", "signers"]

KIND_OF = {
    "workers": "union",
    "employers": "employers",
    "company": "company",
    "government": "state",
    "civil_society": "ngo",
    "person": "worker",
}
"""The kind of applicant that a constituency stands for, where an organisation does not say it; a network is any."""


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """What requirements are decided from.

    Attributes
    ----------
    route
        The route; ``None`` for what is no route of accountability.
    case, given
        What people know, and what they answered.
    kind
        Name of the kind of document, where it is one of Fairlead's for this route.
    questions
        The question for each who writes; none where it cannot be asked yet.
    missing
        Why it cannot be asked.
    """

    route: AccountabilityRoute | None
    case: Case
    given: Mapping[str, str | bool] = {}
    kind: str = ""
    questions: tuple[Question, ...] = ()
    missing: str = ""


def applicant(one: Organisation) -> str:
    """The kind of applicant that an organisation is; empty: not known.

    Examples
    --------
    >>> applicant(Organisation(name="Garment Workers' Union", constituency="workers"))
    'union'
    """
    return one.kind if one.kind in APPLICANTS else KIND_OF.get(one.constituency, "")


def signers(case: Case) -> tuple[Organisation, ...]:
    """Who signs: those who write, and whoever signs or forwards for them; only the latter where names are withheld.

    Examples
    --------
    >>> union = Organisation(name="Mill Workers' Union")
    >>> [one.name for one in signers(Case(on="2026-11-21", writers=(union,)))]
    ["Mill Workers' Union"]
    """
    through = (case.through,) if case.through else ()
    return through if case.withhold else (*case.writers, *through)


def scene(route: AccountabilityRoute | None, case: Case, given: Mapping[str, str | bool], kind: str) -> Scene:
    """The scene of a case before a route."""
    if route is None:
        return Scene(route=route, case=case, given=given, kind=kind)
    bearer, against, missing = _against(route, case)
    kinds = list(dict.fromkeys(filter(None, (applicant(one) for one in (*case.writers, *signers(case))))))
    if missing:
        return Scene(route=route, case=case, given=given, kind=kind, missing=missing)
    states = [one.country for one in case.writers if applicant(one) == "state"]
    questions = tuple(
        Question(
            applicant=who,
            duty_bearer=bearer,
            against=against,
            abuse=case.abuse,
            place=case.where or against,
            on=case.day,
            instruments=case.instruments,
            applicant_state=states[0] if states else "",
            buyers=case.target.buyers,
            parents=case.target.parents,
            name=case.target.name,
            company=case.target.said,
        )
        for who in kinds or ["union"]
    )
    return Scene(route=route, case=case, given=given, kind=kind, questions=questions)


def _against(route: AccountabilityRoute, case: Case) -> tuple[str, str, str]:
    """The kind of duty-bearer, which one, and what is missing to say it."""
    if "lender" in route.against and (route.lender or case.target.lender):
        lender = case.target.lender or (route.lender[0] if len(route.lender) == 1 else "")
        return "lender", lender, "" if lender else "It is not said which lender has a part in the project."
    if "state" in route.against and (case.state or route.against == ("state",)):
        return "state", case.state, "" if case.state else "It is not said against which State."
    if "company" in route.against:
        return "company", case.target.home, ""
    return "importer", _market(route, case), ""


def _market(route: AccountabilityRoute, case: Case) -> str:
    """The market: among the countries of the case the first that the route reaches, else one that is not the place."""
    named = (case.state, case.partner, case.target.home, *case.target.buyers)
    reached = {row.iso3 for row in load(RouteTerritory) if row.route == route.id}
    found = [code for code in named if code in reached] or [code for code in named if code and code != case.where]
    return found[0] if found else ""
