"""Which laws bind a company on a date, what they ask and by when, and how strong they are side by side.

A law binds a company that fits one of the rows of its scope on the date; each condition is yes, no or unknown, and
what is not said of the company is unknown. Before the first day of a scope the answer is no, with the day from which
the law would bind. After the day a law was last checked the answer holds as the law stood then, and a bill is unknown.
This is not legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts import BusinessLaw, BusinessLawDate, BusinessLawScope, LawStrength, Row, load
from fairlead.reason.answer import Answer, Verdict, answer
from fairlead.reason.company import Check, Company, check_scope, contains
from fairlead.reason.days import span

__all__ = [
    "EXPECTED",
    "NOT_ADVICE",
    "Company",
    "LawFinding",
    "dates_of",
    "law",
    "law_binds",
    "laws_of",
    "strength",
    "which_laws",
]

NOT_ADVICE = "Not legal advice: each row says when it was last checked, and on what."
EXPECTED = (
    "Where no law binds it, the UN Guiding Principles and the OECD Guidelines still expect due diligence of every "
    "business, and a complaint can be brought to a National Contact Point."
)
REASONS = {
    "guidelines": "It binds nobody: {asks}",
    "list": "A list forbids nothing by itself; others act on it. {asks}",
    "amendment": "It changes another law and asks nothing of companies by itself. {asks}",
}
WOULD = {
    "bill": "It is adopted and begins to apply.",
    "never in force": "It is brought into force.",
    "public bodies": "It takes on a contract with a body that the law binds, which then passes duties on.",
    "States": "National law or a contract passes on what is asked of States.",
    "guidelines": "A law, or a contract that it signs, makes them binding.",
    "list": "A law or an order relies on the list.",
    "amendment": "The law that it changes binds it: ask for that law.",
}
"""What would make a law reach a company that it does not bind by itself."""
ORDER = {"yes": 0, "unknown": 1, "no": 2}


class LawFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one law binds the company, with what it asks.

    Attributes
    ----------
    law
        The law.
    answer
        The verdict with its reason, rows, references and what would change it.
    since
        The first day on which the scope that decides applies: the law binds from it, or would.
    scope
        The way into the scope that decides; ``None`` where no scope was tried.
    checks
        The conditions of that scope; where the answer is open, the open conditions of every scope still possible.
    ahead
        Dates of the law after the day asked about.
    """

    law: BusinessLaw
    answer: Answer
    since: str = ""
    scope: BusinessLawScope | None = None
    checks: tuple[Check, ...] = ()
    ahead: tuple[BusinessLawDate, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The finding as plain data for JSON."""
        return {
            "law": self.law.id,
            "name": self.law.name,
            "jurisdiction": self.law.jurisdiction,
            "kind": self.law.kind,
            "answer": self.answer.plain(),
            "since": self.since,
            "who": self.scope.who if self.scope else "",
            "conditions": msgspec.to_builtins(self.checks),
            "asks": self.law.asks,
            "by_when": self.law.by_when,
            "sanction": self.law.sanction,
            "authority": self.law.authority,
            "pending": self.law.pending,
            "last_checked": self.law.as_of,
            "dates_ahead": msgspec.to_builtins(self.ahead),
        }


def which_laws(company: Company, on: date) -> tuple[LawFinding, ...]:
    """Every law of the table, those that bind the company first, then the unknown, then the others.

    Parameters
    ----------
    company
        What is said of the company.
    on
        The day asked about.

    Examples
    --------
    >>> swedish = Company(seat="SWE", turnover=2e9, staff=6000, sells_in=("DEU", "USA"), imports=("USA",))
    >>> found = which_laws(swedish, date(2027, 12, 31))
    >>> [finding.law.id for finding in found if finding.answer.verdict == "yes"]
    ['EU-CSRD', 'EU-FLR', 'US-CAATSA-321', 'US-S307', 'US-UFLPA']
    >>> csddd = next(finding for finding in found if finding.law.id == "EU-CSDDD")
    >>> csddd.answer.verdict, csddd.since
    ('no', '2029-07-26')
    """
    found = [law_binds(row.id, company, on) for row in load(BusinessLaw) if row.kind != "amendment"]
    return tuple(sorted(found, key=lambda finding: (ORDER[finding.answer.verdict], finding.law.id)))


def law_binds(law_id: str, company: Company, on: date) -> LawFinding:
    """Whether one law binds the company on the day.

    Raises
    ------
    FairleadError
        If there is no such law in the table.

    Examples
    --------
    >>> law_binds("GB-MSA54", Company(seat="GBR", turnover=40e6, currency="GBP"), date(2026, 1, 1)).answer.verdict
    'yes'
    >>> law_binds("GB-MSA54", Company(seat="GBR"), date(2026, 1, 1)).answer.changes
    ('Say whether turnover is at least GBP 36,000,000.',)
    """
    row = law(law_id)
    if row.binds != "companies" or row.kind == "amendment":
        return _for_others(row, on)
    ahead = tuple(day for day in dates_of(law_id) if day.role != "disputed" and span(day.date)[1] > on)
    tried = [_try(scope, row, company, on) for scope in load(BusinessLawScope) if scope.law == law_id]
    now = [one for one in tried if one.time != "no"]
    decided = [msgspec.structs.replace(one, verdict=_both(one.time, one.verdict)) for one in now]
    best = min(decided, key=lambda one: ORDER[one.verdict], default=None)
    if best is not None and best.verdict != "no":
        return _binds(row, best, decided, on, ahead)
    later = [one for one in tried if one.scope.from_date > on.isoformat() and one.verdict != "no"]
    if later:
        return _not_yet(row, min(later, key=lambda one: (one.scope.from_date, ORDER[one.verdict])), on, ahead)
    return _binds_not(row, best or _last(tried), on, ahead, ended=best is None)


def law(law_id: str) -> BusinessLaw:
    """The row of one law.

    Raises
    ------
    FairleadError
        If there is no such law, with the nearest names.

    Examples
    --------
    >>> law("EU-FLR").applies_from
    '2027-12-14'
    """
    rows = {row.id: row for row in load(BusinessLaw)}
    if law_id.upper() in rows:
        return rows[law_id.upper()]
    from difflib import get_close_matches

    near = get_close_matches(law_id.upper(), rows, n=3, cutoff=0.4)
    raise FairleadError(
        f"There is no law {law_id!r} in the table.",
        fix=f"Nearest: {', '.join(near)}." if near else f"Laws: {', '.join(rows)}.",
    )


def laws_of(place: str, on: date) -> tuple[BusinessLaw, ...]:
    """Laws of a country and of the Union it belongs to on the day, with those of its parts, in the order of the table.

    Examples
    --------
    >>> [row.id for row in laws_of("NOR", date(2026, 1, 1))]
    ['NO-TRANSPARENCY']
    >>> {"EU-FLR", "DE-LKSG"} <= {row.id for row in laws_of("DEU", date(2026, 1, 1))}
    True
    >>> laws_of("BGD", date(2026, 1, 1))  # none collected, which is not none
    ()
    """
    return tuple(
        row for row in load(BusinessLaw) if "yes" in (contains(row.place, place, on), contains(place, row.place, on))
    )


def dates_of(law_id: str) -> tuple[BusinessLawDate, ...]:
    """The dates of a law in their order, the disputed ones among them.

    Examples
    --------
    >>> [row.date for row in dates_of("EU-FLR")]
    ['2024-12-13', '2025-12-14', '2026-06-14', '2027-12-14']
    """
    return _dates().get(law_id, ())


def strength(law_ids: Iterable[str]) -> tuple[LawStrength, ...]:
    """The judgements on some laws, law by law. They are never added up.

    Examples
    --------
    >>> [(row.aspect, row.grade) for row in strength(["GB-MSA54"])][-1]
    ('sanction', 'weak')
    """
    wanted = [law(law_id).id for law_id in law_ids]
    return tuple(row for law_id in wanted for row in load(LawStrength) if row.law == law_id)


class _Tried(msgspec.Struct, frozen=True):
    """One way into the scope: whether the day lies in its time, and whether the company fits."""

    scope: BusinessLawScope
    time: Verdict
    verdict: Verdict
    checks: tuple[Check, ...]


def _try(scope: BusinessLawScope, row: BusinessLaw, company: Company, on: date) -> _Tried:
    first, surely = span(scope.from_date)
    time: Verdict = "no" if on < first else "unknown" if on < surely else "yes"
    if scope.to_date and time != "no":
        ends, ended = span(scope.to_date)
        time = "no" if on >= ended else "unknown" if on >= ends else time
    # a scope still to come is tried as if its day had come
    verdict, checks = check_scope(scope, row.place, company, max(on, first))
    return _Tried(scope, time, verdict, checks)


def _both(time: Verdict, verdict: Verdict) -> Verdict:
    return "no" if verdict == "no" else "unknown" if "unknown" in (time, verdict) else "yes"


def _binds(
    row: BusinessLaw, best: _Tried, decided: list[_Tried], on: date, ahead: tuple[BusinessLawDate, ...]
) -> LawFinding:
    if best.verdict == "yes":
        facts = "; ".join(check.text for check in best.checks)
        text = f"{_label(row)} binds it on {on}{_as_it_stood(row, on)}: {facts}."
        changes = [check.change for check in best.checks if check.change]
        used = [best]
    else:
        used = [one for one in decided if one.verdict == "unknown"]
        doubts = [check for one in used for check in one.checks if check.verdict == "unknown"]
        facts = "; ".join(dict.fromkeys(check.text for check in doubts)) or "the first day is known only to the year"
        text = f"Whether {_label(row)} binds it on {on} is open{_as_it_stood(row, on)}: {facts}."
        changes = [check.change for check in doubts]
        best = msgspec.structs.replace(best, checks=tuple(dict.fromkeys(doubts)))
    return _finding(row, best, best.verdict, text, changes, [one.scope for one in used], ahead)


def _not_yet(row: BusinessLaw, first: _Tried, on: date, ahead: tuple[BusinessLawDate, ...]) -> LawFinding:
    when = first.scope.from_date
    if first.verdict == "yes":
        then = f"from {when} it binds it"
        changes = [f"On {when} it begins to apply."]
    else:
        doubts = [check for check in first.checks if check.verdict == "unknown"]
        then = f"whether it does from {when} is open: {'; '.join(check.text for check in doubts)}"
        changes = [f"On {when} it begins to apply.", *(check.change for check in doubts)]
    text = f"{_label(row)} does not bind it yet on {on}; {then}{_as_it_stood(row, on)}."
    return _finding(row, first, "no", text, changes, [first.scope], ahead)


def _binds_not(
    row: BusinessLaw, best: _Tried, on: date, ahead: tuple[BusinessLawDate, ...], *, ended: bool
) -> LawFinding:
    if ended and best.scope.to_date and span(best.scope.to_date)[0] <= on:
        text = f"{_label(row)} does not bind anybody on {on}: it ended on {best.scope.to_date}."
        return _finding(row, best, "no", text, ["It is renewed, or another law takes its place."], [best.scope], ahead)
    reasons = [check for check in best.checks if check.verdict == "no"]
    text = f"{_label(row)} does not bind it on {on}{_as_it_stood(row, on)}: {'; '.join(one.text for one in reasons)}."
    return _finding(row, best, "no", text, [check.change for check in reasons], [best.scope], ahead)


def _finding(
    row: BusinessLaw,
    best: _Tried,
    verdict: Verdict,
    text: str,
    changes: Iterable[str],
    scopes: Iterable[BusinessLawScope],
    ahead: tuple[BusinessLawDate, ...],
) -> LawFinding:
    scopes = tuple(scopes)
    rows: tuple[Row, ...] = (row, *scopes)
    pending = [f"Under way on {row.as_of}, not law then: {row.pending}"] if row.pending else []
    return LawFinding(
        law=row,
        answer=answer(
            verdict,
            text,
            rows,
            references=dict.fromkeys(scope.reference for scope in scopes),
            changes=dict.fromkeys([*changes, *pending]),
            nearest=EXPECTED if verdict == "no" else "",
            as_of=row.as_of,
        ),
        since=best.scope.from_date,
        scope=best.scope,
        checks=best.checks,
        ahead=ahead,
    )


def _for_others(row: BusinessLaw, on: date) -> LawFinding:
    """Laws that bind no company: bills, guidelines, lists, laws for public bodies and States, and those never begun."""
    verdict: Verdict = "no"
    why = next(name for name in (row.kind, row.state, row.binds) if name in WOULD)
    changes = [WOULD[why], *([f"Under way on {row.as_of}, not law then: {row.pending}"] if row.pending else [])]
    if row.kind == "bill":
        if on > span(row.as_of)[1]:
            verdict = "unknown"
            text = f"{_label(row)} was a bill when last checked on {row.as_of}; whether it is law on {on} is not known."
        else:
            text = f"{_label(row)} binds nobody on {on}: it was only a bill on {row.as_of}."
    elif row.state == "never in force":
        text = (
            f"{_label(row)} binds nobody on {on}: it was adopted but never brought into force{_as_it_stood(row, on)}."
        )
    elif row.binds in ("public bodies", "States"):
        through = "contracts" if row.binds == "public bodies" else "tariffs and national law"
        text = f"{_label(row)} binds {row.binds}, not companies; it reaches them through {through}."
    else:
        text = REASONS[row.kind].format(asks=row.asks)
    return LawFinding(
        law=row,
        answer=answer(
            verdict,
            text,
            [row],
            references=[_label(row)],
            changes=changes,
            nearest=EXPECTED if verdict == "no" else "",
            as_of=row.as_of,
        ),
    )


def _label(row: BusinessLaw) -> str:
    return f"{row.name} ({row.jurisdiction})"


def _as_it_stood(row: BusinessLaw, on: date) -> str:
    return f" as the law stood on {row.as_of}" if on > span(row.as_of)[1] else ""


def _last(tried: list[_Tried]) -> _Tried:
    """Of scopes that are over or to come, the one that ended last, else the one to come first."""
    over = [one for one in tried if one.scope.to_date]
    return max(over, key=lambda one: one.scope.to_date) if over else min(tried, key=lambda one: one.scope.from_date)


@cache
def _dates() -> dict[str, tuple[BusinessLawDate, ...]]:
    found: dict[str, list[BusinessLawDate]] = {}
    for row in sorted(load(BusinessLawDate), key=lambda row: row.date):
        found.setdefault(row.law, []).append(row)
    return {law_id: tuple(rows) for law_id, rows in found.items()}
