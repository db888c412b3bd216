"""From an origin of forced labour to the law or practice behind it, the social partners and one step with each.

No assessment ends at a supplier. For each of the largest origins this module gathers what the tables of facts hold:
supervisory cases, gaps in law and enforcement, rules on migration, the Protocol and the Convention, and the
organisations of workers and employers. What is not collected is said to be so. Recalled facts keep their mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fairlead.assess import result, sentences
from fairlead.assess.steps import steps_for
from fairlead.facts import (
    CountryFinding,
    GlobalUnion,
    LabourLaw,
    LabourLawQuestion,
    MigrationRule,
    Row,
    SocialPartner,
    StateImposed,
    SupervisoryCase,
    load,
)
from fairlead.reason.ratification import InstrumentStatus, instrument_status

__all__ = ["TO_BE_CHECKED", "origin_actions"]

TO_BE_CHECKED = "to be checked"
NATIONAL_LAW = (
    "The law of {name} itself (wages, contracts, recruitment fees, penalties, limitation) and its plan of action "
    "against forced labour: not collected yet."
)
GAPS_SHOWN = 5
CASES_SHOWN = 3
UNIONS_SHOWN = 3
AGREEMENTS_SHOWN = 3
MIGRATION_FIELDS = ("change of employer", "exit permission", "recruitment fees", "association")
RULE_SAYS_MORE = {
    "may_change_job_without_employer": "change of employer",
    "may_leave_country_without_employer": "exit permission",
    "workers_may_join_union_or_committee": "association",
}
"""Questions of labour law that a rule on migration, where there is one, answers more closely."""

OriginOf = tuple[str, str, result.Range, Iterable[str]]


def origin_actions(origins: Sequence[OriginOf], on: date) -> tuple[result.OriginActions, ...]:
    """What stands behind each origin, and whom to act with.

    Parameters
    ----------
    origins
        Country (ISO 3166 alpha-3), its name, the people estimated there, and the industries (c1 to c35) concerned,
        in the order the report shows. The caller chooses them; five is usual.
    on
        The date for which the status of the Protocol and of the Convention is asked.

    Returns
    -------
    tuple of OriginActions
        One for each origin, in the same order. `steps` holds one step with each side, and never names a supplier.

    Examples
    --------
    >>> from fairlead.assess.result import Range
    >>> people = Range(central=10.0, low=5.0, high=20.0)
    >>> action, = origin_actions([("BGD", "Bangladesh", people, ["c4"])], date(2026, 1, 1))
    >>> action.protocol_ratified, action.protocol_in_force
    (True, True)
    >>> [partner.name for partner in action.workers_side][-1]
    'IndustriALL Global Union'
    """
    return tuple(
        _actions(iso3, name, people, tuple(dict.fromkeys(industries)), on) for iso3, name, people, industries in origins
    )


def _actions(iso3: str, name: str, people: result.Range, industries: tuple[str, ...], on: date) -> result.OriginActions:
    protocol = instrument_status("P029", iso3, on)
    convention = instrument_status("C029", iso3, on)
    gaps = _gaps(iso3, industries)
    partners = [row for row in load(SocialPartner) if row.iso3 == iso3]
    rules = _rules(iso3)
    unions = _unions(industries)
    imposed = [row for row in load(StateImposed) if row.iso3 == iso3]
    law = (
        *(_statement(sentences.case(row), row) for row in _cases(iso3)),
        *(
            _statement(sentences.answer(row, name), row)
            for question, row in gaps
            if RULE_SAYS_MORE.get(question.question) not in rules
        ),
        *(_finding(row) for row in load(CountryFinding) if row.iso3 == iso3 and row.held_back_by),
        *(_statement(sentences.rule(row, row.country), row) for row in (*rules.values(), *_agreements(iso3))),
        *(_not_a_partner(row) for row in partners if row.kind != "organisation"),
    )
    return result.OriginActions(
        country=iso3,
        country_name=name,
        people=people,
        law_or_practice=law,
        state_imposed=tuple(_state(row) for row in imposed),
        protocol=_standing(protocol),
        protocol_ratified=protocol.ratified.known,
        protocol_in_force=protocol.in_force.known,
        convention_29=_standing(convention),
        workers_side=(*_side(partners, "workers"), *(_global_union(row) for row in unions)),
        employers_side=_side(partners, "employers"),
        steps=steps_for(
            name, protocol, convention, [question for question, _ in gaps], partners, unions, imposed=bool(imposed)
        ),
        not_collected=_missing(iso3, name, law, partners, industries, unions),
    )


def _cases(iso3: str) -> list[SupervisoryCase]:
    """The cases to show: those still open first, then the latest."""
    rows = [row for row in load(SupervisoryCase) if row.iso3 == iso3]
    return sorted(rows, key=lambda row: row.order)[:CASES_SHOWN]


def _gaps(iso3: str, industries: tuple[str, ...]) -> list[tuple[LabourLawQuestion, LabourLaw]]:
    """Gaps in law and enforcement that matter for these industries, the weightiest first, one for each thing to ask."""
    answers = {row.question: row for row in load(LabourLaw) if row.iso3 == iso3}
    found: dict[str, tuple[LabourLawQuestion, LabourLaw]] = {}
    for question in sorted(load(LabourLawQuestion), key=lambda row: row.rank):
        row = answers.get(question.question)
        gap = row is not None and (
            row.answer == question.concern or (row.answer == "in part" and question.concern == "no")
        )
        if row is not None and gap and (not question.industries or set(question.industries) & set(industries)):
            found.setdefault(question.ask, (question, row))
    return list(found.values())[:GAPS_SHOWN]


def _unions(industries: tuple[str, ...]) -> list[GlobalUnion]:
    """Global unions of the industries: by the weight of the industry here, then by its place in the union's work."""
    places = [
        (index, row.industries.index(industry), row)
        for row in load(GlobalUnion)
        if row.kind == "global union"
        for index, industry in enumerate(industries)
        if industry in row.industries
    ]
    ordered = sorted(places, key=lambda place: (place[0], place[1], place[2].id))
    return list({row.id: row for _, _, row in ordered}.values())[:UNIONS_SHOWN]


def _finding(row: CountryFinding) -> result.Statement:
    why = {"law": "a law held", "practice": "a practice held", "law and practice": "a law and a practice held"}
    because = f"{why[row.held_back_by]} them back" if row.held_back_by in why else f"of {row.held_back_by}"
    text = "The US Department of Labor lowered its assessment of the government's efforts against child labour in 2022"
    return _statement(f"{text} because {because}.", row)


def _rules(iso3: str) -> dict[str, MigrationRule]:
    """Rules for those who work here; those for people who leave only where there is no other of the kind."""
    rows = [row for row in load(MigrationRule) if row.iso3 == iso3 and row.field in MIGRATION_FIELDS]
    rows.sort(key=lambda row: row.scope == "destination")
    return {row.field: row for row in rows}


def _state(row: StateImposed) -> result.Statement:
    return _statement(f"{row.statement} This is not in the number.", row)


def _agreements(iso3: str) -> list[MigrationRule]:
    """Agreements on people who come to work here, those that say who pays first."""
    rows = [row for row in load(MigrationRule) if row.scope == "corridor" and row.partner == iso3]
    return sorted(rows, key=lambda row: "bears" not in row.value)[:AGREEMENTS_SHOWN]


def _not_a_partner(row: SocialPartner) -> result.Statement:
    detail = row.note.split("; from memory")[0]
    if row.kind == "no free union":
        return _statement(f"No free trade union is recorded in {row.country} ({detail}).", row)
    what = {"closed": "no longer open", "official centre": "an official centre, not a free union"}[row.kind]
    return _statement(f"{row.name} is {what}: {row.affiliation} ({detail}).", row)


def _standing(status: InstrumentStatus) -> result.Statement:
    """One statement on ratification and force."""
    text = " ".join(answer.text for answer in status.answers)
    return result.Statement(
        text=text,
        source="normlex",
        status="recalled" if TO_BE_CHECKED in text else "verified",
        as_of=status.ratified.as_of,
    )


def _side(partners: Iterable[SocialPartner], side: str) -> tuple[result.SocialPartner, ...]:
    return tuple(
        result.SocialPartner(
            name=row.name,
            side="workers" if side == "workers" else "employers",
            affiliation=row.affiliation,
            status=row.status,
            source=row.source,
            note=_mark(row),
        )
        for row in partners
        if row.side == side and row.kind == "organisation"
    )


def _global_union(row: GlobalUnion) -> result.SocialPartner:
    return result.SocialPartner(
        name=row.name,
        side="workers",
        affiliation=f"global union: {row.work}",
        status=row.status,
        source=row.source,
        note=_mark(row),
    )


def _missing(
    iso3: str,
    name: str,
    law: tuple[result.Statement, ...],
    partners: Sequence[SocialPartner],
    industries: tuple[str, ...],
    unions: Sequence[GlobalUnion],
) -> tuple[str, ...]:
    """What a reader could take for "none" although it was only not collected."""
    sides = {row.side for row in partners}
    asked = {row.iso3 for row in load(LabourLaw)}
    missing = [NATIONAL_LAW.format(name=name)]
    if iso3 not in asked:
        missing.append(f"Gaps in the law and enforcement of {name}: not collected yet.")
    elif not law:
        missing.append(
            f"Law or practice behind forced labour in {name}: no gap is recorded here; more is not collected yet."
        )
    if not any(row.iso3 == iso3 for row in load(SupervisoryCase)):
        missing.append(f"Cases before the supervisory bodies of the ILO on {name}: not collected yet.")
    if not any(iso3 in (row.iso3, row.partner) for row in load(MigrationRule)):
        missing.append(f"Rules on labour migration of {name} (tied visas, recruitment fees): not collected yet.")
    missing += [
        f"The {side}' side in {name}: not collected yet." for side in ("workers", "employers") if side not in sides
    ]
    if industries and not unions:
        missing.append("A global union for these industries: not collected yet.")
    return tuple(missing)


def _statement(text: str, row: Row) -> result.Statement:
    """A statement with its mark; one that is recalled only in part is shown as recalled, to be on the safe side."""
    mark = f" (in part {TO_BE_CHECKED})" if row.partly_recalled else f" ({TO_BE_CHECKED})" if row.to_be_checked else ""
    status: result.FactStatus = "recalled" if row.partly_recalled else row.status
    return result.Statement(text=f"{text}{mark}", source=row.source, status=status, as_of=row.as_of, url=row.url)


def _mark(row: Row) -> str:
    if not row.to_be_checked or TO_BE_CHECKED in row.note:
        return row.note
    return f"{TO_BE_CHECKED} ({row.note})" if row.note else TO_BE_CHECKED
