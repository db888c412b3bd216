"""Is an instrument ratified by a State, and does it bind that State, on a date?

An ILO Convention or Protocol binds a State twelve months after the registration of its own ratification, and never
before the instrument itself entered into force (C029 Art. 28; P029 Art. 8). Status is computed from the date of
ratification and never stored. A date known only to the year lies somewhere inside that year, so that the answer
inside the window is *unknown*, and a count is a range. The absence of a State means something only where the record
of the instrument is complete, and nothing after the date of that record.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts import Instrument, PublishedCount, Ratification, RatificationCoverage, load
from fairlead.reason.answer import MARK, Answer, Verdict, answer

__all__ = [
    "MEMBERS",
    "Count",
    "InstrumentStatus",
    "count",
    "coverage",
    "days",
    "in_force",
    "instrument_status",
    "members",
    "ratified",
    "ratifiers",
]

MEMBERS = "C182"
"""The Convention that every member State of the ILO had ratified (187), so that its rows are the list of members."""

FORCED_LABOUR = ("C029", "P029", "C105")
"""The instruments on forced labour, in the order in which one stands in for another."""

PROVISIONS = {"C029": "C029, Article 28", "P029": "P029, Article 8", "MLC2006": "MLC, 2006, Article VIII"}


class InstrumentStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Both questions about one instrument, State and date."""

    instrument: str
    iso3: str
    on: date
    ratified: Answer
    in_force: Answer

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What to tell: the second answer only where it says something new."""
        return (self.ratified,) if self.in_force.text == self.ratified.text else (self.ratified, self.in_force)


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many States had ratified an instrument on a date.

    Attributes
    ----------
    low, high
        A range where dates are known only to the year; `high` is ``None`` where the record is not complete.
    undecided
        The rows that cause the range.
    recalled
        The rows whose recalled date could change the count.
    text
        The count in words, with the mark where recalled dates could change it.
    as_of
        The date of the record.
    """

    instrument: str
    on: date
    low: int
    high: int | None
    undecided: tuple[Ratification, ...]
    recalled: tuple[Ratification, ...]
    text: str
    as_of: str

    @property
    def to_be_checked(self) -> bool:
        """Whether a recalled date could change the count."""
        return bool(self.recalled)


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
    >>> ratified("C129", "IDN", date(2020, 1, 1)).verdict  # not in the record, which is not complete
    'unknown'
    """
    instrument = _instrument(code)
    row = _row(code, iso3)
    if row is None:
        return _no_row(instrument, iso3, on)
    earliest, latest = _span(row)
    if on < earliest:
        later = f"{row.country} ratified {code} later ({_said(row)})."
        return _by_record(row, on) or _answer("no", later, row, on)
    if on < latest:
        why = f"{row.country} ratified {code} in {row.ratified}; the day, and so the status on {on}, is not known."
        return _answer("unknown", why, row, on)
    if row.denounced:
        left, gone = _window(row.denounced, row.as_of)
        if on >= left:
            verdict: Verdict = "no" if on >= gone else "unknown"
            return _answer(verdict, f"{row.country} denounced {code} in {row.denounced}.", row, on)
    record = _known_to(row)
    if on > date.fromisoformat(record):
        return _answer("yes", f"{row.country} ratified {code} ({_said(row)}); the record ends on {record}.", row, on)
    return _answer("yes", f"{row.country} ratified {code} ({_said(row)}).", row, on)


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
    floor = _window(instrument.in_force, instrument.in_force)[0] if instrument.in_force else date.min
    earliest, latest = (max(_year_later(day), floor) for day in _span(row))
    first, last = (max(_year_later(day), floor) for day in _span(row, whole_year=True))
    if on < earliest:
        text = f"{code} was not in force for {row.country} on {on}: it binds a State twelve months after ratification"
        return _by_record(row, on) or _answer("no", f"{text} ({_said(row)}).", row, on, (first, last))
    if on < latest:
        text = f"{row.country} ratified {code} in {row.ratified} and is bound twelve months later; the day is not known"
        return _answer("unknown", f"{text}, so the status on {on} is not known.", row, on, (first, last))
    standing = ratified(code, iso3, on)
    if standing.verdict != "yes":
        return standing
    since = f"since {latest}" if earliest == latest else f"since {latest.year} at the latest"
    if row.day_status in ("recalled", "year recalled") and latest != floor:
        since += ", the date to be checked"
    return _answer("yes", f"{code} is in force for {row.country} {since}.", row, on, (first, last))


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
    >>> count("C129", date(2020, 6, 30)).high is None  # at least so many: the record is not complete
    True
    """
    held = _held(code)
    if on > date.fromisoformat(held.as_of):
        raise FairleadError(
            f"Ratifications of {code} cannot be counted on {on}: the record ends on {held.as_of}.",
            why="Ratifications registered later are not in it.",
            fix=f"Ask for {held.as_of} or an earlier date.",
        )
    answers = ratifiers(code, on)
    low = sum(given.verdict == "yes" for _, given in answers)
    undecided = tuple(row for row, given in answers if given.verdict == "unknown")
    recalled = tuple(row for row, given in answers if given.to_be_checked)
    high = low + len(undecided) if held.complete else None
    words = str(low) if high == low else f"{low} to {high}"
    text = f"{words} States had ratified {code} on {on}."
    if high is None:
        text = f"At least {low} States had ratified {code} on {on}; the record is not complete."
    if recalled:
        noun = "date" if len(recalled) == 1 else "dates"
        text += f" ({MARK}: {len(recalled)} recalled {noun} could change the count)"
    return Count(
        instrument=code,
        on=on,
        low=low,
        high=high,
        undecided=undecided,
        recalled=recalled,
        text=text,
        as_of=held.as_of,
    )


def ratifiers(code: str, on: date) -> tuple[tuple[Ratification, Answer], ...]:
    """Every row of the instrument with the answer whether that State had ratified on the date.

    Parameters
    ----------
    code, on
        The instrument and the date.

    Raises
    ------
    FairleadError
        If there is no such instrument, or no ratifications of it are kept.

    Examples
    --------
    >>> [row.iso3 for row, given in ratifiers("P029", date(2015, 12, 31)) if given.verdict == "yes"]
    ['NER', 'NOR']
    """
    _held(code)
    return tuple((row, ratified(code, row.iso3, on)) for row in _rows(code).values())


def coverage(code: str) -> RatificationCoverage | None:
    """How complete the record of the instrument is; ``None`` if no ratifications of it are kept.

    Examples
    --------
    >>> coverage("P029").complete, coverage("C129").complete, coverage("R203")
    (True, False, None)
    """
    _instrument(code)
    return _coverages().get(code)


def days(code: str, iso3: str) -> tuple[date, date] | None:
    """First and last day on which the State may have ratified the instrument; ``None`` if no row says that it did.

    Examples
    --------
    >>> days("P029", "PAK"), days("P029", "QAT")
    ((datetime.date(2025, 3, 14), datetime.date(2025, 3, 14)), None)
    """
    _instrument(code)
    row = _row(code, iso3)
    return _span(row) if row else None


def members() -> dict[str, str]:
    """The member States of the ILO, name by ISO 3166 alpha-3.

    Examples
    --------
    >>> len(members()), members()["QAT"]
    (187, 'Qatar')
    """
    return {iso3: row.country for iso3, row in _rows(MEMBERS).items()}


def _answer(verdict: Verdict, text: str, row: Ratification, on: date, span: tuple[date, date] | None = None) -> Answer:
    """Build the answer; it carries the mark where something recalled could change it.

    A recalled day matters where another day of its year would give another answer, that is inside `span`: the year of
    ratification as far as published lists leave it open or, for entry into force, what follows from it. A recalled
    year matters until the day on which the State was read in a list of States bound.
    """
    decides = row.status in ("recalled", "conflicting")
    if row.day_status == "recalled":
        first, last = span or _span(row, whole_year=True)
        decides |= first <= on < last
    if row.day_status == "year recalled":
        decides |= on.isoformat() < row.as_of
    return answer(
        verdict,
        text,
        [row],
        references=[PROVISIONS.get(row.instrument, f"{row.instrument}, final provisions")],
        as_of=_known_to(row),
        to_be_checked=decides,
    )


def _by_record(row: Ratification, on: date) -> Answer | None:
    """The answer for a State that ratified after the day of a complete record, whatever the day on which it did so."""
    held = _held(row.instrument)
    if not held.complete or row.ratified[: len(held.as_of)] <= held.as_of or on > date.fromisoformat(held.as_of):
        return None
    text = f"{row.country} had not ratified {row.instrument} by {held.as_of}."
    return answer("no", text, [held], as_of=held.as_of)


def _no_row(instrument: Instrument, iso3: str, on: date) -> Answer:
    code = instrument.code
    held = _coverages().get(code)
    if held is None:
        return answer("unknown", f"Ratifications of {code} are not collected yet.")
    member = _rows(MEMBERS).get(iso3)
    if member is None:
        text = f"The record covers the {len(_rows(MEMBERS))} member States of the ILO; {iso3} is not among them."
        return answer("unknown", text, as_of=held.as_of)
    if not held.complete:
        text = (
            f"Unknown as of {held.as_of}: the record of {code} is not complete, so that nothing follows from "
            f"{member.country} not being in it."
        )
        change = f"The complete list of ratifications of {code} by the ILO."
        return answer("unknown", text, [held], changes=[change], as_of=held.as_of)
    if on > date.fromisoformat(held.as_of):
        text = f"{member.country} had not ratified {code} by {held.as_of}; whether it has since is not known."
        return answer("unknown", text, [held], as_of=held.as_of)
    text = f"{member.country} had not ratified {code} by {held.as_of}."
    changes = ["The registration of a ratification by the ILO; it binds twelve months later."]
    if code == "P029" and _row("C029", iso3) is None:
        changes.append("The Protocol is open only to a State that has ratified C029, or does so with it (Article 8).")
    return answer(
        "no",
        text,
        [held],
        references=["ILO Constitution, Article 19(5)"],
        changes=changes,
        nearest=_nearest(instrument, iso3, on),
        as_of=held.as_of,
    )


def _nearest(instrument: Instrument, iso3: str, on: date) -> str:
    """What the State is bound by instead: the other instruments on forced labour, else membership itself."""
    for other in FORCED_LABOUR if instrument.code in FORCED_LABOUR else ():
        if _row(other, iso3) and in_force(other, iso3, on).verdict == "yes":
            return f"{other}, which is in force for the State."
    if instrument.fundamental:
        return (
            "The Declaration of 1998: every member respects the principles of the fundamental Conventions, and "
            "employers' and workers' organisations may comment each year (ILO Constitution, Article 19(5)(e))."
        )
    return ""


def _said(row: Ratification) -> str:
    if row.day_status == "recalled":
        return f"{row.ratified}, the day to be checked"
    if row.day_status == "year recalled":
        return f"{row.ratified}, the year to be checked"
    return row.ratified


def _known_to(row: Ratification) -> str:
    """The last day on which the record shows the State as bound."""
    held = _held(row.instrument)
    return max(held.as_of, row.as_of) if held.complete else row.as_of


def _span(row: Ratification, *, whole_year: bool = False) -> tuple[date, date]:
    """First and last day on which the State may have ratified; lists that name every State by a day narrow a year.

    With `whole_year`, the day inside the year is left aside, as when it is only recalled.
    """
    first, last = _window(row.ratified[:4] if whole_year else row.ratified, row.as_of)
    if first == last:
        return first, last
    for day, states in _lists(row.instrument):
        if row.iso3 in states:
            last = max(first, min(last, day))
        else:
            first = min(last, max(first, day + timedelta(days=1)))
    return first, last


@cache
def _lists(code: str) -> tuple[tuple[date, frozenset[str]], ...]:
    """Published lists that name every State which had ratified by a day."""
    return tuple(
        (date.fromisoformat(row.on), frozenset(row.states))
        for row in load(PublishedCount)
        if row.subject == f"{code} ratified" and row.states
    )


@lru_cache(maxsize=8192)
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
    try:
        return _instruments()[code]
    except KeyError:
        raise FairleadError(
            f"There is no instrument {code!r} in the table.", fix="Give a code such as C029, P029 or C105."
        ) from None


def _held(code: str) -> RatificationCoverage:
    """How complete the record is, or the error that nothing is kept."""
    _instrument(code)
    if code not in _coverages():
        raise FairleadError(f"No ratifications of {code} are kept, so they cannot be counted.")
    return _coverages()[code]


def _row(code: str, iso3: str) -> Ratification | None:
    return _rows(code).get(iso3)


@cache
def _instruments() -> dict[str, Instrument]:
    return {row.code: row for row in load(Instrument)}


@cache
def _coverages() -> dict[str, RatificationCoverage]:
    return {row.instrument: row for row in load(RatificationCoverage)}


@cache
def _by_instrument() -> dict[str, dict[str, Ratification]]:
    rows: dict[str, dict[str, Ratification]] = {}
    for row in load(Ratification):
        rows.setdefault(row.instrument, {})[row.iso3] = row
    return rows


def _rows(code: str) -> dict[str, Ratification]:
    return _by_instrument().get(code, {})
