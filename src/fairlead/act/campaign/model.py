"""A campaign: what people together want of whom, who they are, what they agreed to, what they did and what came of it.

The JSON form of `Campaign` is the public, versioned format ``fairlead.campaign/1``. Facts are never in it: they are
looked up on a date (`fairlead.act.campaign.brief`). Names in a campaign stay with whoever made it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from fairlead.act.case import Constituency

__all__ = [
    "LEVELS",
    "OBJECTIVE_INSTRUMENT",
    "SCHEMA",
    "Agreement",
    "Campaign",
    "Engagement",
    "Level",
    "Member",
    "Outcome",
    "Step",
    "Text",
]

SCHEMA = "fairlead.campaign/1"

Level = Literal["national", "industry", "international"]
LEVELS: tuple[Level, ...] = ("national", "industry", "international")

OBJECTIVE_INSTRUMENT = "P029"
"""The instrument that a campaign is about where it names none: the Protocol of 2014."""

How = Literal["letter", "meeting", "hearing", "consultation", "call", "event", "other"]
Answered = Literal["none yet", "acknowledged", "yes", "in part", "no"]
Effect = Literal["ratified", "law changed", "practice changed", "plan", "money", "agreement", "seat", "remedy", "none"]
State = Literal["open", "done", "dropped"]


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation in the coalition.

    Attributes
    ----------
    id
        Short name within the campaign.
    name
        As it wants to be named.
    constituency
        For whom it speaks.
    country
        ISO 3166 alpha-3; empty: international, or not said.
    joined, left
        ISO 8601 days; `left` is empty while it takes part.
    """

    id: str
    name: str
    constituency: Constituency = "workers"
    country: str = ""
    joined: str = ""
    left: str = ""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a text that members agree to, known by its fingerprint.

    Attributes
    ----------
    id
        Name of the text with its version (``"letter-2"``).
    title
        For people.
    sha256
        Fingerprint of the words; a changed word is another text.
    made
        ISO 8601 day.
    replaces
        Id of the version before it; agreement to that one does not carry over.
    kind
        The kind of document, where it is one (``"joint_letter"``).
    """

    id: str
    title: str
    sha256: str
    made: str
    replaces: str = ""
    kind: str = ""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """That one member agreed to one text; each member for itself alone.

    Attributes
    ----------
    member, text
        Ids.
    sha256
        Fingerprint of what it agreed to, which must be that of the text.
    on
        ISO 8601 day.
    withdrawn
        The day on which it took its agreement back; empty: it stands.
    """

    member: str
    text: str
    sha256: str
    on: str
    withdrawn: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the plan.

    Attributes
    ----------
    id
        Short name within the campaign; those of the toolkit keep their names.
    name, does, leaves
        What it is, what is done, and what it leaves behind.
    begins, ends
        ISO 8601 days.
    owner
        Who sees to it; empty: nobody yet.
    documents
        Kinds of documents that help.
    state
        open, done or dropped.
    done
        ISO 8601 day, where it is done.
    """

    id: str
    name: str
    begins: str
    ends: str
    does: str = ""
    leaves: str = ""
    owner: str = ""
    documents: tuple[str, ...] = ()
    state: State = "open"
    done: str = ""


class Engagement(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody who decides was spoken with or written to.

    Attributes
    ----------
    id
        Short name within the campaign.
    on
        ISO 8601 day.
    whom
        The body, by its post and not by a person's name where that will do.
    body
        Id of a body that makes policy, where it is one.
    how
        By letter, in a meeting and so on.
    ask
        What was asked.
    by
        Who asked: ids of members.
    due
        By when an answer was asked for.
    answer, answered
        What was answered, and the day.
    reply
        The answer in a word.
    """

    id: str
    on: str
    whom: str
    ask: str
    body: str = ""
    how: How = "letter"
    by: tuple[str, ...] = ()
    due: str = ""
    answer: str = ""
    answered: str = ""
    reply: Answered = "none yet"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Something that came of it, in the words of those who say so.

    Attributes
    ----------
    on
        ISO 8601 day, month or year.
    what
        What changed.
    effect
        Its kind; ``none`` says that nothing came of it, which is worth knowing too.
    source
        Address of a page where it can be read.
    engagement
        Id of the engagement that it followed. That it followed does not prove that it followed from it.
    """

    on: str
    what: str
    effect: Effect
    source: str = ""
    engagement: str = ""


class Campaign(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign.

    Attributes
    ----------
    schema
        `SCHEMA`.
    id, title
        Short name and name; may be empty.
    objective
        A row of the table of objectives.
    country
        The State concerned, ISO 3166 alpha-3.
    partner
        The other State: of a trade agreement, or the origin in a corridor.
    sector
        Code of the industry (``c1`` to ``c35``); empty: all.
    level
        On which level it acts; empty: not chosen yet.
    instrument
        The instrument concerned; empty: the Protocol of 2014.
    lender
        Id of a lender, where one is to act.
    goal
        What is asked, in the campaign's own words.
    start, target
        ISO 8601 days between which the plan lies.
    members, texts, agreements, steps, engagements, outcomes
        Who takes part, what they agreed to, what is planned, whom they spoke with, and what came of it.
    """

    schema: str = SCHEMA
    id: str = ""
    title: str = ""
    objective: str
    country: str
    partner: str = ""
    sector: str = ""
    level: Level | Literal[""] = ""
    instrument: str = ""
    lender: str = ""
    goal: str = ""
    start: str = ""
    target: str = ""
    members: tuple[Member, ...] = ()
    texts: tuple[Text, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    steps: tuple[Step, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def about(self) -> str:
        """The instrument concerned."""
        return self.instrument or OBJECTIVE_INSTRUMENT
