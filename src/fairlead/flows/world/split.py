"""Split the Rest of the World of a regional table into its countries, exactly consistent with the table.

The split keeps every published number: what the members sell to and buy from each published region, sell among
themselves and use at home sums to the Rest of the World's own row, column and block. Between members it is held
to UN national accounts (value added by sector, final uses, imports) and to customs exports by iterative
proportional fitting (Deming & Stephan 1940; RAS in Miller & Blair 2009, ch. 7). Exports that the regional table
records beyond customs stay in one open row, ``XRW``, and belong to no country.

Notation: c, d members; r published regions; i product; k use (35 industries, then household, government and
capital formation). See ``docs/method/world-table.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairlead.flows.cells import FloatArray
from fairlead.flows.world.inputs import WorldInputs
from fairlead.flows.world.published import PublishedTable
from fairlead.flows.world.sectors import ACCOUNT_SECTORS, EXPORT_CAP, GOODS, SECTOR_OF

__all__ = ["UNALLOCATED", "Split", "SplitOptions", "split_rest_of_world"]

#: The open row: exports of the Rest of the World that no member's customs records account for.
UNALLOCATED = "XRW"

_SECTORS = [list(members) for members in ACCOUNT_SECTORS.values()]
_FINAL = (0, 2, 3)  # households, government, fixed capital have their own targets; the other two follow


@dataclass(frozen=True)
class SplitOptions:
    """Choices of the split; the defaults are those that the hold-out test was run with.

    Attributes
    ----------
    specialisation
        Exponent of revealed comparative advantage in the prior of domestic sales; 0 to 0.6 make no difference.
    excess
        How far the regional table's exports of a product may exceed customs before the rest is left unallocated.
    rounds
        Rounds of the fitting of uses.
    column_limit
        Highest share of output that a member's industry may spend on inputs.
    """

    specialisation: float = 0.35
    excess: float = 1.1
    rounds: int = 25
    column_limit: float = 0.93


@dataclass(frozen=True)
class Split:
    """The factors from which every flow of every member follows. N members, the last row ``XRW`` where M = N + 1.

    Attributes
    ----------
    members : tuple of str, length M
    seller : ndarray, shape (N, S)
        Scale of each member in the sales to published regions.
    partners : ndarray, shape (N, R)
        Destination shares towards published regions; sales to region r are proportional to seller x partners.
    allocated : ndarray, shape (S,)
        Share of sales to published regions that members account for; the rest is ``XRW``'s.
    home : ndarray, shape (N, S)
        Domestic sales of each member, million USD.
    home_to_open : ndarray, shape (S,)
        Share of domestic sales that goes into the production of ``XRW``.
    among : ndarray, shape (N, S)
        Sales to other members, million USD.
    among_partners : ndarray, shape (N, N)
        Their destinations, rows sum to 1.
    need : ndarray, shape (M, S)
        Scale of member-made products in the uses of each member.
    scale : ndarray, shape (M, S + 3)
        Scale of each use of each member.
    import_region : ndarray, shape (M, R)
    import_product : ndarray, shape (M, S)
        Scales of imports from published regions.
    final_share : ndarray, shape (M, 3)
        Shares in the Rest of the World's household, government and capital demand.
    """

    members: tuple[str, ...]
    seller: FloatArray
    partners: FloatArray
    allocated: FloatArray
    home: FloatArray
    home_to_open: FloatArray
    among: FloatArray
    among_partners: FloatArray
    need: FloatArray
    scale: FloatArray
    import_region: FloatArray
    import_product: FloatArray
    final_share: FloatArray


@dataclass(frozen=True)
class RestOfWorld:
    """The Rest of the World's own accounts, cut out of the regional table."""

    sales: FloatArray  # (S, R): to each published region, all uses
    to_itself: FloatArray  # (S,): to itself, all uses
    intermediate: FloatArray  # (S, S): within itself
    uses: FloatArray  # (S, S + 3): its own products in its uses
    imports: FloatArray  # (R, S, S + 3): published regions' products in its uses
    output: FloatArray  # (S,)
    value_added: FloatArray  # (S,)

    @property
    def value_added_rate(self) -> FloatArray:
        return self.value_added / np.maximum(self.output, 1e-9)


def rest_of_world(table: PublishedTable) -> RestOfWorld:
    """Cut the Rest of the World's rows, columns and block out of a regional table."""
    S, R = len(table.industries), len(table.regions) - 1
    row = slice(R * S, None)
    Z, Y = table.Z, table.Y
    uses = np.concatenate([Z[:, row], Y[:, R][:, _FINAL]], axis=1)
    output = table.output[row]
    return RestOfWorld(
        sales=np.maximum(Z[row, : R * S].reshape(S, R, S).sum(2) + Y[row, :R].sum(2), 0),
        to_itself=Z[row, row].sum(1) + Y[row, R].sum(1),
        intermediate=Z[row, row],
        uses=uses[row],
        imports=uses[: R * S].reshape(R, S, -1),
        output=output,
        value_added=output - Z[:, row].sum(0),
    )


def _ratio(a: FloatArray, b: FloatArray, least: float = 1e-12) -> FloatArray:
    return np.asarray(a / np.maximum(b, least))


def _by_sector(values: FloatArray) -> FloatArray:
    """Sum the last axis (industries) into the seven account sectors."""
    return np.stack([values[..., k].sum(-1) for k in _SECTORS], axis=-1)


def split_rest_of_world(
    table: PublishedTable,
    inputs: WorldInputs,
    members: Sequence[str],
    options: SplitOptions | None = None,
) -> Split:
    """Split the last region of a table into members.

    Parameters
    ----------
    table
        Regional table with the Rest of the World last.
    inputs
        Country inputs; must hold every member and every published region.
    members
        ISO alpha-3 codes of the countries to split out.
    options
        See `SplitOptions`.

    Returns
    -------
    Split
        Factors of all flows, with the open row ``XRW`` last.

    Raises
    ------
    TableError
        When a country has no inputs.
    """
    o = options or SplitOptions()
    rest = rest_of_world(table)
    rows, regions = inputs.positions(members), inputs.positions(table.regions[:-1])
    rate = rest.value_added_rate
    macro = {name: values[rows] for name, values in inputs.macro.items()}
    accounts = np.stack([macro[name] for name in ACCOUNT_SECTORS], axis=1).clip(1.0)
    target_va = accounts * (_by_sector(rest.value_added) / accounts.sum(0))

    to_regions = inputs.destinations[np.ix_(rows, regions)]
    to_members = inputs.destinations[np.ix_(rows, rows)].copy()
    np.fill_diagonal(to_members, 0)
    regions_share, members_share = to_regions.sum(1), to_members.sum(1)

    exports = _exports(rest, inputs.exports[rows], macro["exp"], target_va, rate)
    excess = rest.sales.sum(1) / np.maximum((exports * regions_share[:, None]).sum(0), 1e-9)
    seller, sold = _fit_sales(exports, to_regions, rest.sales, excess)
    allocated = np.ones(len(rate))
    allocated[:GOODS] = np.minimum(1, o.excess / np.maximum(excess[:GOODS], 1e-9))
    sold_allocated = sold * allocated
    open_sales = rest.sales.sum(1) * (1 - allocated)

    among = exports * members_share[:, None] * np.clip(excess, 0.3, o.excess)
    among *= np.minimum(1, _ratio(0.6 * rest.to_itself, among.sum(0), 1e-9))
    open_va = open_sales * rate
    target_va = target_va * (1 - _by_sector(open_va) / _by_sector(rest.value_added))
    home = _fit_home(rest, exports, sold_allocated + among, target_va, among, rate, o)

    # The open row buys its inputs from every member's domestic sales alike.
    open_share = np.minimum(0.9, _ratio(rest.intermediate @ _ratio(open_sales, rest.output, 1e-9), home.sum(0), 1e-9))
    partners = _ratio(to_members, members_share[:, None])
    supply = np.vstack([home * (1 - open_share) + partners.T @ among, open_share * home.sum(0)])
    output = np.vstack([sold_allocated + among + home, open_sales])

    uses = _fit_uses(rest, inputs, rows, regions, macro, supply, output, rate, o)
    need, scale, import_region, import_product, final_share = uses
    return Split(
        (*members, UNALLOCATED),
        seller,
        to_regions,
        allocated,
        home,
        open_share,
        among,
        partners,
        need,
        scale,
        import_region,
        import_product,
        final_share,
    )


def _exports(
    rest: RestOfWorld, goods: FloatArray, total: FloatArray, target_va: FloatArray, rate: FloatArray
) -> FloatArray:
    """Exports by industry: customs goods, services as the rest of UN exports, re-exports cut by value added."""
    exports = np.zeros((len(goods), len(rate)))
    exports[:, :GOODS] = goods
    services = np.maximum(total - goods.sum(1), 0.04 * total)
    pattern = rest.sales[GOODS:].sum(1)
    exports[:, GOODS:] = services[:, None] * pattern / pattern.sum()
    needed = _by_sector(exports * rate)
    return np.asarray(exports * np.minimum(1, _ratio(EXPORT_CAP * target_va, needed, 1e-9))[:, SECTOR_OF])


def _fit_sales(
    exports: FloatArray, to_regions: FloatArray, sales: FloatArray, excess: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Fit sales c -> r of product i to each exporter's total and, exactly, to the table's flow into r.

    Sales are seller[c, i] x partners[c, r] / sum over c, so only ``seller`` needs to be kept.
    """
    target = exports * to_regions.sum(1)[:, None] * excess
    seller = np.maximum(exports, 1e-9)
    for step in range(13):
        weight = np.einsum("ci,cr->ir", seller, to_regions)
        flow = np.einsum("ir,cr->ci", sales / np.maximum(weight, 1e-12), to_regions) * seller
        if step == 12:
            break
        seller = seller * _ratio(target, flow)
        seller /= seller.max(0)
    return seller, flow


def _fit_home(
    rest: RestOfWorld,
    exports: FloatArray,
    sold: FloatArray,
    target_va: FloatArray,
    among: FloatArray,
    rate: FloatArray,
    o: SplitOptions,
) -> FloatArray:
    """Domestic sales: to each member's value added by sector and to what the Rest of the World sells itself."""
    total = np.maximum(rest.to_itself - among.sum(0), 0)
    size = (target_va / target_va.sum(0))[:, SECTOR_OF]
    home = total * size
    share = exports / np.maximum(exports.sum(0), 1e-9)
    advantage = (share + 1e-6) / (size + 1e-6)
    goods = slice(1, 16)
    home[:, goods] *= np.clip(advantage[:, goods], 0.02, 20) ** o.specialisation
    floor = 0.006 * size * total
    left = np.maximum(target_va - _by_sector(sold * rate), 0.06 * target_va)
    for _ in range(60):
        home = home * _ratio(left, _by_sector(home * rate))[:, SECTOR_OF]
        home = np.maximum(home, floor)
        home = home * _ratio(rest.to_itself - among.sum(0), home.sum(0))
    return np.asarray(home)


def _fit_uses(
    rest: RestOfWorld,
    inputs: WorldInputs,
    rows: list[int],
    regions: list[int],
    macro: dict[str, FloatArray],
    supply: FloatArray,
    output: FloatArray,
    rate: FloatArray,
    o: SplitOptions,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Fit who uses what: member-made products to supply, imports to partners and needs, columns to value added."""
    S = len(rate)
    final = np.vstack([np.stack([macro["hh"], macro["gov"], macro["gfcf"]], axis=1), np.full((1, 3), 1e-9)])
    final_share = final / final.sum(0)
    share = np.concatenate([output / np.maximum(output.sum(0), 1e-9), final_share], axis=1)
    everything = rest.uses + rest.imports.sum(0)
    column = np.concatenate([(1 - rate) * output, final_share * everything[:, S:].sum(0)], axis=1)

    partner_imports = _partner_imports(rest, inputs, rows, regions, macro, output, column)
    product_imports = _product_imports(rest, everything, share, supply, partner_imports)

    # Final demand takes what supply leaves after the inputs that value added allows, near its UN level.
    available = supply.sum(1) + partner_imports.sum(1) - ((1 - rate) * output).sum(1)
    column[:, S:] *= np.clip(available / column[:, S:].sum(1), 0.5, 1.6)[:, None]
    column[:, S:] *= everything[:, S:].sum(0) / column[:, S:].sum(0)

    made = supply * _ratio(rest.uses.sum(1), supply.sum(0), 1e-9)
    M, R, K = len(share), len(regions), share.shape[1]
    need, by_region, by_product, scale = np.ones((M, S)), np.ones((M, R)), np.ones((M, S)), np.ones((M, K))
    norm = np.ones((S, K))
    imports_flat = rest.imports.reshape(R * S, K)
    outer = np.ones((M, R * S))
    for round_ in range(o.rounds):
        used = share * scale
        for _ in range(3):
            need = made / np.maximum(used @ (rest.uses * norm).T, 1e-12)
            norm = np.where(rest.uses > 0, 1 / np.maximum(need.T @ used, 1e-300), 1)
        for _ in range(2):
            outer = (by_region[:, :, None] * by_product[:, None, :]).reshape(M, R * S)
            factor = imports_flat / np.maximum(outer.T @ used, 1e-300)
            flow = (used @ factor.T) * outer
            step = np.clip(_ratio(partner_imports, flow.reshape(M, R, S).sum(2)), 0.2, 5)
            by_region = by_region * step
            flow = flow.reshape(M, R, S) * step[:, :, None]
            by_product = by_product * np.clip(_ratio(product_imports, flow.sum(1)), 0.2, 5)
        outer = (by_region[:, :, None] * by_product[:, None, :]).reshape(M, R * S)
        if round_ < o.rounds - 1:
            total = _columns(used, need, rest.uses * norm, outer, imports_flat)
            scale = scale * np.clip(_ratio(column, total), 0.3, 3) ** 0.8
    for _ in range(80):
        used = share * scale
        norm = np.where(rest.uses > 0, 1 / np.maximum(need.T @ used, 1e-300), 1)
        total = _columns(used, need, rest.uses * norm, outer, imports_flat)[:, :S] / np.maximum(output, 1e-9)
        if total.max() <= o.column_limit + 0.01:
            break
        scale[:, :S] *= np.minimum(1, _ratio(np.array(o.column_limit), total, 1e-9))
    return need, share * scale, by_region, by_product, final_share


def _columns(
    used: FloatArray, need: FloatArray, uses: FloatArray, outer: FloatArray, imports_flat: FloatArray
) -> FloatArray:
    """Total inputs of each use of each member, shape (M, K)."""
    factor = imports_flat / np.maximum(outer.T @ used, 1e-300)
    return np.asarray(used * (need @ uses + outer @ factor))


def _partner_imports(
    rest: RestOfWorld,
    inputs: WorldInputs,
    rows: list[int],
    regions: list[int],
    macro: dict[str, FloatArray],
    output: FloatArray,
    column: FloatArray,
) -> FloatArray:
    """Imports of each member from each published region, held below UN imports and 45 % of all use."""
    customs = inputs.destinations[np.ix_(regions, rows)] * inputs.exports[regions].sum(1)[:, None]
    flow = customs.T + 1e-3 * customs.sum(1) * (macro["gdp"] / macro["gdp"].sum())[:, None]
    flow = np.vstack([flow, flow.sum(0) * 0.5 * output[-1].sum() / output.sum()])
    total = rest.imports.sum((1, 2))
    flow = flow / flow.sum(0) * total
    limit = np.maximum(np.minimum(np.append(macro["imp"], 1e12), 0.45 * column.sum(1)), 1e-3)
    if limit.sum() < 1.05 * flow.sum():
        limit = limit * 1.05 * flow.sum() / limit.sum()
    for _ in range(60):
        flow = flow * np.minimum(1, limit / flow.sum(1))[:, None]
        flow = flow * total / flow.sum(0)
    return np.asarray(flow)


def _product_imports(
    rest: RestOfWorld, everything: FloatArray, share: FloatArray, supply: FloatArray, partner_imports: FloatArray
) -> FloatArray:
    """Imports of each member by product: what its uses need beyond member-made supply."""
    required = share @ everything.T
    imported = rest.imports.sum((0, 2))
    least = 0.25 * required * (imported / np.maximum(everything.sum(1), 1e-9))
    flow = np.maximum(np.maximum(required - supply, least), 1e-9)
    for _ in range(30):
        flow = flow * (partner_imports.sum(1) / flow.sum(1))[:, None]
        flow = flow * imported / np.maximum(flow.sum(0), 1e-12)
    return np.asarray(flow)
