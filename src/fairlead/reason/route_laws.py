"""Routes under laws that bind companies of a certain size: whom the law binds, decides whom the route reaches.

The law is asked for the company itself, with what is said of it, and for the home of each buyer and parent, of which
only the seat is known. A company from abroad can be bound too, by a branch or by its sales, so that a seat elsewhere
alone closes nothing.
"""

from __future__ import annotations

import msgspec

from fairlead.classify.countries import country_name
from fairlead.facts.records.routes import AccountabilityRoute
from fairlead.reason.answer import Answer, Verdict, answer
from fairlead.reason.company import Company
from fairlead.reason.laws import LawFinding, law_binds
from fairlead.reason.route_question import Question

__all__ = ["LAWS", "bound_by_law"]

LAWS = {"LKSG": "DE-LKSG", "FRVIG": "FR-VIGILANCE", "NOTRA": "NO-TRANSPARENCY"}
"""The law on whose duties each of these routes rests."""

ORDER: dict[Verdict, int] = {"yes": 0, "unknown": 1, "no": 2}


def bound_by_law(route: AccountabilityRoute, question: Question) -> Answer:
    """Whether the law of the route binds the company, or a buyer or parent of it.

    Parameters
    ----------
    route
        One of the routes in `LAWS`.
    question
        The question, with what is said of the company.

    Examples
    --------
    >>> from datetime import date
    >>> from fairlead.reason.route_question import Question, route_rows
    >>> ask = Question(
    ...     applicant="union", duty_bearer="company", against="FRA", abuse="forced_labour", place="BGD",
    ...     on=date(2025, 6, 1), company=Company(staff_in={"FRA": 5200}),
    ... )
    >>> bound_by_law(route_rows()["FRVIG"], ask).verdict
    'yes'
    >>> small = msgspec.structs.replace(ask, company=Company(staff=4000))
    >>> bound_by_law(route_rows()["FRVIG"], small).verdict
    'no'
    """
    itself = msgspec.structs.replace(question.company or Company(), seat=question.against or None)
    asked = [("", itself)]
    asked += [("the home of a buyer", Company(seat=code)) for code in question.buyers]
    asked += [("the home of a parent company", Company(seat=code)) for code in question.parents]
    found = [(what, one, law_binds(LAWS[route.id], one, question.on)) for what, one in asked]
    what, company, best = min(found, key=lambda each: ORDER[each[2].answer.verdict])
    verdict = best.answer.verdict
    if verdict == "unknown":
        # a company whose seat is in the State of the law is nearer to it than one from abroad
        what, company, best = min(
            (each for each in found if each[2].answer.verdict == verdict),
            key=lambda each: each[1].seat != best.law.place,
        )
    return answer(
        verdict,
        _text(route, what, company, best),
        (route, *best.answer.rows),
        references=best.answer.references,
        changes=_changes(what, company, best),
        as_of=best.answer.as_of,
    )


def _text(route: AccountabilityRoute, what: str, company: Company, found: LawFinding) -> str:
    """In words: the place first where it decides, then what the law says."""
    home = company.seat or ""
    there = home == found.law.place
    whose = what or "the home of the company"
    if found.answer.verdict == "unknown" and there and not any(check.verdict == "yes" for check in found.checks):
        return f"It reaches {country_name(home)} ({whose}). It is open if {route.provided}. {found.answer.text}"
    if home and not there:
        return f"{whose[:1].upper()}{whose[1:]} is {country_name(home)}. {found.answer.text}"
    return found.answer.text


def _changes(what: str, company: Company, found: LawFinding) -> tuple[str, ...]:
    if found.answer.verdict != "unknown" or not what:
        return found.answer.changes
    return (f"Ask for it as the company itself, company:{company.seat}, with its size.", *found.answer.changes)
