"""Hold-out: published countries hidden in the Rest of the World and split out again."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.flows.open import open_table
from fairlead.flows.world.holdout import HoldoutReport, hold_out
from fairlead.flows.world.uncertainty import CELL_SD, COUNTRY_SD, INDUSTRY_SD, split_log_sd, split_noise, wide_cells


@pytest.fixture(scope="module")
def report() -> HoldoutReport:
    return hold_out()


@pytest.mark.slow
def test_transfers_to_unseen_countries(report: HoldoutReport) -> None:
    assert report.countries == 39
    assert report.median <= 0.18
    assert report.p90 <= 0.50
    assert report.coverage_by_output >= 0.85
    # One average region would be wrong by a factor of 2.5.
    assert report.pooled_median > 0.85


@pytest.mark.slow
def test_agrees_with_the_research_run(report: HoldoutReport) -> None:
    """The method note reports these for the same test: all cells, emerging countries, textiles."""
    frame = report.to_frame()
    error = frame.log_ratio.abs()
    assert error.median() == pytest.approx(0.167, abs=0.01)
    assert error.quantile(0.9) == pytest.approx(0.473, abs=0.02)
    emerging = frame.country.isin(["IND", "IDN", "CHN", "BRA", "MEX", "TUR", "RUS", "POL", "ROU", "BGR", "LTU", "LVA"])
    assert error[emerging].median() == pytest.approx(0.203, abs=0.015)
    textiles = frame.industry == "c4"
    assert error[textiles].median() == pytest.approx(0.327, abs=0.01)
    assert frame.log_ratio[textiles].mean() == pytest.approx(0.21, abs=0.02)


def test_noise_has_the_stated_spread_and_is_correlated() -> None:
    table = open_table("world2011")
    noise = split_noise(table, 1500, 3)
    assert noise is not None
    assert noise.shape == (146, 1500, 35)
    np.testing.assert_array_equal(noise[:5], split_noise(table, 1500, 3)[:5])
    assert not np.array_equal(noise[0], split_noise(table, 1500, 4)[0])
    logs = np.log(noise)
    sd = split_log_sd(table)[40:]
    np.testing.assert_allclose(logs.std(1), sd, rtol=0.12)
    bgd = table.cells.countries.index("BGD") - 40
    one = COUNTRY_SD**2 / (COUNTRY_SD**2 + INDUSTRY_SD**2 + CELL_SD**2)
    pairs = np.corrcoef(logs[bgd].T)[np.triu_indices(35, 1)]
    assert pairs.mean() == pytest.approx(one, abs=0.03)
    # Errors of a sum over countries do not vanish: the industry's error is shared.
    assert logs[:, :, 3].mean(0).std() > 0.8 * INDUSTRY_SD


def test_published_tables_have_no_split_error() -> None:
    table = open_table("wiod2011")
    assert split_noise(table, 10, 1) is None
    assert not split_log_sd(table).any()


def test_poor_countries_and_hard_industries_are_wider() -> None:
    table = open_table("world2011")
    wide = wide_cells(table)
    cells = table.cells
    assert wide[cells.country_index("ETH")].all()
    assert wide[cells.country_index("BGD")].all()
    assert wide[cells.country_index("CHE"), cells.industry_index("c4")]
    assert not wide[cells.country_index("CHE"), cells.industry_index("c1")]
    assert not wide[cells.country_index("IND")].any()
    sd = split_log_sd(table)
    assert np.exp(1.645 * sd[cells.country_index("CHE"), 0]) == pytest.approx(1.7, abs=0.03)
    assert np.exp(1.645 * sd[cells.country_index("ETH"), 0]) == pytest.approx(2.07, abs=0.05)
