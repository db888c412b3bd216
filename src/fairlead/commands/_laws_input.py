"""What is written after the options of ``fairlead laws``, read into places, numbers, goods and facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import click

__all__ = [
    "AMOUNT",
    "currency_of",
    "facts_said",
    "good_of",
    "goods_of",
    "number",
    "pairs",
    "place_of",
    "places_of",
    "words_of",
]


class _Amount(click.ParamType[float]):
    """A number of zero or more: neither infinite nor none at all, which would pass for small."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return number(str(value), "")
        except click.BadParameter:
            self.fail(f"{value!r} is not a number of zero or more.", param, ctx)


AMOUNT = _Amount()
PLACE = re.compile(r"EU|[A-Z]{3}|[A-Z]{2}-[A-Z0-9]{1,3}")
NONE = "none"


def place_of(text: str) -> str:
    """A place from its code or name."""
    code = text.strip().upper()
    if PLACE.fullmatch(code) and len(code) != 3:
        return code
    from fairlead.classify import match_country

    match = match_country(text.strip())
    if len(match.targets) == 1 and match.status in {"exact", "confident", "confirmed"}:
        return match.targets[0].code
    near = ", ".join(f"{one.name} ({one.code})" for one in match.candidates[:3])
    raise click.BadParameter(f"{text!r} is not one country. {f'Nearest: {near}.' if near else 'Give an ISO code.'}")


def places_of(text: str | None) -> tuple[str, ...] | None:
    """Places with commas between them; ``none`` for nowhere."""
    said = words_of(text)
    return None if said is None else tuple(place_of(part) for part in said)


def words_of(text: str | None) -> tuple[str, ...] | None:
    """Words with commas between them; ``none`` for none."""
    if text is None:
        return None
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    return () if tuple(part.casefold() for part in parts) == (NONE,) else parts


def goods_of(text: str | None) -> tuple[str, ...] | None:
    """Goods with commas between them, in words or as codes."""
    said = words_of(text)
    return None if said is None else tuple(good_of(part) for part in said)


def good_of(text: str) -> str:
    """A code of the Harmonized System as the words of its heading; words as they are."""
    if not re.fullmatch(r"\d{4,10}", text):
        return text
    from fairlead.classify.tables import read_table

    name = next((row["name"] for row in read_table("hs") if row["heading"] == text[:4]), "")
    return f"{name} ({text})" if name else text


def pairs(given: Iterable[str], option: str) -> Iterator[tuple[str, str]]:
    """Each PLACE=NUMBER as the code of the place and the text of the number."""
    for text in given:
        place, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"{text!r}: write PLACE=NUMBER.", param_hint=option)
        yield place_of(place), value


def number(text: str, option: str) -> float:
    """A number of zero or more."""
    try:
        value = float(text.replace(" ", ""))
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise click.BadParameter(f"{text!r} is not a number of zero or more.", param_hint=option)
    return value


def currency_of(text: str) -> str:
    """A currency by its code, sign or name."""
    if re.fullmatch(r"[A-Za-z]{3}", text):
        return text.upper()
    from fairlead.classify import currency_code

    code, candidates = currency_code(text)
    if code:
        return code
    hint = f"It may mean {', '.join(candidates)}." if candidates else "Give an ISO 4217 code such as EUR."
    raise click.BadParameter(f"{text!r} is not one currency. {hint}", param_hint="--currency")


def facts_said(given: Iterable[str]) -> Mapping[str, bool]:
    """Answers to the questions of single laws."""
    from fairlead.facts import BusinessLawScope, load

    known = sorted({scope.fact for scope in load(BusinessLawScope) if scope.fact})
    found: dict[str, bool] = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in known or value.casefold() not in ("yes", "no"):
            hint = f"Write NAME=yes or NAME=no with one of {', '.join(known)}."
            raise click.BadParameter(f"{text!r}: {hint}", param_hint="--fact")
        found[name] = value.casefold() == "yes"
    return found
