"""Reminders as a calendar that other programs read (iCalendar, RFC 5545): days with an alarm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from fairlead.act.follow.status import Reminder

__all__ = ["calendar_text"]

LINE = 75
"""Octets in a line at most, without its end (RFC 5545, 3.1)."""
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
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
    ]
    for one in reminders:
        lines += _event(one, stamp, host or "fairlead")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(one: Reminder, stamp: datetime, host: str) -> list[str]:
    last = date.fromisoformat(one.due.day)
    ahead = (date.fromisoformat(one.day) - last).days
    trigger = f"{'-' if ahead < 0 else ''}P{abs(ahead)}D" if ahead else "PT0S"
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(f'{one.matter}-{one.due.term}-{one.for_}@{host}')}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{last:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(1):%Y%m%d}",
        f"SUMMARY:{_text(f'{one.title}: {one.due.what}')}",
        f"DESCRIPTION:{_text(one.text)}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(one.title)}",
        f"TRIGGER:{trigger}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A value of kind TEXT: backslash, semicolon, comma and line ends are escaped (RFC 5545, 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    escaped = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(char for char in escaped if char >= " " and char != "\x7f")


def _folded(line: str) -> str:
    """A line of at most 75 octets, the rest on lines that begin with a space; no character is cut in two."""
    parts, size, begun = [], 0, 0
    for index, char in enumerate(line):
        width = len(char.encode())
        if size + width > LINE:
            parts.append(line[begun:index])
            begun, size = index, 1  # the space that begins the next line counts
        size += width
    return "\r\n ".join([*parts, line[begun:]])
