"""The world table as an operator: products with A from the split's factors, never a 6,510 x 6,510 matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairlead.flows.cells import Cells, FloatArray
from fairlead.flows.table import Status, Table
from fairlead.flows.world.published import PublishedTable
from fairlead.flows.world.split import UNALLOCATED, Split, rest_of_world

__all__ = ["FactoredTable"]


@dataclass
class _Blocks:
    """The four blocks of A in factored form; R published regions, M members (the open row last), S industries."""

    published: Any  # (R*S, R*S): published regions among themselves
    exports: Any  # (S, R, S): Rest of World rows in published columns
    exporter: Any  # (S, M, R): who in the Rest of World sells them
    source: Any  # (S, M, M): share of seller c in the member-made product i used by d
    need: Any  # (M, S)
    recipe: Any  # (S, S): member-made inputs of the average recipe
    scale: Any  # (M, S): scale of each member's column, per unit of output
    importer: Any  # (R*S, M): scale of imports
    import_recipe: Any  # (R*S, S): imported inputs of the average recipe

    def astype(self, dtype: Any) -> _Blocks:
        return _Blocks(**{k: np.ascontiguousarray(v, dtype=dtype) for k, v in self.__dict__.items()})


class FactoredTable(Table):
    """A published regional table with its Rest of the World split into members (see `split_rest_of_world`).

    Parameters
    ----------
    published
        The regional table the split was made from.
    split
        Factors of the split.
    employment
        Persons employed in each member's industries, shape (M, S).
    name, title, year
        Labels.
    names
        English names of countries.

    Notes
    -----
    A member's column is the Rest of the World's average recipe, scaled and sourced for that member: the table knows
    who sells to whom, not how one member's technology differs. `left` and `right` work in the precision of their
    argument (float32 or float64).
    """

    unit = "million USD, current prices, basic prices"

    def __init__(
        self,
        published: PublishedTable,
        split: Split,
        employment: FloatArray,
        *,
        name: str,
        title: str,
        year: int,
        names: dict[str, str],
    ) -> None:
        self.name, self.title, self.year = name, title, year
        S, R, M = len(published.industries), len(published.regions) - 1, len(split.members)
        self._R, self._M, self._S = R, M, S
        regions = published.regions[:-1]
        self.cells = Cells((*regions, *split.members), published.industries)
        self.status: dict[str, Status] = dict.fromkeys(regions, "published")
        self.status |= {c: "unallocated" if c == UNALLOCATED else "modelled" for c in split.members}
        # One spelling in every output, whichever apostrophe the stored table has.
        self.names = {**published.names, **{code: name.replace("’", "'") for code, name in names.items()}}
        self._build(published, split)
        self.employment = np.concatenate([published.employment[: R * S], employment.ravel()])

    def _build(self, published: PublishedTable, split: Split) -> None:
        R, M, S = self._R, self._M, self._S
        o, N = R * S, self._M - 1
        rest = rest_of_world(published)
        x = published.output[:o]
        per_output = 1 / np.where(x > 0, x, 1)
        Z, Y = published.Z, published.Y

        weight = np.einsum("ci,cr->icr", split.seller, split.partners)
        weight /= np.maximum(weight.sum(1, keepdims=True), 1e-300)
        open_share = 1 - split.allocated
        open_share[open_share <= 1e-9] = 0
        exporter = np.concatenate(
            [weight * (1 - open_share)[:, None, None], np.broadcast_to(open_share[:, None, None], (S, 1, R))], axis=1
        )
        source = np.zeros((S, M, M))
        source[:, :N, :N] = split.among.T[:, :, None] * split.among_partners[None]
        own = np.arange(N)
        source[:, own, own] += (split.home * (1 - split.home_to_open)).T
        source[:, :N, N] = split.home.T
        source /= np.maximum(source.sum(1, keepdims=True), 1e-300)

        norm = np.where(rest.uses > 0, 1 / np.maximum(split.need.T @ split.scale, 1e-300), 0)
        recipe = rest.uses * norm
        importer = (split.import_region[:, :, None] * split.import_product[:, None, :]).reshape(M, o).T
        import_recipe = rest.imports.reshape(o, -1) / np.maximum(importer @ split.scale, 1e-300)

        # Final demand, non-profit institutions and inventories included: they follow home sales and final shares.
        home_share = np.zeros((M, S))
        home_share[:N] = split.home / np.maximum(split.home.sum(0), 1e-300)
        last = Y[:, R]
        y_own = (last[o:, 1] + last[o:, 4]) * home_share
        final_use = split.need * (split.scale[:, S:] @ recipe[:, S:].T)
        y = np.zeros((o + M * S, R + M))
        y[:o, :R] = Y[:o, :R].sum(2)
        y[:o, R:] = importer * (import_recipe[:, S:] @ split.scale[:, S:].T)
        final_share = split.final_share / split.final_share.sum(0)
        y[:o, R:] += np.outer(last[:o, 1], final_share[:, 0]) + np.outer(last[:o, 4], final_share[:, 2])
        sales = Y[o:, :R].sum(2)
        y[o:, :R] = (exporter * sales[:, None, :]).transpose(1, 0, 2).reshape(M * S, R)
        y[o:, R:] = (source * final_use.T[:, None, :]).transpose(1, 0, 2).reshape(M * S, M)
        members = np.arange(M)
        y[o:].reshape(M, S, R + M)[members, :, R + members] += y_own
        self.final_demand = y

        to_regions = (exporter * Z[o:, :o].reshape(S, R, S).sum(2)[:, None, :]).sum(2).T
        within = np.matmul(source, (split.need * (split.scale[:, :S] @ recipe[:, :S].T)).T[:, :, None])[:, :, 0].T
        output = to_regions + within + y[o:].sum(1).reshape(M, S)
        self.output = np.concatenate([x, output.ravel()])
        self._blocks64 = _Blocks(
            published=Z[:o, :o] * per_output,
            exports=(Z[o:, :o] * per_output).reshape(S, R, S),
            exporter=exporter,
            source=source,
            need=split.need,
            recipe=recipe[:, :S],
            scale=split.scale[:, :S] / np.where(output > 0, output, 1) * (output > 0),
            importer=importer,
            import_recipe=import_recipe[:, :S],
        )
        self._blocks32: _Blocks | None = None
        total = self.left(np.ones(len(self.output)))
        self.value_added = self.output * (1 - total)
        shaped = self.output.reshape(-1, S)
        at_home = np.einsum("cij,cj->ci", self.domestic_blocks(), shaped)
        countries = np.arange(R + M)
        at_home += y.reshape(R + M, S, R + M)[countries, :, countries]
        if UNALLOCATED in self.cells.countries:
            at_home[-1] = 0
        self.exports = np.maximum(self.output - at_home.ravel(), 0)

    def _blocks(self, dtype: Any) -> _Blocks:
        if dtype == np.float32:
            if self._blocks32 is None:
                self._blocks32 = self._blocks64.astype(np.float32)
            return self._blocks32
        return self._blocks64

    def left(self, v: FloatArray) -> FloatArray:
        """See `Table.left`."""
        if v.ndim == 2:
            return np.stack([self.left(row) for row in v])
        b, o, M, S = self._blocks(v.dtype), self._R * self._S, self._M, self._S
        in_regions, in_members = v[:o], v[o:].reshape(M, S)
        by_product = np.ascontiguousarray(in_members.T)[:, None, :]
        price = np.matmul(by_product, b.exporter)[:, 0]
        regions = in_regions @ b.published
        regions += np.einsum("irj,ir->rj", b.exports, price).ravel()
        made = np.matmul(by_product, b.source)[:, 0].T
        members = (made * b.need) @ b.recipe
        members += (b.importer * in_regions[:, None]).T @ b.import_recipe
        members *= b.scale
        return np.concatenate([regions, members.ravel()])

    def right(self, f: FloatArray) -> FloatArray:
        """See `Table.right`."""
        if f.ndim == 2:
            return np.stack([self.right(np.ascontiguousarray(col)) for col in f.T], axis=1)
        b, o, M, S, R = self._blocks(f.dtype), self._R * self._S, self._M, self._S, self._R
        by_regions, used = f[:o], f[o:].reshape(M, S) * b.scale
        regions = b.published @ by_regions
        regions += np.einsum("rd,rd->r", b.importer, b.import_recipe @ used.T)
        bought = np.einsum("irj,rj->ir", b.exports, by_regions.reshape(R, S))
        members = np.matmul(b.exporter, bought[:, :, None])[:, :, 0]
        wanted = (b.need * (used @ b.recipe.T)).T
        members = members + np.matmul(b.source, wanted[:, :, None])[:, :, 0]
        return np.concatenate([regions, members.T.ravel()])

    def column(self, j: int) -> FloatArray:
        """See `Table.column`."""
        b, o, M, S = self._blocks64, self._R * self._S, self._M, self._S
        if j < o:
            rows = b.exporter[:, :, j // S].T * b.exports[:, j // S, j % S]
            return np.concatenate([b.published[:, j], rows.ravel()])
        d, k = divmod(j - o, S)
        scale = b.scale[d, k]
        rows = (b.source[:, :, d] * (b.need[d] * b.recipe[:, k])[:, None]).T
        assert rows.shape == (M, S)
        return np.asarray(scale * np.concatenate([b.importer[:, d] * b.import_recipe[:, k], rows.ravel()]))

    def domestic_block(self, country: int) -> FloatArray:
        """See `Table.domestic_block`."""
        b, S = self._blocks64, self._S
        if country < self._R:
            rows = slice(country * S, (country + 1) * S)
            return np.asarray(b.published[rows, rows])
        d = country - self._R
        return np.asarray((b.source[:, d, d] * b.need[d])[:, None] * b.recipe * b.scale[d])

    def domestic_blocks(self) -> FloatArray:
        """See `Table.domestic_blocks`."""
        b, R, M, S = self._blocks64, self._R, self._M, self._S
        regions, members = np.arange(R), np.arange(M)
        first = b.published.reshape(R, S, R, S)[regions, :, regions]
        own = b.source[:, members, members].T * b.need
        return np.concatenate([first, own[:, :, None] * b.recipe * b.scale[:, None, :]])
