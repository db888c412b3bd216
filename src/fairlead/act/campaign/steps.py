"""The plan: the toolkit's seven steps by default, with dates between start and target, and then as people change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from fairlead.act.campaign.model import Campaign, Step
from fairlead.errors import FairleadError
from fairlead.facts import load
from fairlead.facts.records.campaigns import CampaignStep

__all__ = ["add_step", "change_step", "default_steps", "later", "move_steps", "ordered", "remove_step"]

LENGTH = 365
"""Days that a campaign without a target is given: a proposal, like every date in a new plan."""


def default_steps(start: str, target: str = "", objective_documents: tuple[str, ...] = ()) -> tuple[Step, ...]:
    """The seven steps with days between start and target; owners are left open.

    Parameters
    ----------
    start, target
        ISO 8601 days; without a target, a year is taken.
    objective_documents
        Kinds of documents for the step of speaking with those who decide.

    Raises
    ------
    FairleadError
        If the target lies before the start, or no year follows the start.

    Examples
    --------
    >>> steps = default_steps("2027-01-01", "2027-12-31")
    >>> len(steps), steps[0].begins, max(one.ends for one in steps)
    (7, '2027-01-01', '2027-12-31')
    """
    first = date.fromisoformat(start)
    last = date.fromisoformat(target or later(start, LENGTH))
    if last < first:
        raise FairleadError("The target lies before the start.", fix="Give a later target.")
    days = (last - first).days
    steps = [
        Step(
            id=row.id,
            name=row.name,
            begins=(first + timedelta(days * row.begins // 100)).isoformat(),
            ends=(first + timedelta(days * row.ends // 100)).isoformat(),
            does=row.does,
            leaves=row.leaves,
            documents=row.documents or objective_documents,
        )
        for row in load(CampaignStep)
    ]
    return ordered(steps)


def ordered(steps: tuple[Step, ...] | list[Step]) -> tuple[Step, ...]:
    """The steps by their days: what begins first, and of those that begin together, what ends first."""
    return tuple(sorted(steps, key=lambda one: (one.begins, one.ends)))


def add_step(campaign: Campaign, step: Step) -> Campaign:
    """The campaign with one more step.

    Raises
    ------
    FairleadError
        If a step of this id stands already, or its days are none or in the wrong order.
    """
    if any(one.id == step.id for one in campaign.steps):
        raise FairleadError(f"There is a step {step.id!r} already.", fix="Give another short name.")
    return msgspec.structs.replace(campaign, steps=ordered([*campaign.steps, _sound(step)]))


def change_step(campaign: Campaign, id: str, **values: str | tuple[str, ...]) -> Campaign:  # noqa: A002
    """The campaign with one step changed: its name, days, owner, state and so on.

    Raises
    ------
    FairleadError
        If there is no such step, or it has no such part or cannot have such a value.

    Examples
    --------
    >>> plan = Campaign(objective="ratify", country="NPL", steps=default_steps("2027-01-01"))
    >>> changed = change_step(plan, "group", owner="Example Federation")
    >>> [one.owner for one in changed.steps if one.id == "group"]
    ['Example Federation']
    """
    old = _step(campaign, id)
    unknown = sorted(set(values) - set(Step.__struct_fields__) | ({"id"} & set(values)))
    if unknown:
        raise FairleadError(f"A step has no {', '.join(unknown)} that can be changed.")
    wanted: Mapping[str, object] = {"state": "done", **values} if values.get("done") else values
    try:
        new = msgspec.convert(msgspec.to_builtins(old) | dict(wanted), Step)
    except msgspec.ValidationError as error:
        raise FairleadError(f"The step {id!r} cannot be changed so: {error}.") from error
    return _with(campaign, id, _sound(new))


def remove_step(campaign: Campaign, id: str) -> Campaign:  # noqa: A002
    """The campaign without one step."""
    _step(campaign, id)
    return msgspec.structs.replace(campaign, steps=tuple(one for one in campaign.steps if one.id != id))


def move_steps(campaign: Campaign, days: int, only: tuple[str, ...] = ()) -> Campaign:
    """The campaign with its open steps, or some of them, a number of days later (earlier, if negative).

    What is done or dropped keeps its days.
    """
    for id_ in only:
        _step(campaign, id_)
    moved = [
        one
        if one.state != "open" or (only and one.id not in only)
        else msgspec.structs.replace(one, begins=later(one.begins, days), ends=later(one.ends, days))
        for one in campaign.steps
    ]
    return msgspec.structs.replace(campaign, steps=ordered(moved))


def later(day: str, days: int) -> str:
    """The day that lies so many days later, or earlier if they are negative; both ISO 8601.

    Raises
    ------
    FairleadError
        If the calendar has no such day.

    Examples
    --------
    >>> later("2026-12-31", 1)
    '2027-01-01'
    """
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError as error:
        raise FairleadError(f"{day} cannot be moved by {days} days.", fix="Give another day, or fewer days.") from error


def _step(campaign: Campaign, id_: str) -> Step:
    for one in campaign.steps:
        if one.id == id_:
            return one
    names = ", ".join(one.id for one in campaign.steps) or "none yet"
    raise FairleadError(f"There is no step {id_!r} in the plan.", fix=f"Steps: {names}.")


def _with(campaign: Campaign, id_: str, step: Step) -> Campaign:
    return msgspec.structs.replace(campaign, steps=ordered([step if one.id == id_ else one for one in campaign.steps]))


def _sound(step: Step) -> Step:
    from fairlead.act.case import is_day

    if not step.id or not step.name:
        raise FairleadError("A step needs a short name and a name.")
    if not (is_day(step.begins) and is_day(step.ends)) or (step.done and not is_day(step.done)):
        raise FairleadError(f"The days of the step {step.id!r} are not days as in 2026-11-21.")
    if step.ends < step.begins:
        raise FairleadError(f"The step {step.id!r} ends before it begins.", fix="Give a later end.")
    return step
