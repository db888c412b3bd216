"""Plans of action, pathfinders and commitments, set beside the ratifications.

Article 1(2) of the Protocol of 2014 asks a State to draw up a national policy and a plan of action in consultation
with employers' and workers' organisations. It sets no term. The guide of the International Trade Union Confederation
reads it as a plan negotiated within two years of ratification; that horizon is shown as the guide's reading. No State
is ever called late: that would need a source that says so.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts import (
    ActionPlan,
    Pathfinder,
    PlanResearch,
    ProtocolMeasure,
    PublishedCount,
    Ratification,
    StateCommitment,
    load,
)
from fairlead.facts.records.base import Row
from fairlead.reason.answer import MARK, Answer, marked
from fairlead.reason.ratification import count, days, ratified

__all__ = [
    "GUIDE_YEARS",
    "PathfinderCount",
    "PlanHorizon",
    "commitments",
    "measures",
    "pathfinders",
    "plan_horizon",
    "published",
]

GUIDE_YEARS = 2
"""Years from ratification to a negotiated plan, as read by the ITUC guide of March 2021."""

PROTOCOL_SAYS = (
    "Article 1(2) of the Protocol asks for a national policy and a plan of action made in consultation with "
    "employers' and workers' organisations; it sets no term."
)
ANSWERING = ("forced labour", "modern slavery")
"""Kinds of plan that are set beside Article 1(2)."""

PlanStatus = Literal["plan recorded", "none recorded", "not researched"]
Listing = Literal["2021", "2025"]


class PlanHorizon(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of action of one State, and the horizon as the ITUC guide reads it.

    Attributes
    ----------
    iso3, on
        The State and the date asked about.
    ratified
        Whether it had ratified the Protocol.
    protocol_says
        What Article 1(2) itself says.
    earliest, latest
        The day two years after ratification, as read by the guide; two days where the date of ratification is known
        only to the year; ``None`` without a ratification.
    passed
        Whether that day had passed; ``None`` if the date of ratification leaves it open, or there is none.
    status
        ``plan recorded``, ``none recorded`` (somebody looked and found none) or ``not researched``.
    plans
        The plans recorded on forced labour or modern slavery; whether they answer Article 1(2) is not judged.
    others
        Plans recorded on neighbouring subjects.
    research
        The search behind ``none recorded``.
    text
        All this in words, with the mark where a recalled row is used.
    """

    iso3: str
    on: date
    ratified: Answer
    protocol_says: str
    earliest: date | None
    latest: date | None
    passed: bool | None
    status: PlanStatus
    plans: tuple[ActionPlan, ...]
    others: tuple[ActionPlan, ...]
    research: tuple[PlanResearch, ...]
    text: str

    @property
    def to_be_checked(self) -> bool:
        """Whether any row used must be checked."""
        return self.ratified.to_be_checked or any(plan.to_be_checked for plan in self.plans)


class PathfinderCount(msgspec.Struct, frozen=True, kw_only=True):
    """Pathfinder countries of one published list against ratification of the Protocol on a date.

    Attributes
    ----------
    listing, on, total
        Which list, the date, and the number of States in the list.
    low, high
        How many had ratified: a range where dates are known only to the year.
    had, had_not, undecided
        The States, by ISO 3166 alpha-3.
    text
        The count in words, with the mark where a recalled row is used.
    notes
        Where a published text disagrees.
    rows
        The rows used.
    """

    listing: Listing
    on: date
    total: int
    low: int
    high: int
    had: tuple[str, ...]
    had_not: tuple[str, ...]
    undecided: tuple[str, ...]
    text: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    to_be_checked: bool


def plan_horizon(iso3: str, on: date) -> PlanHorizon:
    """The State's plan of action on a date, beside the horizon that the ITUC guide reads into the Protocol.

    Parameters
    ----------
    iso3, on
        The State, ISO 3166 alpha-3, and the date.

    Examples
    --------
    >>> found = plan_horizon("BGD", date(2026, 6, 4))
    >>> found.latest, found.passed, found.status
    (datetime.date(2024, 1, 20), True, 'not researched')
    >>> "overdue" in found.text
    False
    """
    standing = ratified("P029", iso3, on)
    span = days("P029", iso3) if standing.verdict != "no" else None
    earliest, latest = (_later(span[0], GUIDE_YEARS), _later(span[1], GUIDE_YEARS)) if span else (None, None)
    passed = None
    if earliest and latest:
        passed = True if on >= latest else False if on < earliest else None
    recorded = [row for row in load(ActionPlan) if row.iso3 == iso3 and row.begins <= on.isoformat()]
    plans = tuple(row for row in recorded if row.kind in ANSWERING)
    others = tuple(row for row in recorded if row.kind not in ANSWERING)
    looked = tuple(row for row in load(PlanResearch) if row.iso3 == iso3)
    status: PlanStatus = "not researched"
    if plans:
        status = "plan recorded"
    elif any(row.found == "none" for row in looked):
        status = "none recorded"
    text = " ".join([*_horizon_words(standing, earliest, latest), *_plan_words(status, plans, looked, on)])
    check = standing.to_be_checked or any(row.to_be_checked for row in plans)
    return PlanHorizon(
        iso3=iso3,
        on=on,
        ratified=standing,
        protocol_says=PROTOCOL_SAYS,
        earliest=earliest,
        latest=latest,
        passed=passed,
        status=status,
        plans=plans,
        others=others,
        research=looked,
        text=marked(text) if check else text,
    )


def pathfinders(on: date, listing: Listing = "2021") -> PathfinderCount:
    """How many pathfinder countries of a published list had ratified the Protocol on the date.

    Parameters
    ----------
    on
        The date.
    listing
        ``2021``: the 22 of the ITUC guide of March 2021; ``2025``: the 37 of the list of 2025, of which the copy read
        breaks off, so that its later names carry the mark.

    Raises
    ------
    FairleadError
        If there is no such list.

    Examples
    --------
    >>> found = pathfinders(date(2021, 3, 31))
    >>> found.low, found.high, found.total
    (7, 7, 22)
    >>> len(found.notes)
    2
    """
    listed = [row for row in load(Pathfinder) if _in_list(row, listing)]
    answers = [(row, ratified("P029", row.iso3, on)) for row in listed]
    had = tuple(row.iso3 for row, given in answers if given.verdict == "yes")
    had_not = tuple(row.iso3 for row, given in answers if given.verdict == "no")
    undecided = tuple(row.iso3 for row, given in answers if given.verdict == "unknown")
    low, high = len(had), len(had) + len(undecided)
    words = str(low) if low == high else f"{low} to {high}"
    of = "the 22 pathfinder countries of March 2021" if listing == "2021" else f"the {len(listed)} of the list of 2025"
    text = f"{words} of {of} had ratified P029 on {on}."
    check = any(row.to_be_checked or given.to_be_checked for row, given in answers)
    check |= listing == "2025" and any(row.listed_2025 == "not read" for row, _ in answers)
    notes: tuple[str, ...] = ()
    if listing == "2021":
        notes = (
            *_notes("pathfinders that had ratified P029", on, low, high),
            *_notes("pathfinders that had not ratified P029", on, len(listed) - high, len(listed) - low),
        )
    return PathfinderCount(
        listing=listing,
        on=on,
        total=len(listed),
        low=low,
        high=high,
        had=had,
        had_not=had_not,
        undecided=undecided,
        text=marked(text) if check else text,
        notes=notes,
        rows=(*listed, *(row for _, given in answers for row in given.rows if isinstance(row, Ratification))),
        to_be_checked=check,
    )


def published(on: date) -> tuple[str, ...]:
    """Published counts of ratifications of the Protocol for exactly this date, each set beside the one computed.

    Examples
    --------
    >>> published(date(2021, 3, 17))
    ('Published: 50 (guide of the International Trade Union Confederation); computed: 50. They agree.',)
    """
    if not any(row.subject == "P029 ratified" and row.on == on.isoformat() for row in load(PublishedCount)):
        return ()
    total = count("P029", on)

    return _notes("P029 ratified", on, total.low, total.low if total.high is None else total.high)


def commitments(iso3: str) -> tuple[Row, ...]:
    """What the State has promised outside its ratifications, its status as a pathfinder included.

    Examples
    --------
    >>> [type(row).__name__ for row in commitments("MYS")]
    ['Pathfinder', 'StateCommitment']
    """
    return (
        *(row for row in load(Pathfinder) if row.iso3 == iso3),
        *(row for row in load(StateCommitment) if row.iso3 == iso3),
    )


def measures(
    *, pillar: str = "", report_measure: str = "", demand: str = "", sdg_target: str = ""
) -> tuple[ProtocolMeasure, ...]:
    """Measures that the Protocol and Recommendation No. 203 ask for, filtered by any of their tags.

    Parameters
    ----------
    pillar, report_measure, demand, sdg_target
        Codes as in the table of measures and of tags; empty: all.

    Examples
    --------
    >>> len(measures()), [row.id for row in measures(report_measure="association")]
    (68, ['R3.a', 'R3.b', 'R6'])
    """
    return tuple(
        row
        for row in load(ProtocolMeasure)
        if pillar in ("", row.pillar)
        and (not report_measure or report_measure in row.report_measures)
        and (not demand or demand in row.demands)
        and (not sdg_target or sdg_target in row.sdg_targets)
    )


def _in_list(row: Pathfinder, listing: str) -> bool:
    if listing not in ("2021", "2025"):
        raise FairleadError(f"There is no list of pathfinders of {listing!r}.", fix="Lists: 2021, 2025.")
    return row.listed_2021 if listing == "2021" else row.listed_2025 != "no"


def _horizon_words(standing: Answer, earliest: date | None, latest: date | None) -> list[str]:
    if earliest is None or latest is None:
        return [standing.text]
    when = f"{latest}" if earliest == latest else f"a day between {earliest} and {latest}"
    return [standing.text, PROTOCOL_SAYS, f"The ITUC guide reads a term of two years into it: {when}."]


def _plan_words(
    status: PlanStatus, plans: tuple[ActionPlan, ...], looked: tuple[PlanResearch, ...], on: date
) -> list[str]:
    if status == "plan recorded":
        named = "; ".join(_named(row, on) for row in plans)
        return [f"Plan recorded: {named}. Whether it was made in consultation and carried out is not judged here."]
    if status == "none recorded":
        row = looked[0]
        return [f"None recorded: a search on {row.searched} ({row.where}) found none, which is no proof."]
    return ["Plan of action: not researched, so that nothing may be concluded."]


def _named(row: ActionPlan, on: date) -> str:
    years = row.begins if not row.ends else f"{row.begins} to {row.ends}"
    over = ", its term is over" if row.ends and row.ends < str(on.year) else ""
    open_end = ", no end recorded" if not row.ends else ""
    check = f", {MARK}" if row.to_be_checked else ""
    return f"{row.title} ({years}{over}{open_end}{check})"


def _notes(subject: str, on: date, low: int, high: int) -> tuple[str, ...]:
    """What was published for this date or for its month, beside the count computed."""
    words = str(low) if low == high else f"{low} to {high}"
    found = []
    for row in load(PublishedCount):
        if row.subject != subject or not on.isoformat().startswith(row.on):
            continue
        of = f" of {row.of}" if row.of else ""
        agrees = low <= row.figure <= high
        verdict = "They agree." if agrees else f"They disagree: {row.note}." if row.note else "They disagree."
        about = "" if subject == "P029 ratified" else f" {subject}"
        found.append(f"Published{about}: {row.figure}{of} ({row.where}); computed: {words}{of}. {verdict}")
    return tuple(found)


def _later(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)
