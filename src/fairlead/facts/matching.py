"""Does a text or heading of a purchase list name a listed good, or a product often made with it?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal

from fairlead.facts.records import GoodIndustries
from fairlead.facts.store import load

__all__ = ["Grade", "grade", "headings_and_words", "industries_of"]

Grade = Literal["named", "made with it", "same industry", "none"]

HEADING = re.compile(r"(?:hs|hts|cn)?\s*(\d{2}(?:[ .]?\d{2}){1,4})")
WORD = re.compile(r"[a-z0-9]+")


@cache
def industries_of() -> dict[str, GoodIndustries]:
    """The industries, headings and words of every listed good, by the name of the good.

    Examples
    --------
    >>> industries_of()["Cotton"].industries
    ('c1',)
    """
    return {row.good: row for row in load(GoodIndustries)}


def grade(good: str, industry: str, texts: Iterable[str]) -> tuple[Grade, str]:
    """How closely a purchase in an industry matches a listed good, and the text that decided.

    Parameters
    ----------
    good
        The good as the list names it.
    industry
        Industry of the purchase, c1 to c35.
    texts
        Product texts or Harmonized System codes of the purchases in this industry.

    Returns
    -------
    tuple
        ``named``: a text or code names the good itself; ``made with it``: it names a product often made with the
        good; ``same industry``: the good belongs to the industry, but no text names it; ``none``. Words count only
        where the industry of the purchase is one that makes the good or uses it, so that a coffee machine is no
        coffee. The second item is the text that decided, or empty.

    Examples
    --------
    >>> grade("Cotton", "c4", ["Cotton T-shirts"])
    ('made with it', 'Cotton T-shirts')
    >>> grade("Coffee", "c13", ["Coffee machines"])
    ('none', '')
    >>> grade("Bricks", "c11", ["690410"])
    ('named', '690410')
    """
    row = industries_of()[good]
    own, using = industry in row.industries, industry in row.used_in_industries
    if not (own or using):
        return "none", ""
    made_with = ""
    for text in texts:
        codes, words = headings_and_words(text)
        if own and (_has_heading(codes, row.headings) or _has_word(words, row.words)):
            return "named", text
        if not made_with and (
            _has_heading(codes, row.used_in_headings)
            or _has_word(words, row.used_in_words)
            or _has_word(words, row.words)
        ):
            made_with = text
    if made_with:
        return "made with it", made_with
    return ("same industry", "") if own else ("none", "")


@cache
def headings_and_words(text: str) -> tuple[tuple[str, ...], str]:
    """Codes of the Harmonized System in a text, and its words in the singular between single spaces.

    Examples
    --------
    >>> headings_and_words("HS 6109.10 – Cotton T-Shirts")
    (('610910',), ' hs 6109 10 cotton t shirt ')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    alone = HEADING.fullmatch(plain.strip())
    marked = re.findall(r"\b(?:hs|hts|cn)(?:\s*code)?[\s:]*(\d{2}(?:[ .]?\d{2}){1,4})\b", plain)
    codes = tuple(re.sub(r"\D", "", code)[:6] for code in ([alone[1]] if alone else marked))
    return codes, f" {' '.join(_singular(word) for word in WORD.findall(plain))} "


@cache
def _phrase(words: str) -> str:
    return headings_and_words(words)[1]


def _has_word(text: str, words: Iterable[str]) -> bool:
    return any(_phrase(word) in text for word in words)


def _has_heading(codes: Iterable[str], headings: Iterable[str]) -> bool:
    return any(code.startswith(heading) for code in codes for heading in headings)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "toes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word
