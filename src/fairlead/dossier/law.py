"""Law and practice first: ratifications on the date, supervisory bodies, labour law and whom it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fairlead.assess import sentences
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts, Mark, Section
from fairlead.dossier.names import country_name, in_sentences, instruments_named, spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import (
    Instrument,
    LabourLaw,
    MigrationRule,
    StateImposed,
    SupervisoryCase,
    load,
)
from fairlead.facts.records.conditions import LabourLawTopic
from fairlead.facts.records.core import RatificationCoverage
from fairlead.reason.answer import Answer
from fairlead.reason.gaps import gaps, profiles
from fairlead.reason.ratification import instrument_status, members

__all__ = ["ASSOCIATION", "case_facts", "is_short", "law_block", "law_section", "standing", "standings"]

FIRST = ("P029", "C029", "C105")
NATLEX = "https://natlex.ilo.org/"
LEFT_OUT = ("domestic work", "agriculture", "informal work", "migrants", "export zones")
"""Topics that say who is left out of labour law; they come first."""
ASSOCIATION = ("union rights", "strike")
"""Topics of freedom of association, which has a section of its own."""
SHORT = 24
MARK: Mark = "to be checked"
READINGS = "Readings of others, dated: 'met the standard in their reading' is not 'the law is kept'."


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
            ratification_gaps(iso3, name, on),
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
    text = f"Whether {name} has ratified {instruments_named(unknown)}: not collected yet, which is not no ratification."
    missing = (text,) if unknown else ()
    return Facts(
        key="ratifications",
        title=f"Conventions and the Protocol on {on.isoformat()}",
        facts=tuple(facts),
        about="A Convention or Protocol binds a State twelve months after its ratification. Status is worked out for "
        "the date; where a date is known only to the year, the answer inside that year is unknown.",
        not_collected=missing,
    )


def ratification_gaps(iso3: str, name: str, on: date) -> Facts:
    """Instruments of each subject that the State had not ratified on the date, or on the day of their records."""
    instruments = {row.code: row for row in load(Instrument)}
    facts: dict[str, Fact] = {}
    unknown: dict[str, None] = {}
    for profile in profiles() if iso3 in members() else ():
        at_record = gaps(profile, iso3)
        on_date = gaps(profile, iso3, on)
        for latest, asked in zip(at_record, on_date, strict=True):
            gap = asked if on < latest.on else latest
            if gap.answer.verdict == "unknown":
                unknown[gap.instrument] = None
            elif gap.answer.verdict == "yes" and gap.answer.rows and gap.instrument not in facts:
                text = gap.answer.text.removeprefix("A gap: ").replace(f" ({MARK})", "")
                text = f"{in_sentences(text, iso3)} Why it matters: {gap.why[:1].lower()}{gap.why[1:].rstrip('.')}."
                checked: Mark = MARK if gap.answer.to_be_checked else ""
                rows = gap.answer.rows
                called = instruments[gap.instrument].name
                facts[gap.instrument] = fact(
                    text, *rows, label=gap.instrument, value=profile, note=called, mark=checked
                )
    text = f"Whether {name} has yet to ratify {instruments_named(unknown)}: unknown, as their records are not complete."
    if iso3 not in members():
        text = f"{name} is not among the member States of the ILO, so there is nothing to compare."
    return Facts(
        key="gaps",
        title="Gaps in ratification, by subject",
        facts=tuple(facts.values()),
        about="Read only from complete records, on the date asked or on the day of the record if that is earlier."
        if facts
        else "",
        not_collected=(text,) if unknown or not facts else (),
    )


def standing(instrument: Instrument, iso3: str, on: date) -> Fact | None:
    """Whether the State is bound by the instrument; ``None`` where no usable record is kept."""
    status = instrument_status(instrument.code, iso3, on)
    ratified, bound = status.ratified, status.in_force
    rows = tuple(dict.fromkeys((*ratified.rows, *bound.rows)))
    if not rows and ratified.verdict == "unknown" and not ratified.as_of:
        return None
    text = " ".join(answer.text for answer in status.answers).replace(" (to be checked)", "")
    return fact(
        in_sentences(text, iso3),
        *(rows or (instrument,)),
        label=instrument.code,
        value=_value(ratified, bound),
        note=instrument.name,
        mark=_mark(status.answers),
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
    ordered = sorted(rows, key=lambda row: row.order)
    return tuple(
        fact(
            sentences.case(row, spoken(country_name(row.iso3))),
            row,
            label=sentences.case_name(row),
            value=row.state,
            note=row.note,
        )
        for row in ordered
    )


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
    """Who is left out first, then the other topics; topics that nobody has answered yet are named."""
    left_out = f"Whether law and enforcement reach them, and where not. {READINGS}"
    shared = {"iso3": iso3, "name": name}
    return (
        law_block("left_out", "Groups that labour law often leaves out", LEFT_OUT, about=left_out, **shared),
        law_block("labour_law", "Labour law and its enforcement", _other_topics(), about=READINGS, **shared),
    )


def _other_topics() -> tuple[str, ...]:
    rows = sorted(load(LabourLawTopic), key=lambda row: row.rank)
    return tuple(row.topic for row in rows if row.topic not in (*LEFT_OUT, *ASSOCIATION))


def law_block(key: str, title: str, topics: Sequence[str], *, iso3: str, name: str, about: str = READINGS) -> Facts:
    """The answers on some topics of labour law; those without any are named, with where the texts are.

    Parameters
    ----------
    key, title, about
        Of the block.
    topics
        Topics in the order shown.
    iso3, name
        The country.
    """
    by_topic = {row.topic: row for row in load(LabourLawTopic)}
    answers: dict[str, list[LabourLaw]] = {}
    for row in rows_of(LabourLaw.table, iso3):
        if row.answer == "unknown":
            continue  # an answer that nobody has is left among those not collected
        answers.setdefault(row.question, []).append(row)
    rules = {row.field for row in rows_of(MigrationRule.table, iso3) if row.scope != "corridor"}
    facts: list[Fact] = []
    unanswered: list[str] = []
    elsewhere: list[str] = []
    for topic in (by_topic[one] for one in topics):
        rows = [row for question in topic.questions for row in answers.get(question, ())]
        facts += [_answered(row, name, topic.topic) for row in rows]
        if not rows:
            (elsewhere if rules & set(topic.migration) else unanswered).append(topic.topic)
    missing = []
    if unanswered:
        text = f"In {name}, {', '.join(unanswered)}: {NOT_COLLECTED}. The ILO's database of national law: {NATLEX}."
        missing.append(text)
    if elsewhere:
        missing.append(f"On {', '.join(elsewhere)} see the rules on labour migration below.")
    return Facts(
        key=key,
        title=title,
        facts=tuple(facts),
        about=about if facts else "",
        not_collected=tuple(missing),
    )


def _answered(row: LabourLaw, name: str, topic: str) -> Fact:
    text = sentences.answer(row, name).removeprefix(f"{name}: ")
    return fact(text, row, label=topic, value=row.value if is_short(row.value) else "", note=row.note)


def is_short(value: str) -> bool:
    """Whether a value can stand beside its label; a longer one is said in the sentence alone.

    Examples
    --------
    >>> is_short("48"), is_short("a contract must be in writing and attested by the ministry")
    (True, False)
    """
    return len(value) <= SHORT
