"""Which OECD National Contact Point is competent?

That of the country where the matter arose, if it adheres to the OECD Guidelines; else that of the country where the
company has its home; and separately that of any adherent buyer or parent company, for what it did or left undone
itself. The list of adherents is whole for one year only: before it nothing is known, and a country that was not on it
may have adhered since.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from fairlead.classify.countries import country_name
from fairlead.facts import Row, load
from fairlead.facts.records.routes import ContactPoint
from fairlead.reason.answer import Answer, Verdict, answer

__all__ = ["ContactPoints", "adheres", "competent"]

REFERENCE = "OECD Guidelines for Multinational Enterprises on Responsible Business Conduct, Part II, Procedures"


class ContactPoints(msgspec.Struct, frozen=True, kw_only=True):
    """The Contact Points to turn to.

    Attributes
    ----------
    answer
        Whether there is one, with the reason.
    lead
        The country of the Contact Point competent for the company itself; empty if there is none or it is not known.
    also
        Countries whose Contact Point may be asked too: the home where the place adheres, then adherent buyers and
        parents, each with the reason.
    """

    answer: Answer
    lead: str
    also: tuple[tuple[str, str], ...]


def adheres(iso3: str, on: date) -> Answer:
    """Whether the country adhered to the OECD Guidelines on the date.

    Parameters
    ----------
    iso3, on
        The country, ISO 3166 alpha-3, and the date.

    Examples
    --------
    >>> adheres("SWE", date(2026, 1, 1)).verdict, adheres("CHN", date(2023, 12, 31)).verdict
    ('yes', 'no')
    >>> adheres("CHN", date(2026, 1, 1)).verdict  # it may have adhered since the list was made
    'unknown'
    """
    rows = _rows()
    known = next(iter(rows.values())).as_of
    name = country_name(iso3)
    row = rows.get(iso3)
    if on.year < int(known[:4]):
        return answer("unknown", f"Adherents before {known[:4]} are not collected yet.", as_of=known)
    if row is not None:
        return answer("yes", f"{name} adheres to the OECD Guidelines (list of {known}).", [row], as_of=known)
    if on <= date.fromisoformat(known):
        return answer("no", f"{name} had not adhered to the OECD Guidelines by {known}.", as_of=known)
    text = f"{name} had not adhered to the OECD Guidelines by {known}; whether it has since is not known."
    return answer("unknown", text, as_of=known)


def competent(
    place: str, home: str, on: date, buyers: tuple[str, ...] = (), parents: tuple[str, ...] = ()
) -> ContactPoints:
    """The National Contact Points competent for a matter.

    Parameters
    ----------
    place
        Where the matter arose, ISO 3166 alpha-3.
    home
        The home of the company; empty if it is not known.
    on
        The date.
    buyers, parents
        Homes of buyers and of parent companies.

    Examples
    --------
    >>> competent("BGD", "SWE", date(2023, 12, 31)).lead
    'SWE'
    >>> found = competent("BGD", "CHN", date(2023, 12, 31), buyers=("DEU",))
    >>> found.answer.verdict, found.lead, [country for country, why in found.also]
    ('yes', '', ['DEU'])
    >>> competent("BRA", "CHN", date(2023, 12, 31)).lead
    'BRA'
    """
    here = adheres(place, on)
    there = adheres(home, on) if home else None
    also: list[tuple[str, str]] = []
    lead = ""
    if here.verdict == "yes":
        lead = place
        if there is not None and there.verdict == "yes" and home != place:
            also.append((home, "the home of the company: it helps the other, or is asked what headquarters decided"))
    elif there is not None and there.verdict == "yes":
        lead = home
    rows = [*here.rows, *(there.rows if there else ())]
    for countries, role in ((buyers, "buyer"), (parents, "parent company")):
        for country in countries:
            given = adheres(country, on)
            if given.verdict == "yes" and country not in (lead, *(code for code, _ in also)):
                also.append((country, f"the home of a {role}, for its own due diligence"))
                rows += given.rows
    return ContactPoints(answer=_answer(place, lead, also, (here, there), rows), lead=lead, also=tuple(also))


def _answer(
    place: str,
    lead: str,
    also: list[tuple[str, str]],
    given: tuple[Answer, Answer | None],
    rows: list[Row],
) -> Answer:
    here, there = given
    known = here.as_of
    verdict: Verdict
    if lead:
        verdict = "yes"
        if lead == place:
            text = f"The National Contact Point of {country_name(lead)}: the matter arose there."
        else:
            text = f"The National Contact Point of {country_name(lead)}, the home of the company: {here.text}"
    else:
        parts = [here.text, there.text if there else "The home of the company is not known."]
        none = here.verdict == "no" and there is not None and there.verdict == "no"
        verdict = "yes" if also else "no" if none else "unknown"
        opening = "None for the company itself:" if none else "None is known for the company itself:"
        text = " ".join([opening if verdict != "no" else "None:", *parts])
    if also:
        text += (
            (" Also " if lead else " But ")
            + "; ".join(f"that of {country_name(code)} ({why})" for code, why in also)
            + "."
        )
    changes = [] if lead else [f"{country_name(place)} or the home of the company adheres to the OECD Guidelines."]
    if not lead and not also:
        changes.append("A buyer or a parent company has its home in a country that adheres.")
    return answer(verdict, text, rows, references=[REFERENCE], changes=changes, as_of=known)


@cache
def _rows() -> dict[str, ContactPoint]:
    return {row.iso3: row for row in load(ContactPoint)}
