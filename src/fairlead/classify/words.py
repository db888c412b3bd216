"""Words of free text: cut, bring to the singular, drop what says nothing about the product."""

from __future__ import annotations

import re

from fairlead.classify.text import key

__all__ = ["stem", "words"]

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
# Singular forms that a rule would get wrong.
_KEPT_WORDS = "gas glass glasses brass bus lens canvas jeans news leggings sunglasses grass cress bass swiss"
_KEEP = frozenset(_KEPT_WORDS.split())
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


def words(text: str) -> list[str]:
    """Cut a text to stems without filler and numbers.

    Examples
    --------
    >>> words("500 pcs Cotton T-shirts, size M")
    ['cotton', 'shirt']
    """
    found = [stem(word) for word in key(text).split() if word not in _FILLER and not _NUMBER.match(word)]
    return [word for word in found if word not in _FILLER]
