"""Can this document be received as it stands: what the procedure requires, what is missing, who may sign, through whom.

The rules on routes say whether a route is open to those who write (`fairlead.reason.routes`); the table
`fairlead.facts.RouteRequirement` says what the procedure asks of the document besides. A requirement is met, not met or
not known; the worst of those that bind decides. Nothing here judges whether the complaint is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from fairlead.act.case import Case, checked
from fairlead.act.kinds import Kind
from fairlead.act.receivability.days import OPEN, span
from fairlead.act.receivability.decide import WORDS, decide, said
from fairlead.act.receivability.model import Receivability, Requirement
from fairlead.act.receivability.rules import RULES, provided
from fairlead.act.receivability.scene import Scene, applicant, scene
from fairlead.errors import FairleadError, InputError, Problem
from fairlead.facts import AccountabilityRoute, RouteRequirement, load
from fairlead.reason.answer import Answer, Verdict, answer, marked
from fairlead.reason.route_laws import LAWS
from fairlead.reason.route_question import Question, route_rows
from fairlead.reason.routes import RouteAnswer, route
from fairlead.reason.standing import NAMES

__all__ = [
    "CONSULTATION",
    "Receivability",
    "Requirement",
    "asks_for",
    "receivability",
    "requirements_of",
    "routes_of",
]

CONSULTATION = "CONSULT"
"""The rules of a public consultation, which is no route of accountability."""

LENDER = "lender"
"""The route of a kind of document that goes to whichever mechanism the lender has."""

WORST: dict[Verdict, int] = {"yes": 0, "unknown": 1, "no": 2}
PARTS = {
    "time": ("The route is there on the day.", "time", "Wait until it opens, or take another."),
    "ground": ("The route is for this matter.", "substance", "Take a route that is for this matter."),
    "standing": ("Somebody who may start the route files it.", "standing", "Go through somebody who may."),
    "condition": ("Its condition is fulfilled.", "substance", "Take a route whose condition is fulfilled."),
}
"""What every route is asked, where no row of the table says it in more detail."""


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
    known = scene(row, checked(case), _checked(route_id, given or {}), kind)
    found = (*_collected(route_id, known), *(_uncollected(row, known) if row else ()))
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


def _checked(route_id: str, given: Mapping[str, str | bool]) -> Mapping[str, str | bool]:
    """The answers, if each is to a requirement of the route and can be read."""
    days, yes_no = _days_of(route_id), _answers_of(route_id)
    wrong = [
        _problem(key, str(value), _because(key, str(value).strip().lower(), days, yes_no))
        for key, value in given.items()
        if _because(key, str(value).strip().lower(), days, yes_no)
    ]
    if wrong:
        raise InputError(
            "Some answers cannot be used.",
            wrong,
            why="An answer that is misread would turn a requirement into its opposite.",
            fix=f"Answer by: {', '.join(sorted(yes_no | days))}.",
        )
    return given


def asks_for(route_id: str) -> frozenset[str]:
    """What `receivability` takes as answers for a route: ids of requirements, and names of days.

    Examples
    --------
    >>> "final_decision" in asks_for("ECTHR"), "final_decision" in asks_for("ILO24")
    (True, False)
    """
    return frozenset(_days_of(route_id) | _answers_of(route_id))


def _days_of(route_id: str) -> set[str]:
    rows = requirements_of(route_id)
    return {row.by[-1] for row in rows if row.decided == "day" or (row.decided == "term" and len(row.by) > 1)}


def _answers_of(route_id: str) -> set[str]:
    return {row.id for row in requirements_of(route_id)} | set(PARTS) | {"provided"}


def _because(key: str, value: str, days: set[str], yes_no: set[str]) -> str:
    if key in days:
        return "" if value in ("", *OPEN) or span(value) else f"{key}: it is neither a day as in 2026-11-21 nor open"
    if key in yes_no:
        return "" if value in WORDS else f"{key}: it is neither yes nor no"
    return f"{key}: this route asks nothing by this name"


def _problem(key: str, value: str, what: str) -> Problem:
    return Problem(code="receivability_answer", severity="error", what=what, column=key, value=value)
