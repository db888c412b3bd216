"""The packaged WIOD 2011 and the reader behind it."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.errors import TableError
from fairlead.flows import identities, read_wiod_npz


def test_the_packaged_year(wiod):
    assert (wiod.name, wiod.year, wiod.n) == ("wiod2011", 2011, 1435)
    assert "ROU" in wiod.cells.countries
    assert wiod.cells.countries[-1] == "ROW"
    assert wiod.final_demand.shape == (1435, 41)
    assert (wiod.names["DEU"], wiod.names["ROW"]) == ("Germany", "Rest of the World")
    assert set(wiod.cells.countries) | set(wiod.cells.industries) <= set(wiod.names)
    # China's workers, Socio-Economic Accounts: 764 million in 2011.
    china = wiod.employment.reshape(41, 35)[wiod.cells.country_index("CHN")]
    assert np.nansum(china) == pytest.approx(7.6e8, rel=0.1)
    assert np.isnan(wiod.employment.reshape(41, 35)[-1]).all()


def test_identities_of_the_packaged_year(wiod):
    report = identities(wiod)
    assert len(report.zero_output) == 22
    assert report.negative_flows == 0
    assert report.negative_final_demand == 43  # countries, all categories summed
    assert report.dropped_inputs == 0
    x = wiod.right(wiod.output) + wiod.final_demand.sum(1)
    np.testing.assert_allclose(x, wiod.output, atol=1e-6)


def test_reading_a_file(tmp_path):
    flows = np.array([[2, 1], [1, 3]])
    final = np.arange(20).reshape(2, 10)
    contents = {
        "Z": flows,
        "Y": final,
        "emp_thousand": np.array([1.5, np.nan]),
        "countries": np.array(["ROM", "RoW"]),
        "industries": np.array(["c1"]),
    }
    path = tmp_path / "wiod2013_2009.npz"
    np.savez(path, **contents)
    table = read_wiod_npz(path)
    assert table.cells.countries == ("ROU", "ROW")
    assert table.year == 2009
    assert table.final_demand.tolist() == [[10, 35], [60, 85]]
    assert table.employment[0] == 1500
    assert np.isnan(table.employment[1])
    nameless = tmp_path / "table.npz"
    np.savez(nameless, **contents)
    with pytest.raises(TableError, match="does not say its year"):
        read_wiod_npz(nameless)
    with pytest.raises(TableError):
        read_wiod_npz(tmp_path / "absent2011.npz")
