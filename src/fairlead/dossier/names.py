"""Names of countries, the same in every dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from fairlead.errors import FairleadError
from fairlead.facts import Instrument, load
from fairlead.reason.ratification import members

__all__ = ["country_name", "in_sentences", "instruments_named", "known_countries", "spoken"]

ARTICLE = frozenset(
    {
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Congo",
        "Congo - Brazzaville",
        "Congo - Kinshasa",
        "Cook Islands",
        "DR Congo",
        "Dominican Republic",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Philippines",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)


@cache
def known_countries() -> dict[str, str]:
    """Every country a dossier can be made of: member States of the ILO and countries of the trade table."""
    from fairlead.dossier.packaged import packaged

    data = packaged()
    return {**members(), **{code: data.name(code) for code in data.named}}


def country_name(iso3: str) -> str:
    """The English name of a country.

    Raises
    ------
    FairleadError
        If it is in no table.

    Examples
    --------
    >>> country_name("BGD")
    'Bangladesh'
    """
    try:
        return known_countries()[iso3]
    except KeyError:
        raise FairleadError(
            f"There is no country {iso3!r} in the tables.", fix="Give an ISO 3166 alpha-3 code such as BGD."
        ) from None


def spoken(name: str) -> str:
    """The name of a country inside a sentence.

    Examples
    --------
    >>> spoken("Netherlands"), spoken("Norway")
    ('the Netherlands', 'Norway')
    """
    return f"the {name}" if name in ARTICLE else name


def in_sentences(text: str, iso3: str) -> str:
    """A text in which a country, whatever list its name came from, has the name of the dossiers and its article.

    Examples
    --------
    >>> in_sentences("United States is a member. It binds United States.", "USA")
    'The United States is a member. It binds the United States.'
    >>> in_sentences("United States-Mexico-Canada Agreement", "USA")
    'United States-Mexico-Canada Agreement'
    """
    from fairlead.classify.countries import country_name as listed

    name = country_name(iso3)
    names = {iso3, name, listed(iso3), members().get(iso3, name)}
    found = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    said = re.sub(rf"(?<![\w-])(?:the )?(?:{found})(?![\w-])", spoken(name), text)
    return re.sub(r"(^|[.:] )the (?=[A-Z])", r"\1The ", said)


def instruments_named(codes: Iterable[str]) -> str:
    """Instruments in running text, by their short names and codes.

    Examples
    --------
    >>> instruments_named(["C029"])
    'Forced Labour Convention (C029)'
    """
    names = {row.code: row.name for row in load(Instrument)}
    return ", ".join(f"{re.sub(r', [0-9]{4}.*', '', names[code])} ({code})" for code in codes)
