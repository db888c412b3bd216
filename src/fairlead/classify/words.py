"""Words of free text: cut, bring to the singular, drop what says nothing about the product."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fairlead.classify.text import key

__all__ = ["TELLING", "raw_words", "stem", "words"]

# Filler of purchase lists in several languages; units; packing. None of them names a product.
_FILLER_WORDS = """a an and or of for the to in on with without by from per as at de la le les el los las del des du
    da do dos das
    di en et y e und der die das fur mit von van het voor con para por pour sur im dan untuk dari cho va cua
    misc miscellaneous various assorted other others nes nec etc incl including inc new used general standard premium
    supply supplies supplied purchase purchases purchasing procurement order orders item items product products goods
    gsm ply kg g ml l lb lbs oz t mt mm cm m m2 m3 pcs pc ea each unit units pack packs pair pairs set sets
    size sizes colour colours color colors qty quantity no nr po ref batch lot fy q1 q2 q3 q4 s xl xxl
    annual monthly quarterly weekly services service contract contracts provision provider agreement"""
_FILLER = frozenset(_FILLER_WORDS.split())
# Filler that tells two purchases apart when a name holds it: "cleaning products", "cleaning services".
TELLING = frozenset({"product", "goods", "service", "contract", "supply"})
# Singular forms that a rule would get wrong.
_KEPT_WORDS = "gas glass glasses brass bus lens canvas jeans news leggings sunglasses grass cress bass swiss"
_KEEP = frozenset(_KEPT_WORDS.split())
_LONGEST_NAME = 5
_NUMBER = re.compile(r"^\d+(?:kg|g|ml|l|mm|cm|m|gsm|pcs|oz|lb|v|w|kw|mah|gb|tb|in|inch|x)?\d*$")


def stem(word: str) -> str:
    """Bring an English plural to its singular; other words pass.

    Examples
    --------
    >>> [stem(word) for word in ("shirts", "batteries", "boxes", "glass", "shoes")]
    ['shirt', 'battery', 'box', 'glass', 'shoe']
    """
    if len(word) < 4 or word in _KEEP or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


def raw_words(text: str) -> list[str]:
    """Cut a text to stems, filler kept.

    Examples
    --------
    >>> raw_words("Cleaning products, 5 l")
    ['cleaning', 'product', 'l']
    """
    return [stem(word) for word in key(text).split() if not _NUMBER.match(word)]


def words(text: str, joined: Mapping[tuple[str, ...], str] | None = None) -> list[str]:
    """Cut a text to stems without filler and numbers.

    Parameters
    ----------
    text
        What was bought.
    joined
        Names that hold telling filler, as stems, and the one word that stands for each.

    Examples
    --------
    >>> words("500 pcs Cotton T-shirts, size M")
    ['cotton', 'shirt']
    >>> words("Cleaning products, 5 l", {("cleaning", "product"): "cleaning_product"})
    ['cleaning_product']
    """
    raw = raw_words(text)
    if joined and not TELLING.isdisjoint(raw):
        raw = _join(raw, joined)
    return [word for word in raw if word not in _FILLER]


def _join(raw: list[str], joined: Mapping[tuple[str, ...], str]) -> list[str]:
    """Replace the longest known names by the one word that stands for them."""
    out: list[str] = []
    start = 0
    while start < len(raw):
        for stop in range(min(len(raw), start + _LONGEST_NAME), start + 1, -1):
            name = joined.get(tuple(raw[start:stop]))
            if name:
                out.append(name)
                start = stop
                break
        else:
            out.append(raw[start])
            start += 1
    return out
