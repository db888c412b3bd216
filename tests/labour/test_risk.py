import numpy as np
import pytest

from fairlead.labour.inputs import load_inputs
from fairlead.labour.risk import country_risk

# Country factors of the method notes (computed there on the same indicators by other code).
NOTED = {"AFG": 3.001, "AGO": 1.0726, "ALB": 0.8905, "ARE": 0.5148}


@pytest.fixture(scope="module")
def inputs():
    return load_inputs()


@pytest.mark.parametrize("country", NOTED)
def test_factors_are_those_of_the_method_notes(inputs, country):
    v = np.exp(country_risk(inputs).log_v[inputs.countries.index(country)])
    assert v == pytest.approx(NOTED[country], rel=0.01)


@pytest.mark.parametrize("method", ["model", "rule_of_law", "one"])
def test_mean_factor_of_each_region_is_one(inputs, method):
    risk = country_risk(inputs, method)
    for r in range(5):
        here = inputs.region_of == r
        assert np.average(np.exp(risk.log_v[here]), weights=inputs.employment_2021[here]) == pytest.approx(1)


def test_countries_without_indicators_have_a_label_and_a_wider_error(inputs):
    risk = country_risk(inputs)
    missing = np.isnan(inputs.rule_of_law) | np.isnan(inputs.gii)
    assert {inputs.countries[i] for i in np.nonzero(missing)[0]} == set(risk.stand_ins)
    np.testing.assert_array_equal(risk.sd == 0.80, missing)
    assert np.isfinite(risk.log_v).all()


def test_the_user_can_see_how_each_gap_was_filled(inputs):
    notes = country_risk(inputs).stand_ins
    assert "Jordan" in notes["PSE"]
    assert "estimated" in notes["UKR"]
    assert "median" in notes["PRK"]
