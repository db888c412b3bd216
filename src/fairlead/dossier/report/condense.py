"""The status of many instruments in one line, where the full statements stand elsewhere in the dossier."""

from __future__ import annotations

from collections.abc import Container, Iterable

import msgspec

from fairlead.dossier.model import NO_OPEN_DATA, Dossier, Fact, Facts, Indicator, Mark, RowRef
from fairlead.dossier.report.wording import INSTRUMENT, MARITIME

__all__ = ["Standing", "condensed", "own_copies", "stated"]


class Standing(msgspec.Struct, frozen=True):
    """Instruments of one status, for instance in force."""

    value: str
    mark: Mark
    labels: tuple[str, ...]
    rows: tuple[RowRef, ...]


def stated(dossier: Dossier) -> frozenset[str]:
    """Give the texts of all facts that a dossier states in full."""
    return frozenset(fact.text for block in dossier.blocks if isinstance(block, Facts) for fact in block.facts)


def condensed(facts: Iterable[Fact], elsewhere: Container[str]) -> tuple[tuple[Standing, ...], tuple[Fact, ...]]:
    """Gather instruments by status; give also the facts that must be said in full.

    Parameters
    ----------
    facts
        Any facts.
    elsewhere
        Texts that are said in full elsewhere.

    Examples
    --------
    >>> told = [Fact(text=f"{code} binds.", rows=(), label=code, value="in force") for code in ("C029", "P029")]
    >>> standings, rest = condensed([*told, Fact(text="More.", rows=())], {"C029 binds.", "P029 binds."})
    >>> standings[0].labels, [fact.text for fact in rest]
    (('C029', 'P029'), ['More.'])
    """
    groups: dict[tuple[str, Mark], list[Fact]] = {}
    rest = []
    for fact in facts:
        if fact.value and fact.text in elsewhere and INSTRUMENT.fullmatch(fact.label):
            groups.setdefault((fact.value, fact.mark), []).append(fact)
        else:
            rest.append(fact)
    return tuple(
        Standing(
            value,
            mark,
            tuple(fact.label.replace(*MARITIME) for fact in of),
            tuple(row for fact in of for row in fact.rows),
        )
        for (value, mark), of in groups.items()
    ), tuple(rest)


def own_copies(indicators: Iterable[Indicator]) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """Tell indicators with something to show from those that a reader may load from a copy of their own.

    Examples
    --------
    >>> told = [Indicator(key="a", label="A", absent=NO_OPEN_DATA), Indicator(key="b", label="B", value=1.0)]
    >>> [[one.label for one in part] for part in own_copies(told)]
    [['B'], ['A']]
    """
    found = tuple(indicators)
    own = tuple(one for one in found if one.absent == NO_OPEN_DATA)
    return tuple(one for one in found if one not in own), own
