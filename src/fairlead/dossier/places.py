"""Law and practice in several countries side by side: where an industry's people are estimated, or a good is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fairlead.assess import sentences
from fairlead.dossier.law import case_facts, standing
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import country_name, instruments_named, spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import Instrument, LabourLaw, LabourLawQuestion, StateImposed, SupervisoryCase, load
from fairlead.reason.ratification import count, coverage

__all__ = ["cases", "gaps_of_industries", "imposed_in", "instruments_block", "standing_in"]


def standing_in(code: str, countries: Iterable[str], on: date, title: str) -> Facts:
    """One instrument in several countries, in the order given."""
    instrument = next(row for row in load(Instrument) if row.code == code)
    facts, missing = [], []
    for iso3 in countries:
        name = country_name(iso3)
        found = standing(instrument, iso3, on)
        if found is None:
            missing.append(name)
            continue
        facts.append(Fact(text=found.text, rows=found.rows, label=name, value=found.value, mark=found.mark))
    none = f"Whether {', '.join(map(spoken, missing))} had ratified {code}: {NOT_COLLECTED}."
    return Facts(
        key=f"standing.{code}",
        title=f"{instruments_named([code])} {title}",
        facts=tuple(facts),
        about=f"{instrument.name}: {instrument.relevance}.",
        not_collected=(none,) if missing else (),
    )


def cases(countries: Sequence[str]) -> Facts:
    """Cases before the supervisory bodies in several countries, country by country."""
    found = [
        Fact(text=one.text, rows=one.rows, label=country_name(iso3), value=one.value, mark=one.mark, note=one.note)
        for iso3 in countries
        for one in case_facts(rows_of(SupervisoryCase.table, iso3))
    ]
    return Facts(
        key="supervision",
        title="What the supervisory bodies of the ILO said",
        facts=tuple(found),
        not_collected=(f"{'Other cases' if found else 'Cases'} and comments on these countries: {NOT_COLLECTED}.",),
    )


def imposed_in(industries: Iterable[str], goods: Iterable[str] = ()) -> Facts:
    """Forced labour that public authorities impose in these industries or for these goods."""
    places, wanted = set(industries), set(goods)
    rows = [
        row
        for row in load(StateImposed)
        if wanted & set(row.goods) or (places & set(row.industries) and not (wanted and row.goods))
    ]
    return Facts(
        key="state_imposed",
        title="Forced labour imposed or organised by public authorities",
        facts=tuple(fact(row.statement, row, label=row.country, note=row.note) for row in rows),
        about="It is in none of the estimates of this dossier, which cover the private economy." if rows else "",
        not_collected=(f"{'Other statements' if rows else 'Statements'} on this: {NOT_COLLECTED}.",),
    )


def instruments_block(codes: Iterable[str], on: date) -> Facts:
    """The Conventions that matter here, each with its ratifications by the date, or by that of its record."""
    instruments = {row.code: row for row in load(Instrument)}
    facts, missing = [], []
    for code in codes:
        row = instruments[code]
        held = coverage(code)
        if held is None:
            missing.append(code)
            facts.append(fact(f"{row.name}: {row.relevance}.", row, label=code, note=row.note))
            continue
        day = min(on, date.fromisoformat(held.as_of))
        total = count(code, day)
        facts.append(
            fact(
                f"{row.name}: {row.relevance}. {total.text}",
                row,
                held,
                *total.undecided,
                label=code,
                value=_states(total.low, total.high),
                note=row.name,
                mark="to be checked" if total.to_be_checked else None,
            )
        )
    none = f"How many States have ratified {', '.join(missing)}: {NOT_COLLECTED}."
    return Facts(
        key="instruments",
        title="Conventions that matter here",
        facts=tuple(facts),
        not_collected=(none,) if missing else (),
    )


def _states(low: int, high: int | None) -> str:
    """How many States, for a column beside the name of an instrument."""
    return f"{low} States" if high in (None, low) else f"{low} to {high} States"


def gaps_of_industries(industries: Iterable[str], without: Iterable[str] = ()) -> Facts:
    """Countries where a source names a gap of law or enforcement in just these industries."""
    wanted = set(industries)
    questions = {row.question: row for row in load(LabourLawQuestion) if wanted & set(row.industries)}
    questions = {key: row for key, row in questions.items() if key not in set(without)}
    facts = []
    for row in load(LabourLaw):
        question = questions.get(row.question)
        if question is None or not (row.answer == question.concern or row.answer == "in part"):
            continue
        name = country_name(row.iso3)
        facts.append(fact(sentences.answer(row, spoken(name)), row, label=name, note=row.note))
    return Facts(
        key="gaps",
        title="Where workers of this industry are left out of law or enforcement",
        facts=tuple(sorted(facts, key=lambda one: one.label)),
        about="Countries that a source names; others were not named, which is no proof that there is no gap."
        if facts
        else "",
        not_collected=() if facts else (f"Gaps of law and enforcement in this industry: {NOT_COLLECTED}.",),
    )
