"""Which routes are open to this applicant against this duty-bearer, for this abuse, in this place, on this date?

Each route is asked four things: is it there on the date, is it for this abuse, may this applicant start it, and is its
condition fulfilled (a ratification, a territory, a Contact Point, an agreement, a project). One no closes it, one
unknown leaves it unknown. Every answer names its rows and references, what would change it, the way through for those
who may not start it themselves, and, for a no, the nearest routes that are open.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fairlead.classify.countries import country_name
from fairlead.errors import FairleadError
from fairlead.facts import Row, SocialPartner, SupervisoryCase, load
from fairlead.facts.records.routes import AccountabilityRoute
from fairlead.reason.answer import MARK, Answer, Verdict, answer, marked
from fairlead.reason.route_conditions import condition, in_time, on_ground, proviso
from fairlead.reason.route_order import Before, before, beside, step_of
from fairlead.reason.route_question import Question, abuse, route_rows
from fairlead.reason.standing import NO_FREE_UNION, Step, may_start, through

__all__ = ["Alternative", "Question", "RouteAnswer", "case_text", "route", "routes"]

SHOWN = 3
"""Alternatives shown for a closed route."""

FAMILIES = {
    "ILO regular": "ILO",
    "ILO special": "ILO",
    "ILO other": "ILO",
    "regional court": "court",
    "national court": "court",
}
BODIES = {
    "ILO22": "Committee of Experts",
    "ILO24": "Art. 24 representation",
    "ILO26": "Art. 26 complaint",
    "ILO33": "Art. 33 measures",
    "ILOCAS": "Conference Committee",
}
"""The bodies of the table of supervisory cases, by route."""
ORDER: dict[Verdict, int] = {"yes": 0, "unknown": 1, "no": 2}


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """A route near a closed one: open, or open if something holds.

    Attributes
    ----------
    route, name
        Id and name of the route.
    instrument
        The instrument to rely on, where it matters.
    provided
        What must hold, for instance that organising was punished; empty: it is open as things stand.
    to_be_checked
        Whether that it is open rests on a recalled row.
    """

    route: str
    name: str
    instrument: str = ""
    provided: str = ""
    to_be_checked: bool = False

    @property
    def text(self) -> str:
        """The alternative in words, with its mark."""
        said = self.name + (f", on {self.instrument}" if self.instrument else "")
        said += f", if {self.provided}" if self.provided else ""
        return marked(said) if self.to_be_checked else said


class RouteAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one route.

    Attributes
    ----------
    route
        The route, with what it needs, gives and takes, and how far it binds.
    answer
        Yes, no or unknown, with reason, rows, references and what would change it.
    step
        Its place in the order of routes, from 1.
    first, beside
        What comes before it; what can run beside it or excludes it.
    through
        For an applicant who may not start it: the way to somebody who may.
    nearest
        For a no: the nearest open routes.
    risk
        The risk of reprisal by this route in this place, Fairlead's own reading.
    way
        The way for those who may not start it themselves, in words, where it is peculiar to the route.
    precedents
        Cases on the same State by the same route that are recorded: a selection.
    """

    route: AccountabilityRoute
    answer: Answer
    step: int
    first: tuple[Before, ...]
    beside: tuple[Before, ...]
    through: tuple[Step, ...]
    nearest: tuple[Alternative, ...]
    risk: str
    way: str = ""
    precedents: tuple[SupervisoryCase, ...] = ()

    def said(self, column: str) -> str:
        """A text of the route, with the mark where it is recalled."""
        text: str = getattr(self.route, column)
        return marked(text) if text and (self.route.status == "recalled" or column in self.route.recalled) else text

    def plain(self) -> dict[str, object]:
        """Plain data for JSON, every row with the table it stands in."""
        data: dict[str, object] = msgspec.to_builtins(self)
        data["answer"] = self.answer.plain()
        data["nearest"] = [{**msgspec.to_builtins(one), "text": one.text} for one in self.nearest]
        return data


def routes(question: Question) -> tuple[RouteAnswer, ...]:
    """All routes against this kind of duty-bearer: the open ones first, then the unknown, then the closed.

    Parameters
    ----------
    question
        Who asks, against whom, for what, where and when.

    Raises
    ------
    FairleadError
        If an instrument is not in the table.

    Examples
    --------
    >>> from datetime import date
    >>> ask = Question(
    ...     applicant="union", duty_bearer="state", against="QAT", abuse="forced_labour", place="QAT",
    ...     on=date(2026, 6, 1), instruments=("C029",),
    ... )
    >>> [one.route.id for one in routes(ask) if one.answer.verdict == "yes"][:4]
    ['ILO19', 'ILO23', 'SRSLAVERY', 'SRTRAFF']
    """
    found = [_judge(row, question) for row in route_rows().values() if question.duty_bearer in row.against]
    open_now = [(row, given) for row, given in found if given.verdict == "yes"]
    answers = [_route_answer(row, given, question, open_now) for row, given in found]
    return tuple(sorted(answers, key=lambda one: (ORDER[one.answer.verdict], one.step)))


def route(id: str, question: Question) -> RouteAnswer:  # noqa: A002
    """The answer for one route.

    Parameters
    ----------
    id
        Id of the route.
    question
        The question.

    Raises
    ------
    FairleadError
        If there is no such route, or it does not run against this kind of duty-bearer.

    Examples
    --------
    >>> from datetime import date
    >>> ask = Question(
    ...     applicant="union", duty_bearer="state", against="USA", abuse="forced_labour", place="USA",
    ...     on=date(2026, 6, 1), instruments=("C029",),
    ... )
    >>> closed = route("ILO24", ask)
    >>> closed.answer.verdict
    'no'
    >>> [(one.route, one.instrument, one.provided) for one in closed.nearest]
    [('ILO24', 'C105', ''), ('ILO19', 'C029', ''), ('ILOCFA', '', 'organising was punished')]
    """
    if id not in route_rows():
        raise FairleadError(f"There is no route {id!r}.", fix=f"Give one of: {', '.join(route_rows())}.")
    for one in routes(question):
        if one.route.id == id:
            return one
    kinds = " or ".join(route_rows()[id].against)
    raise FairleadError(f"{id} does not run against a {question.duty_bearer}.", fix=f"It runs against a {kinds}.")


def case_text(case: SupervisoryCase) -> str:
    """One recorded case in a sentence, with its mark.

    Examples
    --------
    >>> case = next(row for row in load(SupervisoryCase) if (row.body, row.iso3) == ("Art. 26 complaint", "QAT"))
    >>> text = case_text(case)
    >>> text.split(":")[0]
    '2014-2017, C029, C081, started by 12 delegates to the 2014 Conference'
    """
    years = str(case.from_year) if case.to_year in (None, case.from_year) else f"{case.from_year}-{case.to_year}"
    text = f"{years}, {', '.join(case.instruments)}, started by {case.started_by}: {case.topic}; {case.outcome}"
    return f"{text} (in part {MARK})" if case.partly_recalled else marked(text) if case.to_be_checked else text


def _judge(row: AccountabilityRoute, question: Question) -> tuple[AccountabilityRoute, Answer]:
    """The verdict on one route from its parts."""
    parts = [
        part
        for part in (
            in_time(row, question.on),
            on_ground(row, question),
            may_start(row, question),
            condition(row, question),
            proviso(row),
        )
        if part is not None
    ]
    if row.rule == "follows":
        parts = parts[-1:]
    verdict: Verdict = max((part.verdict for part in parts), key=ORDER.__getitem__)
    deciding = [part for part in parts if part.verdict == verdict]
    doubt = [part.to_be_checked for part in deciding]
    # one sound no closes a route, whatever is doubtful about the others, which keep their marks; a yes needs every part
    check = all(doubt) if verdict == "no" else any(part.to_be_checked for part in parts)
    said = deciding if verdict == "no" else parts
    texts = [part.text.replace(f" ({MARK})", "") if check else part.text for part in said]
    return row, answer(
        verdict,
        " ".join(texts),
        _once([row, *(fact for part in parts for fact in part.rows)]),
        references=dict.fromkeys(
            reference for part in parts for reference in (row.reference, *part.references) if reference
        ),
        changes=_changes(row, question, deciding),
        as_of=min((part.as_of for part in deciding if part.as_of), default=""),
        to_be_checked=check or row.to_be_checked,
    )


def _changes(row: AccountabilityRoute, question: Question, deciding: Sequence[Answer]) -> list[str]:
    changes = [change for part in deciding for change in part.changes]
    if question.applicant not in (*row.starters, *row.on_behalf):
        changes.append("Somebody who may start it does so: see the way through.")
    return changes


def _route_answer(
    row: AccountabilityRoute,
    given: Answer,
    question: Question,
    open_now: Sequence[tuple[AccountabilityRoute, Answer]],
) -> RouteAnswer:
    nearest = _nearest(row, question, open_now) if given.verdict == "no" else ()
    if given.verdict == "no":
        given = msgspec.structs.replace(given, nearest=nearest[0].text if nearest else _elsewhere(row, question))
    return RouteAnswer(
        route=row,
        answer=given,
        step=step_of(row.id),
        first=before(row.id),
        beside=beside(row.id),
        through=through(row, question),
        nearest=nearest,
        risk=_risk(row, question),
        way="" if question.applicant in (*row.starters, *row.on_behalf) and not row.provided else row.through,
        precedents=tuple(
            case for case in load(SupervisoryCase) if (case.body, case.iso3) == (BODIES.get(row.id), question.against)
        ),
    )


def _nearest(
    row: AccountabilityRoute, question: Question, open_now: Sequence[tuple[AccountabilityRoute, Answer]]
) -> tuple[Alternative, ...]:
    """The same route on another instrument first, then the same family, then whatever else is open."""
    found: list[Alternative] = []
    if row.rule == "ratified":
        for code in abuse(question.abuse).instruments:
            if code not in question.relied_on:
                other = _judge(row, msgspec.structs.replace(question, instruments=(code,)))[1]
                if other.verdict == "yes":
                    found.append(_alternative(row, other, code))
    family = FAMILIES.get(row.category, row.category)
    same = [pair for pair in open_now if FAMILIES.get(pair[0].category, pair[0].category) == family]
    same.sort(key=lambda pair: (pair[0].category != row.category, pair[0].rule != row.rule))
    for other_row, other in same:
        found.append(_alternative(other_row, other, question.relied_on[0] if other_row.id == "ILO19" else ""))
    found += _if_organising_was_punished(row, question)
    found += [_alternative(*pair) for pair in open_now if pair not in same]
    distinct = {(one.route, one.instrument): one for one in found if one.route != row.id or one.instrument}
    return tuple(distinct.values())[:SHOWN]


def _elsewhere(row: AccountabilityRoute, question: Question) -> str:
    """Where nothing against this duty-bearer is open to this applicant: through others, else against the State."""
    steps = through(row, question)
    able = next((step.name for step in steps if step.starts), "")
    if able:
        return f"None is open to this applicant itself; this one may be through {able}, if the rest holds."
    if question.duty_bearer == "state":
        return "None is open to this applicant itself; an organisation of the people concerned may start one."
    place = country_name(question.place)
    return f"None against this {question.duty_bearer} is open; routes against {place} itself (state:{question.place})."


def _if_organising_was_punished(row: AccountabilityRoute, question: Question) -> list[Alternative]:
    """The Committee on Freedom of Association needs no ratification, but another abuse."""
    committee = route_rows()["ILOCFA"]
    if FAMILIES.get(row.category) != "ILO" or question.abuse == "organising" or row.id == committee.id:
        return []
    given = _judge(committee, msgspec.structs.replace(question, abuse="organising"))[1]
    if given.verdict != "yes":
        return []
    return [msgspec.structs.replace(_alternative(committee, given), provided="organising was punished")]


def _alternative(row: AccountabilityRoute, given: Answer, instrument: str = "") -> Alternative:
    return Alternative(route=row.id, name=row.name, instrument=instrument, to_be_checked=given.to_be_checked)


def _risk(row: AccountabilityRoute, question: Question) -> str:
    text = f"{row.reprisal.capitalize()}: {row.who_learns}."
    if "who_learns" in row.recalled or row.status == "recalled":
        text = f"{text[:-1]} ({MARK})."
    if any(partner.kind == NO_FREE_UNION and partner.iso3 == question.place for partner in load(SocialPartner)):
        place = country_name(question.place)
        text += (
            f" No free trade union is recorded in {place} ({MARK}): the risk to people there is higher; ask them first."
        )
    return text


def _once(rows: Sequence[Row]) -> list[Row]:
    return list({id(one): one for one in rows}.values())
