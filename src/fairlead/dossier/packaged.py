"""The estimates that dossiers show: people by country, industry, use and destination, with their ranges.

They come with Fairlead, worked out beforehand, or are worked out again from the user's own index of forced labour.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fairlead.assess.result import Range, Source
from fairlead.errors import FairleadError
from fairlead.facts.own_folder import VARIABLE

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["USES", "Packaged", "packaged", "shipped", "using"]

FILE = Path(__file__).parent / "data" / "estimates.npz"
USES = ("all", "home", "exported", "inside")
"""All people of a cell; those who serve final demand at home, foreign buyers of final products, and foreign buyers
of other countries' products."""
UNALLOCATED = "XRW"


class Packaged:
    """A file of estimates. Figures are named by path, for instance ``("forced_labour", "country", "BGD")``."""

    def __init__(self, file: Path) -> None:
        import numpy as np

        with file.open("rb") as handle, np.load(handle, allow_pickle=False) as data:
            arrays = {key: data[key] for key in data.files}
        self._fill(arrays, msgspec.json.decode(arrays.pop("about").tobytes()))

    def _fill(self, arrays: dict[str, npt.NDArray[Any]], about: dict[str, Any]) -> None:
        self.arrays, self.about = arrays, about
        self.countries: tuple[str, ...] = tuple(about["countries"])
        self.industries: tuple[str, ...] = tuple(about["industries"])

    def replaced(self, arrays: dict[str, npt.NDArray[Any]], about: dict[str, Any]) -> Packaged:
        """The same with some arrays, and some of what is said about them, in place of its own."""
        other = Packaged.__new__(Packaged)
        other._fill({**self.arrays, **arrays}, {**self.about, **about})
        return other

    @cached_property
    def own(self) -> Source | None:
        """The user's own copy that forced labour rests on; ``None`` for the estimates that come with Fairlead."""
        told = self.about.get("own")
        return msgspec.convert(told, Source) if told else None

    def source(self, account: str) -> str:
        """Id of the source that figures of an account name."""
        return self.own.id if self.own and account == "forced_labour" else "fairlead"

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of every country and industry."""
        return {code: i for codes in (self.countries, self.industries) for i, code in enumerate(codes)}

    @property
    def named(self) -> tuple[str, ...]:
        """The countries, without what is allocated to none, in alphabetical order of their codes."""
        return tuple(sorted(code for code in self.countries if code != UNALLOCATED))

    def name(self, code: str) -> str:
        """English name of a country or an industry."""
        name = str(self.about["names"].get(code, code))
        return name.replace("St. ", "Saint ").replace(" & ", " and ").replace("’", "'")

    def modelled(self, iso3: str) -> bool:
        """Whether the country's part of the trade table is split from the Rest of the World."""
        return bool(self.about["status"].get(iso3) != "published")

    @cached_property
    def use_shares(self) -> npt.NDArray[Any]:
        """Shares of each cell's output by `USES`, shape (C, S, 4)."""
        import numpy as np

        local, exported, inside = self.arrays["uses"].astype(np.float64)
        # What went abroad and came back serves final demand at home too. Cells without output sell to nobody abroad.
        return np.stack([np.ones_like(local), 1 - exported - inside, exported, inside], axis=-1)

    def figure(self, account: str, what: str, *where: str) -> Range:
        """One figure.

        Parameters
        ----------
        account
            ``forced_labour`` or ``child_labour``.
        what, where
            ``country`` (iso3[, use]), ``cell`` (iso3, industry[, use]), ``destination`` (iso3, consumer),
            ``footprint`` (consumer),
            ``industry`` (industry[, use]), ``industry_destination`` (industry, consumer), ``chain`` (industry),
            ``chain_origin`` (industry, iso3) or ``chain_industry`` (industry, industry).

        Raises
        ------
        FairleadError
            If there is no such figure.

        Examples
        --------
        >>> people = packaged().figure("forced_labour", "country", "BGD")
        >>> people.low < people.central < people.high
        True
        """
        try:
            central, ends = getattr(self, f"_{what}")(account, *where)
        except (AttributeError, KeyError, TypeError):
            raise FairleadError(f"There is no estimate {'/'.join((account, what, *where))}.") from None
        low, high = sorted(float(central) * float(end) for end in ends)
        return Range(central=float(central), low=low, high=high)

    def per_1000(self, account: str, iso3: str, industry: str = "") -> Range | None:
        """People per 1,000 at work in a country or a cell; ``None`` where nobody is known to work there."""
        import numpy as np

        c = self.position[iso3]
        employed = self.arrays["employed"][c]
        at_work = float(np.nansum(employed) if not industry else employed[self.position[industry]])
        if not at_work > 0:
            return None
        people = self.figure(account, *(("cell", iso3, industry) if industry else ("country", iso3)))
        scale = 1000 / at_work
        return Range(central=people.central * scale, low=people.low * scale, high=people.high * scale)

    def cautions(self, iso3: str, industry: str = "") -> tuple[str, ...]:
        """What to know about a country's cells, or one cell, before resting on them."""
        found = self.about["cautions"]
        codes = (industry,) if industry else self.industries
        return tuple(dict.fromkeys(text for code in codes for text in found.get(f"{iso3}.{code}", ())))

    def _people(self, account: str) -> npt.NDArray[Any]:
        import numpy as np

        return np.asarray(self.arrays[f"{account}.people"], dtype=np.float64)

    def _country(self, account: str, iso3: str, use: str = "all") -> tuple[Any, Any]:
        c, u = self.position[iso3], _use(use)
        central = self._people(account)[c] @ self.use_shares[c, :, u]
        return central, self.arrays[f"{account}.country_uses_range"][c, u]

    def _cell(self, account: str, iso3: str, industry: str, use: str = "all") -> tuple[Any, Any]:
        c, s, u = self.position[iso3], self.position[industry], _use(use)
        central = self._people(account)[c, s] * self.use_shares[c, s, u]
        return central, self.arrays[f"{account}.people_range"][c, s]

    def _industry(self, account: str, industry: str, use: str = "all") -> tuple[Any, Any]:
        s, u = self.position[industry], _use(use)
        central = self._people(account)[:, s] @ self.use_shares[:, s, u]
        return central, self.arrays[f"{account}.industry_uses_range"][s, u]

    def _pair(self, account: str, array: str, row: str, column: str) -> tuple[Any, Any]:
        at = self.position[row], self.position[column]
        return self.arrays[f"{account}.{array}"][at], self.arrays[f"{account}.{array}_range"][at]

    def _destination(self, account: str, iso3: str, consumer: str) -> tuple[Any, Any]:
        return self._pair(account, "by_destination", iso3, consumer)

    def _footprint(self, account: str, consumer: str) -> tuple[Any, Any]:
        d = self.position[consumer]
        central = self.arrays[f"{account}.by_destination"][:, d].sum(dtype=float)
        return central, self.arrays[f"{account}.footprint_range"][d]

    def _industry_destination(self, account: str, industry: str, consumer: str) -> tuple[Any, Any]:
        return self._pair(account, "industry_by_destination", industry, consumer)

    def _chain_origin(self, account: str, industry: str, iso3: str) -> tuple[Any, Any]:
        return self._pair(account, "chain_by_origin", industry, iso3)

    def _chain_industry(self, account: str, industry: str, upstream: str) -> tuple[Any, Any]:
        return self._pair(account, "chain_by_industry", industry, upstream)

    def _chain(self, account: str, industry: str) -> tuple[Any, Any]:
        s = self.position[industry]
        return self.arrays[f"{account}.chain_by_origin"][s].sum(), self.arrays[f"{account}.chain_range"][s]


def _use(use: str) -> int:
    if use not in USES:
        raise KeyError(use)
    return USES.index(use)


@cache
def shipped() -> Packaged:
    """The estimates that come with Fairlead, opened once."""
    return Packaged(FILE)


_CHOSEN: ContextVar[Packaged | None] = ContextVar("estimates", default=None)


@contextmanager
def using(estimates: Packaged) -> Iterator[Packaged]:
    """Rest all dossiers made inside on these estimates.

    Examples
    --------
    >>> with using(shipped()) as estimates:
    ...     packaged() is estimates
    True
    """
    before = _CHOSEN.set(estimates)
    try:
        yield estimates
    finally:
        _CHOSEN.reset(before)


def packaged() -> Packaged:
    """The estimates in use: those chosen by `using`, else those of the user's kept index, else those of Fairlead.

    A copy that is kept or removed while the process runs is seen by the next process.

    Raises
    ------
    FairleadError
        If the copy that is kept is damaged.
    """
    return _CHOSEN.get() or _usual(os.environ.get(VARIABLE, ""))


@cache
def _usual(_folder: str) -> Packaged:
    from fairlead.facts.own_folder import has_copy

    if not has_copy("gsi2023"):
        return shipped()
    from fairlead.dossier.estimates_own import kept_estimates

    return kept_estimates()
