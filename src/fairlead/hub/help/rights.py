"""Rights at work as short sentences, from rows that somebody has read: what rests on memory never enters.

A row of which only a part was read, such as a rule without its number, rests on memory too. Where such rows leave a
question open, the subject says that it is not yet verified, and the page whom to ask; the look-up shows them, marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec
from django.utils.translation import gettext as _

from fairlead.facts import LabourLaw, LabourLawQuestion, MigrationRule, load
from fairlead.hub.locale.names import country_in, day_in, digits_in
from fairlead.hub.lookup.permalinks import row_address

__all__ = ["Right", "Say", "Subject", "abroad", "at_work", "sentence_in"]

Say = Callable[[str], str]


class Right(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence on a right, with what it rests on.

    Attributes
    ----------
    text
        The sentence, in the language of the page.
    law
        The law it rests on, as the facts name it; empty where it is not recorded.
    day, day_said
        The day for which it holds, as in the facts and as the language writes it.
    fact
        The address of the row, with its source and its doubts.
    undated
        Whether the page read bears no date: the day is then that on which it was read.
    """

    text: str
    law: str
    day: str
    day_said: str
    fact: str
    undated: bool = False


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """A subject, with what is known of it; nothing known is said as "not collected yet".

    Attributes
    ----------
    rights
        What somebody has read.
    unverified
        Whether more was written down that nobody has verified: it is not shown.
    """

    id: str
    heading: str
    rights: tuple[Right, ...]
    unverified: bool = False


# Subject: questions of the table of labour law, the one that gives way to another, fields of the rules on migration.
AT_WORK: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "documents": (("documents_rule",), ()),
    "change": (("may_change_job_without_employer",), ("tied visa", "change of employer")),
    "leaving": (("may_leave_country_without_employer",), ("exit permission",)),
    "fees": ((), ("recruitment fees",)),
    "pay": (("minimum_wage_exists", "pay_rule"), ()),
    "deductions": (("deductions_rule",), ()),
    "hours": (("weekly_hours_limit", "hours_rule"), ()),
    "contract": (("contract_rule",), ()),
    "notice": (("notice_rule",), ()),
    "homes": (("domestic_work_rule", "labour_law_covers_domestic_workers"), ()),
    "farms": (("agriculture_rule",), ()),
    "unions": (("union_rule", "workers_may_join_union_or_committee"), ()),
    "strike": (("strike_rule",), ()),
    "crime": (("penalty_rule",), ()),
    "claim": (("claim_rule",), ()),
    "limits": (("limitation_rule",), ()),
}
INSTEAD = {
    "labour_law_covers_domestic_workers": "domestic_work_rule",
    "workers_may_join_union_or_committee": "union_rule",
}
"""A short answer that is left out where the longer one is known."""
LICENCES = ("licence authority", "licence register")
UNDATED = "page without date"
"""How the note of a row begins whose page bears no date."""


def headings() -> dict[str, str]:
    """The heading of each subject."""
    return {
        "documents": _("Your passport and papers"),
        "change": _("Changing your employer"),
        "leaving": _("Leaving the country"),
        "fees": _("Who pays for recruitment"),
        "pay": _("Pay"),
        "deductions": _("What may be taken off your pay"),
        "hours": _("Hours and rest"),
        "contract": _("Contract"),
        "notice": _("Ending the job"),
        "homes": _("Work in a private home"),
        "farms": _("Work on a farm"),
        "unions": _("Joining a union"),
        "strike": _("Striking"),
        "crime": _("Forced labour and trafficking are crimes"),
        "claim": _("Complaining and claiming"),
        "limits": _("Time limits for claims"),
        "recruiters": _("Recruiters and their licence"),
        "agreement": _("Agreement between the two countries"),
    }


def at_work(place: str, language: str, say: Say) -> tuple[Subject, ...]:
    """What is known of rights at work in a country, subject by subject."""
    law, rules = _law().get(place, {}), _rules().get(("destination", place, ""), {})
    name = country_in(language, place, sentence=True)
    named, found = headings(), []
    for subject, (questions, fields) in AT_WORK.items():
        rows = [law[question] for question in questions if question in law and INSTEAD.get(question) not in law]
        rights = [_answered(row, name, language, say) for row in rows]
        rights += [_ruled(rules[field], language, say) for field in fields if field in rules]
        kept = tuple(one for one in rights if one is not None)
        asked = {(place, question) for question in questions} | {("destination", place, "", name) for name in fields}
        found.append(Subject(id=subject, heading=named[subject], rights=kept, unverified=bool(asked & _kept_back())))
    return tuple(found)


def abroad(origin: str, place: str, language: str, say: Say) -> tuple[Subject, ...]:
    """What is known of the way from one country to work in another: fees, licences, papers, agreement."""
    rules, between = _rules().get(("origin", origin, ""), {}), _rules().get(("corridor", origin, place), {})
    law, named = _law().get(origin, {}), headings()
    papers = [law["documents_rule"]] if "documents_rule" in law else []
    name = country_in(language, origin, sentence=True)

    def ruled(fields: Iterable[str], of: dict[str, MigrationRule]) -> tuple[Right, ...]:
        return tuple(_ruled(of[field], language, say) for field in fields if field in of)

    answered = (_answered(row, name, language, say) for row in papers)
    rights = {
        "fees": ruled(["recruitment fees"], rules),
        "documents": tuple(one for one in answered if one is not None),
        "recruiters": ruled(LICENCES, rules),
        "agreement": ruled(["agreement"], between),
    }
    asked: dict[str, set[tuple[str, ...]]] = {
        "fees": {("origin", origin, "", "recruitment fees")},
        "documents": {(origin, "documents_rule")},
        "recruiters": {("origin", origin, "", name) for name in LICENCES},
        "agreement": {("corridor", origin, place, "agreement")},
    }
    return tuple(
        Subject(id=one, heading=named[one], rights=found, unverified=bool(asked[one] & _kept_back()))
        for one, found in rights.items()
    )


def _answered(row: LabourLaw, country: str, language: str, say: Say) -> Right | None:
    question = _questions()[row.question]
    law = ", ".join(part for part in (row.law, row.article) if part)
    if row.answer == "value" and question.when_value == "{country}: {value}.":
        text = sentence_in(say(row.value), language)
    else:
        patterns = {"yes": question.when_yes, "no": question.when_no, "in part": question.when_in_part}
        pattern = patterns.get(row.answer, question.when_value)
        if not pattern:
            return None
        value = digits_in(language, row.value) if row.value.isdigit() else say(row.value)
        text = sentence_in(say(pattern).format(country=country, value=value), language)
    return _right(text, law, row, language)


def _ruled(row: MigrationRule, language: str, say: Say) -> Right:
    said = say(row.value) if row.field != "tied visa" or row.value not in {"yes", "partly", "no"} else row.value
    if row.field == "tied visa":
        known = {
            "yes": _("Your visa is tied to one employer."),
            "partly": _("Your visa is tied to one employer in part."),
            "no": _("Your visa is not tied to one employer."),
        }
        text = known.get(said) or _("Is your visa tied to one employer? %(answer)s") % {"answer": said}
    elif row.field == "exit permission":
        text = _("Permission to leave: %(rule)s") % {"rule": said}
    elif row.field == "licence authority":
        text = _("Recruiters are licensed by: %(rule)s") % {"rule": said}
    elif row.field == "licence register":
        text = _("Register of licensed recruiters: %(rule)s") % {"rule": said}
    else:
        text = said
    text = sentence_in(text, language)
    return _right(text, "", row, language)


def _right(text: str, law: str, row: LabourLaw | MigrationRule, language: str) -> Right:
    return Right(
        text=text,
        law=law,
        day=row.as_of,
        day_said=day_in(language, row.as_of),
        fact=row_address(row),
        undated=row.note.startswith(UNDATED),
    )


def sentence_in(text: str, language: str) -> str:
    """A text with a capital and a full stop, as the language writes them.

    Examples
    --------
    >>> sentence_in("by telephone", "en"), sentence_in("टेलिफोनबाट", "ne")
    ('By telephone.', 'टेलिफोनबाट।')
    """
    stop = "।" if language == "ne" else "."
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "।", "?")) else stop)


@cache
def _questions() -> dict[str, LabourLawQuestion]:
    return {row.question: row for row in load(LabourLawQuestion)}


@cache
def _law() -> dict[str, dict[str, LabourLaw]]:
    wanted = {"documents_rule", *(question for questions, _fields in AT_WORK.values() for question in questions)}
    found: dict[str, dict[str, LabourLaw]] = {}
    for row in load(LabourLaw):
        if _read(row) and row.question in wanted:
            found.setdefault(row.iso3, {})[row.question] = row
    return found


@cache
def _rules() -> dict[tuple[str, str, str], dict[str, MigrationRule]]:
    found: dict[tuple[str, str, str], dict[str, MigrationRule]] = {}
    for row in load(MigrationRule):
        if _read(row):
            found.setdefault((row.scope, row.iso3, row.partner), {})[row.field] = row
    return found


@cache
def _kept_back() -> frozenset[tuple[str, ...]]:
    """What is written down but not shown: a country's question of labour law, or a rule with all that names it."""
    law = {(row.iso3, row.question) for row in load(LabourLaw) if not _read(row)}
    rules = {(row.scope, row.iso3, row.partner, row.field) for row in load(MigrationRule) if not _read(row)}
    return frozenset(law | rules)


def _read(row: LabourLaw | MigrationRule) -> bool:
    """Whether somebody has read the whole of a row."""
    return row.status == "verified" and not row.to_be_checked
