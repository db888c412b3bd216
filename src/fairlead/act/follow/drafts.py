"""From a draft to a matter: what is open about its text on a day, for the states to judge."""

from __future__ import annotations

from datetime import date, datetime

from fairlead.act.draft import Draft
from fairlead.act.follow.matter import Matter
from fairlead.act.follow.states import Standing, answers_of, embargo, fingerprint, start
from fairlead.act.kinds import kind
from fairlead.act.ready import readiness
from fairlead.act.receivable import route_of, routes_of
from fairlead.act.rendering import plain_text
from fairlead.act.safety import Decision, Question, decide, safety_questions

__all__ = ["asked_of", "decided", "matter_of", "standing_of"]


def matter_of(
    draft: Draft,
    id: str,  # noqa: A002
    *,
    day: date,
    recorded: datetime,
    by: str = "",
    addressee: str = "",
    country: str = "",
    route: str = "",
) -> Matter:
    """A matter that begins with a draft.

    Parameters
    ----------
    draft
        The draft.
    id
        Name of the matter.
    day, recorded, by
        As in `fairlead.act.follow.states.start`.
    addressee, country
        To whom it goes, and the country whose working days count; the State of the case if none is given.
    route
        The procedure; that of the kind of document if none is given.

    Examples
    --------
    >>> from datetime import timezone
    >>> from fairlead.act.case import Case, Organisation
    >>> from fairlead.act.writing import write
    >>> case = Case(on="2026-11-21", state="NPL", writers=(Organisation(name="Example Union"),))
    >>> now = datetime(2026, 11, 21, tzinfo=timezone.utc)
    >>> matter = matter_of(write("ratification", case), "nepal", day=now.date(), recorded=now)
    >>> matter.state, matter.signatories
    ('NPL', ('Example Union',))
    """
    case = draft.case
    through = () if case.through is None else (case.through,)
    signing = through if case.withhold else case.writers
    return start(
        id,
        draft.title,
        day=day,
        recorded=recorded,
        by=by,
        kind=draft.kind,
        route=route or route_of(kind(draft.kind), case),
        state=case.state,
        addressee=addressee,
        country=country or case.state,
        signatories=tuple(one.name for one in signing if not one.withheld),
    )


def asked_of(draft: Draft, route: str = "", *, publish: bool = False) -> tuple[Question, ...]:
    """The questions of safety about a draft; where no route is chosen, about each that its kind starts."""
    routes = route or routes_of(kind(draft.kind), draft.case)
    return safety_questions(draft.case, routes, plain_text(draft), publish=publish)


def decided(matter: Matter, draft: Draft, on: date, *, publish: bool = False) -> Decision:
    """What follows from the answers in the log of a matter."""
    questions = asked_of(draft, matter.route, publish=publish)
    return decide(questions, answers_of(matter), draft.case, embargo=embargo(matter), on=on)


def standing_of(matter: Matter, draft: Draft, on: date) -> Standing:
    """What is open about the text of a matter on a day: to complete, changed beneath it, unanswered of safety.

    Examples
    --------
    >>> from datetime import timezone
    >>> from fairlead.act.case import Case
    >>> from fairlead.act.writing import write
    >>> draft = write("ratification", Case(on="2020-01-31", state="BGD"))
    >>> now = datetime(2026, 11, 21, tzinfo=timezone.utc)
    >>> found = standing_of(matter_of(draft, "bgd", day=now.date(), recorded=now), draft, now.date())
    >>> bool(found.complete), bool(found.stale), bool(found.safety)  # Bangladesh ratified in 2022
    (True, True, True)
    """
    found = readiness(draft, on.isoformat())
    return Standing(
        complete=tuple(one.what for one in found.open if one.stops and one.kind != "stale"),
        stale=tuple(one.what for one in found.open if one.kind == "stale"),
        safety=decided(matter, draft, on).open,
        text=fingerprint(plain_text(draft)),
    )
