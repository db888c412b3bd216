import numpy as np
import pytest

from fairlead.errors import InputError
from fairlead.labour import inputs as module
from fairlead.labour.inputs import load_inputs, read_rows


def test_published_totals():
    # Global Estimates 2021 and Child Labour: Global estimates 2020, as read in published summaries.
    inputs = load_inputs()
    assert inputs.region_total.sum() == pytest.approx(27.5e6)
    assert inputs.sector_total.sum() == 15_200_000
    assert inputs.child_region_total.sum() == pytest.approx(160e6)


def test_countries_are_the_ilo_189_and_no_figure_of_a_closed_index_is_shipped():
    inputs = load_inputs()
    assert len(inputs.countries) == 189
    assert "ROM" not in inputs.countries
    assert "ROU" in inputs.countries
    columns = set(read_rows("countries")[0])
    assert not [c for c in columns if "slavery" in c or "gsi" in c]


def test_every_row_of_every_file_has_source_date_and_status():
    names = ("child_regions", "child_sectors", "child_work", "countries", "industries", "low_skill_hours", "parameters")
    for name in (*names, "region_private_split", "region_slopes", "regions", "sectors", "stand_ins", "employee_shares"):
        for row in read_rows(name):
            assert row["source"], (name, row)
            assert row["as_of"], (name, row)
            assert row["status"] in module.STATUSES, (name, row)


def test_inputs_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        load_inputs().region_total[0] = 1


def test_shares_are_shares():
    inputs = load_inputs()
    known = np.isfinite(inputs.shares[:, 0])
    np.testing.assert_allclose(inputs.shares[known].sum(1), 1, atol=0.002)
    assert np.nanmax(inputs.industry_profile.sum(1)) <= 1


def test_known_populations():
    # UN World Population Prospects, 2020, in millions (recalled, rounded).
    inputs = load_inputs()
    for code, million in {"DEU": 83.6, "NGA": 208, "IND": 1396, "BRA": 209, "ETH": 117}.items():
        assert inputs.population[inputs.countries.index(code)] / 1e6 == pytest.approx(million, rel=0.04)


def test_all_problems_of_all_files_come_at_once(monkeypatch):
    original = module.read_rows

    def spoilt(name):
        rows = [dict(row) for row in original(name)]
        if name == "sectors":
            rows[0]["forced_labour_million"] = "many"
            rows[1]["status"] = "certain"
            rows[2]["source"] = "hearsay"
        if name == "parameters":
            rows[1] = dict(rows[0])
        return rows

    monkeypatch.setattr(module, "read_rows", spoilt)
    with pytest.raises(InputError) as caught:
        load_inputs.__wrapped__()
    found = {(p.file, p.row, p.column) for p in caught.value.problems}
    assert {
        ("sectors.csv", 2, "forced_labour_million"),
        ("sectors.csv", 3, "status"),
        ("sectors.csv", 4, "source"),
        ("parameters.csv", 3, "key"),
    } <= found


def test_files_are_plain_csv():
    rows = read_rows("countries")
    assert all(None not in row for row in rows), "a row has more fields than the header"
