"""Routes to hold the State to account, as a trade union of the country would find them."""

from __future__ import annotations

from datetime import date

from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import in_sentences
from fairlead.dossier.rows import collected, fact
from fairlead.reason.ratification import instrument_status
from fairlead.reason.routes import Question, RouteAnswer, routes

__all__ = ["routes_block"]

ROUTES = "accountability_routes"
CONVENTION = "C029"
UNRATIFIED = "ILO19"
"""The route on a Convention that the State has not ratified: no way for one that it is bound by."""
NEAREST = 2
WORDS = {"yes": "open", "no": "closed", "unknown": "not known whether open"}


def routes_block(iso3: str, name: str, on: date) -> Facts:
    """Routes of a union against the State for forced labour: open, not known, and closed with the nearest way."""
    if not collected(ROUTES):
        missing = f"Routes open against {name}: {NOT_COLLECTED}."
        return Facts(key="routes", title="Routes", not_collected=(missing,))
    bound = instrument_status(CONVENTION, iso3, on).in_force.verdict == "yes"
    question = Question(
        applicant="union",
        duty_bearer="state",
        against=iso3,
        abuse="forced_labour",
        place=iso3,
        on=on,
        instruments=(CONVENTION,),
    )
    return Facts(
        key="routes",
        title=f"Routes of a trade union against {name} for forced labour (Convention No. 29)",
        facts=tuple(_route(one, iso3, bound) for one in routes(question) if _worth_showing(one, bound)),
        about="Closed routes are shown where they belong to the ILO and can be started at all. For another applicant, "
        "duty-bearer, abuse or date ask `fairlead routes`. Which route is wise, and who could suffer for it, people "
        "decide together.",
    )


def _worth_showing(one: RouteAnswer, bound: bool) -> bool:
    if bound and one.route.id == UNRATIFIED:
        return False
    if one.answer.verdict != "no":
        return True
    return one.route.category.startswith("ILO") and one.route.rule != "follows"


def _route(one: RouteAnswer, iso3: str, bound: bool) -> Fact:
    says = in_sentences(one.answer.text, iso3)
    parts = [f"{one.route.name} ({one.route.body}): {WORDS[one.answer.verdict]}. {says}"]
    nearest = [near for near in one.nearest if not (bound and near.route == UNRATIFIED)]
    if one.answer.verdict == "no" and nearest:
        near = "; ".join(in_sentences(near.text, iso3).rstrip(".") for near in nearest[:NEAREST])
        parts.append(f"Nearest: {near}.")
    if one.answer.verdict == "unknown" and one.answer.changes:
        parts.append(f"What would change this: {in_sentences(one.answer.changes[0], iso3)}")
    rows = tuple(dict.fromkeys((one.route, *one.answer.rows)))
    return fact(
        " ".join(parts),
        *rows,
        label=one.route.name,
        value=WORDS[one.answer.verdict],
        mark="to be checked" if one.answer.to_be_checked else None if one.route.to_be_checked else "",
    )
