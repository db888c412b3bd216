"""Evidence for and against each of five political economies of forced labour; never which one a State has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fairlead.assess import sentences
from fairlead.dossier.law import standing
from fairlead.dossier.model import NOT_COLLECTED, Economies, Economy, Fact, Section
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import collected, fact, mark_of, ref, rows_of
from fairlead.facts import Instrument, load
from fairlead.reason.plans import plan_horizon

__all__ = ["economies_section"]

TABLE = "risk_factors"
HELD = {"law": "a law held", "practice": "a practice held", "law and practice": "a law and a practice held"}


def economies_section(iso3: str, name: str, on: date) -> Section:
    """What is recorded for and against each of the five political economies; the type itself is never said."""
    kinds = [row for row in load(TABLE) if row.set == "political economy"] if collected(TABLE) else []
    evidence = {"PE1": _sponsored, "PE2": _facilitated, "PE3": _tolerated, "PE4": _stateless, "PE5": _muddled}
    return Section(
        key="economies",
        title="Five political economies of forced labour",
        about="Several can hold at once. Fairlead lists which recorded facts speak for and against each and never says "
        "which one a State has: that is a judgement, which an organisation signs and dates and others may answer. "
        "Where nothing stands, nothing is recorded, which is not none.",
        blocks=(
            Economies(
                key="economies",
                title=f"Evidence for and against, {name}",
                economies=tuple(_economy(row, evidence[row.id], iso3, on) for row in kinds if row.id in evidence),
                not_collected=(
                    f"Signed judgements of organisations on {name}, and replies to them: {NOT_COLLECTED}.",
                    *(() if kinds else (f"The five political economies: {NOT_COLLECTED}.",)),
                ),
            ),
        ),
    )


Both = tuple[list[Fact], list[Fact]]


def _economy(row: Any, evidence: Callable[[str, date], Both], iso3: str, on: date) -> Economy:
    speaks_for, against = evidence(iso3, on)
    return Economy(
        key=row.id,
        name=row.name,
        text=row.about,
        speaks_for=tuple(speaks_for),
        speaks_against=tuple(against),
        rows=(ref(row),),
        mark=mark_of([row]),
    )


def _bound(code: str, iso3: str, on: date) -> Both:
    """An instrument in force speaks against; one that is not ratified, or denounced, for."""
    instrument = next(row for row in load(Instrument) if row.code == code)
    found = standing(instrument, iso3, on)
    if found is None or found.value == "unknown":
        return [], []
    if found.value.startswith(("not ratified", "denounced")):
        return [found], []
    return ([], [found]) if found.value == "in force" else ([], [])


def _answers(iso3: str, name: str, *wanted: tuple[str, str]) -> list[Fact]:
    """Answers to questions of labour law, where the answer is the one named."""
    rows = {row.question: row for row in rows_of("labour_law", iso3)}
    chosen = [rows[key] for key, answer in wanted if key in rows and rows[key].answer == answer]
    said = [(sentences.answer(row, name), row) for row in chosen]
    return [fact(text, row, note=row.note) for text, row in said if text]


def _sponsored(iso3: str, on: date) -> Both:
    found = [fact(row.statement, row, note=row.note) for row in rows_of("state_imposed", iso3)]
    for row in rows_of("country_findings", iso3):
        if row.held_back_by.startswith("complicity"):
            text = f"The US Department of Labor found {row.held_back_by} by the government in 2022."
            found.append(fact(text, row))
    without, bound = _bound("C105", iso3, on)
    return found + without, bound


def _facilitated(iso3: str, _on: date) -> Both:
    name = spoken(country_name(iso3))
    for_: list[Fact] = []
    against: list[Fact] = []
    for row in rows_of("migration_rules", iso3):
        if row.scope != "destination" or row.field not in ("tied visa", "exit permission"):
            continue
        text = sentences.rule(row, name)
        free = row.value.startswith(("no", "not required"))
        (against if free else for_).append(fact(text, row, note=row.note))
    questions = ("may_change_job_without_employer", "may_leave_country_without_employer")
    for_ += _answers(iso3, name, *((key, answer) for key in questions for answer in ("no", "in part")))
    against += _answers(iso3, name, *((key, "yes") for key in questions))
    return for_, against


def _tolerated(iso3: str, _on: date) -> Both:
    name = spoken(country_name(iso3))
    for_ = _answers(
        iso3,
        name,
        ("forced_labour_enforcement", "yes"),
        ("inspectors_number_meets_ilo_advice", "no"),
        ("enforcement_gap_number_of_inspectors", "yes"),
        ("unannounced_inspections_permitted", "no"),
        ("enforcement_gap_unannounced_inspections", "yes"),
        ("inspectors_may_assess_penalties", "no"),
        ("labour_complaint_mechanism_exists", "no"),
    )
    against = _answers(
        iso3,
        name,
        ("inspectors_number_meets_ilo_advice", "yes"),
        ("unannounced_inspections_permitted", "yes"),
        ("inspectors_may_assess_penalties", "yes"),
    )
    return for_, against


def _stateless(iso3: str, _on: date) -> Both:
    name = spoken(country_name(iso3))
    gaps = ("informal_sector", "agriculture_or_private_farms", "private_homes", "epz")
    for_ = _answers(iso3, name, *((f"enforcement_gap_{gap}", "yes") for gap in gaps))
    return for_, _answers(iso3, name, ("labour_complaint_mechanism_exists", "yes"))


def _muddled(iso3: str, on: date) -> Both:
    name = spoken(country_name(iso3))
    for_ = _answers(
        iso3, name, ("law_gap_forced_labour_prohibition", "yes"), ("forced_labour_prohibited_meets_standard", "no")
    )
    for row in rows_of("country_findings", iso3):
        if row.held_back_by in HELD:
            text = "The US Department of Labor lowered its assessment of the government's efforts against child labour "
            for_.append(fact(f"{text}in 2022 because {HELD[row.held_back_by]} them back.", row))
    plans = [
        fact(f"A plan of action on forced labour is recorded: {row.title}, from {row.begins}.", row, note=row.note)
        for row in rows_of("action_plans", iso3)
        if row.kind == "forced labour" and not (row.ends and row.ends < str(on.year))
    ]
    horizon = plan_horizon(iso3, on)
    if horizon.status == "none recorded":
        for_.append(fact(horizon.text, *horizon.research))
    return for_, plans + _bound("P029", iso3, on)[1]
