"""Two assessments side by side: what differs, and whether the difference stands out from what is not known.

Ranges of two results say little about their difference: most of what is not known (the rate of a country, the work
in an industry) moves both together. Where both were made with the same draws, the difference is taken draw by draw,
so that what they share falls out of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from fairlead.assess.result import Account, Assessment, Assumption, Range
from fairlead.errors import FairleadError
from fairlead.flows.cells import FloatArray

if TYPE_CHECKING:
    from fairlead.assess.linked import Linked

__all__ = ["AccountComparison", "Change", "Comparison", "Keeper", "KeptDraws", "belong", "compare", "decoded"]

KEPT = 500
"""Draws kept of each part: the ends of a 90 % range then rest on 25 draws each."""

SMALLEST = 1e-4
"""Share of the total below which a country or industry is kept as none."""

#: ``more`` and ``less``: the 90 % range of the difference leaves out zero. ``inside``: it does not, so that the two
#: are not told apart. ``unknown``: not made with the same draws, or one of the two does not show this part.
Verdict = Literal["more", "less", "inside", "unknown"]


class KeptPart(msgspec.Struct, frozen=True):
    """One part of a result: its central value, and its draws as 32-bit floats."""

    central: float
    draws: bytes


class KeptDraws(msgspec.Struct, frozen=True, kw_only=True):
    """Draws of one assessment, kept beside its result.

    Attributes
    ----------
    made_with
        What must be the same in two assessments for their draws to be the same world: table, number of draws, seed,
        version of the program.
    parts
        Account -> kind of part (``total``, ``tiers``, ``origins``, ``industries``) -> key -> part.
    """

    made_with: tuple[str, ...]
    parts: dict[str, dict[str, dict[str, KeptPart]]]


class Keeper:
    """Takes what comparisons need while an assessment is made; give it to `fairlead.assess.assess`.

    Parameters
    ----------
    draws
        How many draws to keep.
    """

    def __init__(self, draws: int = KEPT) -> None:
        self.draws = draws
        self.made_with: tuple[str, ...] = ()
        self.parts: dict[str, dict[str, dict[str, KeptPart]]] = {}

    def begin(self, table: str, draws: int, seed: int) -> None:
        """Note what the draws are made with."""
        from fairlead import __version__

        self.made_with = (table, str(draws), str(seed), __version__)

    def take(self, linked: Linked) -> None:
        """Keep the draws of one account."""
        table = linked.demand.table
        cells = linked.by_cell.reshape(len(table.cells.countries), -1)
        tiers = linked.demand.tiers @ linked.intensity
        last = len(tiers) - 1
        least = SMALLEST * float(cells.sum())
        self.parts[linked.account.id] = {
            "total": {"total": self._part(float(cells.sum()), linked.total)},
            "tiers": {
                "beyond" if k == last else str(k): self._part(float(tiers[k]), linked.tiers[k])
                for k in range(len(tiers))
            },
            "origins": {
                code: self._part(float(cells[c].sum()), linked.origins[c])
                for c, code in enumerate(table.cells.countries)
                if cells[c].sum() > least and table.status[code] != "unallocated"
            },
            "industries": {
                code: self._part(float(cells[:, s].sum()), linked.industries[:, s])
                for s, code in enumerate(table.cells.industries)
                if cells[:, s].sum() > least
            },
        }

    def _part(self, central: float, draws: FloatArray) -> KeptPart:
        return KeptPart(central, np.asarray(draws[: self.draws], dtype="<f4").tobytes())

    def kept(self) -> KeptDraws:
        """All that was taken."""
        return KeptDraws(made_with=self.made_with, parts=self.parts)

    def encoded(self) -> bytes:
        """All that was taken, to be stored; `decoded` reads it."""
        return msgspec.msgpack.encode(self.kept())


def decoded(stored: bytes) -> KeptDraws:
    """Read what `Keeper.encoded` gave.

    Raises
    ------
    FairleadError
        If it is something else.
    """
    try:
        return msgspec.msgpack.decode(stored, type=KeptDraws)
    except msgspec.DecodeError as error:
        raise FairleadError("The draws kept of this assessment cannot be read.", fix="Assess it again.") from error


def belong(draws: KeptDraws, assessment: Assessment) -> bool:
    """Whether draws were kept of this assessment: every account of both has the same total.

    Parameters
    ----------
    draws
        Draws as `decoded` read them.
    assessment
        The result they may belong to.
    """
    totals = {account.id: account.total.people.central for account in assessment.accounts}
    kept = {name: parts["total"]["total"].central for name, parts in draws.parts.items()}
    return bool(kept) and all(
        name in totals and math.isclose(central, totals[name], rel_tol=1e-6, abs_tol=1e-9)
        for name, central in kept.items()
    )


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One part of both results.

    Attributes
    ----------
    before, after
        As estimated; None where a result does not show this part.
    difference
        After less before, with its 90 % range where both were made with the same draws.
    verdict
        See `Verdict`.
    """

    key: str
    label: str
    before: Range | None
    after: Range | None
    difference: Range | None
    verdict: Verdict


class AccountComparison(msgspec.Struct, frozen=True, kw_only=True):
    """One account in both results. Accounts overlap and are never added, nor are their differences."""

    id: str
    label: str
    total: Change
    tiers: tuple[Change, ...]
    origins: tuple[Change, ...]
    industries: tuple[Change, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two assessments side by side.

    Attributes
    ----------
    common_draws
        Whether differences have ranges.
    cautions
        What the reader must know before comparing: other tables, other settings, other lists.
    spend_before, spend_after
        US dollars of each row's own year.
    """

    common_draws: bool
    cautions: tuple[str, ...]
    spend_before: float
    spend_after: float
    accounts: tuple[AccountComparison, ...]


def compare(
    before: Assessment, after: Assessment, draws: tuple[KeptDraws | None, KeptDraws | None] = (None, None)
) -> Comparison:
    """Compare two assessments.

    Parameters
    ----------
    before, after
        The results.
    draws
        Draws kept of each (`Keeper`); without them, or where they were made differently, differences have no range.

    Returns
    -------
    Comparison
        Parts in the order of the larger of the two values.
    """
    first, second = draws
    common = first is not None and second is not None and first.made_with == second.made_with
    pair = (first, second) if common else (None, None)
    accounts = []
    others = {account.id: account for account in after.accounts}
    for one in before.accounts:
        other = others.get(one.id)
        if other is not None and one.id != "employment":
            accounts.append(_account(one, other, *pair))
    return Comparison(
        common_draws=common,
        cautions=tuple(_cautions(before, after, draws, common)),
        spend_before=before.spend.assessed_usd,
        spend_after=after.spend.assessed_usd,
        accounts=tuple(accounts),
    )


def _cautions(
    before: Assessment, after: Assessment, draws: tuple[KeptDraws | None, KeptDraws | None], common: bool
) -> Iterable[str]:
    if before.table.name != after.table.name:
        yield (
            f"The two were made with different trade tables ({before.table.name}, {after.table.name}): part of the "
            "difference is the tables'."
        )
    if before.fairlead_version != after.fairlead_version:
        yield "The two were made with different versions of Fairlead: part of the difference may be the method's."
    if not common:
        gone = any(one is None for one in draws)
        yield "Differences have no range, because " + (
            "the draws of one were not kept." if gone else "the two were not made with the same draws."
        )
    settings = [{item.key: item for item in one.assumptions if item.changed} for one in (before, after)]
    changed = [
        f"{(settings[0] | settings[1])[key].label}: {_value(settings[0], key)}, then {_value(settings[1], key)}"
        for key in dict.fromkeys([*settings[0], *settings[1]])
        if _value(settings[0], key) != _value(settings[1], key)
    ]
    if changed:
        yield "Settings differ. " + "; ".join(changed) + "."
    if before.spend.years != after.spend.years:
        yield (
            f"The lists are of different years ({_years(before)}; {_years(after)}): prices and output per worker "
            "changed in between."
        )


def _value(changed: dict[str, Assumption], key: str) -> str:
    return changed[key].value if key in changed else "as usual"


def _years(assessment: Assessment) -> str:
    return ", ".join(str(year) for year in assessment.spend.years)


def _account(
    one: Account, other: Account, first: KeptDraws | None, second: KeptDraws | None
) -> AccountComparison:  # fmt: skip
    def changes(kind: str, listed: Callable[[Account], Sequence[tuple[str, str, Range]]]) -> tuple[Change, ...]:
        a, b = ({key: (label, people) for key, label, people in listed(account)} for account in (one, other))
        kept = [d.parts.get(one.id, {}).get(kind, {}) if d is not None else None for d in (first, second)]
        return tuple(
            _change(key, (a.get(key) or b[key])[0], (a.get(key), b.get(key)), kept) for key in dict.fromkeys([*a, *b])
        )

    def by_size(found: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(
            sorted(found, key=lambda c: -max(r.central if r is not None else 0.0 for r in (c.before, c.after)))
        )

    (total,) = changes("total", lambda a: [("total", a.label, a.total.people)])
    return AccountComparison(
        id=one.id,
        label=one.label,
        total=total,
        tiers=changes(
            "tiers", lambda a: [("beyond" if t.tier is None else str(t.tier), t.label, t.people) for t in a.tiers]
        ),
        origins=by_size(changes("origins", lambda a: [(o.country, o.country_name, o.people) for o in a.origins])),
        industries=by_size(changes("industries", lambda a: [(p.key, p.label, p.people) for p in a.industries])),
    )


def _change(key: str, label: str, shown: tuple[Any, Any], kept: Sequence[dict[str, KeptPart] | None]) -> Change:
    before, after = (found[1] if found else None for found in shown)
    if kept[0] is None or kept[1] is None:
        difference = None
        if before is not None and after is not None:
            gap = after.central - before.central
            difference = Range(central=gap, low=float("nan"), high=float("nan"))
        return Change(key=key, label=label, before=before, after=after, difference=difference, verdict="unknown")
    # A part that is not among the kept ones of a result with draws is nothing there: no purchase leads to it.
    (c0, d0), (c1, d1) = (_kept(parts.get(key)) for parts in kept if parts is not None)
    low, high = np.quantile(d1 - d0, [0.05, 0.95])
    difference = Range(central=c1 - c0, low=float(low), high=float(high))
    verdict: Verdict = "more" if low > 0 else "less" if high < 0 else "inside"
    return Change(
        key=key,
        label=label,
        before=before if before is not None else _range(c0, d0),
        after=after if after is not None else _range(c1, d1),
        difference=difference,
        verdict=verdict,
    )


def _kept(part: KeptPart | None) -> tuple[float, FloatArray]:
    if part is None:
        return 0.0, np.zeros(1)
    return part.central, np.frombuffer(part.draws, dtype="<f4").astype(np.float64)


def _range(central: float, draws: FloatArray) -> Range:
    low, high = np.quantile(draws, [0.05, 0.95])
    return Range(central=central, low=float(low), high=float(high))
