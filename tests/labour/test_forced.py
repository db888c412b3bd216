from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from fairlead.errors import FairleadError
from fairlead.labour import forced_labour
from fairlead.labour.forced import _model
from fairlead.labour.inputs import load_inputs
from fairlead.labour.workforce import workforce

# Thousand people by country of work, from the method notes (section 5).
TERRITORIAL = {
    "CHN": 3016,
    "IND": 1869,
    "RUS": 743,
    "BRA": 488,
    "IDN": 466,
    "MEX": 416,
    "USA": 303,
    "TUR": 226,
    "ROW": 5151,
}


def by_country(account):
    return dict(zip(account.cells.countries, account.people.reshape(-1, 35).sum(1), strict=True))


@pytest.fixture(scope="module")
def model(wiod):
    inputs = load_inputs()
    return _model(inputs, wiod, workforce(inputs, wiod), "model", None, "all_forms", None)


def test_central_total(forced):
    assert forced.total == pytest.approx(13.27e6, rel=0.005)


@pytest.mark.parametrize("country", TERRITORIAL)
def test_country_totals(forced, country):
    assert by_country(forced)[country] / 1e3 == pytest.approx(TERRITORIAL[country], rel=0.0025)


def test_published_totals_are_met(model):
    people = model.central_2021()
    regions = np.bincount(model.inputs.region_of, weights=people.sum(1))
    np.testing.assert_allclose(regions, model.region_total, rtol=1e-10)
    np.testing.assert_allclose(people.sum(0), model.inputs.sector_total, rtol=1e-10)
    # Million people by region, method notes: Africa, Americas, Arab States, Asia-Pacific, Europe and Central Asia.
    np.testing.assert_allclose(regions / 1e6, [2.10, 1.99, 0.50, 8.35, 2.27], atol=0.01)


def test_sums_by_sector_in_the_table_s_year(forced):
    sectors = np.bincount(np.tile(load_inputs().sector_of, 41), weights=forced.people)
    np.testing.assert_allclose(sectors / 1e6, [2.39, 0.30, 2.90, 2.59, 4.81, 0.28], atol=0.01)


def test_garments_from_india(wiod, forced, wiod_inverse):
    cell = wiod.cells.index("IND", "c4")
    assert (forced.intensity(wiod) @ wiod_inverse)[cell] == pytest.approx(2.11, rel=0.005)
    assert forced.per_1000[cell] == pytest.approx(6.8, rel=0.01)


@pytest.mark.parametrize(
    ("country", "industry", "multiplier"),
    [("CHN", "c4", 0.48), ("CHN", "c14", 0.22), ("TUR", "c4", 0.39), ("BRA", "c1", 0.28), ("ROW", "c4", 0.93)],
)
def test_other_multipliers(wiod, forced, wiod_inverse, country, industry, multiplier):
    value = (forced.intensity(wiod) @ wiod_inverse)[wiod.cells.index(country, industry)]
    assert value == pytest.approx(multiplier, abs=0.006)


def test_footprints_add_up_to_the_account(wiod, forced, wiod_needed, eu):
    linked = forced.intensity(wiod)[:, None] * wiod_needed
    np.testing.assert_allclose(linked.sum(1), forced.intensity(wiod) * wiod.output, rtol=1e-6, atol=1e-3)
    by_origin = linked.reshape(41, 35, 41).sum(1)
    assert by_origin[:, eu].sum() / 1e6 == pytest.approx(0.96, abs=0.005)
    assert (by_origin[:, eu].sum() - by_origin[np.ix_(eu, eu)].sum()) / 1e6 == pytest.approx(0.58, abs=0.005)
    assert 1 - np.trace(by_origin) / by_origin.sum() == pytest.approx(0.170, abs=0.001)


def test_draws_are_reproducible(forced):
    first = forced.draws(40, seed=7)
    np.testing.assert_array_equal(first, forced.draws(40, seed=7))
    assert (first != forced.draws(40, seed=8)).mean() > 0.9


def test_draws_have_the_promised_form(drawn):
    assert drawn.shape == (41, 2000, 35)
    assert drawn.dtype == np.float32
    assert drawn.flags.c_contiguous
    assert np.isfinite(drawn).all()
    assert (drawn >= 0).all()


def test_each_draw_meets_its_own_regional_and_sectoral_totals(model):
    rng = np.random.Generator(np.random.PCG64(1))
    people = model.drawn_2021(200, rng).astype(np.float64)
    # The same random numbers again give the totals that each draw was to meet.
    rng = np.random.Generator(np.random.PCG64(1))
    p, inputs = model.inputs.parameters, model.inputs
    world = p["sd_world"] * rng.standard_normal((200, 1))
    rows = model.region_total * np.exp(world + inputs.region_sd * rng.standard_normal((200, 5)))
    columns = inputs.sector_total * np.exp(inputs.sector_sd * rng.standard_normal((200, 6)))
    columns *= (rows.sum(1) / columns.sum(1))[:, None]
    np.testing.assert_allclose(people.sum(0), columns, rtol=2e-4)
    for r in range(5):
        np.testing.assert_allclose(people[inputs.region_of == r].sum((0, 2)), rows[:, r], rtol=2e-4)


def test_range_of_the_world(drawn, forced):
    total = drawn.sum((0, 2), dtype=np.float64)
    assert total.mean() / 1e6 == pytest.approx(13.64, rel=0.01)
    np.testing.assert_allclose(np.quantile(total, [0.05, 0.95]) / 1e6, [9.4, 18.7], rtol=0.03)
    assert total.mean() / forced.total == pytest.approx(1, abs=0.05)


def test_mean_of_draws_is_near_the_central_run_for_large_cells(drawn, forced):
    central = forced.people.reshape(41, 35)
    ratio = np.divide(drawn.mean(1), central, out=np.ones_like(central), where=central > 0)
    large = central > 100_000
    # Shares of a fixed total: the mean of a small share rises with its noise. Two thirds of the people sit in these
    # cells; four of them are out by more than 15 % (Chinese other services, Mexican domestic work, mining and
    # education of the Rest of the World), none by more than 30 %.
    assert large.sum() == 23
    assert (np.abs(ratio[large] - 1) > 0.155).sum() <= 4
    assert np.abs(ratio[large] - 1).max() < 0.30
    assert np.abs(np.average(ratio[large], weights=central[large]) - 1) < 0.05


@pytest.mark.parametrize(("country", "low", "high"), [("DEU", None, None), ("USA", 0.41, 1.25), ("IND", None, None)])
def test_correlated_ranges_are_wider_than_independent_ones(wiod, intensity_drawn, wiod_needed, country, low, high):
    needed = wiod_needed[:, wiod.cells.country_index(country)].astype(np.float32)
    together = np.quantile(intensity_drawn @ needed, [0.05, 0.95])
    apart = np.quantile(np.random.default_rng(0).permuted(intensity_drawn, axis=0) @ needed, [0.05, 0.95])
    assert together[1] / together[0] > 1.3 * apart[1] / apart[0]
    if low is not None:
        np.testing.assert_allclose(together / 1e6, [low, high], rtol=0.04)


def test_range_of_the_european_footprint(wiod, intensity_drawn, wiod_needed, eu):
    footprint = intensity_drawn @ wiod_needed[:, eu].sum(1).astype(np.float32)
    np.testing.assert_allclose(np.quantile(footprint, [0.05, 0.95]) / 1e6, [0.66, 1.45], rtol=0.03)


def test_two_accounts_can_be_drawn_at_once(forced, child):
    with ThreadPoolExecutor(2) as pool:
        together = [job.result() for job in [pool.submit(a.draws, 50) for a in (forced, child)]]
    for drawn, account in zip(together, (forced, child), strict=True):
        np.testing.assert_array_equal(drawn, account.draws(50))


def test_range_of_garments_from_india(wiod, intensity_drawn, wiod_inverse):
    multiplier = intensity_drawn @ wiod_inverse[:, wiod.cells.index("IND", "c4")].astype(np.float32)
    low, high = np.quantile(multiplier, [0.05, 0.95])
    assert low == pytest.approx(0.47, rel=0.08)
    assert high == pytest.approx(4.8, rel=0.08)
    assert multiplier.mean() == pytest.approx(1.9, rel=0.08)


def test_world_table_has_the_countries_of_the_world(forced_world, forced):
    assert forced_world.total == pytest.approx(forced.total, rel=0.01)
    split = by_country(forced_world)
    whole = by_country(forced)
    for country in ("CHN", "IND", "DEU"):
        assert split[country] == pytest.approx(whole[country], rel=1e-9)
    # Method notes, thousand people in the Rest of the World's largest countries (other employment by industry there).
    for country, thousand in {"PAK": 426, "NGA": 357, "BGD": 344, "VNM": 212}.items():
        assert split[country] / 1e3 == pytest.approx(thousand, rel=0.25)
    assert min(people for country, people in split.items() if country != "XRW") > 0


def test_unallocated_has_the_mean_intensity_of_the_modelled_countries(world, forced_world):
    output = world.output.reshape(-1, 35)
    people = forced_world.people.reshape(-1, 35)
    modelled = [i for i, c in enumerate(world.cells.countries) if world.status[c] == "modelled"]
    row = world.cells.country_index("XRW")
    mean = people[modelled].sum(0) / output[modelled].sum(0)
    np.testing.assert_allclose(people[row], mean * output[row], rtol=1e-9, atol=1e-9)
    assert forced_world.unallocated == pytest.approx(people[row].sum())
    assert forced_world.total == pytest.approx(np.delete(people, row, axis=0).sum())


def test_draws_of_the_unallocated_follow_the_countries(world, forced_world):
    people = forced_world.draws(30).astype(np.float64)
    output = world.output.reshape(-1, 35)
    modelled = [i for i, c in enumerate(world.cells.countries) if world.status[c] == "modelled"]
    row = world.cells.country_index("XRW")
    expected = people[modelled].sum(0) * output[row] / output[modelled].sum(0)
    np.testing.assert_allclose(people[row], expected, rtol=1e-4, atol=1e-3)


def test_zero_output_cells_have_no_intensity(wiod, forced):
    empty = wiod.output < 1
    assert empty.sum() >= 22
    assert not forced.intensity(wiod)[empty].any()
    assert forced.outside_table == pytest.approx(13, abs=1)


def test_fixed_gamma_narrows_nothing_but_its_own_part(wiod):
    account = forced_labour(wiod, gamma=1.0)
    assert account.options == {"gamma": "1.0"}
    assert np.isfinite(account.draws(20)).all()


# Share of the log variance of the multiplier of Indian garments and of the German footprint, method notes, per cent.
@pytest.mark.parametrize(
    ("source", "garments", "germany"),
    [("country", 46, 30), ("country_sector", 22, 10), ("industry", 13, 1), ("cell", 13, 0), ("totals", 12, 56)],
)
def test_where_the_uncertainty_comes_from(wiod, forced, wiod_inverse, wiod_needed, source, garments, germany):
    def log_variance(drawn, weights):
        by_cell = drawn.transpose(1, 0, 2).reshape(drawn.shape[1], -1)
        rate = np.divide(weights, wiod.output, out=np.zeros(wiod.n), where=wiod.output >= 1)
        return np.log(by_cell @ rate.astype(np.float32)).var()

    parts, whole = forced.draws(1000, only=[source]), forced.draws(1000)
    for noted, weights in (
        (garments, wiod_inverse[:, wiod.cells.index("IND", "c4")] * 1.0),
        (germany, wiod_needed[:, wiod.cells.country_index("DEU")]),
    ):
        assert 100 * log_variance(parts, weights) / log_variance(whole, weights) == pytest.approx(noted, abs=6)


def test_without_noise_every_draw_is_the_central_run(forced):
    drawn = forced.draws(2, only=())
    np.testing.assert_allclose(drawn[:, 0].ravel(), forced.people, rtol=1e-3, atol=0.01)
    np.testing.assert_allclose(drawn[:, 1], drawn[:, 0], rtol=1e-5)


def test_only_a_rest_of_world_has_the_error_of_its_employment(forced, forced_world):
    assert "row_employment" in forced.noise
    assert "row_employment" not in forced_world.noise
    moved = forced.draws(50, only=["row_employment"])
    assert not np.ptp(moved[:-1], axis=1).max() > 1e-3 * moved[:-1].max()
    assert np.ptp(moved[-1], axis=0).max() > 0.1 * moved[-1].max()


def test_unknown_sources_of_noise_are_refused(forced):
    with pytest.raises(FairleadError, match="no source of uncertainty weather"):
        forced.draws(2, only=["weather"])
