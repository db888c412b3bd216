"""What is written after the options of ``fairlead laws``, read into places, numbers, goods and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

import click

from fairlead.errors import FairleadError
from fairlead.reason import said

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

T = TypeVar("T")
R = TypeVar("R")


class _Amount(click.ParamType[float]):
    """A number of zero or more: neither infinite nor none at all, which would pass for small."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return number(str(value), "")
        except click.BadParameter:
            self.fail(f"{value!r} is not a number of zero or more.", param, ctx)


AMOUNT = _Amount()


def place_of(text: str) -> str:
    """A place from its code or name."""
    return _read(said.place_of, text)


def places_of(text: str | None) -> tuple[str, ...] | None:
    """Places with commas between them; ``none`` for nowhere."""
    return _read(said.places_of, text)


def words_of(text: str | None) -> tuple[str, ...] | None:
    """Words with commas between them; ``none`` for none."""
    return said.words_of(text)


def goods_of(text: str | None) -> tuple[str, ...] | None:
    """Goods with commas between them, in words or as codes."""
    return said.goods_of(text)


def good_of(text: str) -> str:
    """A code of the Harmonized System as the words of its heading; words as they are."""
    return said.good_of(text)


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
    return _read(said.currency_of, text, "--currency")


def facts_said(given: Iterable[str]) -> Mapping[str, bool]:
    """Answers to the questions of single laws."""
    known = sorted(said.facts_asked())
    found: dict[str, bool] = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in known or value.casefold() not in ("yes", "no"):
            hint = f"Write NAME=yes or NAME=no with one of {', '.join(known)}."
            raise click.BadParameter(f"{text!r}: {hint}", param_hint="--fact")
        found[name] = value.casefold() == "yes"
    return found


def _read(reader: Callable[[T], R], text: T, option: str | None = None) -> R:
    """Read with the library's reader; what it refuses is a bad value of an option."""
    try:
        return reader(text)
    except FairleadError as error:
        raise click.BadParameter(" ".join(filter(None, (error.what, error.fix))), param_hint=option) from error
