import numpy as np
import pytest

from fairlead.errors import InputError
from fairlead.labour import forced_labour, read_prevalence
from fairlead.labour.inputs import load_inputs
from fairlead.labour.prevalence import with_own_prevalence
from fairlead.labour.risk import country_risk


def total(account, country):
    return account.people.reshape(-1, 35)[account.cells.country_index(country)].sum()


def test_a_higher_rate_moves_people_inside_the_region(wiod, forced):
    own = forced_labour(wiod, prevalence={"IND": 20.0})
    assert total(own, "IND") > 1.5 * total(forced, "IND")
    assert total(own, "CHN") < total(forced, "CHN")
    assert own.options == {"prevalence": "own source"}


def test_the_regional_mean_rate_is_a_factor_of_one():
    inputs = load_inputs()
    i = inputs.countries.index("TWN")
    here = inputs.region_of == inputs.region_of[i]
    mean = 1000 * inputs.region_total[inputs.region_of[i]] / inputs.employment_2021[here].sum()
    risk = with_own_prevalence(inputs, country_risk(inputs), {"TWN": mean})
    assert risk.log_v[i] == pytest.approx(0)
    assert risk.sd[i] == 0.40
    assert "TWN" not in risk.stand_ins


def test_own_source_narrows_the_range(wiod):
    def spread(account):
        people = account.draws(1500).sum(2)[account.cells.country_index("IND")]
        return np.log(np.quantile(people, 0.95) / np.quantile(people, 0.05))

    rate = 1000 * total(forced_labour(wiod), "IND") / load_inputs().employment_2021.sum()
    assert spread(forced_labour(wiod, prevalence={"IND": rate * 7})) < spread(forced_labour(wiod))


def test_all_problems_at_once(wiod):
    with pytest.raises(InputError) as caught:
        forced_labour(wiod, prevalence={"XXX": 1.0, "IND": -1.0, "PRK": 3.0})
    assert [p.code for p in caught.value.problems] == ["unknown_country", "impossible_rate", "state_imposed"]


def test_reading_rates_per_population_of_modern_slavery(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("iso3,per_1000_population\nIND,8\nERI,90\nLUX,\n", encoding="utf-8")
    inputs = load_inputs()
    i = inputs.countries.index("IND")
    expected = 8 * inputs.population[i] / inputs.employment_2021[i]
    assert read_prevalence(path) == pytest.approx({"IND": expected})
    # Forced labour per 1,000 over modern slavery per 1,000 in Asia and the Pacific: 3.5 / 6.8.
    assert read_prevalence(path, modern_slavery=True)["IND"] == pytest.approx(expected * 3.5 / 6.8)


def test_reading_people(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("iso3,people\nDEU,40000\n", encoding="utf-8")
    inputs = load_inputs()
    expected = 1000 * 40000 / inputs.employment_2021[inputs.countries.index("DEU")]
    assert read_prevalence(path)["DEU"] == pytest.approx(expected)


def test_a_bad_file_tells_every_row(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("iso3,people\nXXX,5\nDEU,many\nIND,1\nIND,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_prevalence(path)
    assert [(p.row, p.code) for p in caught.value.problems] == [
        (2, "unknown_country"),
        (3, "impossible_rate"),
        (5, "twice"),
    ]
    assert all(p.file == "own.csv" for p in caught.value.problems)


def test_a_file_without_a_measure(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("country,rate\nIND,5\n", encoding="utf-8")
    with pytest.raises(InputError, match="needs the column iso3"):
        read_prevalence(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_prevalence(tmp_path / "none.csv")
