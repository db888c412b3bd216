"""The plan for other programs: a table (CSV) and a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from fairlead.act.campaign.model import Campaign, Step
from fairlead.act.campaign.steps import later
from fairlead.report.icalendar import calendar, value

__all__ = ["COLUMNS", "steps_csv", "steps_ics"]

COLUMNS = ("id", "name", "begins", "ends", "owner", "state", "done", "does", "leaves", "documents")


def steps_csv(campaign: Campaign) -> str:
    """The plan as CSV; a cell that a spreadsheet would read as a formula begins with an apostrophe.

    Examples
    --------
    >>> from fairlead.act.campaign.changes import new
    >>> steps_csv(new("ratify", "NPL", start="2027-01-01")).splitlines()[0]
    'id,name,begins,ends,owner,state,done,does,leaves,documents'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for step in campaign.steps:
        cells = [";".join(found) if isinstance(found := getattr(step, name), tuple) else found for name in COLUMNS]
        writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def steps_ics(campaign: Campaign, *, stamp: datetime | None = None, host: str = "fairlead") -> str:
    """The steps that are not dropped as a calendar of whole days.

    Parameters
    ----------
    campaign
        Whose plan.
    stamp
        When the calendar is written; now, if left out.
    host
        Ends the identifiers of events, so that those of two places differ.
    """
    when = (stamp or datetime.now(UTC)).astimezone(UTC)
    events = [_event(campaign, one, when, host) for one in campaign.steps if one.state != "dropped"]
    return calendar(campaign.title or "Campaign", "-//Fairlead//Campaigns//EN", events)


def _event(campaign: Campaign, step: Step, when: datetime, host: str) -> list[str]:
    after = date.fromisoformat(later(step.ends, 1))
    owner = f"Owner: {step.owner}\n" if step.owner else ""
    told = f"{owner}{step.does}\nLeaves: {step.leaves}" if step.leaves else f"{owner}{step.does}"
    return [
        "BEGIN:VEVENT",
        f"UID:{value(f'{campaign.id or campaign.objective}-{campaign.country}-{step.id}@{host}')}",
        f"DTSTAMP:{when:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{date.fromisoformat(step.begins):%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{value(step.name)}",
        f"DESCRIPTION:{value(told)}",
        f"STATUS:{'CONFIRMED' if step.state == 'done' else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
