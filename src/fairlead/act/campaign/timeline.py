"""What happened in a campaign, and what is planned, in the order of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from fairlead.act.campaign.model import Campaign

__all__ = ["Entry", "sorted_entries", "timeline"]

Kind = Literal[
    "start", "member", "text", "agreement", "step", "engagement", "letter", "answer", "due", "outcome", "target"
]
ORDER = list(Kind.__args__)  # type: ignore[attr-defined]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing on one day.

    Attributes
    ----------
    on
        ISO 8601 day (or month or year, of an outcome).
    kind
        What it is about.
    text
        What happened or is planned.
    planned
        Whether it is planned, and not reported.
    """

    on: str
    kind: Kind
    text: str
    planned: bool = False


def timeline(campaign: Campaign) -> tuple[Entry, ...]:
    """Everything that bears a day, the oldest first.

    Examples
    --------
    >>> from fairlead.act.campaign.changes import join, new
    >>> campaign = join(new("ratify", "NPL"), "Example Federation", "2027-01-02")
    >>> [(one.on, one.text) for one in timeline(campaign)]
    [('2027-01-02', 'Example Federation joined.')]
    """
    return sorted_entries(_entries(campaign))


def sorted_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the order of days, and on one day by what they are about."""
    return tuple(sorted(entries, key=lambda one: (one.on, ORDER.index(one.kind))))


def _entries(campaign: Campaign) -> Iterator[Entry]:
    names = {one.id: one.name for one in campaign.members}
    titles = {one.id: one.title for one in campaign.texts}
    if campaign.start:
        yield Entry(on=campaign.start, kind="start", text="The campaign starts.")
    if campaign.target:
        yield Entry(
            on=campaign.target, kind="target", text="Day by which the objective is to be reached.", planned=True
        )
    for member in campaign.members:
        if member.joined:
            yield Entry(on=member.joined, kind="member", text=f"{member.name} joined.")
        if member.left:
            yield Entry(on=member.left, kind="member", text=f"{member.name} left.")
    for text in campaign.texts:
        yield Entry(on=text.made, kind="text", text=f"Text: {text.title} ({text.id}).")
    for given in campaign.agreements:
        named = f"{titles[given.text]} ({given.text})"
        yield Entry(on=given.on, kind="agreement", text=f"{names[given.member]} agreed to {named}.")
        if given.withdrawn:
            said = f"{names[given.member]} took back its agreement to {named}."
            yield Entry(on=given.withdrawn, kind="agreement", text=said)
    for step in campaign.steps:
        if step.state == "done":
            yield Entry(on=step.done or step.ends, kind="step", text=f"Done: {step.name}.")
        elif step.state == "open":
            owner = f" ({step.owner})" if step.owner else ""
            yield Entry(on=step.begins, kind="step", text=f"Begin: {step.name}{owner}.", planned=True)
            yield Entry(on=step.ends, kind="step", text=f"End: {step.name}{owner}.", planned=True)
    for one in campaign.engagements:
        by = ", ".join(names[member] for member in one.by)
        yield Entry(on=one.on, kind="engagement", text=f"{one.whom}, {one.how}{f' by {by}' if by else ''}: {one.ask}")
        if one.answered:
            said = f"{one.whom} answered ({one.reply}){f': {one.answer}' if one.answer else '.'}"
            yield Entry(on=one.answered, kind="answer", text=said)
        elif one.due:
            yield Entry(
                on=one.due, kind="due", text=f"An answer of {one.whom} was asked for by this day.", planned=True
            )
    for outcome in campaign.outcomes:
        yield Entry(on=outcome.on, kind="outcome", text=f"{outcome.what} ({outcome.effect})")
