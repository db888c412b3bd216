"""Countries: from what people write to ISO 3166 alpha-3."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from fairlead.classify.match import Candidate, Match, Target
from fairlead.classify.tables import Row, read_table
from fairlead.classify.text import key, strip_parentheses

if TYPE_CHECKING:
    from fairlead.classify.confirmations import Confirmations

__all__ = ["country_codes", "country_name", "match_country", "table_country"]

# Shorter texts are one letter away from too many names for a spelling guess to help.
_SHORTEST_TYPO = 4
_TYPO_CUTOFF = 80
_ARTICLES = ("the ", "republic of ", "kingdom of ", "state of ", "made in ", "origin ", "product of ", "from ")


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_table("country_names")}


@cache
def _areas() -> dict[str, Row]:
    return {row["code"]: row for row in read_table("areas")}


@cache
def _index() -> dict[str, tuple[str, str, str]]:
    """Return key -> (kind, codes, note); later sources override earlier ones."""
    index: dict[str, tuple[str, str, str]] = {}
    clashes: dict[str, list[str]] = {}
    areas = _areas()
    for row in read_table("country_names"):
        code, is_area = row["code"], row["code"] in areas
        for name in row["keys"].split("|"):
            before = index.get(name)
            if before is None or (before[0] == "area" and not is_area):
                index[name] = ("area" if is_area else "name", code, "")
            elif before[0] == "name" and not is_area:
                clashes.setdefault(name, [before[1]]).append(code)
    for name, codes in clashes.items():
        index[name] = ("ambiguous", " ".join(codes), "names in different languages")
    for code, name in _names().items():
        if code not in areas:
            index[key(name)] = ("name", code, "")
    for code, row in areas.items():
        for name in (key(row["name"]), *row["keys"].split("|")):
            if name and index.get(name, ("area",))[0] == "area":
                index[name] = ("area", code, row["note"])
    for row in read_table("country_aliases"):
        for name in row["keys"].split("|"):
            index[name] = (row["kind"], row["code"], row["note"])
    return index


@cache
def _codes() -> dict[str, str]:
    codes = {"uk": "GBR", "el": "GRC", "rom": "ROU", "zar": "COD", "tmp": "TLS"}  # in wide use beside ISO 3166
    for row in read_table("country_names"):
        if len(row["code"]) == 3 and row["code"].isalpha():
            codes[row["code"].casefold()] = row["code"]
            codes[row["alpha2"].casefold()] = row["code"]
    return codes


_OTHERWISE = {
    "ATG": "Antigua and Barbuda",
    "BIH": "Bosnia and Herzegovina",
    "COD": "DR Congo",
    "COG": "Congo",
    "HKG": "Hong Kong",
    "KNA": "Saint Kitts and Nevis",
    "LCA": "Saint Lucia",
    "MAC": "Macao",
    "MMR": "Myanmar",
    "PSE": "Palestine",
    "STP": "São Tomé and Príncipe",
    "TTO": "Trinidad and Tobago",
    "VCT": "Saint Vincent and Grenadines",
    "VNM": "Viet Nam",
}
"""Names in the tables, where CLDR has another one."""


def country_name(code: str) -> str:
    """Return the English name of an alpha-3 or area code; the code itself if there is none.

    The name is that of Unicode CLDR, but for the few countries that the tables of facts and of trade, and the States
    themselves at the ILO, call otherwise: one country has one name in every answer.

    Examples
    --------
    >>> country_name("BGD"), country_name("VNM")
    ('Bangladesh', 'Viet Nam')
    """
    area = _areas().get(code)
    return area["name"] if area else _OTHERWISE.get(code) or _names().get(code, code)


@cache
def _alpha2() -> dict[str, str]:
    return {row["code"]: row["alpha2"] for row in read_table("country_names") if row["alpha2"]}


def alpha2(code: str) -> str:
    """Return the alpha-2 code of an alpha-3 code, which programs of others ask for; the code itself if there is none.

    Examples
    --------
    >>> alpha2("MRT")
    'MR'
    """
    return _alpha2().get(code, code)


@cache
def country_codes() -> tuple[str, ...]:
    """Return the alpha-3 codes of all countries and territories that have a name here, in alphabetical order.

    Examples
    --------
    >>> country_codes()[:3], len(country_codes())
    (('ABW', 'AFG', 'AGO'), 247)
    """
    return tuple(sorted(code for code in _names() if len(code) == 3 and code.isalpha() and code not in _areas()))


def match_country(text: str, confirmations: Confirmations | None = None) -> Match:
    """Find the country that a text means.

    Parameters
    ----------
    text
        A name in one of some sixty languages, an ISO 3166 code, a usual short form, a region or an area.
    confirmations
        What a person has confirmed before; it comes first.

    Returns
    -------
    Match
        ``kind`` is ``country``. An area ("EU", "various", a former State) has status ``spread`` and its members
        as targets with share NaN; two countries of one name, and misspellings, are ``uncertain``.

    Examples
    --------
    >>> match_country("Viet Nam").targets[0].code
    'VNM'
    >>> match_country("Congo").status
    'uncertain'
    >>> len(match_country("ASEAN").targets)
    11
    """
    if confirmations is not None and (known := confirmations.lookup("country", text)) is not None:
        return known
    return _match(text)


# Bounded by what one list of purchases holds; the answer depends on the text alone.
_CACHE: dict[str, Match] = {}
_CACHE_SIZE = 50_000


def _match(text: str) -> Match:
    known = _CACHE.get(text)
    if known is None:
        if len(_CACHE) >= _CACHE_SIZE:
            _CACHE.clear()
        known = _CACHE[text] = _find(text)
    return known


def _find(text: str) -> Match:
    full = key(text)
    if not full:
        return _unknown(text, "the cell holds no letters")
    # Codes are read before names: "IN" and "DE" are words elsewhere, but in a country column they are codes.
    for reading in _readings(text, full):
        entry = _index().get(reading)
        if (code := _codes().get(reading)) is not None and (entry is None or entry[1] == code or text.isascii()):
            if entry is not None and entry[1] != code and entry[0] != "area" and not text.strip().isupper():
                # "NGA" is the code of Nigeria, "Nga" is Russia in Vietnamese.
                both = [(code, 0.5, f"code {reading.upper()}"), *((c, 0.5, "name") for c in entry[1].split())]
                return _uncertain(text, both, "a code of one country and a name of another")
            return _one(text, code, "exact", f"code {reading.upper()} of ISO 3166")
        if entry is not None:
            return _from_entry(text, entry)
    if len(named := _named_parts(text)) > 1:
        return _uncertain(
            text, [(code, 1 / len(named), "named in it") for code in named], "several countries are named"
        )
    return _typo(text, full)


def _readings(text: str, full: str) -> list[str]:
    """Spellings to try in turn: as given, without brackets, what the brackets hold, without articles, parts."""
    readings = [full]
    bare = key(strip_parentheses(text))
    readings.append(bare)
    for reading in (full, bare):
        readings.extend(reading.removeprefix(article) for article in _ARTICLES if reading.startswith(article))
        if reading.endswith(" the"):
            readings.append(reading.removesuffix(" the"))
    if len(named := _named_parts(text)) == 1:  # "VN - Vietnam": both parts mean the same
        readings.append(named[0].casefold())
    if "," in text:  # "Dhaka, Bangladesh": the country stands last
        last = key(text.rsplit(",", 1)[1])
        if _index().get(last, ("",))[0] in ("name", "alias") or last in _codes():
            readings.append(last)
    return [reading for reading in dict.fromkeys(readings) if reading]


def _named_parts(text: str) -> list[str]:
    """Countries that the parts of "VN - Vietnam" or "China/Vietnam" name; none if a part names no country."""
    parts = [_from_parts(part) for part in re.split(r" - |[–/:|;+]|,| and | & ", text)]
    return [] if len(parts) < 2 or None in parts else list(dict.fromkeys(str(part) for part in parts))


def _from_parts(part: str) -> str | None:
    reading = key(part)
    if reading in _codes():
        return _codes()[reading]
    kind, code, _ = _index().get(reading, ("", "", ""))
    return code if kind in ("name", "alias", "part") else None


def _from_entry(text: str, entry: tuple[str, str, str]) -> Match:
    kind, codes, note = entry
    if kind == "area":
        return _spread(text, codes)
    if kind == "ambiguous":
        return _uncertain(text, [(code, 0.5, note) for code in codes.split()], "the name is not clear: " + note)
    if kind == "part":
        return _one(text, codes, "confident", note, note=note)
    return _one(text, codes, "exact", f"name of {country_name(codes)}")


def _one(text: str, code: str, status: str, reason: str, *, note: str = "") -> Match:
    name = country_name(code)
    return Match(
        kind="country",
        text=text,
        targets=(Target(code, name, 1.0),),
        status="exact" if status == "exact" else "confident",
        score=1.0 if status == "exact" else 0.95,
        reason=reason,
        candidates=(Candidate(code, name, 1.0, reason),),
        note=note,
    )


def _spread(text: str, area: str) -> Match:
    row = _areas()[area]
    former = row["kind"] == "former"
    reason = f"{row['name']} is {'a former State' if former else 'an area'} of several countries"
    return Match(
        kind="country",
        text=text,
        targets=tuple(Target(code, country_name(code), math.nan) for code in row["members"].split()),
        status="spread",
        score=1.0,
        reason=reason,
        candidates=(Candidate(area, row["name"], 1.0, reason),),
        note=f"{row['name']}: spread over its members by their trade. {row['note']}".strip(),
    )


def _uncertain(text: str, found: list[tuple[str, float, str]], reason: str) -> Match:
    candidates = tuple(Candidate(code, country_name(code), score, why) for code, score, why in found[:5])
    best = candidates[0]
    return Match(
        kind="country",
        text=text,
        targets=(Target(best.code, best.name, 1.0),),
        status="uncertain",
        score=best.score,
        reason=reason,
        candidates=candidates,
        note="to be confirmed",
    )


def _unknown(text: str, reason: str) -> Match:
    return Match(kind="country", text=text, targets=(), status="unknown", score=0.0, reason=reason)


def _typo(text: str, reading: str) -> Match:
    if len(reading) < _SHORTEST_TYPO:
        return _unknown(text, "no country has this name or code")
    from rapidfuzz import fuzz, process

    index = _index()
    best: dict[str, tuple[float, str]] = {}
    for name, score, _ in process.extract(
        reading, index.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_CUTOFF, limit=15
    ):
        kind, codes, _note = index[name]
        if kind != "area":
            for code in codes.split():
                best.setdefault(code, (score / 100, f"written like {name!r}"))
    if not best:
        return _unknown(text, "no country has this name, nor one like it")
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    found = [(code, round(score, 3), why) for code, (score, why) in ranked]
    return _uncertain(text, found, "no country has exactly this name; these are written like it")


def table_country(iso3: str, countries: Collection[str]) -> tuple[str, str]:
    """Find the country of a trade table that a country goes to.

    Parameters
    ----------
    iso3
        ISO 3166 alpha-3.
    countries
        The codes of the table.

    Returns
    -------
    tuple of str
        The code in the table, and a note: empty if the country is in the table itself, else which stand-in is
        used and why. ("", why) if there is none.

    Examples
    --------
    >>> table_country("MCO", ["FRA", "DEU"])
    ('FRA', 'Monaco is not in the table; France stands in (customs territory of France)')
    >>> table_country("FRA", ["FRA", "DEU"])
    ('FRA', '')
    """
    if iso3 in countries:
        return iso3, ""
    for row in read_table("stand_ins"):
        if row["code"] == iso3 and row["stand_in"] in countries:
            to = row["stand_in"]
            return to, f"{country_name(iso3)} is not in the table; {country_name(to)} stands in ({row['reason']})"
    if "ROW" in countries and iso3 in _names():
        return "ROW", f"{country_name(iso3)} is not in the table by itself; it is part of Rest of World"
    return "", f"{country_name(iso3)} is not in the table and has no stand-in"
