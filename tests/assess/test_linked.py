"""People linked to purchases in every draw, against the plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.assess.account_result import LATERAL_SERVICES, _in_top_ten, account_result
from fairlead.assess.demand import Demand
from fairlead.assess.linked import Linked, Noise, draw_noise
from fairlead.assess.result import Spend
from fairlead.assess.sector_average import SectorAverages
from fairlead.assess.sensitivity import sensitivities
from fairlead.flows.multipliers import multipliers
from fairlead.flows.paths import top_paths
from fairlead.flows.table import Table
from fairlead.labour import forced_labour

from .conftest import DRAWS


def test_central_figures_are_the_account_times_the_demand(linked: dict[str, Linked], demand: Demand) -> None:
    for one in linked.values():
        assert one.by_cell.sum() == pytest.approx(one.intensity @ demand.all_tiers)
        assert one.tiers.shape == (6, DRAWS)
        np.testing.assert_allclose(one.tiers.sum(0), one.total, rtol=1e-4)
        np.testing.assert_allclose(one.origins.sum(0), one.total, rtol=1e-9)


def test_draws_are_what_the_formula_says(linked: dict[str, Linked], demand: Demand, noise: Noise, world: Table) -> None:
    """One draw recomputed cell by cell."""
    account = forced_labour(world)
    people = account.draws(DRAWS, 5)
    k = 17
    e = np.divide(people[:, k].ravel(), world.output, out=np.zeros(world.n), where=world.output >= 1)
    factor = np.ones((186, 35))
    assert noise.cells is not None
    factor[noise.rows] = noise.cells[:, k]
    factor *= np.exp(-demand.growth_log_sd * noise.growth[:, k])[:, None]
    expected = (e * factor.ravel() * demand.all_tiers).reshape(186, 35).sum(1)
    np.testing.assert_allclose(linked["forced"].origins[:, k], expected, rtol=2e-4, atol=1e-9)


def test_all_value_added_is_the_spend(linked: dict[str, Linked], demand: Demand) -> None:
    jobs = linked["jobs"]
    account = jobs.account
    per_output = np.divide(
        account.value_added_of_work, demand.table.output, out=np.zeros(demand.table.n), where=demand.table.output >= 1
    )
    assert float(np.nansum(per_output * demand.value_prices)) == pytest.approx(demand.total_usd, rel=1e-3)


def test_ranges_hold_the_central_value_and_are_correlated(linked: dict[str, Linked]) -> None:
    one = linked["forced"]
    low, high = np.quantile(one.total, [0.05, 0.95])
    assert low < one.by_cell.sum() < high
    # Independent cells would make the total look too exact.
    rng = np.random.default_rng(0)
    shuffled = np.array([rng.permutation(row) for row in one.origins]).sum(0)
    assert np.log(one.total).std() > np.log(shuffled).std()


def test_same_seed_same_noise(world: Table) -> None:
    a, b, c = (draw_noise(world, 20, s) for s in (1, 1, 2))
    np.testing.assert_array_equal(a.growth, b.growth)
    np.testing.assert_array_equal(a.cells, b.cells)
    assert not np.array_equal(a.growth, c.growth)


def test_in_top_ten_is_the_share_of_draws() -> None:
    draws = np.tile(np.arange(20.0)[:, None], (1, 4))
    draws[0, 0] = 100.0
    probability = _in_top_ten(draws)
    assert probability[0] == 0.25
    assert probability[10] == 0.75
    assert probability[19] == 1.0
    assert (_in_top_ten(draws[:5]) == 1).all()


def test_lateral_services_name_every_service_once(world: Table) -> None:
    industries = [i for _, _, group in LATERAL_SERVICES for i in group]
    assert sorted(industries) == sorted(set(industries))
    assert set(industries) == {f"c{k}" for k in range(17, 36)}


def test_account_result_adds_up(linked: dict[str, Linked], demand: Demand, world: Table) -> None:
    one = linked["forced"]
    intensity = one.intensity / demand.growth[world.cells.country_of]
    paths = top_paths(world, intensity, demand.purchases, 15)
    account = account_result(one, linked["jobs"], paths, (), not_in_number=("x",), method="forced_labour")
    total = account.total.people.central
    assert sum(t.people.central for t in account.tiers) == pytest.approx(total)
    assert sum(t.share for t in account.tiers) == pytest.approx(1)
    assert sum(p.people.central for p in account.industries) == pytest.approx(total)
    services = {f"c{k}" for k in range(17, 36)}
    assert sum(p.people.central for p in account.lateral_services) == pytest.approx(
        sum(p.people.central for p in account.industries if p.key in services)
    )
    assert "XRW" not in {o.country for o in account.origins} | {c.country for c in account.cells}
    assert account.unallocated.central > 0
    assert account.origins[0].country == "BGD"
    assert account.origins[0].modelled
    assert [o.people.central for o in account.origins] == sorted(
        (o.people.central for o in account.origins), reverse=True
    )
    shares = [p.cumulative_share for p in account.paths]
    assert shares == sorted(shares)
    assert shares[-1] < 1
    for part in (*account.origins, *account.cells, *account.tiers, *account.industries, *account.paths):
        assert part.people.low <= part.people.high
        assert part.people.low >= 0
    assert account.total.per_million_usd.central == pytest.approx(total / demand.total_usd)
    jobs = linked["jobs"].by_cell.sum()
    assert account.total.per_1000_workers.central == pytest.approx(1000 * total / jobs)
    own = account_result(linked["jobs"], None, (), (), not_in_number=(), method="employment").total.per_1000_workers
    assert [own.low, own.central, own.high] == pytest.approx([1000, 1000, 1000], rel=1e-6)


def test_supplier_averages_are_near_the_exact_multiplier_draws(
    linked: dict[str, Linked], demand: Demand, world: Table
) -> None:
    """Tiers beyond the second borrow the range of the second: compare with full solutions in a few draws."""
    one = linked["forced"]
    positions = np.array(
        [world.cells.index("BGD", "c4"), world.cells.index("CHN", "c14"), world.cells.index("DEU", "c30")]
    )
    deflate = demand.purchases.sum() / demand.total_usd
    growth = demand.growth[world.cells.country_of]
    solved = multipliers(world, one.intensity / growth, tol=1e-8).values
    central, draws = SectorAverages(demand, positions).of(one, solved)
    exact = solved[positions] * deflate
    np.testing.assert_allclose(central, exact, rtol=1e-5)
    picked = [0, 50, 100, 150, 200]
    full = [
        np.asarray(multipliers(world, one.cell_draws[:, k].ravel().astype(float) / growth, tol=1e-6).values)[positions]
        for k in picked
    ]
    ratio = np.log(draws[:, picked] / (np.array(full).T * deflate))
    assert np.abs(ratio).max() < 0.25
    assert np.abs(ratio).mean() < 0.08


def test_sensitivities_are_sorted_and_bracket_the_total(linked: dict[str, Linked]) -> None:
    one = linked["forced"]
    total = one.by_cell.sum()
    spend = Spend(
        rows_read=5,
        rows_assessed=4,
        rows_left_out=1,
        assessed_usd=9e6,
        left_out_usd=1e6,
        left_out_unknown_rows=0,
        share_assessed=0.9,
        netted_credit_usd=0.0,
        table_year_usd=9e6,
        years=(2011,),
        currencies=("USD",),
    )
    found = sensitivities(one, spend, runs={"twice": lambda: one.account.people * 2})
    assert [s.swing for s in found] == sorted((s.swing for s in found), reverse=True)
    for s in found:
        assert s.low <= total * (1 + 1e-9)
        assert s.high >= total * (1 - 1e-9)
        assert s.swing == pytest.approx(s.high - s.low)
    by_key = {s.key: s for s in found}
    assert by_key["left_out"].high == pytest.approx(total * 10 / 9)
    assert by_key["account:twice"].high == pytest.approx(2 * total)
    assert {"split", "growth", "country:BGD"} <= set(by_key)
