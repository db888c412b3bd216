"""Blacking out what others must not read: the redacted copy never holds what was blacked out."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from fairlead.act.follow.spelling import fold, spelling
from fairlead.errors import FairleadError

__all__ = ["BLACK", "Redacted", "Rule", "redact"]

BLACK = "[blacked out]"
"""What stands in the place of what is blacked out: always the same, so that not even its length is told."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to black out.

    Attributes
    ----------
    text
        The words, found wherever they stand: in capitals or not, across line ends, with or without accents and
        signs that nobody sees, numbers also where they are written in groups.
    pattern
        A regular expression instead.
    """

    text: str = ""
    pattern: str = ""


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    """A redacted copy.

    Attributes
    ----------
    text
        The copy.
    times
        How often something was blacked out.
    unused
        Places in the list of rules, from 1, of those that found nothing: perhaps misspelt.
    """

    text: str
    times: int
    unused: tuple[int, ...] = ()


def redact(text: str, rules: Iterable[Rule]) -> Redacted:
    """The text with everything blacked out that a rule finds.

    Overlapping finds are blacked out together. Whatever a rule would still find in the copy (where two ends came
    together) is blacked out too, until no rule finds anything.

    Raises
    ------
    FairleadError
        For a rule that is empty, not an expression, finds the empty text, or finds the mark itself.

    Examples
    --------
    >>> redact("Ms Example said so. MS  EXAMPLE signed.", [Rule(text="Ms Example")]).text
    '[blacked out] said so. [blacked out] signed.'
    """
    rules = list(rules)
    patterns = [_compiled(rule, place) for place, rule in enumerate(rules, start=1)]
    used: set[int] = set()
    times = 0
    while True:
        found = _finds(text, patterns, [rule.text for rule in rules], used)
        if not found:
            break
        times += len(found)
        parts, end = [], 0
        for begin, stop in found:
            parts += [text[end:begin], BLACK]
            end = stop
        text = "".join([*parts, text[end:]])
    unused = tuple(place for place in range(1, len(patterns) + 1) if place not in used)
    return Redacted(text=text, times=times, unused=unused)


def _finds(text: str, patterns: list[re.Pattern[str]], words: list[str], used: set[int]) -> list[tuple[int, int]]:
    """Spans to black out, joined where they touch or overlap; the marks of earlier rounds are never cut."""
    marks = [one.span() for one in re.finditer(re.escape(BLACK), text)]
    plain, places = fold(text)
    spans = []
    for place, (pattern, said) in enumerate(zip(patterns, words, strict=True), start=1):
        found = [one.span() for one in pattern.finditer(text)]
        loose = spelling(said, plain) if said.strip() else None
        if loose is not None:
            # up to where the next sign stands: what belongs to the last one, an accent say, goes with it
            found += [
                (places[one.start()], max(places[one.end()], places[one.end() - 1] + 1))
                for one in loose.finditer(plain)
            ]
        for span in found:
            if any(begin <= span[0] and span[1] <= end for begin, end in marks):
                continue  # a part of the mark itself
            used.add(place)
            spans.append(span)
    if not spans:
        return []
    joined: list[tuple[int, int]] = []
    for begin, end in sorted([*spans, *_touched(marks, spans)]):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _touched(marks: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(b, e) for b, e in marks if any(begin < e and b < end for begin, end in spans)]


def _compiled(rule: Rule, place: int) -> re.Pattern[str]:
    if bool(rule.text.strip()) == bool(rule.pattern):
        raise FairleadError(f"Rule {place} names nothing, or two things.", fix="Give words, or an expression.")
    source = rule.pattern or r"\s+".join(re.escape(word) for word in rule.text.split())
    try:
        pattern = re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise FairleadError(f"Rule {place} is not a regular expression.", why=str(error)) from error
    if pattern.search(""):
        raise FairleadError(f"Rule {place} finds the empty text.", fix="Make it find at least one character.")
    return pattern
