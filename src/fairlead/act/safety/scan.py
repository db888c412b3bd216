"""What in a text could identify a worker: telephone numbers, addresses, numbers of papers, birthdays, small counts.

A find is a warning that people answer, never proof; and no find is no proof of the contrary: names of people cannot be
found by a program that does not know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

__all__ = ["Finding", "scan"]

Kind = Literal["e-mail", "telephone", "number of a paper", "account", "date of birth", "small count", "room or bed"]

SMALL = 9
"""Up to how many people a count is small: colleagues can tell who is meant."""

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PEOPLE = (
    r"(?:work(?:er|man|woman)|employee|colleague|witness|seafarer|fisher|migrant|wom[ae]n|m[ae]n|girl|boy|child|person|"
    r"maid|helper|driver|cook|guard|picker|member|people|men|women|children|crew)(?:s|es)?"
)
OF = r"(?:of\s+(?:the|our|these|those|its)\s+)?"
NOT_STATES = r"(?!\s+(?:States?|countries)\b)"
"""A member State is nobody whom colleagues could tell."""
MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = "|".join(
    (
        r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}",
        r"\d{4}-\d{2}-\d{2}",
        rf"\d{{1,2}}\.?\s+{MONTHS}\s+\d{{4}}",
        rf"{MONTHS}\s+\d{{1,2}},?\s+\d{{4}}",
    )
)
PAPERS = (
    r"(?:passport|identity|\bid\b|permit|visa|iqama|qid|emirates|badge|staff|employee|payroll|token|card|licen[cs]e|"
    r"social\s+security|insurance)"
)

PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("e-mail", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("date of birth", rf"(?:born(?:\s+on)?|date\s+of\s+birth|birthday|d\.?o\.?b\.?)\W{{0,4}}(?:{DAY})"),
    ("account", r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"),
    (
        "number of a paper",
        PAPERS + r"(?:\s+(?:card|number|no\.?|nr\.?|id))*\W{0,3}(?=[A-Z0-9-]*\d)[A-Z0-9-]{4,20}\b",
    ),
    ("number of a paper", r"(?<![\w.])[A-Z]{1,2}\d{6,8}(?!\w)"),
    ("telephone", r"(?<![\w.])(?:\+|00\s?)\d[\d\s()./-]{6,17}\d(?!\w)"),
    ("telephone", r"(?:tel(?:ephone)?|phone|mobile|cell|whatsapp|call)\.?\W{0,4}\(?\d[\d\s()./-]{4,17}\d(?!\w)"),
    ("telephone", r"(?<![\w.,-])0\d{2,4}[\s/-]\d{3,4}[\s-]?\d{3,5}(?![\w-])"),
    ("number of a paper", r"(?<![\w.,/+-])\d{9,16}(?![\w.,/-])"),
    (
        "room or bed",
        r"\b(?:room|bed|bunk|locker|line|block|unit|dormitory|hostel)\s+(?:no\.?\s*|number\s+)?[A-Z]?\d{1,4}[A-Z]?\b",
    ),
    (
        "small count",
        rf"(?<![\w.,$€£-])(?:[1-{SMALL}]|{'|'.join(NUMBERS)})\s+{OF}(?:\w+\s+){{0,2}}?{PEOPLE}\b{NOT_STATES}",
    ),
)
COMPILED = tuple((kind, re.compile(source, re.IGNORECASE if kind != "account" else 0)) for kind, source in PATTERNS)

ADVICE: dict[Kind, str] = {
    "e-mail": "Leave it out, unless it is that of an organisation that signs.",
    "telephone": "Leave it out, unless it is that of an organisation that signs.",
    "number of a paper": "Leave it out: whoever holds the register reads a name in it.",
    "account": "Leave it out.",
    "date of birth": "Leave it out, or say only whether the person is an adult.",
    "small count": 'Ask whether colleagues or the employer can tell who is meant; say "several" or name more.',
    "room or bed": "Leave out where the person sleeps or works within the site.",
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a text.

    Attributes
    ----------
    kind
        What it looks like.
    start, end
        Positions of characters, from 0, the end not counted.
    text
        The characters.
    advice
        What to do.
    """

    kind: Kind
    start: int
    end: int
    text: str
    advice: str


def scan(text: str) -> tuple[Finding, ...]:
    """Places of a text that could identify a worker, in their order; where several overlap, the first kind that fits.

    Examples
    --------
    >>> [(one.kind, one.text) for one in scan("Call 0555 123 456. Two workers in room 12 told us.")]
    [('telephone', 'Call 0555 123 456'), ('small count', 'Two workers'), ('room or bed', 'room 12')]
    >>> scan("The Forced Labour Convention, 1930 (No. 29), in force since 1 May 1932, binds 181 States.")
    ()
    """
    found: list[Finding] = []
    for one in _all(text):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _all(text: str) -> Iterator[Finding]:
    for kind, pattern in COMPILED:
        for match in pattern.finditer(text):
            yield Finding(kind=kind, start=match.start(), end=match.end(), text=match.group(), advice=ADVICE[kind])
