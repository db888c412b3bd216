"""Who can assist, and in what order.

Help comes before accusation: organisations of the people concerned first, near before far. Only bodies are named whose
membership, or a page that names them, somebody has read; a recalled name is never shown as help, and is only counted
as not shown. That nobody is named means that nothing is collected yet, never that there is no help.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from fairlead.classify.countries import country_name
from fairlead.errors import FairleadError
from fairlead.facts import GlobalUnion, Row, SocialPartner, load
from fairlead.facts.records.routes import HelpPoint
from fairlead.reason.answer import Answer, answer
from fairlead.reason.route_question import APPLICANTS

__all__ = ["Help", "Helper", "assistance"]

EMPLOYERS = ("employers", "company", "investor")


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """One body that can assist.

    Attributes
    ----------
    order
        Its place in the order, from 1.
    name, does, how
        Who it is, what it does, how to reach it.
    why
        Why it stands here.
    row
        The row behind it.
    """

    order: int
    name: str
    does: str
    how: str
    why: str
    row: Row


class Help(msgspec.Struct, frozen=True, kw_only=True):
    """Who can assist.

    Attributes
    ----------
    answer
        Yes if a body in the place, or of the country of origin, is named; else unknown.
    helpers
        The bodies, in order.
    not_shown
        How many recalled rows of the place and origin were left out.
    """

    answer: Answer
    helpers: tuple[Helper, ...]
    not_shown: int

    def plain(self) -> dict[str, object]:
        """Plain data for JSON, every row with the table it stands in."""
        return {
            "answer": self.answer.plain(),
            "helpers": [
                {**msgspec.to_builtins(one), "row": {"table": one.row.table, **msgspec.to_builtins(one.row)}}
                for one in self.helpers
            ],
            "not_shown": self.not_shown,
        }


def assistance(applicant: str, place: str, on: date, origin: str = "", industries: Iterable[str] = ()) -> Help:
    """Who can assist this applicant, in order.

    Parameters
    ----------
    applicant
        One of the applicants that `fairlead.reason.route_question` names.
    place
        Where the people are, ISO 3166 alpha-3.
    on
        The date of the question, for the answer's text.
    origin
        For migrant workers: the country they come from.
    industries
        Industries (c1 to c35), for the global unions.

    Raises
    ------
    FairleadError
        If the applicant is not one of those known.

    Examples
    --------
    >>> found = assistance("worker", "SGP", date(2026, 11, 20))
    >>> [one.name for one in found.helpers if one.row.table == "help_points"][:2]
    ['Humanitarian Organization for Migration Economics (HOME)', 'Transient Workers Count Too (TWC2)']
    >>> assistance("worker", "DMA", date(2026, 11, 20)).answer.verdict  # not collected is not none
    'unknown'
    """
    if applicant not in APPLICANTS:
        raise FairleadError(f"There is no kind of applicant {applicant!r}.", fix=f"One of: {', '.join(APPLICANTS)}.")
    side = "employers" if applicant in EMPLOYERS else "workers"
    wanted = tuple(industries)
    here = _partners(place, side)
    points = [row for row in load(HelpPoint) if row.shown and applicant in row.helps]
    near = [row for row in points if row.scope == "destination" and row.iso3 == place]
    home = [row for row in points if row.scope == "origin" and row.iso3 == origin and row.partner in ("", place)]
    world = [row for row in points if row.scope == "world"]
    found: list[tuple[str, str, str, str, Row]] = []
    name = country_name(place)
    found += [(row.name, row.affiliation, "", f"an organisation of {side} in {name}", row) for row in here]
    found += [(row.name, row.does, row.reach, f"assists people who work in {name}", row) for row in near]
    found += [(row.name, row.does, row.reach, f"assists people from {country_name(origin)}", row) for row in home]
    if origin:
        where = country_name(origin)
        found += [
            (row.name, row.affiliation, "", f"an organisation of {side} in {where}", row)
            for row in _partners(origin, side)
        ]
    if side == "workers":
        found += [
            (row.name, row.work, "by way of an affiliated union", "the global union", row) for row in _unions(wanted)
        ]
    found += [(row.name, row.does, row.reach, "works in the whole world", row) for row in world]
    helpers = tuple(
        Helper(order=place_in, name=who, does=does, how=how, why=why, row=row)
        for place_in, (who, does, how, why, row) in enumerate(found, start=1)
    )
    hidden = _hidden(place, origin, side)
    return Help(answer=_answer(name, on, [*here, *near, *home], hidden), helpers=helpers, not_shown=hidden)


def _answer(name: str, on: date, near: Sequence[Row], hidden: int) -> Answer:
    rest = f" {hidden} names are not shown, because nobody has read them on a page to rely on." if hidden else ""
    if hidden == 1:
        rest = " 1 name is not shown, because nobody has read it on a page to rely on."
    if near:
        text = f"Bodies are named for {name}, each from a page or list that was read; none was reached on {on}.{rest}"
        return answer("yes", text, near, to_be_checked=False)
    change = "Somebody opens the page of a body there and adds it with its source."
    return answer("unknown", f"Bodies that assist in {name} are not collected yet.{rest}", changes=[change])


def _partners(iso3: str, side: str) -> list[SocialPartner]:
    return [
        row
        for row in load(SocialPartner)
        if row.iso3 == iso3 and row.side == side and row.kind == "organisation" and not row.to_be_checked
    ]


def _unions(industries: tuple[str, ...]) -> list[GlobalUnion]:
    """Global unions whose name was read and that organise in one of the industries."""
    return [
        row
        for row in load(GlobalUnion)
        if row.kind == "global union" and not row.to_be_checked and not set(row.industries).isdisjoint(industries)
    ]


def _hidden(place: str, origin: str, side: str) -> int:
    points = [
        row
        for row in load(HelpPoint)
        if not row.shown and ((row.scope, row.iso3) in {("destination", place), ("origin", origin)})
    ]
    partners = [
        row
        for row in load(SocialPartner)
        if row.iso3 in (place, origin) and row.side == side and row.kind == "organisation" and row.to_be_checked
    ]
    return len(partners) + (len(points) if side == "workers" else 0)
