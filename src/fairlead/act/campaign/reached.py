"""Whether an objective is reached already, and what then is nearest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fairlead.act.campaign.model import Campaign
from fairlead.act.campaign.objectives import objective
from fairlead.dossier.law import standings
from fairlead.dossier.model import Fact
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact
from fairlead.reason.plans import plan_horizon
from fairlead.reason.ratification import ratified

__all__ = ["already"]


def already(campaign: Campaign, on: date) -> Iterator[Fact]:
    """That what is asked has been granted, with the nearest thing to ask; nothing where it is open or not known.

    Parameters
    ----------
    campaign
        Its objective, country and instrument are used.
    on
        Date of the facts.

    Examples
    --------
    >>> [one.label for one in already(Campaign(objective="ratify", country="BGD"), date(2026, 11, 21))]
    ['Reached already']
    >>> list(already(Campaign(objective="ratify", country="NPL"), date(2026, 11, 21)))
    []
    """
    name = spoken(country_name(campaign.country))
    if campaign.objective == "ratify":
        found = ratified(campaign.about, campaign.country, on)
        if found.verdict == "yes" and found.rows:
            nearest = _nearest(campaign.about)
            text = f"{name[:1].upper()}{name[1:]} has ratified {campaign.about} on this date: {nearest}."
            yield fact(text, *found.rows, objective("plan" if campaign.about == "P029" else "inspection"),
                       label="Reached already", mark="to be checked" if found.to_be_checked else "")  # fmt: skip
    if campaign.objective in ("dialogue", "plan"):
        horizon = plan_horizon(campaign.country, on)
        used = [row for row in (*horizon.plans, *horizon.research) if row is not None]
        if used and horizon.status == "plan recorded":
            text = f"A plan is recorded for {name}: ask who was consulted, what it has done, and what comes after it."
            yield fact(text, *used, label="There is a plan")
        standing = standings(campaign.country, name, on, only=("P029",)).facts
        if any(one.value.startswith("not ratified") for one in standing):
            text = (
                f"{name[:1].upper()}{name[1:]} is not recorded as having ratified the Protocol, whose Article 1(2) "
                "asks for a plan made with both sides: ratification may be the first thing to ask."
            )
            yield Fact(text=text, rows=standing[0].rows, label="Before it", mark=standing[0].mark)


def _nearest(code: str) -> str:
    if code == "P029":
        return "the plan of action made with both sides, its money and its report to the ILO are what is next to ask"
    return "its application in law and practice is what is next to ask"
