"""Findings on law and enforcement in the language of a document, where their sentence is kept in it."""

from __future__ import annotations

import re

from fairlead.act.terms import filled, quoted, term
from fairlead.act.values.said import country, number
from fairlead.facts import LabourLaw, LabourLawQuestion, load

__all__ = ["finding"]

SPAN = re.compile(r"from ([\d,]+) to ([\d,]+)")


def finding(row: LabourLaw, english: str, language: str) -> str:
    """What a row says of the law or its enforcement in a language; in English, and marked so, where it is not kept.

    Parameters
    ----------
    row
        The answer on the law.
    english
        The same in English.
    language
        Language of the document.

    Examples
    --------
    >>> row = next(row for row in load(LabourLaw) if row.value == "from 11 to 218")
    >>> finding(row, "It asked for more.", "en")
    'It asked for more.'
    >>> finding(row, "It asked for more.", "fr")[-23:]
    'du travail de 11 à 218.'
    """
    if language == "en":
        return english
    question = next(one for one in load(LabourLawQuestion) if one.question == row.question)
    sentence = {"yes": question.when_yes, "no": question.when_no, "in part": question.when_in_part}.get(row.answer, "")
    shown = filled(sentence, language, country=country(row.iso3, language), value=_value(row.value, language))
    whole = shown and ("{value}" not in sentence or _value(row.value, language)) and not row.law
    return shown if whole else quoted(english, language)


def _value(value: str, language: str) -> str:
    """The value inside a sentence; empty where it is not kept in the language."""
    if span := SPAN.fullmatch(value):
        low, high = (number(int(one.replace(",", "")), language) for one in span.groups())
        return filled("from {low} to {high}", language, low=low, high=high)
    said = term(value, language)
    return "" if said == value else said
