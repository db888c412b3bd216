"""Unlike cases for letters of policy, of business and of joint groups: real States, invented organisations."""

from __future__ import annotations

from fairlead.act.case import Case, Organisation, Target
from fairlead.act.kinds import kind, kinds

DAY = "2026-11-21"
UNION = Organisation(name="Example Union", country="NPL", person="A. Person", post="General Secretary")
MAKER = Organisation(name="Example Garments Ltd", constituency="company", country="NPL", person="B. Person")
BUYER = Organisation(name="Harbour Foods AB", constituency="company", country="SWE", person="C. Person")
FEDERATION = Organisation(name="Example Federation", constituency="workers", person="D. Person")
EMPLOYERS = Organisation(name="Example Employers", constituency="employers", country="NZL", person="E. Person")
NGO = Organisation(name="Example Rights", constituency="civil_society", country="LKA", person="F. Person")

STATES = (
    # has not ratified; garments; a union and a company together; our own range on
    {"state": "NPL", "partner": "GBR", "sector": "c4", "writers": (UNION, MAKER), "estimate": True,
     "target": Target(lender="IFC")},
    # has ratified, its plan has run out; names withheld, a federation signs
    {"state": "NZL", "partner": "GBR", "sector": "c1", "writers": (BUYER, EMPLOYERS), "withhold": True,
     "through": FEDERATION, "target": Target(lender="WB")},
    # has ratified neither the Convention nor the Protocol; bound by little; an industry of services
    {"state": "USA", "partner": "MYS", "sector": "c18", "writers": (UNION,), "target": Target(lender="IDB")},
    # has ratified, on a day that was not read; somebody looked for a plan and found none
    {"state": "LKA", "partner": "QAT", "sector": "c3", "writers": (NGO,), "target": Target(lender="ADB")},
    # not a member of the ILO: nothing is known
    {"state": "PRK", "partner": "PRK", "sector": "c2", "writers": (), "target": Target(lender="GCF")},
)  # fmt: skip
KINDS = tuple(one.id for one in kinds().values() if one.group in ("policy", "business", "joint"))
ALL = [(id_, number) for id_ in KINDS for number in range(len(STATES))]


def case_of(id_: str, number: int, *, complete: bool = False, on: str = DAY) -> Case:
    """A case; `complete` gives every field in words without digits."""
    fields = {}
    if complete:
        for one in kind(id_).fields:
            if one.key == "objective":
                fields[one.key] = "ratify"
            elif one.key in ("clauses", "measures") or one.each:
                continue
            else:
                fields[one.key] = f"What people know of {one.key.replace('_', ' ')}"
        fields |= members(id_)
    return Case(**{"on": on, "fields": fields, **STATES[number]})  # type: ignore[arg-type]


def members(id_: str) -> dict[str, str]:
    """Fields that are given for each member."""
    from fairlead.act.values.measures import industry_measures

    each = [one.key for one in kind(id_).fields if one.each]
    return {f"{key}:{one.key}": f"Somebody for {one.key}" for key in each for one in industry_measures()}
