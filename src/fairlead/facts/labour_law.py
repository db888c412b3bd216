"""The labour law of a country, topic by topic: what is collected, in our words, and where to look for the rest."""

from __future__ import annotations

from functools import cache

import msgspec

from fairlead.facts.records.base import Row
from fairlead.facts.records.conditions import LabourLawTopic
from fairlead.facts.records.core import LabourLaw, LabourLawQuestion, MigrationRule
from fairlead.facts.store import load

__all__ = ["NOT_COLLECTED", "LawStatement", "TopicAnswer", "answers", "natlex", "statement"]

NOT_COLLECTED = "Not collected yet."
"""What a topic says for which no row is kept. It never means that there is no such law."""

WHO = {
    "destination": "Migrants who work in {country}",
    "origin": "People who leave {country} to work",
    "corridor": "{country}",
}


class LawStatement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is known on a topic, with the row it rests on.

    Attributes
    ----------
    text
        A sentence in our words, with "(to be checked)" where the row is recalled.
    row
        The row it rests on: an answer of the table of labour law, or a rule on labour migration.
    gap
        Whether it points to a gap in law or enforcement; ``None`` where it only informs.
    """

    text: str
    row: Row
    gap: bool | None = None


class TopicAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What is known on one topic in one country.

    Attributes
    ----------
    topic
        The topic, with its question and the Conventions that set the measure.
    iso3
        The country.
    statements
        What is collected; empty where nothing is.
    text
        All statements, or that nothing is collected yet and where to look.
    natlex
        Address of the country's page in the ILO's database of national law.
    """

    topic: LabourLawTopic
    iso3: str
    statements: tuple[LawStatement, ...]
    text: str
    natlex: str

    @property
    def collected(self) -> bool:
        """Whether anything is collected. It answers a part of the topic, seldom the whole."""
        return bool(self.statements)

    @property
    def to_be_checked(self) -> bool:
        """Whether any statement rests on a recalled or disputed row."""
        return any(statement.row.to_be_checked for statement in self.statements)


def answers(iso3: str, country: str | None = None) -> tuple[TopicAnswer, ...]:
    """Every topic of labour law in one country, in the order in which topics are shown.

    Parameters
    ----------
    iso3
        The country, ISO 3166 alpha-3.
    country
        Its name for the sentences; the name in Fairlead's tables, or else the code, if not given.

    Examples
    --------
    >>> found = {answer.topic.topic: answer for answer in answers("LBN")}
    >>> found["limitation"].collected, found["limitation"].text.split(" Look")[0]
    (False, 'Not collected yet.')
    >>> found["change of employer"].collected
    True
    """
    name = country or _name(iso3)
    return tuple(_answer(topic, iso3, name) for topic in sorted(load(LabourLawTopic), key=lambda row: row.rank))


def natlex(iso3: str) -> str:
    """Address of the country's page in NATLEX, the ILO's database of national labour law.

    Examples
    --------
    >>> natlex("BGD")
    'https://www.ilo.org/dyn/natlex/natlex4.listResults?p_lang=en&p_country=BGD'
    """
    return f"https://www.ilo.org/dyn/natlex/natlex4.listResults?p_lang=en&p_country={iso3}"


def statement(row: LabourLaw, country: str) -> LawStatement | None:
    """One answer as a sentence, or ``None`` where the answer is that nothing is known.

    Examples
    --------
    >>> row = next(row for row in load(LabourLaw) if row.question == "weekly_hours_limit" and row.iso3 == "BGD")
    >>> statement(row, "Bangladesh").text
    'The normal week in the law of Bangladesh is 48 hours before overtime (Labour Act 2006, section 102).'
    """
    question = _questions()[row.question]
    sentence = {
        "yes": question.when_yes,
        "no": question.when_no,
        "in part": question.when_in_part,
        "value": question.when_value,
    }.get(row.answer, "")
    if not sentence:
        return None
    text = sentence.format(country=country, value=row.value)
    if row.law:
        where = f"{row.law}, {row.article}" if row.article else row.law
        text = f"{text.rstrip('.')} ({where})."
    gap: bool | None = None
    if question.concern != "none":
        gap = row.answer == question.concern or (row.answer == "in part" and question.concern == "no")
    return LawStatement(text=_marked(text, row), row=row, gap=gap)


def _answer(topic: LabourLawTopic, iso3: str, name: str) -> TopicAnswer:
    law = _law(iso3)
    found = [statement(law[question], name) for question in topic.questions if question in law]
    said = [one for one in found if one is not None]
    said += [_rule(row) for field in topic.migration for row in _rules(iso3).get(field, ())]
    link = natlex(iso3)
    text = " ".join(one.text for one in said) or f"{NOT_COLLECTED} Look in NATLEX: {link}"
    return TopicAnswer(topic=topic, iso3=iso3, statements=tuple(said), text=text, natlex=link)


def _rule(row: MigrationRule) -> LawStatement:
    who = WHO[row.scope].format(country=row.country)
    return LawStatement(text=_marked(f"{who}, {row.field}: {row.value}.", row), row=row)


def _marked(text: str, row: Row) -> str:
    if row.partly_recalled:
        return f"{text} (in part to be checked)"
    return f"{text} (to be checked)" if row.to_be_checked else text


def _name(iso3: str) -> str:
    from fairlead.classify import country_name  # reads a large table of names, which few callers need

    return country_name(iso3)


@cache
def _questions() -> dict[str, LabourLawQuestion]:
    return {row.question: row for row in load(LabourLawQuestion)}


def _law(iso3: str) -> dict[str, LabourLaw]:
    return _by_country().get(iso3, {})


@cache
def _by_country() -> dict[str, dict[str, LabourLaw]]:
    found: dict[str, dict[str, LabourLaw]] = {}
    for row in load(LabourLaw):
        found.setdefault(row.iso3, {})[row.question] = row
    return found


def _rules(iso3: str) -> dict[str, list[MigrationRule]]:
    return _rules_by_country().get(iso3, {})


@cache
def _rules_by_country() -> dict[str, dict[str, list[MigrationRule]]]:
    """Rules of a country and of every corridor that ends or begins in it."""
    found: dict[str, dict[str, list[MigrationRule]]] = {}
    for row in load(MigrationRule):
        for iso3 in dict.fromkeys((row.iso3, row.partner) if row.partner else (row.iso3,)):
            found.setdefault(iso3, {}).setdefault(row.field, []).append(row)
    return found
