"""Can this document be received as it stands: what the procedure requires, what is missing, who may sign, through whom.

The rules on routes say whether a route is open to those who write (`fairlead.reason.routes`); the table
`fairlead.facts.RouteRequirement` says what the procedure asks of the document besides. A requirement is met, not met or
not known; the worst of those that bind decides. Nothing here judges whether the complaint is right.
"""

from __future__ import annotations

from collections.abc import Mapping

from fairlead.act.case import Case, checked
from fairlead.act.draft import Draft
from fairlead.act.kinds import Kind, kinds
from fairlead.act.receivability.answers import asks_for, checked_answers
from fairlead.act.receivability.gather import gathered, requirements_of
from fairlead.act.receivability.model import Receivability, Requirement
from fairlead.act.receivability.scene import Scene, scene
from fairlead.errors import FairleadError
from fairlead.facts import AccountabilityRoute
from fairlead.reason.answer import Verdict, marked
from fairlead.reason.route_question import Question, route_rows
from fairlead.reason.routes import RouteAnswer, route
from fairlead.reason.standing import NAMES

__all__ = [
    "CONSULTATION",
    "Receivability",
    "Requirement",
    "asks_for",
    "receivability",
    "received",
    "requirements_of",
    "route_of",
    "routes_of",
]

CONSULTATION = "CONSULT"
"""The rules of a public consultation, which is no route of accountability."""

LENDER = "lender"
"""The route of a kind of document that goes to whichever mechanism the lender has."""

WORST: dict[Verdict, int] = {"yes": 0, "unknown": 1, "no": 2}


def receivability(
    route_id: str, case: Case, given: Mapping[str, str | bool] | None = None, *, kind: str = ""
) -> Receivability:
    """Whether a document for a route can be received as it stands.

    Parameters
    ----------
    route_id
        Id of a route, or `CONSULTATION`.
    case
        What the document is written for.
    given
        What people answered: yes or no by the id of the requirement, days by their name (``final_decision``).
    kind
        Name of the kind of document, where it is one of Fairlead's made for this route: its fixed words then fulfil
        what they are there for.

    Raises
    ------
    FairleadError
        If there is no such route.
    InputError
        If the case cannot be used, or an answer is to no requirement of this route, or cannot be read.

    Examples
    --------
    >>> from fairlead.act.case import Organisation
    >>> case = Case(on="2026-06-01", state="QAT", instruments=("C029",), writers=(Organisation(name="A union"),))
    >>> found = receivability("ILO24", case, {"failure": "yes", "writing": "yes", "article_24": "no"})
    >>> found.verdict, [point.id for point in found.open_points if point.binds]
    ('no', ['article_24'])
    >>> found.open_points[0].mend
    'Say that it is made under Article 24 of the Constitution of the ILO.'
    """
    if route_id != CONSULTATION and route_id not in route_rows():
        raise FairleadError(
            f"There is no route {route_id!r}.", fix=f"Give one of: {', '.join((*route_rows(), CONSULTATION))}."
        )
    row = route_rows().get(route_id)
    known = scene(row, checked(case), checked_answers(route_id, given or {}), kind)
    found = gathered(route_id, known)
    binding = [one for one in found if one.binds]
    verdict: Verdict = max((one.answer.verdict for one in binding), key=WORST.__getitem__)
    collected = bool(requirements_of(route_id))
    if verdict == "yes" and not collected:
        verdict = "unknown"
    opening = _opening(known)
    return Receivability(
        route=route_id,
        name=row.name if row else "Submission to a public consultation",
        verdict=verdict,
        text=_text(verdict, binding, collected=collected),
        requirements=found,
        who_may_sign=_who(row) if row else (),
        through=opening.through if opening else (),
        nearest=opening.nearest if opening and verdict == "no" else (),
        opening=opening,
        collected=collected,
    )


def routes_of(kind: Kind, case: Case) -> tuple[str, ...]:
    """The routes that a document of a kind starts in a case: of a lender's mechanism, those of the lender.

    Examples
    --------
    >>> from fairlead.act.kinds import kind
    >>> routes_of(kind("ratification"), Case(on="2026-11-21", state="NPL"))
    ()
    """
    if kind.route != LENDER:
        return (kind.route,) if kind.route else ()
    return tuple(row.id for row in route_rows().values() if case.target.lender in row.lender)


def route_of(kind: Kind, case: Case) -> str:
    """The one route that a document starts; empty where it starts none, or several are open, of which people choose.

    Examples
    --------
    >>> from fairlead.act.case import Target
    >>> from fairlead.act.kinds import kind
    >>> [route_of(kind("lender_complaint"), Case(on="2026-11-21", target=Target(lender=one))) for one in ("IFC", "WB")]
    ['CAO', '']
    """
    found = [one for one in routes_of(kind, case) if one in route_rows()]
    return found[0] if len(found) == 1 else ""


def received(draft: Draft, answers: Mapping[str, str]) -> tuple[Receivability, ...]:
    """Whether a draft can be received, for each route that a document of its kind starts.

    Parameters
    ----------
    draft
        The draft.
    answers
        What people answered, by the name of the requirement or day; each goes to the routes that ask for it.

    Raises
    ------
    InputError
        If an answer is to nothing that any of the routes asks, or cannot be read.

    Examples
    --------
    >>> from fairlead.act.writing import write
    >>> found = received(write("representation", Case(on="2026-11-21", state="QAT")), {})
    >>> [(one.route, one.verdict) for one in found]
    [('ILO24', 'unknown')]
    """
    routes = routes_of(kinds()[draft.kind], draft.case)
    known = {key for one in routes for key in asks_for(one)}
    return tuple(
        # an answer that no route asks for stays in, so that it is refused and not lost
        receivability(
            one,
            draft.case,
            {key: value for key, value in answers.items() if key in asks_for(one) or key not in known},
            kind=draft.kind,
        )
        for one in routes
    )


def _opening(known: Scene) -> RouteAnswer | None:
    if known.route is None or not known.questions:
        return None
    return route(known.route.id, _first_able(known.route, known.questions))


def _first_able(row: AccountabilityRoute, questions: tuple[Question, ...]) -> Question:
    able = [one for one in questions if one.applicant in (*row.starters, *row.on_behalf)]
    return (able or list(questions))[0]


def _who(row: AccountabilityRoute) -> tuple[str, ...]:
    own = [NAMES[who] for who in row.starters]
    others = [f"{NAMES[who]}, for the people affected, with their authority" for who in row.on_behalf]
    return (*own, *others)


def _text(verdict: Verdict, binding: list[Requirement], *, collected: bool) -> str:
    missing = [one for one in binding if one.answer.verdict == "no"]
    unknown = [one for one in binding if one.answer.verdict == "unknown"]
    if verdict == "no":
        text = f"It cannot be received as it stands: {_counted(missing, 'is', 'are')} not met"
        text += f", {_counted(unknown, 'is', 'are')} not known." if unknown else "."
    elif not collected:
        text = "What this procedure requires of a document has not been collected; ask the body."
    elif verdict == "unknown":
        text = f"Whether it can be received is not known: {_counted(unknown, 'is', 'are')} not known."
    else:
        text = "As far as is known here it can be received: every requirement that binds is met."
    deciding = missing or unknown or binding
    return marked(text) if any(one.answer.to_be_checked for one in deciding) else text


def _counted(found: list[Requirement], one: str, many: str) -> str:
    return f"{len(found)} requirement{'' if len(found) == 1 else 's'} {one if len(found) == 1 else many}"
