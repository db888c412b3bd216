"""What an industry dossier is about: an industry of the trade tables, or a chain that people ask for by name."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from fairlead.dossier.packaged import packaged
from fairlead.errors import FairleadError

__all__ = ["Subject", "chains", "subject"]

FILE = Path(__file__).parent / "data" / "chains.toml"
ALWAYS = ("C029", "P029", "C105", "C087", "C098")
OF_INDUSTRY = {
    "c1": ("C129", "C184", "C188"),
    "c2": ("C155",),
    "c24": ("MLC2006",),
    "c35": ("C189",),
    "c30": ("C181",),
}


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """One industry or chain.

    Attributes
    ----------
    code, title
        Its short name and its name for people.
    industries
        Industries of the trade tables (c1 to c35), the main one first.
    estimates
        The industry that the estimates are of.
    goods
        Listed goods that belong to it; empty: all goods of the industry.
    instruments
        Conventions that matter for it.
    sectors
        Words by which agreements name it.
    caution
        Where the industry of the estimates is wider or narrower than the subject.
    places
        Whose law is shown: of the countries where most people are estimated, or where its goods are ``listed``.
    beside
        Questions of labour law on the industry that are beside the subject, such as farms for fishing.
    """

    title: str
    industries: tuple[str, ...]
    estimates: str
    code: str = ""
    goods: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    caution: str = ""
    places: str = "estimates"
    beside: tuple[str, ...] = ()


@cache
def chains() -> dict[str, Subject]:
    """The chains with a name.

    Examples
    --------
    >>> chains()["garments"].estimates
    'c4'
    """
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: msgspec.convert({**chain, "code": code}, Subject) for code, chain in data.items()}


def subject(code: str) -> Subject:
    """The industry or chain of this code.

    Parameters
    ----------
    code
        ``c1`` to ``c35``, or the name of a chain.

    Raises
    ------
    FairleadError
        If there is neither.

    Examples
    --------
    >>> subject("c18").title
    'Construction'
    """
    named = chains().get(code.strip().lower())
    if named is not None:
        return named
    data = packaged()
    if code not in data.industries:
        raise FairleadError(
            f"There is no industry or chain {code!r}.",
            fix=f"Give c1 to c35, or one of: {', '.join(chains())}.",
        )
    instruments = (*ALWAYS, *OF_INDUSTRY.get(code, ()))
    return Subject(code=code, title=data.name(code), industries=(code,), estimates=code, instruments=instruments)
