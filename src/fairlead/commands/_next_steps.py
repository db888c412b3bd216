"""What to run after an assessment: from where it points to, to what is known there, to the letter to act with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlead.assess.result import Assessment

__all__ = ["next_steps"]

LETTERS = {True: ("convene_plan", "ask for the plan of action"), False: ("ratification", "ask for ratification")}
"""The letter to a government, by whether it has ratified the Protocol of 2014; where that is unknown, none is named."""


def next_steps(assessment: Assessment) -> tuple[str, ...]:
    """Commands that follow from an assessment: the dossier of its largest origin, and a letter on its behalf.

    The letter goes to the first of its origins whose standing towards the Protocol is known; it accuses nobody.

    Examples
    --------
    >>> next_steps.__name__
    'next_steps'
    """
    if not assessment.actions:
        return ()
    first = assessment.actions[0]
    steps = [f"fairlead dossier country {first.country}: all that is known of {first.country_name}, with its sources"]
    known = next((one for one in assessment.actions if one.protocol_ratified is not None), None)
    if known is not None and known.protocol_ratified is not None:
        kind, purpose = LETTERS[known.protocol_ratified]
        steps.append(
            f"fairlead letter draft {kind} --state {known.country}: a draft to {known.country_name}'s government, to "
            f"{purpose}"
        )
    else:
        steps.append("fairlead letter list: letters and complaints that are written from these facts")
    return tuple(steps)
