"""What routes against a State, or in it, led to: dated steps with their sources."""

from __future__ import annotations

from typing import Any

from fairlead.dossier.model import NOT_COLLECTED, Facts
from fairlead.dossier.rows import fact, rows_of
from fairlead.reason.route_question import route_rows

__all__ = ["outcomes_block"]

TABLE = "route_outcomes"
JOINED = {"said by the source": "", "came after": " One came after the other; nobody has shown more."}


def outcomes_block(iso3: str, name: str) -> Facts:
    """Timelines of what was done and what came of it, each in its order.

    Examples
    --------
    >>> block = outcomes_block("QAT", "Qatar")
    >>> block.facts[0].value, block.facts[-1].label
    ('2014-06', 'what stayed open')
    """
    rows = sorted(rows_of(TABLE, iso3), key=lambda row: (row.timeline, row.rank))
    return Facts(
        key="outcomes",
        title=f"What routes led to in {name}",
        facts=tuple(fact(_text(row), row, label=_label(row.kind), value=row.day, note=row.note) for row in rows),
        about="Steps of one matter follow each other. That one thing came after another does not show that it came of "
        "it; where a source says so, it stands beside the step."
        if rows
        else "",
        not_collected=(f"{'More' if rows else f'What routes led to in {name}'}: {NOT_COLLECTED}.",),
    )


def _text(row: Any) -> str:
    """A step in a sentence or two, the first of a matter with the route that it took."""
    begun = f" ({route_rows()[row.route].name})" if row.rank == 1 else ""
    text = f"{row.day}: {row.event}{begun}."
    if row.led_to:
        text += f" {row.led_to[:1].upper()}{row.led_to[1:]}."
    return text + JOINED.get(row.link, "")


def _label(kind: str) -> str:
    return {"limit": "what stayed open", "start": "the route is taken", "measure": "measure of another State"}.get(
        kind, kind
    )
