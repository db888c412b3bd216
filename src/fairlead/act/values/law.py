"""Law and practice of the State: gaps with what to ask for, findings, cases before the ILO, laws that bind business."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.findings import finding
from fairlead.act.values.places import home_of
from fairlead.act.values.rows import readable, said
from fairlead.act.values.said import Named, dated, number
from fairlead.act.worded import CODE, worded
from fairlead.assess import sentences
from fairlead.facts import BusinessLaw, CountryFinding, LabourLaw, LabourLawQuestion, SupervisoryCase, load
from fairlead.reason.laws import laws_of
from fairlead.reason.said import place_said

__all__ = ["VALUES", "Findings"]

MOST = 5


def _gaps(scope: Scope, state: str) -> tuple[dict[str, Any], ...]:
    """Gaps in law and enforcement, the weightiest first: ``finding`` with its source, ``ask`` in Fairlead's words."""
    sector = scope.case.sector
    answers = {row.question: row for row in load(LabourLaw) if row.iso3 == state}
    found: dict[str, dict[str, Any]] = {}
    for question in sorted(load(LabourLawQuestion), key=lambda row: row.rank):
        row = answers.get(question.question)
        if row is None or not _is_gap(question, row) or (question.industries and sector not in question.industries):
            continue
        if "minimum_age" in question.question and "child" not in scope.case.abuse:
            continue
        text = sentences.answer(row, place_said(state))
        if not text or not readable(scope, [row], lambda _, text=text: text):  # type: ignore[misc]
            continue
        ask = term(question.ask, scope.language)
        found.setdefault(
            question.ask,
            {
                "key": question.question,
                "finding": said(
                    scope, finding(row, text, scope.language).rstrip("."), row, "gap in law or practice", text
                ),
                "ask": Named(ask[:1].lower() + ask[1:].rstrip(".")),
                "theme": Named(question.theme),
            },
        )
    return tuple(found.values())[:MOST]


def _is_gap(question: LabourLawQuestion, row: LabourLaw) -> bool:
    return row.answer == question.concern or (row.answer == "in part" and question.concern == "no")


class Findings:
    """What the US Department of Labor recorded of the government's inspectorate: ``inspectors`` in ``year``."""

    def __init__(self, scope: Scope) -> None:
        rows = [row for row in load(CountryFinding) if row.iso3 == scope.case.state and row.inspectors is not None]
        row = next(iter(readable(scope, rows, _inspectors)), None)
        text = number(row.inspectors or 0, scope.language) if row else ""
        self.known = row is not None
        self.inspectors = said(scope, text, row or (), "labour inspectors", _inspectors(row) if row else "")
        self.year = Named(row.as_of[:4] if row else "")


def _inspectors(row: CountryFinding) -> str:
    return f"{row.country} had {row.inspectors or 0:,} labour inspectors in {row.as_of[:4]}"


def _cases(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Cases on forced labour before the bodies of the ILO, those still open first."""
    rows = [
        row for row in load(SupervisoryCase) if row.iso3 == scope.case.state and row.from_year <= scope.case.day.year
    ]
    rows.sort(key=lambda row: row.order)
    return tuple(
        {
            "key": f"{row.body}-{row.from_year}".replace(" ", "_").replace(".", ""),
            "name": Named(_case_name(row, scope.language)),
            "topic": said(scope, quoted(_read(row.topic), scope.language), row, "topic of the case", _case(row)),
            "outcome": Named(quoted(_read(row.outcome), scope.language)),
            "dated": Named(dated(row.as_of, scope.language)),
            "open": row.state == "open",
        }
        for row in readable(scope, rows, _case)
        if _read(row.topic)
    )[:MOST]


def _read(text: str) -> str:
    """What was read, without the parts of a row that say what was not, or where it was seen."""
    parts = [part.strip() for part in text.rstrip(".").split(";")]
    kept = [part for part in parts if "not read" not in part and part not in ("discussed",)]
    return "" if all(CODE.fullmatch(part) for part in kept) else worded("; ".join(kept))


def _case_name(row: SupervisoryCase, language: str = "en") -> str:
    names = {
        "Art. 24": "representation under Article 24",
        "Art. 26": "complaint under Article 26",
        "Art. 33": "measures under Article 33",
    }
    body = next((said for start, said in names.items() if row.body.startswith(start)), row.body)
    if language != "en":
        span = str(row.from_year) if row.to_year == row.from_year else f"{row.from_year}–{row.to_year or ''}"
        return f"{term(body, language)} ({span})"
    years = str(row.from_year) if row.to_year == row.from_year else f"{row.from_year} to {row.to_year or 'now'}"
    return f"{body}, {years}" if row.to_year else f"{body}, begun in {row.from_year}"


def _case(row: SupervisoryCase) -> str:
    return sentences.case(row, row.country)


def _laws(scope: Scope, state: str) -> tuple[dict[str, Any], ...]:
    """Laws of a State, and of a union of States that it belongs to, that bind business: in force, or to apply later."""
    on = scope.case.on
    rows = [
        row
        for row in (laws_of(state, scope.case.day) if state else ())
        if row.kind in ("due diligence", "transparency", "import or market ban", "procurement")
        and row.forced_labour != "no"
        and row.state in ("in force", "applies later")
        and row.adopted <= on
        and not (row.ended and row.ended <= on)
    ]
    return tuple(
        {
            "key": row.id,
            "name": Named(term(row.name, scope.language)),
            "asks": said(
                scope, quoted(row.asks.rstrip("."), scope.language), row, "what the law asks", f"{row.name}: {row.asks}"
            ),
            "later": (row.applies_from or row.in_force) > on,
            "kind": row.kind,
        }
        for row in readable(scope, rows, _law)
    )[:MOST]


def _law(row: BusinessLaw) -> str:
    return f"{row.name}: {row.asks}"


VALUES = {
    "gaps": lambda scope: _gaps(scope, scope.case.state),
    "partner_gaps": lambda scope: _gaps(scope, scope.case.partner),
    "findings": Findings,
    "cases": _cases,
    "laws": lambda scope: _laws(scope, scope.case.state),
    "home_laws": lambda scope: _laws(scope, home_of(scope)),
}
