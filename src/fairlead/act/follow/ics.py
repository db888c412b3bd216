"""Reminders as a calendar that other programs read (iCalendar, RFC 5545): days with an alarm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from fairlead.act.follow.status import Reminder
from fairlead.report.icalendar import calendar, value

__all__ = ["calendar_text"]

PRODUCT = "-//Fairlead//Matters//EN"


def calendar_text(reminders: Iterable[Reminder], *, stamp: datetime, title: str = "Fairlead", host: str = "") -> str:
    """The reminders as an iCalendar text: one day-long event for each date, with an alarm on the day to be reminded.

    Parameters
    ----------
    reminders
        The reminders.
    stamp
        When the calendar is written, with its zone.
    title
        Its name.
    host
        Ends the identifiers of events, so that those of two places differ.

    Examples
    --------
    >>> calendar_text([], stamp=datetime(2026, 11, 21, 8, tzinfo=UTC)).splitlines()[:3]
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Fairlead//Matters//EN']
    """
    return calendar(title, PRODUCT, [_event(one, stamp, host or "fairlead") for one in reminders])


def _event(one: Reminder, stamp: datetime, host: str) -> list[str]:
    last = date.fromisoformat(one.due.day)
    ahead = (date.fromisoformat(one.day) - last).days
    trigger = f"{'-' if ahead < 0 else ''}P{abs(ahead)}D" if ahead else "PT0S"
    return [
        "BEGIN:VEVENT",
        f"UID:{value(f'{one.matter}-{one.due.term}-{one.for_}@{host}')}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{last:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(1):%Y%m%d}",
        f"SUMMARY:{value(f'{one.title}: {one.due.what}')}",
        f"DESCRIPTION:{value(one.text)}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{value(one.title)}",
        f"TRIGGER:{trigger}",
        "END:VALARM",
        "END:VEVENT",
    ]
