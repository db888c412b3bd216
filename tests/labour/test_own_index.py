"""An index of the user's own in the account: what it moves, what it leaves as it is, and how wide it makes ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.assess.result import Source
from fairlead.errors import InputError
from fairlead.labour import OwnIndex, forced_labour
from fairlead.labour.inputs import load_inputs
from fairlead.labour.own_index import share_out
from fairlead.labour.prevalence import STATE_IMPOSED
from fairlead.labour.risk import country_risk

SOURCE = Source(
    id="own:made", title="Your own copy: a made-up index", url="", as_of="2021", status="computed", licence=""
)
MISSING = ("LUX", "MLT", "BRB", "QAT", "NPL")


def made_up(rates: dict[str, float]) -> OwnIndex:
    return OwnIndex(name="Made-up Index 2021", rates=rates, source=SOURCE)


@pytest.fixture(scope="module")
def index() -> OwnIndex:
    """Made-up rates, without pattern, of all countries but a few."""
    countries = [c for c in load_inputs().countries if c not in (*MISSING, *STATE_IMPOSED)]
    rates = np.random.default_rng(8).lognormal(1.0, 0.8, len(countries))
    return made_up(dict(zip(countries, rates.tolist(), strict=True)))


@pytest.fixture(scope="module")
def own(world, index):
    return forced_labour(world, prevalence=index)


def by_country(account, values=None):
    people = account.people if values is None else values
    return people.reshape(len(account.cells.countries), -1).sum(1)


def people_2021(index=None):
    """People of 2021 by input country and sector, shape (C, B), from the account's own model."""
    from fairlead.flows.open import open_table
    from fairlead.labour.forced import _model
    from fairlead.labour.workforce import workforce

    inputs, table = load_inputs(), open_table("world2011")
    return _model(inputs, table, workforce(inputs, table), "model", None, "all_forms", index).central_2021()


def test_an_index_proportional_to_the_usual_factors_changes_nothing(world, forced_world):
    """Closed form: what the index says of a country is then what the account says; any unit by region will do."""
    inputs = load_inputs()
    unit = np.array([1.0, 3.0, 0.2, 7.0, 0.5])[inputs.region_of]
    v = np.exp(country_risk(inputs).log_v) * unit
    index = made_up({c: float(x) for c, x in zip(inputs.countries, v, strict=True) if c not in STATE_IMPOSED})
    same = forced_labour(world, prevalence=index)
    np.testing.assert_allclose(same.people, forced_world.people, rtol=1e-9, atol=1e-6)


def test_within_a_region_and_sector_countries_compare_as_in_the_index(index):
    """Closed form: people over seeds without a country factor is the index times a factor of the region and sector."""
    inputs = load_inputs()
    one = people_2021(made_up(dict.fromkeys(index.rates, 1.0)))
    own = people_2021(index)
    rates = np.array([index.rates.get(c, np.nan) for c in inputs.countries])
    for r in range(len(inputs.regions)):
        here = (inputs.region_of == r) & np.isfinite(rates)
        ratio = own[here] / (one[here] * rates[here, None])
        np.testing.assert_allclose(ratio, np.broadcast_to(ratio[0], ratio.shape), rtol=1e-9)


def test_sums_of_regions_and_sectors_stay(index):
    inputs = load_inputs()
    own, usual = people_2021(index), people_2021()
    np.testing.assert_allclose(own.sum(0), usual.sum(0), rtol=1e-10)
    for r in range(len(inputs.regions)):
        here = inputs.region_of == r
        assert own[here].sum() == pytest.approx(usual[here].sum(), rel=1e-10)
    assert own.sum() == pytest.approx(15.2e6, rel=1e-9)


def test_a_country_outside_the_index_keeps_its_estimate_and_its_range(own, forced_world, index):
    drawn, usual = own.draws(200), forced_world.draws(200)
    for code in ("LUX", "MLT", "BRB", "QAT", "NPL", "ERI"):
        c = own.cells.country_index(code)
        cells = slice(c * 35, (c + 1) * 35)
        np.testing.assert_array_equal(own.people[cells], forced_world.people[cells])
        np.testing.assert_array_equal(drawn[c], usual[c])
        assert own.country_log_sd[code] == forced_world.country_log_sd[code]


def test_others_move_as_the_index_says(own, forced_world, index):
    """Within a region, a country moves up where the index has it higher against the usual factor than others."""
    inputs = load_inputs()
    v = dict(zip(inputs.countries, country_risk(inputs).log_v, strict=True))
    codes = [c for c in own.cells.countries if c in index.rates]
    told = np.array([np.log(index.rates[c]) - v[c] for c in codes])
    at = [own.cells.country_index(c) for c in codes]
    moved = np.log(by_country(own)[at] / by_country(forced_world)[at])
    region = np.array([inputs.region_of[inputs.countries.index(c)] for c in codes])
    for r in range(len(inputs.regions)):
        assert np.corrcoef(told[region == r], moved[region == r])[0, 1] > 0.95


def test_the_range_is_carried_and_narrower(own, forced_world, index):
    """The country's own error is 0.40 where the index has a figure; all other errors are those of the account."""
    assert own.noise == forced_world.noise
    for code in ("IND", "BRA", "NGA"):
        assert own.country_log_sd[code] == 0.40
        c = own.cells.country_index(code)
        widths = []
        for account in (own, forced_world):
            people = account.draws(1000)[c].sum(1)
            low, high = np.quantile(people, (0.05, 0.95))
            assert low < by_country(account)[c] < high
            widths.append(np.log(high / low))
        assert 0.5 * widths[1] < widths[0] < widths[1]


def test_the_countrys_own_error_alone_is_that_of_the_index(world, index):
    """Two countries of a region share the error of its total; what parts them is 0.40 for each, as drawn."""
    drawn = forced_labour(world, prevalence=index).draws(2000, only=("country",))
    denmark, norway = (drawn[world.cells.country_index(code), :, 3] for code in ("DNK", "NOR"))
    assert np.std(np.log(denmark / norway)) == pytest.approx(0.40 * np.sqrt(2), rel=0.05)


def test_totals_of_every_draw_stay(index):
    from fairlead.flows.open import open_table
    from fairlead.labour.forced import _model
    from fairlead.labour.workforce import workforce

    inputs, table = load_inputs(), open_table("world2011")
    work = workforce(inputs, table)
    drawn = [
        _model(inputs, table, work, "model", None, "all_forms", one).drawn_2021(40, np.random.default_rng(5))
        for one in (None, index)
    ]
    regions = np.eye(5)[inputs.region_of]
    usual, own = (np.einsum("cr,cnb->rn", regions, one) for one in drawn)
    np.testing.assert_allclose(own, usual, rtol=1e-5)
    np.testing.assert_allclose(drawn[1].sum(0), drawn[0].sum(0), rtol=1e-4)


def test_labels(own, index):
    assert own.options == {"prevalence": "Made-up Index 2021"}
    said = f"levels of {len(index.rates)} countries from your own copy of the Made-up Index 2021"
    assert own.frame == f"Rates of 2021 on the economy and employment of 2011; {said}, rescaled to forced labour"
    assert own.stand_ins["LUX"] == (
        "no figure in your copy of the Made-up Index 2021, so that Fairlead's own level stands in"
    )
    assert "forced labour that the State imposes" in own.stand_ins["ERI"]
    assert not set(own.stand_ins) & set(index.rates)


def test_one_row_for_the_rest_of_the_world(wiod, forced, index):
    """The index also works where 149 countries stand in one row; regional totals hold before they are gathered."""
    own = forced_labour(wiod, prevalence=index)
    c = own.cells.country_index("LUX")
    np.testing.assert_array_equal(own.people[c * 35 : c * 35 + 35], forced.people[c * 35 : c * 35 + 35])
    assert by_country(own)[own.cells.country_index("ROW")] != by_country(forced)[own.cells.country_index("ROW")]


def test_a_wrong_index_tells_everything(world):
    with pytest.raises(InputError) as caught:
        forced_labour(world, prevalence=made_up({"XXX": 1.0, "IND": -1.0, "PRK": 3.0}))
    assert [p.code for p in caught.value.problems] == ["unknown_country", "impossible_rate", "state_imposed"]


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_sharing_out(data):
    """For any people, seeds, regions and coverage: the others stay, and so does every sum of a region and a sector."""
    countries, sectors = data.draw(st.integers(2, 12)), data.draw(st.integers(1, 4))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    usual, seeds = rng.lognormal(0, 1, (2, countries, sectors))
    region_of = rng.integers(0, 3, countries)
    covered = rng.random(countries) < data.draw(st.sampled_from((0.0, 0.3, 0.8, 1.0)))
    found = share_out(usual, seeds, covered, np.eye(3)[region_of])
    np.testing.assert_array_equal(found[~covered], usual[~covered])
    np.testing.assert_allclose(found.sum(0), usual.sum(0), rtol=1e-9)
    for r in range(3):
        assert found[region_of == r].sum() == pytest.approx(usual[region_of == r].sum(), rel=1e-9)
    if sectors == 1:  # closed form: each region's people in proportion to the seeds
        for r in range(3):
            here = covered & (region_of == r)
            expected = seeds[here] / seeds[here].sum() * usual[here].sum() if here.any() else usual[here]
            np.testing.assert_allclose(found[here], expected, rtol=1e-9)
