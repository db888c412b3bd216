"""One step with each side: workers, employers, government and, before any move, the purchase itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fairlead.assess import result
from fairlead.facts import GlobalUnion, LabourLawQuestion, Row, SocialPartner
from fairlead.reason.ratification import InstrumentStatus

__all__ = ["steps_for"]

MOST_NAMES = 3


def steps_for(
    name: str,
    protocol: InstrumentStatus,
    convention: InstrumentStatus,
    gaps: Sequence[LabourLawQuestion],
    partners: Iterable[SocialPartner],
    unions: Sequence[GlobalUnion],
    *,
    imposed: bool,
) -> tuple[result.Statement, ...]:
    """The steps to take in one country, each a sentence that names with whom.

    Parameters
    ----------
    name
        Name of the country.
    protocol, convention
        Status of P029 and C029 there.
    gaps
        Questions of labour law that point to a gap there, the weightiest first.
    partners, unions
        National organisations there, and global unions of the industries concerned.
    imposed
        Whether a source names forced labour that the State itself imposes or organises there.

    Returns
    -------
    tuple of Statement
        Steps with the workers' side, the employers' side, the government, and with one's own purchasing. Their
        status is ``judgement``, or ``recalled`` where they name a body that is to be checked.
    """
    rows = list(partners)
    bodies = [row for row in rows if row.kind == "organisation"]
    official = any(row.kind == "official centre" for row in rows) and not any(row.side == "workers" for row in bodies)
    free = not official and not any(row.kind == "no free union" for row in rows)
    return (
        _with_workers(name, [row for row in bodies if row.side == "workers"], unions, free=free),
        _with_employers(name, [row for row in bodies if row.side == "employers"]),
        _with_government(name, protocol, convention, gaps),
        _with_purchasing(name, imposed=imposed),
    )


def _with_workers(
    name: str, centres: Sequence[SocialPartner], unions: Sequence[GlobalUnion], *, free: bool
) -> result.Statement:
    """National centres, with the global union of the industry; it alone where no free union is recorded."""
    rows: list[Row] = [*centres[:MOST_NAMES], *unions[:1]]
    who = _names([row.name for row in centres[:MOST_NAMES]])
    if centres and unions:
        who = f"{who}; {unions[0].id} for the industry"
    elif unions:
        who = unions[0].id
    elif not centres:
        who = "the International Trade Union Confederation, which can say who speaks for workers there"
    care = "" if free else " Speak only through people who can do so safely: no free union is recorded there."
    return _step(
        f"With the workers' side ({who}): ask what workers in {name} report, and agree what to ask of employers and of "
        f"the State before anything is asked of one supplier.{care}",
        rows,
    )


def _with_employers(name: str, bodies: Sequence[SocialPartner]) -> result.Statement:
    who = _names([row.name for row in bodies[:MOST_NAMES]])
    who = who or "the International Organisation of Employers, which can say who speaks for employers there"
    return _step(
        f"With the employers' side ({who}): propose that employers, not workers, pay for recruitment in {name}, that "
        "unions are recognised, and that both sides take this to the government together.",
        bodies[:MOST_NAMES],
    )


def _with_government(
    name: str, protocol: InstrumentStatus, convention: InstrumentStatus, gaps: Sequence[LabourLawQuestion]
) -> result.Statement:
    if not convention.ratified.rows and convention.ratified.verdict == "unknown":
        plea = (
            f"ask the authorities of {name} for a law and a plan of action that do what the Convention and Protocol ask"
        )
    elif convention.ratified.verdict == "no":
        plea = f"ask {name} to ratify the Forced Labour Convention (No. 29) and with it the Protocol of 2014"
    elif protocol.ratified.verdict == "no":
        plea = f"ask {name} to ratify the Protocol of 2014 to the Forced Labour Convention"
    elif protocol.ratified.verdict == "unknown":
        plea = f"ask {name} whether it has ratified the Protocol of 2014, and if not, to do so"
    elif protocol.in_force.verdict == "yes":
        plea = (
            f"ask {name} for the national policy and plan of action that Article 1(2) of the Protocol asks for, and "
            "how employers and workers were consulted on it"
        )
    else:
        plea = f"ask {name} to draw up, with employers and workers, the plan of action the Protocol asks for"
    first = f" Then one gap named above: {gaps[0].ask[0].lower()}{gaps[0].ask[1:]}" if gaps else ""
    rows = protocol.ratified.rows if protocol.ratified.to_be_checked or protocol.in_force.to_be_checked else ()
    return _step(f"With the government, both sides together: {plea}.{first}", rows, mark="dates to be checked")


def _with_purchasing(name: str, *, imposed: bool) -> result.Statement:
    """Levers come before a move; where the State imposes the work, buying terms cannot mend it."""
    if imposed:
        return _step(
            "With your own purchasing: where the State itself imposes the work, a buyer's terms cannot end it and an "
            "audit cannot find it out. Ask the workers' side whether and how to buy there at all, and check which "
            "import bans apply.",
            (),
        )
    return _step(
        "With your own purchasing, before moving it elsewhere: prices and delivery times that pay the wages, no "
        "recruitment fees borne by workers, room for unions. A move takes the exposure along and leaves the workers "
        f"of {name} behind.",
        (),
    )


def _step(text: str, rows: Sequence[Row], mark: str = "names to be checked") -> result.Statement:
    check = any(row.to_be_checked for row in rows)
    return result.Statement(
        text=f"{text} ({mark})" if check else text,
        source="fairlead",
        status="recalled" if check else "judgement",
        as_of=max((row.as_of for row in rows), default=""),
    )


def _names(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
