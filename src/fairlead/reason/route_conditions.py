"""The condition of a route: a ratification, a territory, a Contact Point, an agreement, a project, a treaty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from fairlead.classify.countries import country_name
from fairlead.facts import load
from fairlead.facts.records.business import TradeAgreement
from fairlead.facts.records.routes import AccountabilityRoute, FrameworkAgreement, RouteTerritory
from fairlead.reason.answer import MARK, Answer, answer
from fairlead.reason.contact_points import competent
from fairlead.reason.ratification import MEMBERS, coverage, in_force, members, ratified
from fairlead.reason.route_laws import LAWS, bound_by_law
from fairlead.reason.route_question import Question, abuse, route_rows

__all__ = ["bound", "condition", "in_time", "on_ground", "proviso"]

NAMED = 4
"""Countries named one by one; more are counted."""
PARTNERS = {"EUSEP": ("EU",), "FTALABOR": ("USA", "CAN"), "USGSP": ("USA",)}
"""Whose agreements each route on trade commitments is for."""
COMMITMENTS = ("trade agreement", "unilateral preference")
TWELVE_MONTHS = "Even a ratification registered since then would bind only after twelve months."


def condition(route: AccountabilityRoute, question: Question) -> Answer:
    """Whether the condition of the route is fulfilled.

    Parameters
    ----------
    route, question
        The route and the question.

    Examples
    --------
    >>> from fairlead.reason.route_question import Question, route_rows
    >>> ask = Question(
    ...     applicant="union", duty_bearer="state", against="USA", abuse="forced_labour", place="USA",
    ...     on=date(2026, 6, 1), instruments=("C029",),
    ... )
    >>> condition(route_rows()["ILO24"], ask).text
    'Closed on C029: United States had not ratified C029 by 2026-06-04.'
    """
    return bound_by_law(route, question) if route.id in LAWS else RULES[route.rule](route, question)


def in_time(route: AccountabilityRoute, on: date) -> Answer | None:
    """A no where the route is not yet or no longer there on the date, or ``None``."""
    if route.opens and on < date.fromisoformat(route.opens):
        change = f"It opens on {route.opens}."
        return answer("no", f"It can be used from {route.opens}.", [route], changes=[change])
    if route.closes and on > date.fromisoformat(route.closes):
        return answer("no", f"It lapsed on {route.closes}.", [route], changes=["It is renewed."])
    return None


def on_ground(route: AccountabilityRoute, question: Question) -> Answer | None:
    """A no where the route is not for this abuse, or ``None``."""
    if not route.grounds or question.abuse in route.grounds:
        return None
    for_what = ", ".join(abuse(name).name.lower() for name in route.grounds)
    change = f"The matter is also one of: {for_what}."
    return answer("no", f"It is for other matters: {for_what}.", [route], changes=[change])


def proviso(route: AccountabilityRoute) -> Answer | None:
    """An unknown where something must hold besides that is not known here, or ``None``."""
    if not route.provided or route.id in LAWS:  # of those, the law itself says whom it binds
        return None
    return answer(
        "unknown", f"It is open if {route.provided}.", [route], changes=[f"It is known that {route.provided}."]
    )


def bound(code: str, iso3: str, on: date) -> Answer:
    """Whether the instrument binds the State on the date, also just after the end of the record.

    Where the State had not ratified at the end of a complete record, a later ratification cannot bind it within the
    next twelve months.

    Examples
    --------
    >>> bound("C029", "USA", date(2026, 11, 20)).verdict
    'no'
    """
    given = in_force(code, iso3, on)
    held = coverage(code)
    if given.verdict != "unknown" or held is None or not held.complete or iso3 not in members():
        return given
    end = date.fromisoformat(held.as_of)
    if on <= end or on >= date(end.year + 1, end.month, min(end.day, 28)):
        return given
    then = ratified(code, iso3, end)
    if then.verdict != "no":
        return given
    return answer(
        "no",
        f"{then.text} {TWELVE_MONTHS}",
        then.rows,
        references=then.references,
        changes=then.changes,
        as_of=end.isoformat(),
    )


def _ratified(_route: AccountabilityRoute, question: Question) -> Answer:
    if question.against not in members():
        return _no_member(question.against)
    given = {code: bound(code, question.against, question.on) for code in _codes(question)}
    by = {word: [code for code, one in given.items() if one.verdict == word] for word in ("yes", "unknown", "no")}
    rows = [row for one in given.values() for row in one.rows]
    verdict = "yes" if by["yes"] else "unknown" if by["unknown"] else "no"
    parts = []
    for word, said in (("yes", "Open on"), ("unknown", "Not known on"), ("no", "Closed on")):
        parts += [f"{said} {code}: {given[code].text}" for code in by[word]]
    changes = [] if by["yes"] else [f"Ratification of {' or '.join(given)}, twelve months later."]
    deciding = by["yes"] or by["unknown"] or by["no"]
    scope = abuse(question.abuse).scope
    if (
        scope
        and any(code in scope for code in by["yes"])
        and not set(by["yes"]) - {code for code in given if code in scope}
    ):
        parts.append(f"Note: {scope}.")
    return answer(
        verdict,  # type: ignore[arg-type]
        " ".join(parts),
        rows,
        references=[reference for code in deciding for reference in given[code].references],
        changes=changes,
        as_of=min((one.as_of for one in given.values() if one.as_of), default=""),
        to_be_checked=any(given[code].to_be_checked for code in deciding),
    )


def _codes(question: Question) -> tuple[str, ...]:
    """The instruments relied on; a State may complain only on those that bind it too."""
    codes, state = question.relied_on, question.applicant_state
    if question.applicant != "state" or not state:
        return codes
    return tuple(code for code in codes if bound(code, state, question.on).verdict == "yes") or codes


def _no_member(iso3: str) -> Answer:
    """Unknown, and not no: a Convention may apply to a territory by declaration, or still bind a former member."""
    held = coverage(MEMBERS)
    text = (
        f"{country_name(iso3)} is not among the {len(members())} member States of the ILO, whose ratifications are kept"
    )
    change = "A declaration that applies the Convention there, or a ratification from an earlier membership, is known."
    return answer("unknown", f"{text}.", changes=[change], as_of=held.as_of if held else "")


def _member(_route: AccountabilityRoute, question: Question) -> Answer:
    held = coverage(MEMBERS)
    as_of = held.as_of if held else ""
    name = country_name(question.against)
    if question.against in members():
        return answer("yes", f"{name} is a member of the ILO; no ratification is needed.", as_of=as_of)
    text = f"{name} was not among the member States of the ILO on {as_of}."
    return answer("no", text, changes=[f"{name} joins the ILO."], as_of=as_of)


def _follows(route: AccountabilityRoute, _question: Question) -> Answer:
    earlier = route_rows()[route.after]
    return answer("no", f"It is not started by itself; it follows another: {earlier.name}.", [route])


def _contact_point(_route: AccountabilityRoute, question: Question) -> Answer:
    if question.duty_bearer == "lender":
        text = "A bank of States is not a multinational enterprise; the company it finances may be one."
        return answer("no", text, changes=["The company is the duty-bearer: ask for it, with its home."])
    return competent(question.place, question.against, question.on, question.buyers, question.parents).answer


def _agreement(route: AccountabilityRoute, question: Question) -> Answer:
    change = "The name of the company is given, and an agreement covers it and the site."
    if not question.name:
        return answer("unknown", "It is open if an agreement covers the company; give its name.", changes=[change])
    wanted = question.name.casefold()
    for row in load(FrameworkAgreement):
        kinds = {"GFA": "framework agreement", "ACCORD": "multi-company agreement"}
        if row.kind == kinds[route.id] and wanted in row.name.casefold():
            verdict = {"in force": "yes", "suspended": "no", "ended": "no"}.get(row.state, "unknown")
            signed = ", ".join(row.unions)
            text = f"An agreement of {row.name} with {signed} is recorded; its state: {row.state} ({row.as_of})."
            return answer(verdict, text, [row], changes=[change], as_of=row.as_of)  # type: ignore[arg-type]
    text = f"No agreement of {question.name} is in the table, which is not complete."
    return answer("unknown", text, changes=[change])


def _project(route: AccountabilityRoute, question: Question) -> Answer:
    if question.against not in route.lender:
        lender = " and ".join(route.lender)
        return answer("no", f"It is for {lender} only.", [route], changes=[f"{lender} has a part in the project too."])
    return answer("yes", f"It is for projects that {question.against} finances or insures.", [route])


def _territory(route: AccountabilityRoute, question: Question) -> Answer:
    candidates = _compared(route, question)
    if not candidates:
        return answer("unknown", "The country is not known.", [route], changes=["The country is said."])
    reached = _territories(route.id)
    for what, code in candidates:
        if code in reached:
            return _reached(reached[code], what, question.on)
    rows = tuple(reached.values())
    names = sorted(country_name(code) for code in reached)
    where = ", ".join(names) if len(names) <= NAMED else f"{len(names)} countries"
    said = ", ".join(f"{what} is {country_name(code)}" for what, code in candidates)
    return answer(
        "no",
        f"It reaches {where}; {said}.",
        [route],
        changes=[f"{_capital(candidates[0][0])} is another."],
        as_of=max(row.as_of for row in rows),
        to_be_checked=any(row.to_be_checked for row in rows),
    )


def _compared(route: AccountabilityRoute, question: Question) -> list[tuple[str, str]]:
    """The countries to compare with the territory; a law on companies reaches a buyer or a parent at home too."""
    names = {"state": "the State", "place": "the place", "home": "the home of the company", "market": "the market"}
    first = question.place if route.reaches == "place" else question.against
    found = [(names[route.reaches], first)] if first else []
    if route.reaches == "home":
        found += [("the home of a buyer", code) for code in question.buyers]
        found += [("the home of a parent company", code) for code in question.parents]
    return found


def _reached(row: RouteTerritory, what: str, on: date) -> Answer:
    name = f"{country_name(row.iso3)} ({what})"
    if row.status == "conflicting":
        change = f"A source settles whether it reaches {name}."
        return answer("unknown", f"Whether it reaches {name} is disputed.", [row], changes=[change])
    if row.since:
        first, last = _days(row.since)
        if on < first:
            return answer("no", f"It reaches {name} from {row.since}.", [row], changes=["The day is later."])
        if on < last:
            text = f"It reaches {name} from some day of {row.since}."
            return answer("unknown", text, [row], changes=["The exact day is known."])
    if row.until:
        first, last = _days(row.until)
        if on > last:
            text = f"It reached {name} until {row.until}."
            return answer("no", text, [row], changes=["What happened before that day may still be brought."])
        if on > first:
            text = f"It reached {name} until some day of {row.until}."
            return answer("unknown", text, [row], changes=["The exact day is known."])
    return answer("yes", f"It reaches {name}.", [row], as_of=row.as_of)


def _days(day: str) -> tuple[date, date]:
    """First and last day that a date can mean; a treaty binds some months after the day of a ratification."""
    if len(day) > len("YYYY"):
        return date.fromisoformat(day), date.fromisoformat(day)
    return date(int(day), 1, 1), date(int(day) + 1, 4, 1)


def _treaty(route: AccountabilityRoute, question: Question) -> Answer:
    name = country_name(question.against)
    row = _territories(route.id).get(question.against)
    if row is not None:
        given = _reached(row, "party", question.on)
        text = f"{given.text.removesuffix(f' ({MARK})').rstrip('.')}: {route.treaty}, {row.since}."
        return answer(given.verdict, text, [row], changes=given.changes, as_of=row.as_of)
    change = f"{name} is, or becomes, party."
    if not _territories(route.id):
        text = f"It is open if {name} is party to the {route.treaty}; the parties are not collected yet."
        return answer("unknown", text, [route], changes=[change])
    known = max(one.as_of for one in _territories(route.id).values())
    text = f"{name} is not among the parties to the {route.treaty} that were read"
    return answer(
        "unknown", f"{text}; the list has slips and ends in {known[:4]}.", [route], changes=[change], as_of=known
    )


def _commitment(route: AccountabilityRoute, question: Question) -> Answer:
    """A trade agreement or preference that holds between the partner whose office decides and the State."""
    name = country_name(question.against)
    partners = PARTNERS.get(route.id, ())
    rows = [
        row
        for row in load(TradeAgreement)
        if row.kind in COMMITMENTS and question.against in row.parties and not set(partners).isdisjoint(row.parties)
    ]
    held = [row for row in rows if row.in_force and _holds(row, question.on)]
    if held:
        named = "; ".join(row.name for row in held)
        return answer("yes", f"Labour commitments hold for {name}: {named}.", held)
    change = f"An agreement or preference with labour commitments holds for {name}."
    if rows:
        named = "; ".join(row.name for row in rows)
        text = f"Recorded, but not known to hold on {question.on}: {named}."
        return answer("unknown", text, rows, changes=[change])
    text = f"It is open if an agreement or preference with labour commitments holds for {name}."
    return answer("unknown", f"{text} Nothing is recorded; the table is a selection.", [route], changes=[change])


def _holds(row: TradeAgreement, on: date) -> bool:
    start = row.in_force if len(row.in_force) == len("YYYY-MM-DD") else f"{row.in_force[:4]}-12-31"
    return start <= on.isoformat() and (not row.lapsed or on.isoformat() <= row.lapsed)


def _open(route: AccountabilityRoute, _question: Question) -> Answer:
    return answer("yes", "No ratification or other condition stands before it.", [route])


@cache
def _territories(route: str) -> dict[str, RouteTerritory]:
    return {row.iso3: row for row in load(RouteTerritory) if row.route == route}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


RULES: dict[str, Callable[[AccountabilityRoute, Question], Answer]] = {
    "ratified": _ratified,
    "member": _member,
    "follows": _follows,
    "contact point": _contact_point,
    "agreement": _agreement,
    "project": _project,
    "territory": _territory,
    "treaty": _treaty,
    "commitment": _commitment,
    "open": _open,
}
