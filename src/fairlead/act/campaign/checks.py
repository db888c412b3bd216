"""Whether a campaign can be used: every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fairlead.act.campaign.model import LEVELS, Campaign
from fairlead.act.campaign.objectives import objectives
from fairlead.act.case import is_day
from fairlead.errors import InputError, Problem

__all__ = ["checked", "is_sha256"]

SHA256 = re.compile(r"[0-9a-f]{64}")
PART = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def checked(campaign: Campaign) -> Campaign:
    """The campaign, if it can be used.

    Parameters
    ----------
    campaign
        The campaign.

    Raises
    ------
    InputError
        With every problem at once: codes that there are not, days that are none or stand in the wrong order, ids that
        lead nowhere, an agreement to other words than those of the text.

    Examples
    --------
    >>> checked(Campaign(objective="ratify", country="NPL")).about
    'P029'
    >>> try:
    ...     checked(Campaign(objective="win", country="Nepal", start="2026-13-01"))
    ... except InputError as error:
    ...     print(len(error.problems))
    3
    """
    wrong = [*_names(campaign), *_days(campaign), *_references(campaign)]
    if wrong:
        raise InputError(
            "The campaign cannot be used.",
            wrong,
            why="A brief is worked out from it, and coalitions rely on its dates and agreements.",
            fix="Mend the entries named in the problems.",
        )
    return campaign


def is_sha256(text: str) -> bool:
    """Whether a text is a fingerprint in 64 small hexadecimal digits."""
    return SHA256.fullmatch(text) is not None


def _names(campaign: Campaign) -> Iterator[Problem]:
    from fairlead.dossier.names import known_countries
    from fairlead.facts import Instrument, load
    from fairlead.reason.route_question import lenders

    countries = known_countries()
    places = {"country": campaign.country, "partner": campaign.partner}
    places |= {f"members[{i}].country": one.country for i, one in enumerate(campaign.members)}
    for name, code in places.items():
        if (code or name == "country") and code not in countries:
            yield _problem(name, code, "this is no country's code (ISO 3166 alpha-3) of the tables")
    known: dict[str, tuple[str, Iterable[str]]] = {
        "objective": (campaign.objective, objectives()),
        "sector": (campaign.sector, [f"c{number}" for number in range(1, 36)]),
        "level": (campaign.level, LEVELS),
        "instrument": (campaign.instrument, sorted(row.code for row in load(Instrument))),
        "lender": (campaign.lender, lenders()),
    }
    for name, (value, allowed) in known.items():
        if (value or name == "objective") and value not in set(allowed):
            yield _problem(name, value, f"it is not one of: {', '.join(allowed)}")


def _days(campaign: Campaign) -> Iterator[Problem]:
    days: dict[str, str] = {"start": campaign.start, "target": campaign.target}
    must: set[str] = set()
    for i, member in enumerate(campaign.members):
        days |= {f"members[{i}].joined": member.joined, f"members[{i}].left": member.left}
    for i, text in enumerate(campaign.texts):
        days[f"texts[{i}].made"] = text.made
        must.add(f"texts[{i}].made")
    for i, given in enumerate(campaign.agreements):
        days |= {f"agreements[{i}].on": given.on, f"agreements[{i}].withdrawn": given.withdrawn}
        must.add(f"agreements[{i}].on")
    for i, step in enumerate(campaign.steps):
        days |= {f"steps[{i}].begins": step.begins, f"steps[{i}].ends": step.ends, f"steps[{i}].done": step.done}
        must |= {f"steps[{i}].begins", f"steps[{i}].ends"}
    for i, one in enumerate(campaign.engagements):
        days |= {f"engagements[{i}].on": one.on, f"engagements[{i}].due": one.due}
        days[f"engagements[{i}].answered"] = one.answered
        must.add(f"engagements[{i}].on")
    for name, day in days.items():
        if (day or name in must) and not is_day(day):
            yield _problem(name, day, "this is not a day as in 2026-11-21")
    for i, outcome in enumerate(campaign.outcomes):
        if not PART.fullmatch(outcome.on):
            yield _problem(f"outcomes[{i}].on", outcome.on, "this is not a day, month or year as in 2026-11")
    yield from _order("target", "it lies before the start", campaign.start, campaign.target)
    for i, member in enumerate(campaign.members):
        yield from _order(f"members[{i}].left", "it lies before the day of joining", member.joined, member.left)
    for i, given in enumerate(campaign.agreements):
        yield from _order(f"agreements[{i}].withdrawn", "it lies before the agreement", given.on, given.withdrawn)
    for i, step in enumerate(campaign.steps):
        yield from _order(f"steps[{i}].ends", "the step ends before it begins", step.begins, step.ends)
    for i, one in enumerate(campaign.engagements):
        yield from _order(f"engagements[{i}].answered", "the answer is older than the ask", one.on, one.answered)


def _order(name: str, what: str, first: str, later: str) -> Iterator[Problem]:
    if is_day(first) and is_day(later) and later < first:
        yield _problem(name, later, what)


def _references(campaign: Campaign) -> Iterator[Problem]:
    groups = {
        "members": [one.id for one in campaign.members],
        "texts": [one.id for one in campaign.texts],
        "steps": [one.id for one in campaign.steps],
        "engagements": [one.id for one in campaign.engagements],
    }
    for name, ids in groups.items():
        for i, ident in enumerate(ids):
            if not ident:
                yield _problem(f"{name}[{i}].id", ident, "it has no short name")
            elif ident in ids[:i]:
                yield _problem(f"{name}[{i}].id", ident, "another entry has this short name")
    prints = {one.id: one.sha256 for one in campaign.texts}
    for i, text in enumerate(campaign.texts):
        if not is_sha256(text.sha256):
            yield _problem(f"texts[{i}].sha256", text.sha256, "this is no SHA-256 in 64 hexadecimal digits")
        if text.replaces and text.replaces not in groups["texts"]:
            yield _problem(f"texts[{i}].replaces", text.replaces, "there is no such text")
    for i, given in enumerate(campaign.agreements):
        if given.member not in groups["members"]:
            yield _problem(f"agreements[{i}].member", given.member, "there is no such member")
        if given.text not in prints:
            yield _problem(f"agreements[{i}].text", given.text, "there is no such text")
        elif given.sha256 != prints[given.text]:
            yield _problem(f"agreements[{i}].sha256", given.sha256, "these are other words than those of the text")
    for i, one in enumerate(campaign.engagements):
        for member in one.by:
            if member not in groups["members"]:
                yield _problem(f"engagements[{i}].by", member, "there is no such member")
    for i, outcome in enumerate(campaign.outcomes):
        if outcome.engagement and outcome.engagement not in groups["engagements"]:
            yield _problem(f"outcomes[{i}].engagement", outcome.engagement, "there is no such engagement")


def _problem(column: str, value: str, what: str) -> Problem:
    return Problem(code="campaign_value", severity="error", what=f"{column}: {what}", column=column, value=value)
