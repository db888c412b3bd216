"""Does a text or heading of a purchase list name a listed good, or a product often made with it?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal

from fairlead.facts.records.core import GoodIndustries
from fairlead.facts.store import load

__all__ = ["Grade", "Texts", "grade", "headings_and_words", "industries_of"]

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


class Texts:
    """Product texts or codes of the purchases in one cell, read once and compared with many goods.

    Parameters
    ----------
    texts
        The texts in the order of the list; the first that fits decides.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.items = tuple((text, *headings_and_words(text)) for text in dict.fromkeys(texts))
        self._words = "".join(words for _, _, words in self.items)  # two spaces between texts: no phrase straddles them
        self._codes = tuple(code for _, codes, _ in self.items for code in codes)

    def first(self, words: tuple[str, ...], headings: tuple[str, ...]) -> str:
        """The first text that has one of the words, or a code under one of the headings; empty if none has."""
        if _has_word(self._words, words) or _has_heading(self._codes, headings):
            for text, codes, phrase in self.items:
                if _has_word(phrase, words) or _has_heading(codes, headings):
                    return text
        return ""


def grade(good: str, industry: str, texts: Texts) -> tuple[Grade, str]:
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
    >>> grade("Cotton", "c4", Texts(["Cotton T-shirts"]))
    ('made with it', 'Cotton T-shirts')
    >>> grade("Coffee", "c13", Texts(["Coffee machines"]))
    ('none', '')
    >>> grade("Bricks", "c11", Texts(["690410"]))
    ('named', '690410')
    """
    row = industries_of()[good]
    own, using = industry in row.industries, industry in row.used_in_industries
    if not (own or using):
        return "none", ""
    if own and (text := texts.first(row.words, row.headings)):
        return "named", text
    if text := texts.first((*row.used_in_words, *row.words), row.used_in_headings):
        return "made with it", text
    return ("same industry", "") if own else ("none", "")


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
