"""Which instruments that matter for a subject has a State not ratified?

A gap is a statement about a State. It is read only from a complete record of the instrument and only up to the day of
that record; in every other case the answer is *unknown as of*. Of a State whose ratification is recorded the answer
is always that there is no gap, whether or not the record is complete.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts import GapProfile, Instrument, load
from fairlead.reason.answer import Answer, Verdict, answer
from fairlead.reason.ratification import coverage, in_force, members, ratified

__all__ = ["Gap", "GapCount", "gap", "gaps", "profiles", "world"]


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one State has a gap at one instrument.

    Attributes
    ----------
    profile, instrument, name, why
        The subject, the instrument with its name, and what its ratification opens or gives.
    iso3, on
        The State and the date.
    answer
        ``yes``: not ratified, a gap; ``no``: ratified; ``unknown``: the record does not decide.
    """

    profile: str
    instrument: str
    name: str
    why: str
    iso3: str
    on: date
    answer: Answer


class GapCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many member States have a gap, have none, or are not known."""

    instrument: str
    on: date
    gap: int
    ratified: int
    unknown: int


def profiles() -> dict[str, tuple[str, ...]]:
    """The instruments of each subject.

    Examples
    --------
    >>> profiles()["fisheries"]
    ('C188', 'C029')
    """
    return {name: tuple(row.instrument for row in rows) for name, rows in _profiles().items()}


def gaps(profile: str, iso3: str, on: date | None = None) -> tuple[Gap, ...]:
    """Every instrument of the profile, with the answer whether it is a gap of this State.

    Parameters
    ----------
    profile
        A subject out of `profiles`.
    iso3
        The State, ISO 3166 alpha-3.
    on
        The date asked about; if none, the day of the record of each instrument.

    Raises
    ------
    FairleadError
        If there is no such profile.

    Examples
    --------
    >>> [(each.instrument, each.answer.verdict) for each in gaps("forced labour", "QAT", date(2026, 6, 4))]
    [('C029', 'no'), ('P029', 'yes'), ('C105', 'no')]
    >>> gaps("domestic work", "QAT", date(2026, 6, 4))[0].answer.verdict
    'unknown'
    """
    if profile not in _profiles():
        raise FairleadError(f"There is no profile {profile!r}.", fix=f"Profiles: {', '.join(_profiles())}.")
    found = []
    for row in _profiles()[profile]:
        held = coverage(row.instrument)
        day = on or (date.fromisoformat(held.as_of) if held else date.max)
        given = gap(row.instrument, iso3, day)
        name = _instruments()[row.instrument].name
        found.append(
            Gap(profile=profile, instrument=row.instrument, name=name, why=row.why, iso3=iso3, on=day, answer=given)
        )
    return tuple(found)


def gap(code: str, iso3: str, on: date) -> Answer:
    """Whether it is a gap of this State that it had not ratified this instrument by the date.

    Parameters
    ----------
    code, iso3, on
        The instrument, the State and the date.

    Raises
    ------
    FairleadError
        If there is no such instrument.

    Examples
    --------
    >>> gap("P029", "QAT", date(2026, 6, 4)).text
    'A gap: Qatar had not ratified P029 by 2026-06-04.'
    >>> gap("C188", "IDN", date(2026, 6, 4)).text.startswith("Unknown as of 2022-02-04")
    True
    """
    standing = ratified(code, iso3, on)
    instrument = _instruments()[code]
    if instrument.adopted and on.isoformat() < instrument.adopted:
        return answer("no", f"No gap: {code} was adopted only on {instrument.adopted}.", [instrument])
    if standing.verdict == "unknown":
        opening = f"Unknown as of {standing.as_of or 'this edition'}: "
        text = standing.text if standing.text.startswith("Unknown as of") else opening + standing.text
        return msgspec.structs.replace(standing, text=text)
    verdict: Verdict = "yes" if standing.verdict == "no" else "no"
    text = f"A gap: {standing.text}" if verdict == "yes" else f"No gap: {standing.text}"
    if verdict == "no" and in_force(code, iso3, on).verdict == "no":
        text = f"{text} It does not bind the State yet."
    return msgspec.structs.replace(standing, verdict=verdict, text=text)


def world(code: str, on: date) -> GapCount:
    """The answers over all member States of the ILO.

    Parameters
    ----------
    code, on
        The instrument and the date.

    Examples
    --------
    >>> world("P029", date(2026, 6, 4))
    GapCount(instrument='P029', on=datetime.date(2026, 6, 4), gap=122, ratified=65, unknown=0)
    >>> world("C129", date(2020, 1, 1)).gap  # its record is not complete
    0
    """
    tally = Counter(gap(code, iso3, on).verdict for iso3 in members())
    return GapCount(instrument=code, on=on, gap=tally["yes"], ratified=tally["no"], unknown=tally["unknown"])


@cache
def _profiles() -> dict[str, tuple[GapProfile, ...]]:
    found: dict[str, tuple[GapProfile, ...]] = {}
    for row in load(GapProfile):
        found[row.profile] = (*found.get(row.profile, ()), row)
    return found


@cache
def _instruments() -> dict[str, Instrument]:
    return {row.code: row for row in load(Instrument)}
