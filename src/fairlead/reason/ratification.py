"""Is an instrument ratified by a State, and does it bind that State, on a date?

An ILO Convention or Protocol binds a State twelve months after the registration of its own ratification, and never
before the instrument itself entered into force (C029 Art. 28; P029 Art. 8). Status is computed from the date of
ratification and never stored. A date known only to the year lies somewhere inside that year, so that the answer
inside the window is *unknown*, and a count is a range. After the date of the record nothing is known.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts import Instrument, Ratification, load

__all__ = ["Answer", "Count", "InstrumentStatus", "count", "in_force", "instrument_status", "ratified"]

MEMBERS = "C182"
"""The Convention that every member State of the ILO had ratified (187), so that its rows are the list of members."""

Verdict = Literal["yes", "no", "unknown"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Yes, no or unknown, with the reason and the rows it rests on.

    Attributes
    ----------
    verdict
        ``unknown`` is an answer: the facts at hand do not decide.
    text
        One or two sentences, with the mark "to be checked" where a recalled date decides.
    rows
        The rows used.
    as_of
        The date up to which the record was complete.
    to_be_checked
        Whether the verdict rests on a recalled date.
    """

    verdict: Verdict
    text: str
    rows: tuple[Ratification, ...] = ()
    as_of: str = ""
    to_be_checked: bool = False

    @property
    def known(self) -> bool | None:
        """The verdict as true, false or ``None`` for unknown."""
        return {"yes": True, "no": False, "unknown": None}[self.verdict]


class InstrumentStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Both questions about one instrument, State and date."""

    instrument: str
    iso3: str
    on: date
    ratified: Answer
    in_force: Answer


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many States had ratified an instrument on a date: a range where dates are known only to the year."""

    low: int
    high: int
    undecided: tuple[Ratification, ...]
    text: str


def instrument_status(code: str, iso3: str, on: date) -> InstrumentStatus:
    """Whether `iso3` had ratified `code` on the date, and whether it was bound by it.

    Parameters
    ----------
    code
        Code of the instrument, for instance ``P029``.
    iso3
        The State, ISO 3166 alpha-3.
    on
        The date asked about.

    Raises
    ------
    FairleadError
        If there is no such instrument.

    Examples
    --------
    >>> status = instrument_status("P029", "BGD", date(2022, 6, 1))
    >>> status.ratified.verdict, status.in_force.verdict
    ('yes', 'no')
    >>> instrument_status("P029", "BRA", date(2025, 6, 30)).ratified.verdict
    'unknown'
    """
    return InstrumentStatus(
        instrument=code, iso3=iso3, on=on, ratified=ratified(code, iso3, on), in_force=in_force(code, iso3, on)
    )


def ratified(code: str, iso3: str, on: date) -> Answer:
    """Whether the State had ratified the instrument, and not denounced it, on the date.

    Examples
    --------
    >>> ratified("C029", "CHN", date(2021, 1, 1)).verdict
    'no'
    >>> ratified("C105", "MYS", date(2020, 1, 1)).verdict
    'no'
    """
    instrument = _instrument(code)
    row = _row(code, iso3)
    if row is None:
        return _no_row(instrument, iso3, on)
    earliest, latest = _window(row.ratified, row.as_of)
    record = instrument.record_as_of
    if on < earliest:
        return _answer("no", f"{row.country} ratified {code} later ({_said(row)}).", row, on, record)
    if on < latest:
        why = f"{row.country} ratified {code} in {row.ratified}; the day, and so the status on {on}, is not known."
        return _answer("unknown", why, row, on, record)
    if row.denounced:
        left, gone = _window(row.denounced, row.as_of)
        if on >= left:
            verdict: Verdict = "no" if on >= gone else "unknown"
            return _answer(verdict, f"{row.country} denounced {code} in {row.denounced}.", row, on, record)
    if on > date.fromisoformat(record):
        text = f"{row.country} ratified {code} ({_said(row)}); the record ends on {record}."
        return _answer("yes", text, row, on, record)
    return _answer("yes", f"{row.country} ratified {code} ({_said(row)}).", row, on, record)


def in_force(code: str, iso3: str, on: date) -> Answer:
    """Whether the instrument bound the State on the date: twelve months after its own ratification.

    Examples
    --------
    >>> in_force("P029", "NER", date(2016, 6, 1)).verdict  # ratified in 2015, but the Protocol was not yet in force
    'no'
    >>> in_force("P029", "PAK", date(2026, 3, 14)).verdict
    'yes'
    """
    instrument = _instrument(code)
    row = _row(code, iso3)
    if row is None:
        return _no_row(instrument, iso3, on)
    record = instrument.record_as_of
    floor = _window(instrument.in_force, instrument.in_force)[0] if instrument.in_force else date.min
    earliest, latest = (max(_year_later(day), floor) for day in _window(row.ratified, row.as_of))
    if on < earliest:
        text = f"{code} was not in force for {row.country} on {on}: it binds a State twelve months after ratification"
        return _answer("no", f"{text} ({_said(row)}).", row, on, record)
    if on < latest:
        text = f"{row.country} ratified {code} in {row.ratified} and is bound twelve months later; the day is not known"
        return _answer("unknown", f"{text}, so the status on {on} is not known.", row, on, record)
    standing = ratified(code, iso3, on)
    if standing.verdict != "yes":
        return standing
    since = f"since {latest}" if earliest == latest else f"since {latest.year} at the latest"
    if row.day_status == "recalled" and latest != floor:
        since += ", the day to be checked"
    return _answer("yes", f"{code} is in force for {row.country} {since}.", row, on, record)


def count(code: str, on: date) -> Count:
    """How many States had ratified the instrument on the date.

    Parameters
    ----------
    code, on
        The instrument and the date.

    Raises
    ------
    FairleadError
        If there is no such instrument, if no ratifications of it are kept, or if the date lies after the record.

    Examples
    --------
    >>> total = count("P029", date(2025, 6, 30))
    >>> total.low, total.high, [row.iso3 for row in total.undecided]
    (61, 62, ['BRA'])
    """
    instrument = _instrument(code)
    record = instrument.record_as_of
    if instrument.ratification_record != "complete":
        raise FairleadError(f"No ratifications of {code} are kept, so they cannot be counted.")
    if on > date.fromisoformat(record):
        raise FairleadError(
            f"Ratifications of {code} cannot be counted on {on}: the record ends on {record}.",
            why="Ratifications registered later are not in it.",
            fix=f"Ask for {record} or an earlier date.",
        )
    answers = [ratified(code, row.iso3, on) for row in _rows(code).values()]
    low = sum(answer.verdict == "yes" for answer in answers)
    undecided = tuple(answer.rows[0] for answer in answers if answer.verdict == "unknown")
    high = low + len(undecided)
    words = str(low) if low == high else f"{low} to {high}"
    return Count(low=low, high=high, undecided=undecided, text=f"{words} States had ratified {code} on {on}.")


def _answer(verdict: Verdict, text: str, row: Ratification, on: date, record: str) -> Answer:
    """Build the answer; it carries the mark where the recalled day lies in the year (or the next) that decides."""
    decides = row.day_status == "recalled" and on.year - int(row.ratified[:4]) in (0, 1)
    check = row.status in ("recalled", "conflicting") or decides
    return Answer(
        verdict=verdict,
        text=f"{text} (to be checked)" if check and "to be checked" not in text else text,
        rows=(row,),
        as_of=record,
        to_be_checked=check,
    )


def _no_row(instrument: Instrument, iso3: str, on: date) -> Answer:
    code, record = instrument.code, instrument.record_as_of
    if instrument.ratification_record != "complete":
        return Answer(verdict="unknown", text=f"Ratifications of {code} are not collected yet.")
    member = _rows(MEMBERS).get(iso3)
    if member is None:
        text = f"The record covers the {len(_rows(MEMBERS))} member States of the ILO; {iso3} is not among them."
        return Answer(verdict="unknown", text=text, as_of=record)
    if on > date.fromisoformat(record):
        text = f"{member.country} had not ratified {code} by {record}; whether it has since is not known."
        return Answer(verdict="unknown", text=text, as_of=record)
    return Answer(verdict="no", text=f"{member.country} had not ratified {code} by {record}.", as_of=record)


def _said(row: Ratification) -> str:
    if row.day_status == "recalled":
        return f"{row.ratified}, the day to be checked"
    return row.ratified


def _window(day: str, known_on: str) -> tuple[date, date]:
    """First and last day that a date of the form YYYY, YYYY-MM or YYYY-MM-DD can mean, given the day it was known."""
    parts: Sequence[int] = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        exact = date(*parts)
        return exact, exact
    year, first, last = parts[0], *((parts[1], parts[1]) if len(parts) == 2 else (1, 12))
    end = date(year, last, calendar.monthrange(year, last)[1])
    if len(known_on) == 10:
        end = min(end, date.fromisoformat(known_on))
    return date(year, first, 1), end


def _year_later(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def _instrument(code: str) -> Instrument:
    for row in load(Instrument):
        if row.code == code:
            return row
    raise FairleadError(f"There is no instrument {code!r} in the table.", fix="Give a code such as C029, P029 or C105.")


def _row(code: str, iso3: str) -> Ratification | None:
    return _rows(code).get(iso3)


@cache
def _rows(code: str) -> dict[str, Ratification]:
    return {row.iso3: row for row in load(Ratification) if row.instrument == code}
