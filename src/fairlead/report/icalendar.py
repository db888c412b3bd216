"""Calendars that other programs read (iCalendar, RFC 5545): escaping, folding and the lines around events."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["calendar", "value"]

LINE = 75
"""Octets in a line at most, without its end (RFC 5545, 3.1)."""


def calendar(title: str, product: str, events: Iterable[Iterable[str]]) -> str:
    """A calendar of events, each given as its unfolded lines.

    Parameters
    ----------
    title
        Its name.
    product
        Who made it (RFC 5545, 3.7.3).
    events
        Lines of each event, their texts already escaped with `value`.

    Examples
    --------
    >>> calendar("Plan", "-//Fairlead//EN", []).splitlines()[-1]
    'END:VCALENDAR'
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines = [*head, f"X-WR-CALNAME:{value(title)}", *(line for event in events for line in event), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def value(text: str) -> str:
    r"""A value of kind TEXT: backslash, semicolon, comma and line ends are escaped (RFC 5545, 3.3.11).

    Examples
    --------
    >>> print(value("a;b, c"))
    a\;b\, c
    """
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
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
