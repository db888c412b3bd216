"""What came of it: kinds of outcome, and ledgers of what is owed that must add up.

A ledger never hides what it cannot explain: owed = paid + offered + refused + unreached + unknown + not explained. What
nobody has said stays unsaid and is not zero. Counts of people and amounts of money, and amounts in two currencies, are
never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from fairlead.errors import FairleadError

__all__ = ["OUTCOMES", "PARTS", "Difference", "Ledger", "Tally", "difference", "percent", "together"]

OUTCOMES: dict[str, str] = {
    "reform": "a law or rule was changed",
    "payment": "people were paid",
    "reinstatement": "people have their work back",
    "answer only": "there was an answer and nothing else",
    "refusal": "it was refused",
    "withdrawn": "it was withdrawn or dropped",
    "no answer": "nobody answered",
}
"""Kinds of outcome, in words."""

PARTS = ("paid", "offered", "refused", "unreached", "unknown")
"""What can have become of what is owed: paid; offered, and not yet taken or paid; refused, by those who owe it; people
not reached; and people of whom it is known that nobody knows."""

PEOPLE = "people"


def percent(part: Decimal | int, whole: Decimal | int, places: int = 1) -> str:
    """A share in per cent, rounded half up to this many places.

    Raises
    ------
    FairleadError
        If there is no whole.

    Examples
    --------
    >>> percent(984, 1074), percent(984, 1074, 0)
    ('91.6 %', '92 %')
    """
    if not whole:
        raise FairleadError("There is no share of nothing.", fix="Say what is owed.")
    step = Decimal(1).scaleb(-places)
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(step, ROUND_HALF_UP)} %"


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """A whole and its parts, and what the parts leave unexplained.

    Attributes
    ----------
    what
        What is counted: "dismissed workers", "criminal cases".
    unit
        ``people``, another plural noun, or a currency (ISO 4217).
    whole
        How many there are; ``None``: not said.
    parts
        How many of each; ``None``: not said, which is not zero.
    source, url, day
        Where the figures are from, and of which day.
    """

    what: str
    unit: str = PEOPLE
    whole: Decimal | None = None
    parts: Mapping[str, Decimal | None] = {}
    source: str = ""
    url: str = ""
    day: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        for name, value in {"the whole": self.whole, **self.parts}.items():
            if value is None:
                continue
            if not value.is_finite() or value < 0:
                raise FairleadError(f"{self.what}, {name}: {value} is not a number from 0 up.")
            if not self.money and value != value.to_integral_value():
                raise FairleadError(f"{self.what}, {name}: {value} {self.unit} cannot be counted.")

    @property
    def money(self) -> bool:
        """Whether it counts money: the unit is a currency."""
        return len(self.unit) == 3 and self.unit.isupper()

    @property
    def said(self) -> Decimal:
        """The sum of the parts that are said."""
        return sum((value for value in self.parts.values() if value is not None), Decimal(0))

    @property
    def unexplained(self) -> Decimal | None:
        """What the parts leave open; below zero where they are more than the whole; ``None`` where that is not said."""
        return None if self.whole is None else self.whole - self.said

    @property
    def adds_up(self) -> bool | None:
        """Whether nothing is left unexplained; ``None``: the whole is not said."""
        return None if self.unexplained is None else self.unexplained == 0

    @property
    def unsaid(self) -> tuple[str, ...]:
        """Parts of which nobody has said how many."""
        return tuple(name for name, value in self.parts.items() if value is None)

    def share(self, part: str, places: int = 1) -> str:
        """The share of a part in the whole, or "not known"."""
        value = self.parts.get(part)
        if value is None or not self.whole:
            return "not known"
        return percent(value, self.whole, places)

    def text(self) -> str:
        """The tally in words, with what it does not explain."""
        parts = [f"{name} {_figure(value)}" for name, value in self.parts.items() if value is not None]
        whole = "number not said" if self.whole is None else _figure(self.whole)
        text = f"{self.what} ({self.unit}): {whole}" + (f"; {', '.join(parts)}" if parts else "")
        if self.unsaid:
            text += f"; not said: {', '.join(self.unsaid)}"
        left = self.unexplained
        if left is not None and left > 0:
            text += f". {_figure(left)} {self.unit} not explained"
        if left is not None and left < 0:
            text += f". The parts are {_figure(-left)} {self.unit} more than the whole"
        return text + "."


class Ledger(Tally, frozen=True, kw_only=True):
    """What is owed to people, and what became of it, with `PARTS` as its parts.

    Examples
    --------
    >>> ledger = Ledger(what="dismissed workers", whole=Decimal(1074), parts={"paid": Decimal(984),
    ...                 "unreached": Decimal(76)})
    >>> ledger.share("paid"), int(ledger.unexplained)
    ('91.6 %', 14)
    >>> ledger.text().partition("; not said: ")[0]
    'dismissed workers (people): 1,074; paid 984, unreached 76'
    >>> ledger.text().partition("; not said: ")[2]
    'offered, refused, unknown. 14 people not explained.'
    """

    def __post_init__(self) -> None:
        """Every part stands in every ledger, said or not."""
        if strange := sorted(set(self.parts) - set(PARTS)):
            raise FairleadError(f"A ledger has no part {strange[0]!r}.", fix=f"Give: {', '.join(PARTS)}.")
        msgspec.structs.force_setattr(self, "parts", {name: self.parts.get(name) for name in PARTS})
        super().__post_init__()


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Two figures that ought to be one."""

    what: str
    here: Decimal
    there: Decimal

    @property
    def text(self) -> str:
        """The difference in words.

        Examples
        --------
        >>> Difference(what="paid, as the headline says", here=Decimal(984), there=Decimal(986)).text
        'paid, as the headline says: 986, against 984 here; a difference of 2 that is not explained.'
        """
        gap = abs(self.there - self.here)
        return (
            f"{self.what}: {_figure(self.there)}, against {_figure(self.here)} here; a difference of "
            f"{_figure(gap)} that is not explained."
        )


def difference(what: str, here: Decimal, there: Decimal) -> Difference | None:
    """The difference between two figures that ought to be one, or ``None``."""
    return None if here == there else Difference(what=what, here=here, there=there)


def together(ledgers: Iterable[Ledger], what: str) -> Ledger:
    """Several ledgers of one unit as one; a part that one of them does not say is not said in the sum.

    Raises
    ------
    FairleadError
        If their units differ: people and money, or two currencies, are never added.

    Examples
    --------
    >>> one = Ledger(what="Example Garments Ltd", whole=Decimal(10), parts={"paid": Decimal(4), "unknown": Decimal(6)})
    >>> two = Ledger(what="Harbour Foods AB", whole=Decimal(5), parts={"paid": Decimal(5)})
    >>> both = together([one, two], "both")
    >>> int(both.parts["paid"]), both.parts["unknown"], int(both.unexplained)
    (9, None, 6)
    """
    found = tuple(ledgers)
    units = dict.fromkeys(one.unit for one in found)
    if len(units) != 1:
        raise FairleadError(
            f"Ledgers in {' and '.join(units) or 'no unit'} are not added.",
            why="People and money, or amounts in two currencies, make no sum.",
            fix="Keep a ledger for each unit.",
        )

    def total(values: Iterable[Decimal | None]) -> Decimal | None:
        result = Decimal(0)
        for value in values:
            if value is None:
                return None
            result += value
        return result

    return Ledger(
        what=what,
        unit=next(iter(units)),
        whole=total(one.whole for one in found),
        parts={name: total(one.parts[name] for one in found) for name in PARTS},
    )


def _figure(value: Decimal) -> str:
    return f"{value:,}" if value != value.to_integral_value() else f"{int(value):,}"
