import numpy as np
import pytest

from fairlead.errors import TableError
from fairlead.flows.cells import Cells
from fairlead.labour.inputs import load_inputs
from fairlead.labour.workforce import sector_employment_2021, workforce


@pytest.fixture(scope="module")
def inputs():
    return load_inputs()


def test_world_employment_by_sector(inputs):
    # Million persons in 2021, from the method notes.
    noted = [867.0, 21.8, 467.2, 258.8, 1633.3, 75.6]
    np.testing.assert_allclose(sector_employment_2021(inputs).sum(0) / 1e6, noted, rtol=0.003)


def test_relative_risk_of_sectors(inputs):
    frame = sector_employment_2021(inputs).sum(0)
    rho = (inputs.sector_total / 17.3e6) / (frame / frame.sum())
    np.testing.assert_allclose(rho, [0.465, 1.759, 1.316, 2.079, 0.647, 3.558], rtol=0.003)


def test_no_country_has_negative_workers(inputs):
    assert (sector_employment_2021(inputs) > 0).all()


def test_rest_of_world_is_the_sum_of_149_countries(inputs, wiod):
    work = workforce(inputs, wiod)
    row = wiod.cells.country_index("ROW")
    assert len(work.members[row]) == 149
    assert work.employed[row].sum() == pytest.approx(1010.6e6, rel=1e-3)
    assert work.employed[row, 0] / work.employed[row].sum() == pytest.approx(0.378, abs=0.001)
    np.testing.assert_allclose(work.member_employed[row].sum(0), work.employed[row])


def test_rest_of_world_by_industry(inputs, wiod):
    # Thousand persons, method notes.
    row = workforce(inputs, wiod).employed[wiod.cells.country_index("ROW")] / 1e3
    for industry, thousand in {1: 381964.8, 4: 16965.0, 14: 7888.6, 18: 64551.6, 32: 57913.3, 35: 984.4}.items():
        assert row[industry - 1] == pytest.approx(thousand, rel=1e-3)


def test_published_cells_keep_the_table_s_figures(inputs, wiod):
    work = workforce(inputs, wiod)
    given = wiod.employment.reshape(work.employed.shape)
    known = np.isfinite(given)
    np.testing.assert_array_equal(work.employed[known], given[known])


class Other:
    name = "other"
    employment = None

    def __init__(self, countries, industries):
        self.cells = Cells(countries, industries)
        self.status = {}


def test_other_industries_are_refused(inputs):
    with pytest.raises(TableError, match="35 industries"):
        workforce(inputs, Other(("IND",), ("a", "b")))


def test_a_country_without_inputs_is_refused_rather_than_counted_as_nobody(inputs):
    with pytest.raises(TableError, match="XKX"):
        workforce(inputs, Other(("XKX",), inputs.industries))
