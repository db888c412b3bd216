"""What is said of a company, and whether it meets a condition of a law: yes, no or unknown.

What is not said is unknown, never no. An empty tuple says "none". Codes of places are ISO 3166 alpha-3, ``EU``, or
ISO 3166-2 for a part of a State (``US-CA``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from fairlead.facts import BusinessLawScope
from fairlead.reason.answer import Verdict
from fairlead.reason.said import place_said
from fairlead.reason.words import names_good

__all__ = ["Check", "Company", "all_of", "any_of", "check_scope", "contains"]

EU = frozenset({
    "AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL",
    "ITA", "LVA", "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE",
})  # fmt: skip
UNION_LAW_ENDED_IN_BRITAIN = date(2021, 1, 1)
PARTS = {"US": "USA", "AU": "AUS", "CN": "CHN", "GB": "GBR", "CA": "CAN"}
GOODS = "deals-in-goods"
"""The one fact that what is said of goods and imports can tell."""
NEAR = 0.10
"""Converted amounts this close to a threshold do not decide: the rate of the right day may differ that much."""


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a company; ``None`` is not said.

    Attributes
    ----------
    seat
        Code of the place of its seat.
    turnover, assets
        Worldwide, consolidated, in units of `currency` a year.
    staff
        Employees worldwide, with subsidiaries.
    turnover_in, staff_in
        The same by place.
    sells_in, imports, contracts, listed
        Where it sells or does business, into where it imports goods, where it has public contracts, on whose stock
        exchanges it is listed.
    goods, sectors
        In words, for instance ``("cotton shirts", "coffee")`` and ``("retail",)``.
    facts
        Answers to the questions of single laws, by the short name of the fact: ``{"franchise": False}``.
    """

    seat: str | None = None
    turnover: float | None = None
    currency: str = "EUR"
    staff: int | None = None
    assets: float | None = None
    turnover_in: Mapping[str, float] = {}
    staff_in: Mapping[str, int] = {}
    sells_in: tuple[str, ...] | None = None
    imports: tuple[str, ...] | None = None
    contracts: tuple[str, ...] | None = None
    listed: tuple[str, ...] | None = None
    goods: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    facts: Mapping[str, bool] = {}


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One condition: whether it is met, in words, what to say or change, and which facts of `Company` it needs."""

    verdict: Verdict
    text: str
    change: str = ""
    needs: tuple[str, ...] = ()


def contains(place: str, code: str, on: date) -> Verdict:
    """Whether being in `code` is being in `place`.

    Examples
    --------
    >>> contains("EU", "SWE", date(2027, 1, 1)), contains("US-CA", "USA", date(2027, 1, 1))
    ('yes', 'unknown')
    >>> contains("EU", "GBR", date(2019, 1, 1)), contains("EU", "GBR", date(2022, 1, 1))
    ('yes', 'no')
    """
    if place == code or PARTS.get(code.partition("-")[0]) == place:
        return "yes"
    if place == "EU":
        return "yes" if _in_union(code, on) else "no"
    return "unknown" if PARTS.get(place.partition("-")[0]) == code or (code == "EU" and _in_union(place, on)) else "no"


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes if one is yes, no if all are no, else unknown.

    Examples
    --------
    >>> any_of(["no", "unknown"]), any_of(["unknown", "yes"]), any_of([])
    ('unknown', 'yes', 'no')
    """
    found = set(verdicts)
    return "yes" if "yes" in found else "unknown" if "unknown" in found else "no"


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """No if one is no, yes if all are yes, else unknown.

    Examples
    --------
    >>> all_of(["no", "unknown"]), all_of(["unknown", "yes"]), all_of([])
    ('no', 'unknown', 'yes')
    """
    found = set(verdicts)
    return "no" if "no" in found else "unknown" if "unknown" in found else "yes"


def check_scope(row: BusinessLawScope, place: str, company: Company, on: date) -> tuple[Verdict, tuple[Check, ...]]:
    """Whether the company fits one way into the scope of a law of `place`, and every condition of it.

    Parameters
    ----------
    row
        The way into the scope, with its thresholds.
    place
        ISO 3166 alpha-3 code of the country whose law it is.
    company
        What is known of the company; what is not known makes a condition unknown, not unmet.
    on
        The day for which it is asked, also for exchange rates.

    Examples
    --------
    >>> from fairlead.facts import load
    >>> row = next(row for row in load(BusinessLawScope) if (row.law, row.scope) == ("DE-LKSG", "2024"))
    >>> verdict, checks = check_scope(row, "DEU", Company(seat="DEU", staff=800), date(2026, 1, 1))
    >>> verdict, [check.verdict for check in checks]
    ('no', ['yes', 'no'])
    """
    checks = [_link(row, place, company, on)]
    sizes = [check for check in (_turnover(row, place, company, on), _staff(row, place, company, on)) if check]
    sizes += [check for check in (_assets(row, company, on),) if check]
    if row.need == "two of three":
        checks.append(_two_of_three(sizes))
    else:
        checks += sizes
    if row.goods:
        checks.append(_words("goods", row.goods, company.goods))
    if row.sectors:
        checks.append(_words("sectors", row.sectors, company.sectors))
    if row.fact:
        checks.append(_fact(row, company))
    return all_of(check.verdict for check in checks), tuple(checks)


def _in_union(code: str, on: date) -> bool:
    return code in EU or (code == "GBR" and on < UNION_LAW_ENDED_IN_BRITAIN)


def _link(row: BusinessLawScope, place: str, company: Company, on: date) -> Check:
    seat = "unknown" if company.seat is None else contains(place, company.seat, on)
    sells, imports = (_places(place, codes, on) for codes in (company.sells_in, company.imports))
    links: dict[str, tuple[Verdict, str, tuple[str, ...]]] = {
        "seat": (seat, "its seat is in {}", ("seat",)),
        "seat or sales": (any_of([seat, sells]), "it has its seat or does business in {}", ("sells_in",)),
        "sales from abroad": (
            all_of([_not(seat), sells]),
            "it does business in {} from a seat elsewhere",
            ("seat", "sells_in"),
        ),
        "market": (
            any_of([seat, sells, imports]),
            "it sells in, imports into or has its seat in {}",
            ("sells_in", "imports"),
        ),
        "imports": (imports, "it imports goods into {}", ("imports",)),
        "contracts": (
            _places(place, company.contracts, on),
            "it has or seeks public contracts in {}",
            ("contracts",),
        ),
        "listed": (_places(place, company.listed, on), "it is listed on a stock exchange in {}", ("listed",)),
        "employs": (_employs(place, company, on), "it employs people in {}", ("staff_in",)),
    }
    verdict, text, needs = links[row.link]
    said = text.format(place_said(place))
    if verdict == "unknown":
        return _open(f"it is not said whether {said}", f"Say whether {said}.", needs)
    if verdict == "no":
        return Check(verdict=verdict, text=f"it is not so that {said}", change=f"If {said}.")
    return Check(verdict=verdict, text=said, change=f"If it were no longer so that {said}.")


def _open(text: str, change: str, needs: tuple[str, ...]) -> Check:
    return Check(verdict="unknown", text=text, change=change, needs=needs)


def _places(place: str, codes: tuple[str, ...] | None, on: date) -> Verdict:
    return "unknown" if codes is None else any_of(contains(place, code, on) for code in codes)


def _not(verdict: Verdict) -> Verdict:
    return {"yes": "no", "no": "yes"}.get(verdict, "unknown")  # type: ignore[return-value]


def _employs(place: str, company: Company, on: date) -> Verdict:
    known = [code for code in company.staff_in if contains(place, code, on) == "yes"]
    if any(company.staff_in[code] > 0 for code in known):
        return "yes"
    if place in known:
        return "no"
    return "yes" if company.seat is not None and contains(place, company.seat, on) == "yes" else "unknown"


def _turnover(row: BusinessLawScope, place: str, company: Company, on: date) -> Check | None:
    if row.turnover is None:
        return None
    there = row.turnover_where == "there"
    low, high = _there(place, company.turnover_in, company.turnover, on) if there else _both(company.turnover)
    if there and company.sells_in and all(contains(place, code, on) == "yes" for code in company.sells_in):
        low, high = _both(company.turnover)
    where = f" in {place_said(place)}" if there else ""
    needs = ("turnover_in",) if there else ("turnover", "currency")
    return _amount("turnover" + where, low, high, row.turnover, row, company.currency, on, needs)


def _assets(row: BusinessLawScope, company: Company, on: date) -> Check | None:
    if row.assets is None:
        return None
    return _amount("assets", *_both(company.assets), row.assets, row, company.currency, on, ("assets",))


def _staff(row: BusinessLawScope, place: str, company: Company, on: date) -> Check | None:
    if row.staff is None:
        return None
    there = row.staff_where == "there"
    low, high = _there(place, company.staff_in, company.staff, on) if there else _both(company.staff)
    what = f"employees in {place_said(place)}" if there else "employees"
    return _compare(what, low, high, row.staff, row.line, "", ("staff_in",) if there else ("staff",))


def _both(value: float | None) -> tuple[float | None, float | None]:
    return value, value


def _there(place: str, parts: Mapping[str, float], whole: float | None, on: date) -> tuple[float | None, float | None]:
    """Bounds of what is in a place: at least the parts named, at most the whole."""
    if place in parts:
        return _both(parts[place])
    known = [value for code, value in parts.items() if contains(place, code, on) == "yes"]
    elsewhere = sum(value for code, value in parts.items() if contains(place, code, on) == "no")
    return (sum(known) if known else 0.0), None if whole is None else max(whole - elsewhere, sum(known))


def _amount(
    what: str,
    low: float | None,
    high: float | None,
    line: int,
    row: BusinessLawScope,
    currency: str,
    on: date,
    needs: tuple[str, ...],
) -> Check:
    if currency == row.currency or high is None:
        return _compare(what, low, high, line, row.line, row.currency, needs)
    from fairlead.reason.rates import rate

    found = rate(currency, row.currency, on.year)
    if found is None:
        text = f"{what} is given in {currency}, of which no rate into {row.currency} is kept"
        return _open(text, f"Give the amounts in {row.currency}.", (*needs, "currency"))
    factor, year = found
    inner = _compare(what, (low or 0.0) * factor, high * factor, line, row.line, row.currency, needs)
    if abs(high * factor / line - 1) <= NEAR or abs((low or 0.0) * factor / line - 1) <= NEAR:
        text = f"{what} is near {row.currency} {line:,} at the rate of {year}: too near to decide"
        return _open(text, f"Give the amounts in {row.currency}.", (*needs, "currency"))
    return msgspec.structs.replace(inner, text=f"{inner.text} (at the average rate of {year})")


def _compare(
    what: str, low: float | None, high: float | None, line: int, rule: str, unit: str, needs: tuple[str, ...]
) -> Check:
    figure = f"{unit} {line:,}".strip()

    def over(value: float) -> bool:
        return value >= line if rule == "at least" else value > line

    if low is not None and over(low):
        fell = f"below {figure}" if rule == "at least" else f"to {figure} or less"
        return Check(verdict="yes", text=f"{what} {rule} {figure}", change=f"If {what} fell {fell}.")
    if high is not None and not over(high):
        return Check(verdict="no", text=f"{what} not {rule} {figure}", change=f"If {what} were {rule} {figure}.")
    verb = "are" if what.startswith(("employees", "assets")) else "is"
    return _open(f"{what} {verb} not said ({rule} {figure}?)", f"Say whether {what} {verb} {rule} {figure}.", needs)


def _two_of_three(sizes: list[Check]) -> Check:
    met = sum(check.verdict == "yes" for check in sizes)
    possible = met + sum(check.verdict == "unknown" for check in sizes)
    verdict: Verdict = "yes" if met >= 2 else "unknown" if possible >= 2 else "no"
    text = "two of three are needed: " + "; ".join(check.text for check in sizes)
    changes = [check.change for check in sizes if check.verdict == verdict]
    needs = tuple(dict.fromkeys(need for check in sizes if check.verdict == "unknown" for need in check.needs))
    return Check(verdict=verdict, text=text, change=" ".join(changes), needs=needs if verdict == "unknown" else ())


def _words(what: str, wanted: tuple[str, ...], given: tuple[str, ...] | None) -> Check:
    named = ", ".join(wanted)
    if given is None:
        return _open(f"its {what} are not said ({named}?)", f"Say its {what}: any of {named}?", (what,))
    found = [text for text in given if any(names_good(text, word) for word in wanted)]
    if found:
        return Check(verdict="yes", text=f"{', '.join(found)} is among its {what}", change=f"Without {named}.")
    unread = [text for text in given if not any(letter.isalpha() for letter in text)]
    if unread:
        return _open(f"{unread[0]} is a code, not words", f"Give the {what} in words.", (what,))
    text = f"none of the {what} named is among: {named}" if given else f"it has none of these {what}: {named}"
    return Check(verdict="no", text=text, change=f"If it deals in any of: {named}.")


def _fact(row: BusinessLawScope, company: Company) -> Check:
    said = company.facts.get(row.fact)
    if said is None and row.fact == GOODS:
        return _deals_in_goods(row, company)
    if said is None:
        return _open(f"open is {row.fact}", row.question, (f"fact {row.fact}",))
    text = f"{row.fact}: {'yes' if said else 'no'}, as said"
    return Check(verdict="yes" if said else "no", text=text, change=f"If the answer were another: {row.question}")


def _deals_in_goods(row: BusinessLawScope, company: Company) -> Check:
    """Who names goods or imports deals in goods; who says that there are none of either does not."""
    if company.goods or company.imports:
        what = "goods are named" if company.goods else "it imports goods"
        return Check(verdict="yes", text=f"{row.fact}: {what}", change="If it dealt in services alone.")
    if company.goods == () and company.imports == ():
        return Check(verdict="no", text=f"{row.fact}: none are named, and no imports", change="If it dealt in goods.")
    return _open(f"open is {row.fact}", row.question, (f"fact {row.fact}",))
