"""What a thing is made of, and in what state: words beside a product's name that leave its industry as it is.

"Camisas de algodón" are clothing like all shirts, "Holzmöbel" furniture like all furniture. In Spanish, Portuguese,
French, Italian and German such words stand behind a preposition, before the noun in one word, or as an adjective.
They may be passed over only where the material or state does not decide the industry: a table of wood is furniture, a
door of wood is not what a door of steel is.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from fairlead.classify.text import key

__all__ = ["Bare", "bare"]

_FIBRES = """algodon coton cotone algodao baumwolle lana laine wolle lino lin linho leinen seda soie seta seide
    poliester poliestere yute jute juta viscosa viscose lona denim punto"""
_LEATHER = "cuero piel cuir pelle cuoio couro pele leder wildleder"
_WOOD = (
    "madera bois legno madeira holz massivholz roble chene rovere carvalho eiche pino pin pinho kiefer teca teck teak"
)
_OTHER = """plastico plastique plastica kunststoff metal metall metallo acero acier acciaio aco stahl aluminio aluminium
    alluminio ratan rattan rotin bambu bambou"""
_FRESH = (
    "fresco fresca frescos frescas frais fraiche fraiches freschi fresche frisch frische frisches frischer frischen"
)
_FROZEN = """congelado congelada congelados congeladas surgele surgelee surgeles surgelees congele congeles surgelato
    surgelata surgelati surgelate congelato congelati gefroren gefrorene gefrorener gefrorenes tiefgekuhlt"""
# Words before a German noun, written as one with it.
_JOINED = {
    "baumwoll": "fibre", "woll": "fibre", "leinen": "fibre", "seiden": "fibre", "leder": "leather", "holz": "wood",
    "kunststoff": "other", "plastik": "other", "metall": "other", "stahl": "other", "frisch": "fresh",
    "tiefkuhl": "frozen",
}  # fmt: skip
# ISIC divisions that stay what they are (judgement): clothing of any fibre or leather, toys of wood.
_KEEPS = {
    "fibre": frozenset({"13", "14", "15"}),
    "leather": frozenset({"14", "15", "31"}),
    "wood": frozenset({"31", "32"}),
    "other": frozenset({"31"}),
    "fresh": frozenset({"01"}),
    "frozen": frozenset({"10"}),
}
_WORDS = (("fibre", _FIBRES), ("leather", _LEATHER), ("wood", _WOOD), ("other", _OTHER))
_MATERIAL = {word: kind for kind, words in _WORDS for word in words.split()}
_STATE = {word: kind for kind, words in (("fresh", _FRESH), ("frozen", _FROZEN)) for word in words.split()}
_BEFORE = frozenset(["de", "en", "em", "di", "in", "da", "aus", "d"])
_MAY_FOLLOW = frozenset(["macizo", "maciza", "massif", "massivo", "massiva", "massello", "organico", "organica", "bio"])
_WORD = re.compile(r"\w+")


class Bare(NamedTuple):
    """A text without its qualifiers, the words passed over, and the ISIC divisions for which that is right."""

    text: str
    passed: tuple[str, ...]
    divisions: frozenset[str]


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted(_JOINED, key=len, reverse=True))


def bare(text: str, names: Container[str]) -> Bare | None:
    """Take from a text what it is made of and its state.

    Parameters
    ----------
    text
        What was bought.
    names
        Words that name a product by themselves; only before these a German compound is cut.

    Returns
    -------
    Bare or None
        None if there is no qualifier, or nothing else.

    Examples
    --------
    >>> bare("Camisas de algodón", ()).text, bare("Holzmöbel", {"mobel"}).text
    ('Camisas', 'mobel')
    >>> bare("algodón", ()) is None
    True
    """
    kept: list[str] = []
    passed: list[str] = []
    divisions: frozenset[str] | None = None
    end = 0
    before = ""
    for found in _WORD.finditer(text):
        gap, word = text[end : found.start()], key(found.group())
        end = found.end()
        kind = _STATE.get(word) or (_MATERIAL.get(word) if before in _BEFORE else None)
        if kind is None and passed and word in _MAY_FOLLOW:
            before = word
            continue
        if kind is not None:
            if before in _BEFORE and word in _MATERIAL and len(kept) >= 2:
                del kept[-2:]
        else:
            rest = ""
            for prefix in _prefixes():
                if word.startswith(prefix) and len(word) - len(prefix) >= 4 and word[len(prefix) :] in names:
                    kind, rest = _JOINED[prefix], word[len(prefix) :]
                    break
            kept += [gap, rest or found.group()]
            word = prefix if rest else word
        if kind is not None:
            passed.append(word)
            divisions = _KEEPS[kind] if divisions is None else divisions & _KEEPS[kind]
        before = word
    left = "".join([*kept, text[end:]]).strip()
    if divisions is None or not key(left):
        return None
    return Bare(left, tuple(passed), divisions)
