"""How a campaign goes on: who joins and leaves, texts and who agrees to them, engagements, answers, outcomes.

Every function gives a new campaign; nothing is rewritten: an agreement that is taken back stays on record with its day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from fairlead.act.campaign.checks import checked
from fairlead.act.campaign.model import Agreement, Campaign, Engagement, Member, Outcome, Text
from fairlead.act.campaign.objectives import objective
from fairlead.act.campaign.steps import default_steps
from fairlead.errors import FairleadError

__all__ = [
    "add_text",
    "agree",
    "agreed",
    "answer",
    "fingerprint",
    "join",
    "leave",
    "log",
    "new",
    "record",
    "withdraw",
]

Part = TypeVar("Part", Member, Engagement, Outcome)


def fingerprint(text: str | bytes) -> str:
    r"""The SHA-256 of a text, in hexadecimal digits; line ends of all systems count alike.

    Examples
    --------
    >>> fingerprint("a\r\nb") == fingerprint("a\nb")
    True
    """
    content = text if isinstance(text, bytes) else text.replace("\r\n", "\n").encode()
    return hashlib.sha256(content).hexdigest()


def new(objective_id: str, country: str, *, start: str = "", target: str = "", **values: Any) -> Campaign:
    """A campaign with the seven steps as its plan, where a start is given.

    Parameters
    ----------
    objective_id, country, start, target
        As in `Campaign`.
    values
        Other attributes of `Campaign`.

    Examples
    --------
    >>> campaign = new("recruitment", "QAT", partner="NPL", start="2027-01-01")
    >>> [step.id for step in campaign.steps][:2]
    ['awareness', 'coalition']
    """
    made = Campaign(objective=objective_id, country=country, start=start, target=target, **values)
    checked(made)
    if start and not made.steps:
        steps = default_steps(start, target, objective(objective_id).documents)
        made = msgspec.structs.replace(made, steps=steps)
    return made


def join(
    campaign: Campaign,
    name: str,
    on: str,
    *,
    constituency: str = "workers",
    country: str = "",
    id: str = "",  # noqa: A002
) -> Campaign:
    """The campaign with one more member."""
    ident = id or _fresh(_slug(name), [one.id for one in campaign.members])
    values = {"id": ident, "name": name, "constituency": constituency, "country": country, "joined": on}
    member = _made(Member, values)
    return _changed(campaign, members=(*campaign.members, member))


def leave(campaign: Campaign, member: str, on: str) -> Campaign:
    """The campaign after a member has left; its agreements end on the same day."""
    _member(campaign, member)
    members = tuple(
        msgspec.structs.replace(one, left=on) if one.id == member and not one.left else one for one in campaign.members
    )
    given = tuple(
        msgspec.structs.replace(one, withdrawn=on) if one.member == member and not one.withdrawn else one
        for one in campaign.agreements
    )
    return _changed(campaign, members=members, agreements=given)


def add_text(
    campaign: Campaign,
    title: str,
    words: str | bytes,
    on: str,
    *,
    replaces: str = "",
    kind: str = "",
    id: str = "",  # noqa: A002
) -> Campaign:
    """The campaign with a text, or with a new version of one; nobody has agreed to it yet.

    Parameters
    ----------
    campaign
        As it stands.
    title
        What members call it.
    words
        The very words, of which only the fingerprint (SHA-256) is kept.
    on
        The day it was made, ISO 8601.
    replaces
        The earlier version, if there is one.
    kind
        The kind of document, if it is one of Fairlead's.
    id
        Its name in the campaign; made from the title, if none.
    """
    ident = id or _fresh(_slug(title), [one.id for one in campaign.texts])
    text = Text(id=ident, title=title, sha256=fingerprint(words), made=on, replaces=replaces, kind=kind)
    return _changed(campaign, texts=(*campaign.texts, text))


def agree(campaign: Campaign, member: str, text: str, on: str, *, words: str | bytes | None = None) -> Campaign:
    """The campaign after one member has agreed to one text.

    Parameters
    ----------
    campaign, member, text, on
        Which, who, to what, when.
    words
        The words that it has before it; refused where they are not those of the text.

    Raises
    ------
    FairleadError
        If it takes no part, has agreed already, or holds other words.
    """
    one = _member(campaign, member)
    wanted = _text(campaign, text)
    if one.left:
        raise FairleadError(f"{one.name} has left the campaign.", fix="Let it join again under another short name.")
    if words is not None and fingerprint(words) != wanted.sha256:
        raise FairleadError(
            f"These are not the words of {wanted.title}.",
            why="Agreement is to exact words, so that nobody is bound to a sentence that it has not seen.",
            fix="Add the changed words as a new version, and ask every member again.",
        )
    if any(given.member == member and given.text == text and not given.withdrawn for given in campaign.agreements):
        raise FairleadError(f"{one.name} has agreed to this text already.")
    given = Agreement(member=member, text=text, sha256=wanted.sha256, on=on)
    return _changed(campaign, agreements=(*campaign.agreements, given))


def withdraw(campaign: Campaign, member: str, text: str, on: str) -> Campaign:
    """The campaign after one member has taken its agreement back; the record of it stays.

    Raises
    ------
    FairleadError
        If no agreement of this member to this text stands.
    """
    standing = [one for one in campaign.agreements if one.member == member and one.text == text and not one.withdrawn]
    if not standing:
        raise FairleadError("There is no agreement of this member to this text that stands.")
    given = tuple(
        msgspec.structs.replace(one, withdrawn=on) if one is standing[0] else one for one in campaign.agreements
    )
    return _changed(campaign, agreements=given)


def agreed(campaign: Campaign, text: str, on: str = "") -> tuple[Member, ...]:
    """The members whose agreement to a text stands, today or on a day.

    Examples
    --------
    >>> campaign = join(new("ratify", "NPL"), "Example Federation", "2027-01-01")
    >>> campaign = add_text(campaign, "Letter", "We ask ...", "2027-01-02")
    >>> campaign = agree(campaign, "example-federation", "letter", "2027-01-03")
    >>> [one.name for one in agreed(campaign, "letter")], agreed(campaign, "letter", "2027-01-02")
    (['Example Federation'], ())
    """
    standing = {
        one.member
        for one in campaign.agreements
        if one.text == text and (not on or one.on <= on) and (not one.withdrawn or (bool(on) and one.withdrawn > on))
    }
    return tuple(one for one in campaign.members if one.id in standing)


def log(campaign: Campaign, whom: str, ask: str, on: str, *, id: str = "", **values: Any) -> Campaign:  # noqa: A002
    """The campaign with one more engagement: whom, what was asked, when, and what else `Engagement` holds."""
    ident = id or _fresh(f"{on}-{_slug(whom)}", [one.id for one in campaign.engagements])
    made = _made(Engagement, {"id": ident, "on": on, "whom": whom, "ask": ask, **values})
    return _changed(campaign, engagements=(*campaign.engagements, made))


def answer(campaign: Campaign, engagement: str, said: str, reply: str, on: str) -> Campaign:
    """The campaign with the answer to one engagement.

    Parameters
    ----------
    campaign
        As it stands.
    engagement
        Its name in the log.
    said
        The answer in words.
    reply
        One of the replies that `Engagement` knows.
    on
        The day of the answer, ISO 8601.

    Raises
    ------
    FairleadError
        If there is no such engagement, or what was given is not one of its values.
    """
    if engagement not in {one.id for one in campaign.engagements}:
        names = ", ".join(one.id for one in campaign.engagements) or "none yet"
        raise FairleadError(f"There is no engagement {engagement!r}.", fix=f"Engagements: {names}.")
    given = {"answer": said, "reply": reply, "answered": on}
    logged = tuple(
        _made(Engagement, msgspec.to_builtins(one) | given) if one.id == engagement else one
        for one in campaign.engagements
    )
    return _changed(campaign, engagements=logged)


def record(campaign: Campaign, *, what: str, effect: str, on: str, source: str = "", engagement: str = "") -> Campaign:
    """The campaign with something that came of it; its parts are those of `Outcome`."""
    values = {"what": what, "effect": effect, "on": on, "source": source, "engagement": engagement}
    return _changed(campaign, outcomes=(*campaign.outcomes, _made(Outcome, values)))


def _changed(campaign: Campaign, **values: Any) -> Campaign:
    return checked(msgspec.structs.replace(campaign, **values))


def _made(form: type[Part], values: dict[str, Any]) -> Part:
    try:
        return msgspec.convert(values, form)
    except msgspec.ValidationError as error:
        raise FairleadError(
            f"This is not {form.__name__.lower()} as a campaign holds it: {error}.",
            fix="The reference of the format names the words that it knows.",
        ) from error


def _member(campaign: Campaign, ident: str) -> Member:
    for one in campaign.members:
        if one.id == ident:
            return one
    names = ", ".join(one.id for one in campaign.members) or "none yet"
    raise FairleadError(f"There is no member {ident!r}.", fix=f"Members: {names}.")


def _text(campaign: Campaign, ident: str) -> Text:
    for one in campaign.texts:
        if one.id == ident:
            return one
    names = ", ".join(one.id for one in campaign.texts) or "none yet"
    raise FairleadError(f"There is no text {ident!r}.", fix=f"Texts: {names}.")


def _slug(name: str) -> str:
    from fairlead.report.console import plain

    return re.sub(r"[^a-z0-9]+", "-", plain(name).casefold()).strip("-") or "member"


def _fresh(ident: str, taken: Iterable[str]) -> str:
    used = set(taken)
    number = 2
    found = ident
    while found in used:
        found, number = f"{ident}-{number}", number + 1
    return found
