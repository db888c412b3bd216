"""Sheets to act on: evidence and actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairlead.assess.result import Assessment, Statement
from fairlead.report.words import status_mark, yes_no
from fairlead.report.workbook.sheet import PEOPLE, Rows, Sheet, Value, ends, named, sheet

__all__ = ["to_act"]


def to_act(a: Assessment) -> Iterator[Sheet]:
    """Give the sheets of evidence and actions."""
    yield sheet(
        "Evidence",
        (
            "Good:24",
            "Country code",
            "Country:20",
            "Industry code",
            "Found:24",
            "Where:12",
            "What the list says:60",
            "Imposed by the State: not in the number",
            "Edition",
            "Source:44",
        ),
        _evidence(a),
        1,
    )
    yield sheet(
        "Actions",
        ("Country:20", *PEOPLE, "Part:26", "Text:80", "Status:16", "As of", "Source:44"),
        _actions(a),
        1,
    )


def _evidence(a: Assessment) -> Rows:
    for e in a.evidence:
        where = "you buy it" if e.relation == "purchase" else "upstream"
        yield (
            e.good,
            e.country,
            e.country_name,
            e.industry,
            ", ".join(e.exploitation),
            where,
            e.statement,
            yes_no(e.state_imposed),
            e.edition,
            named(a, e.source),
        )
    yield ("Everything else", "", "", "", "", "", a.evidence_absent, "", "", "")


def _actions(a: Assessment) -> Rows:
    for action in a.actions:
        head = (action.country_name, *ends(action.people))

        def stated(part: str, item: Statement, head: Sequence[Value] = head) -> Sequence[Value]:
            return (*head, part, item.text, status_mark(item.status) or item.status, item.as_of, named(a, item.source))

        for item in action.law_or_practice:
            yield stated("Law or practice", item)
        for item in action.state_imposed:
            yield stated("Imposed by the State: not in the number", item)
        ratified = (
            f"Protocol (ratified: {yes_no(action.protocol_ratified)}; in force: {yes_no(action.protocol_in_force)})"
        )
        yield stated(ratified, action.protocol)
        yield stated("Convention No. 29", action.convention_29)
        for side, partners in (("Workers' side", action.workers_side), ("Employers' side", action.employers_side)):
            for p in partners:
                text = ". ".join(part for part in (p.name, p.affiliation, p.note) if part)
                yield (*head, side, text, status_mark(p.status) or p.status, "", named(a, p.source))
            if not partners:
                yield (*head, side, "", "not collected yet", "", "")
        for item in action.steps:
            yield stated("Step", item)
        for text in action.not_collected:
            yield (*head, "Not collected yet", text, "not collected yet", "", "")
