"""Law and practice first: ratifications on the date, supervisory bodies, labour law and whom it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fairlead.dossier.model import Fact, Facts, Mark, Section
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import Instrument, LabourLaw, LabourLawQuestion, StateImposed, SupervisoryCase, load
from fairlead.facts.records.core import RatificationCoverage
from fairlead.reason.answer import Answer
from fairlead.reason.ratification import instrument_status, members

__all__ = ["law_section", "standing", "standings"]

FIRST = ("P029", "C029", "C105")
NATLEX = "https://natlex.ilo.org/"
LEFT_OUT = "who is covered"
"""The theme whose answers say who is left out of labour law; it comes first."""
THEMES = (LEFT_OUT, "forced labour", "migrant workers", "enforcement", "children")


def law_section(iso3: str, name: str, on: date) -> Section:
    """Ratifications, supervisory bodies and labour law of one country.

    Parameters
    ----------
    iso3, name
        The country.
    on
        The date for which status is asked.
    """
    return Section(
        key="law",
        title="Law and practice",
        about="Forced labour is produced by laws, policies and practices; so they come before any number.",
        blocks=(
            standings(iso3, name, on),
            _supervision(iso3, name),
            _imposed(iso3, name),
            *_labour_law(iso3, name),
        ),
    )


def standings(iso3: str, name: str, on: date, only: Iterable[str] = ()) -> Facts:
    """The status of each instrument for the State on the date; those without a usable record are named as such."""
    chosen = tuple(only)
    instruments = [
        row for row in load(Instrument) if row.kind in ("convention", "protocol") and row.organisation == "ILO"
    ]
    instruments = [row for row in instruments if not chosen or row.code in chosen]
    order = sorted(
        instruments, key=lambda row: (FIRST.index(row.code) if row.code in FIRST else len(FIRST), not row.fundamental)
    )
    facts, unknown = [], []
    if iso3 not in members():
        text = f"{name} is not among the {len(members())} member States of the ILO, so no ratification is recorded."
        return Facts(key="ratifications", title="Conventions and the Protocol", not_collected=(text,))
    for instrument in order:
        found = standing(instrument, iso3, on)
        if found is None:
            unknown.append(instrument.code)
        else:
            facts.append(found)
    text = f"Whether {name} has ratified {', '.join(unknown)}: not collected yet; no record is not no ratification."
    missing = (text,) if unknown else ()
    return Facts(
        key="ratifications",
        title=f"Conventions and the Protocol on {on.isoformat()}",
        facts=tuple(facts),
        about="A Convention or Protocol binds a State twelve months after its ratification. Status is worked out for "
        "the date; where a date is known only to the year, the answer inside that year is unknown.",
        not_collected=missing,
    )


def standing(instrument: Instrument, iso3: str, on: date) -> Fact | None:
    """Whether the State is bound by the instrument; ``None`` where no usable record is kept."""
    status = instrument_status(instrument.code, iso3, on)
    ratified, bound = status.ratified, status.in_force
    rows = tuple(dict.fromkeys((*ratified.rows, *bound.rows)))
    if not rows and ratified.verdict == "unknown" and not ratified.as_of:
        return None
    texts: list[Answer] = [ratified] if bound.text == ratified.text else [ratified, bound]
    text = " ".join(answer.text for answer in texts).replace(" (to be checked)", "")
    return fact(
        text,
        *(rows or (instrument,)),
        label=instrument.code,
        value=_value(ratified, bound),
        note=instrument.name,
        mark=_mark(texts),
    )


def _mark(answers: Sequence[Answer]) -> Mark:
    """In part only where the ratification itself was read and nothing but its day, or a later answer, was not."""
    if not any(answer.to_be_checked for answer in answers):
        return ""
    read = all(row.status not in ("recalled", "conflicting") for answer in answers for row in answer.rows)
    return "in part to be checked" if read and answers[0].verdict == "yes" else "to be checked"


def _value(ratified: Answer, bound: Answer) -> str:
    held = ratified.rows[0] if ratified.rows else None
    if ratified.verdict == "unknown" and isinstance(held, RatificationCoverage) and held.complete:
        return f"not ratified by {held.as_of}"
    if ratified.verdict == "no":
        return "denounced" if "denounced" in ratified.text else "not ratified"
    if ratified.verdict == "unknown":
        return "unknown"
    return {"yes": "in force", "no": "ratified, not yet in force", "unknown": "ratified; in force unknown"}[
        bound.verdict
    ]


def case_facts(rows: Sequence[SupervisoryCase]) -> tuple[Fact, ...]:
    """Cases as facts: those still open first, then the latest."""
    facts = []
    for row in sorted(rows, key=lambda row: (row.state == "closed", -row.from_year)):
        years = str(row.from_year) if row.to_year in (None, row.from_year) else f"{row.from_year}-{row.to_year}"
        body = f"{row.body} (ILO Constitution)" if row.body.startswith("Art.") else f"{row.body} of the ILO"
        started = f", started by {row.started_by}" if row.body.startswith("Art.") and row.started_by else ""
        state = f" State of the case on {row.as_of}: {row.state}." if row.body.startswith("Art.") else ""
        text = f"{body}, {years}{started}, on {', '.join(row.instruments)}: {row.topic}. Outcome: {row.outcome}.{state}"
        facts.append(fact(text, row, label=f"{row.body}, {years}", value=row.state, note=row.note))
    return tuple(facts)


def _supervision(iso3: str, name: str) -> Facts:
    rows = rows_of(SupervisoryCase.table, iso3)
    missing = (
        f"{'Other cases' if rows else 'Cases'} and comments of the supervisory bodies on {name}: not collected yet."
    )
    return Facts(
        key="supervision",
        title="What the supervisory bodies of the ILO said",
        facts=case_facts(rows),
        not_collected=(missing,),
    )


def _imposed(iso3: str, name: str) -> Facts:
    rows = rows_of(StateImposed.table, iso3)
    missing = f"Whether public authorities of {name} impose or organise forced labour: not collected yet."
    return Facts(
        key="state_imposed",
        title="Forced labour imposed or organised by public authorities",
        facts=tuple(fact(row.statement, row, note=row.note) for row in rows),
        about="It is in none of the estimates of this dossier, which cover the private economy." if rows else "",
        not_collected=() if rows else (missing,),
    )


def _labour_law(iso3: str, name: str) -> tuple[Facts, ...]:
    """One block for each theme of the questions, who is left out first; unanswered questions are said to be so."""
    answers: dict[str, list[LabourLaw]] = {}
    for row in rows_of(LabourLaw.table, iso3):
        answers.setdefault(row.question, []).append(row)
    by_theme: dict[str, list[LabourLawQuestion]] = {}
    for question in sorted(load(LabourLawQuestion), key=lambda row: row.rank):
        if question.theme != "association":
            by_theme.setdefault(question.theme, []).append(question)
    themes = [theme for theme in THEMES if theme in by_theme] + sorted(set(by_theme) - set(THEMES))
    return tuple(law_block(theme, by_theme[theme], answers, name) for theme in themes)


def law_block(
    theme: str, questions: Sequence[LabourLawQuestion], answers: dict[str, list[LabourLaw]], name: str
) -> Facts:
    """The answers to the questions of one theme, and which of them nobody has answered yet."""
    facts, open_questions = [], 0
    for question in questions:
        found = answers.get(question.question, [])
        # A gap that the source names has a row; where it names none, there is nothing to ask for.
        open_questions += not found and not question.question.startswith(("enforcement_gap", "law_gap"))
        facts += [_answered(question, row, name) for row in found]
    title = {LEFT_OUT: "Who is left out of labour law"}.get(theme, f"Labour law: {theme}")
    missing = []
    if not facts:
        missing.append(f"{title} in {name}: not collected yet. NATLEX of the ILO has the texts: {NATLEX}.")
    elif open_questions:
        count = f"{open_questions} more question{'s' if open_questions > 1 else ''}"
        missing.append(f"{count} on this: not collected yet for {name}. NATLEX of the ILO has the texts: {NATLEX}.")
    return Facts(
        key=f"labour_law.{theme.replace(' ', '_')}",
        title=title,
        facts=tuple(facts),
        about="Readings of others, dated; 'met the standard in their reading' is not 'the law is kept'."
        if facts
        else "",
        not_collected=tuple(missing),
    )


def _answered(question: LabourLawQuestion, row: LabourLaw, name: str) -> Fact:
    sentence = {"yes": question.when_yes, "no": question.when_no, "in part": question.when_in_part}.get(row.answer, "")
    asked = question.question.replace("_", " ")
    if row.answer == "unknown":
        text = f"{asked.capitalize()}: unknown, in the words of the source."
    else:
        text = sentence.format(country=name, value=row.value) if sentence else f"{asked.capitalize()}: {row.value}."
    return fact(text, row, label=asked, value=row.value if row.answer == "value" else row.answer, note=row.note)
