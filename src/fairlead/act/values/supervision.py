"""What complaints against a State rest on: the Conventions relied on, what supervisory bodies and others have said."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import filled, quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.findings import finding
from fairlead.act.values.places import Instrument
from fairlead.act.values.rows import readable, said
from fairlead.act.values.said import Named, country
from fairlead.act.worded import worded
from fairlead.facts import Instrument as InstrumentRow
from fairlead.facts import LabourLaw, StateImposed, SupervisoryCase, load
from fairlead.facts.labour_law import LawStatement, answers
from fairlead.reason.route_question import abuse

__all__ = ["VALUES"]

UNREAD = "not read"
"""What a row says of a part of it that nobody has read."""
BODIES = {
    "Art. 24 representation": "Representation under Article 24",
    "Art. 26 complaint": "Complaint under Article 26",
    "Art. 33 measures": "Measures under Article 33",
    "Conference Committee": "Committee on the Application of Standards of the Conference",
}
CASE = "{body}, {years}, on {instruments}. Subject: {topic}."
CASE_WITH_OUTCOME = "{case} As recorded: {outcome}."
"""Sentences that another language may keep in its own words."""
ASSOCIATION = ("union rights", "strike")
"""Topics of freedom of association."""
ASIDE = ("child ages", "wages", "hours", "leave", "notice")
"""Topics of labour law whose gaps do not bear on forced labour by themselves."""


def _codes(scope: Scope) -> tuple[str, ...]:
    """Instruments relied on; a complaint on freedom of association names only those that are about it."""
    codes = scope.case.instruments or abuse(scope.case.abuse).instruments
    if scope.kind.route != "ILOCFA":
        return tuple(codes)
    about = ("C087", "C098", "C141", "C154")
    return tuple(one for one in codes if one in about) or abuse("organising").instruments


def _relied_on(scope: Scope) -> tuple[dict[str, Any], ...]:
    """The Conventions and Protocols relied on: those of the case, else those of the abuse, each with its standing.

    ``standing`` is as in ``state.C029``; ``ready`` says whether that it binds, and since when, were both read.
    """
    case = scope.case
    rows = {row.code: row for row in load(InstrumentRow)}
    found = []
    for code in _codes(scope):
        row = rows[code]
        standing = Instrument(scope, code, case.state)
        ready = standing.bound.yes and standing.dated.known
        found.append(
            {
                "key": code,
                "code": code,
                "name": Named(term(row.name, scope.language)),
                "standing": standing,
                "ready": ready,
            }
        )
    return tuple(found)


def _conventions(scope: Scope) -> tuple[dict[str, Any], ...]:
    return tuple(one for one in _relied_on(scope) if one["ready"])


def _not_ready(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Instruments of the case itself that do not bind the State, or of which that is not known."""
    return tuple(one for one in _relied_on(scope) if not one["ready"]) if scope.case.instruments else ()


def _comments(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Recorded cases before the bodies of the ILO on the State, on the instruments relied on first: a selection."""
    wanted = set(_codes(scope))
    rows = [row for row in load(SupervisoryCase) if row.iso3 == scope.case.state and wanted & set(row.instruments)]
    rows = [row for row in rows if row.from_year <= scope.case.day.year and UNREAD not in row.topic]
    rows.sort(key=lambda row: row.from_year)
    return tuple(
        {
            "key": f"{row.body}-{row.from_year}",
            "says": said(scope, _comment_in(row, scope.language), row, "comment", _comment(row)),
        }
        for row in readable(scope, rows, _comment)
    )


def _comment_in(row: SupervisoryCase, language: str) -> str:
    """A case in the language of the document, where its sentence is kept there."""
    names = {one.code: term(one.name, language) for one in load(InstrumentRow)}
    case = filled(
        CASE,
        language,
        body=term(BODIES.get(row.body, row.body), language),
        years=str(row.from_year) if row.to_year in (None, row.from_year) else f"{row.from_year}–{row.to_year}",
        instruments=term("; ", language).join(names[one] for one in row.instruments),
        topic=quoted(row.topic, language),
    )
    read = "; ".join(part.strip() for part in row.outcome.split(";") if UNREAD not in part)
    if not case:
        return quoted(_comment(row), language)
    return filled(CASE_WITH_OUTCOME, language, case=case, outcome=quoted(read, language)) if read else case


def _comment(row: SupervisoryCase) -> str:
    """A case in words; what nobody has read of its outcome is not in it."""
    years = str(row.from_year) if row.to_year in (None, row.from_year) else f"{row.from_year} to {row.to_year}"
    read = "; ".join(part.strip() for part in row.outcome.split(";") if UNREAD not in part)
    text = f"{BODIES.get(row.body, row.body)}, {years}, on {worded(', '.join(row.instruments))}. Subject: {row.topic}."
    return f"{text} {_capital(read)}." if read else text


def _readings(scope: Scope, only: tuple[str, ...] = ()) -> tuple[dict[str, Any], ...]:
    """Gaps in law or enforcement that others have named, each with who read it and when; of some topics, or all."""
    iso3 = scope.case.where
    found: dict[str, tuple[str, LawStatement]] = {}
    for topic in answers(iso3, country(iso3, "en")) if iso3 else ():
        if topic.topic.topic in only if only else topic.topic.topic not in ASIDE:
            found |= {one.text: (topic.topic.topic, one) for one in topic.statements if one.gap}
    told = {id(row) for row in readable(scope, [one.row for _, one in found.values()], _of_law)}
    return tuple(
        {
            "key": f"{topic}-{index}",
            "topic": Named(topic),
            "says": said(scope, _reading(one, scope.language), one.row, "reading of the law", one.text),
        }
        for index, (topic, one) in enumerate(found.values(), start=1)
        if id(one.row) in told
    )


def _reading(one: LawStatement, language: str) -> str:
    return finding(one.row, one.text, language) if isinstance(one.row, LabourLaw) else quoted(one.text, language)


def _of_law(row: Any) -> str:
    return f"A gap in the law or its enforcement in {row.iso3}: {getattr(row, 'question', '') or row.field}."


def _imposed(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Forced labour that the State itself is said to impose, in the words of the body that says it."""
    rows = [row for row in load(StateImposed) if row.iso3 == scope.case.where]
    return tuple(
        {
            "key": row.subject,
            "says": said(
                scope, quoted(row.statement, scope.language), row, "forced labour that the State imposes", row.statement
            ),
        }
        for row in readable(scope, rows, lambda row: row.statement)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


VALUES = {
    "conventions": _conventions,
    "conventions_open": _not_ready,
    "comments": _comments,
    "readings": _readings,
    "readings_association": lambda scope: _readings(scope, ASSOCIATION),
    "imposed": _imposed,
}
