"""Whether a good that somebody names is one that a law or an order names."""

from __future__ import annotations

import re

__all__ = ["names_good"]


def names_good(text: str, good: str) -> bool:
    """Whether every word of `good` stands in `text`, in singular or plural.

    Examples
    --------
    >>> names_good("green coffee beans", "coffee"), names_good("coffee machines", "palm oil")
    (True, False)
    >>> names_good("Batteries", "battery"), names_good("palm fruit oil", "palm oil")
    (True, True)
    """
    return _words(good) <= _words(text)


def _words(text: str) -> set[str]:
    return {_singular(word) for word in re.findall(r"[^\W\d_]+", text.casefold())}


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("toes", "to"), ("ches", "ch"), ("shes", "sh"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word
