"""Rows of law and practice as sentences, the same in an assessment and in a dossier; none carries its mark yet."""

from __future__ import annotations

from fairlead.facts import LabourLaw, MigrationRule, SupervisoryCase
from fairlead.facts.labour_law import statement

__all__ = ["answer", "case", "case_name", "rule"]

FIELDS = {"tied visa": "visa tied to one employer"}
"""Names of rules that need more words in a sentence."""

BODIES = ("Governing Body", "Committee", "International")
"""Beginnings of names that take an article in a sentence."""


def answer(row: LabourLaw, country: str) -> str:
    """Say an answer on labour law, with the law behind it; nothing where the answer is not known.

    Parameters
    ----------
    row
        The answer.
    country
        Name of the country as it is said in a sentence.
    """
    said = statement(row, country)
    return said.text.removesuffix(" (to be checked)").removesuffix(" (in part to be checked)") if said else ""


def case_name(row: SupervisoryCase) -> str:
    """Name a case by its body or procedure and its years.

    Examples
    --------
    >>> from fairlead.facts import load
    >>> next(case_name(row) for row in load(SupervisoryCase) if row.iso3 == "QAT")
    'Art. 26 complaint, 2014-2017'
    """
    years = str(row.from_year) if row.to_year in (None, row.from_year) else f"{row.from_year}-{row.to_year}"
    return f"{row.body}, {years}"


def case(row: SupervisoryCase, place: str = "") -> str:
    """Say what a supervisory body of the ILO dealt with and how it ended; the state of a procedure with its date.

    Parameters
    ----------
    row
        The case.
    place
        Name of the country as it is said in a sentence; as in the row, if none.
    """
    procedure = row.body.startswith("Art.")
    body = "Constitution of the ILO" if procedure else "ILO"
    who = f"the {row.started_by}" if row.started_by.startswith(BODIES) else row.started_by
    started = f"; started by {who}" if procedure and who else ""
    state = f" State of the case on {row.as_of}: {row.state}." if procedure else ""
    about = f"on {', '.join(row.instruments)} in {place or row.country}: {row.topic.rstrip('.')}"
    return f"{case_name(row)} ({body}{started}), {about}. Outcome: {row.outcome.rstrip('.')}.{state}"


def rule(row: MigrationRule, place: str, partner: str = "") -> str:
    """Say a rule on labour migration.

    Parameters
    ----------
    row
        The rule.
    place, partner
        Names of the country, and of the other end of a corridor, as they are said in a sentence.
    """
    who = {
        "destination": f"Migrants who work in {place}",
        "origin": f"People who leave {place} to work",
    }.get(row.scope, f"{place} and {partner}" if partner else place)
    return f"{who}, {FIELDS.get(row.field, row.field)}: {row.value.rstrip('.')}."
