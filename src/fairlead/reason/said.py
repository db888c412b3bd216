"""What people write into a form or behind an option, read into places, numbers, goods and answers.

One reader for the command line and for every form, so that the same words mean the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fairlead.errors import FairleadError

__all__ = [
    "currency_of",
    "facts_asked",
    "good_of",
    "goods_of",
    "number_of",
    "numbers_by_place",
    "place_name",
    "place_of",
    "place_said",
    "places_of",
    "words_of",
]

PARTS = {"AU-NSW": "New South Wales", "CN-XJ": "Xinjiang", "US-CA": "California", "INT": "the world"}
"""Names of the places in Fairlead's tables that are no country."""
ARTICLE = frozenset(
    {"ARE", "BHS", "CAF", "COD", "COG", "COM", "DOM", "EU", "GBR", "GMB", "MDV", "NLD", "PHL", "SLB", "USA"}
)
UNION = frozenset({"eu", "european union", "the european union"})
PLACE = re.compile(r"EU|[A-Z]{2}-[A-Z0-9]{1,3}")
NONE = "none"
MOST = 1e15


def place_name(code: str) -> str:
    """The English name of a country, the European Union, or a part of a State.

    Examples
    --------
    >>> place_name("DEU"), place_name("EU"), place_name("US-CA")
    ('Germany', 'European Union', 'California')
    """
    if code in PARTS:
        return PARTS[code]
    from fairlead.classify.countries import country_name

    return country_name(code)


def place_said(code: str) -> str:
    """The name of a place inside a sentence.

    Examples
    --------
    >>> place_said("EU"), place_said("NLD"), place_said("FRA")
    ('the European Union', 'the Netherlands', 'France')
    """
    return f"the {place_name(code)}" if code in ARTICLE else place_name(code)


def place_of(text: str) -> str:
    """The code of one place: ISO 3166 alpha-3, ``EU``, or ISO 3166-2 for a part of a State.

    Parameters
    ----------
    text
        A code or a name in any spelling.

    Raises
    ------
    FairleadError
        If it is not one place; the message names near ones.

    Examples
    --------
    >>> place_of("Viet Nam"), place_of("the European Union"), place_of("California"), place_of("us-ca")
    ('VNM', 'EU', 'US-CA', 'US-CA')
    """
    said = text.strip()
    if said.casefold() in UNION:
        return "EU"
    if PLACE.fullmatch(said.upper()):
        return said.upper()
    named = next((code for code, name in PARTS.items() if name.casefold() == said.casefold()), None)
    if named:
        return named
    from fairlead.classify import match_country

    match = match_country(said)
    if len(match.targets) == 1 and match.status in {"exact", "confident", "confirmed"}:
        return match.targets[0].code
    near = ", ".join(f"{one.name} ({one.code})" for one in match.candidates[:3] if one.code)
    raise FairleadError(
        f"{said!r} is not one country.",
        why=f"{match.reason[:1].upper()}{match.reason[1:]}.",
        fix=f"Nearest: {near}." if near else "Give its name or its ISO 3166 code, for instance Germany or DEU.",
    )


def places_of(text: str | None) -> tuple[str, ...] | None:
    """Places with commas between them; ``none`` for nowhere; ``None`` for what is not said.

    Examples
    --------
    >>> places_of("Germany, USA"), places_of("none"), places_of(None)
    (('DEU', 'USA'), (), None)
    """
    said = words_of(text)
    return None if said is None else tuple(dict.fromkeys(place_of(part) for part in said))


def words_of(text: str | None) -> tuple[str, ...] | None:
    """Words with commas between them; ``none`` for none; ``None`` for what is not said.

    Examples
    --------
    >>> words_of("retail, food"), words_of("none"), words_of("")
    (('retail', 'food'), (), None)
    """
    if text is None or not text.strip():
        return None
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    return () if tuple(part.casefold() for part in parts) == (NONE,) else parts


def goods_of(text: str | None) -> tuple[str, ...] | None:
    """Goods with commas between them, in words or as codes of the Harmonized System.

    Examples
    --------
    >>> goods_of("cotton, 0901")[0], "0901" in goods_of("cotton, 0901")[1]
    ('cotton', True)
    """
    said = words_of(text)
    return None if said is None else tuple(good_of(part) for part in said)


def good_of(text: str) -> str:
    """A code of the Harmonized System as the words of its heading with the code behind; words as they are."""
    if not re.fullmatch(r"\d{4,10}", text):
        return text
    from fairlead.classify.tables import read_table

    name = next((row["name"] for row in read_table("hs") if row["heading"] == text[:4]), "")
    return f"{name} ({text})" if name else text


def number_of(text: str, what: str = "It") -> float:
    """A number of zero or more; spaces and commas may part its thousands, ``e9`` or ``million`` may follow.

    Parameters
    ----------
    text
        What was written.
    what
        What the number is of, for the message.

    Raises
    ------
    FairleadError
        If it is no such number.

    Examples
    --------
    >>> number_of("2e9"), number_of("1,500,000"), number_of("40 million"), number_of("1.5 billion")
    (2000000000.0, 1500000.0, 40000000.0, 1500000000.0)
    """
    said = text.strip().casefold().replace("\u00a0", " ")
    factor = 1.0
    for word, size in (("billion", 1e9), ("million", 1e6), ("bn", 1e9), ("m", 1e6)):
        if said.endswith(word):
            said, factor = said[: -len(word)].strip(), size
            break
    if re.fullmatch(r"\d{1,3}([, ]\d{3})+(\.\d+)?", said):
        said = re.sub(r"[, ]", "", said)
    if re.fullmatch(r"\d+(\.\d+)?(e\d{1,2})?", said):
        value = float(said) * factor
        if value <= MOST:
            return value
    raise FairleadError(
        f"{what}: {text.strip()[:40]!r} is not a number of zero or more.",
        fix="Write it in digits, for instance 2000000 or 2 million.",
    )


def numbers_by_place(text: str | None, what: str = "It") -> dict[str, float]:
    """Numbers by place, written ``PLACE=NUMBER`` with semicolons or commas between them.

    Raises
    ------
    FairleadError
        If a part is written in another way.

    Examples
    --------
    >>> numbers_by_place("Germany=900; FRA=40")
    {'DEU': 900.0, 'FRA': 40.0}
    """
    found: dict[str, float] = {}
    for part in re.split(r"[;,](?=[^,;]*=)|;", text or ""):
        if not part.strip():
            continue
        place, equals, value = part.partition("=")
        if not equals:
            raise FairleadError(
                f"{what}: {part.strip()[:40]!r} is not written PLACE=NUMBER.",
                fix="For instance Germany=900; France=40.",
            )
        found[place_of(place)] = number_of(value.strip().rstrip(","), what)
    return found


def currency_of(text: str) -> str:
    """A currency by its ISO 4217 code, sign or name.

    Raises
    ------
    FairleadError
        If it is not one currency.

    Examples
    --------
    >>> currency_of("eur"), currency_of("yen")
    ('EUR', 'JPY')
    """
    from fairlead.classify import currency_code

    said = text.strip()
    code, candidates = currency_code(said)
    if code:
        return code
    if re.fullmatch(r"[A-Za-z]{3}", said):
        return said.upper()
    hint = f"It may mean {', '.join(candidates)}." if candidates else "Give an ISO 4217 code such as EUR."
    raise FairleadError(f"{said[:40]!r} is not one currency.", fix=hint)


def facts_asked(names: Iterable[str] = ()) -> dict[str, str]:
    """The questions that single laws ask of a company, by the short name of the fact.

    Parameters
    ----------
    names
        Only these; all, if empty.

    Examples
    --------
    >>> "franchise" in facts_asked()
    True
    """
    from fairlead.facts import BusinessLawScope, load

    wanted = set(names)
    return {row.fact: row.question for row in load(BusinessLawScope) if row.fact and (not wanted or row.fact in wanted)}
