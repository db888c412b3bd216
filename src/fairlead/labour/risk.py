"""How likely forced labour is in one country against its region: the country factor v, from open indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fairlead.flows.cells import FloatArray, IntArray
from fairlead.labour.inputs import Inputs

__all__ = ["CountryFactor", "CountryRisk", "country_risk"]

CountryFactor = Literal["model", "rule_of_law", "one"]


@dataclass(frozen=True)
class CountryRisk:
    """Country factors and what they rest on; C countries.

    Attributes
    ----------
    log_v : ndarray, shape (C,)
        Logarithm of v, relative to the employment-weighted mean of the region.
    z : ndarray, shape (C, 2)
        Scaled indicators: rule of law, logit of gender inequality.
    sd : ndarray, shape (C,)
        Log standard deviation of a country's own error.
    stand_ins : dict
        Country to the text that says what stands in for its missing indicators.
    """

    log_v: FloatArray
    z: FloatArray
    sd: FloatArray
    stand_ins: dict[str, str]


def _logit(p: FloatArray) -> FloatArray:
    clipped = np.clip(p, 0.005, 0.995)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _fill_by_region(values: FloatArray, region_of: IntArray) -> FloatArray:
    out = values.copy()
    for region in np.unique(region_of):
        here = region_of == region
        out[here & np.isnan(values)] = np.nanmedian(values[here])
    return out


def _indicators(inputs: Inputs) -> tuple[FloatArray, FloatArray, dict[str, str]]:
    """Rule of law and logit gender inequality, gaps filled: named stand-in, then regression, then region median."""
    law, gii = inputs.rule_of_law.copy(), _logit(inputs.gii)
    missing = np.isnan(law) | np.isnan(gii)
    notes = {
        inputs.countries[i]: "median of the region stands in for missing indicators" for i in np.nonzero(missing)[0]
    }
    known = ~missing & ~np.isnan(inputs.hdi)
    design = np.column_stack([np.ones(len(law)), law, inputs.hdi])
    fit = np.linalg.lstsq(design[known], gii[known], rcond=None)[0]
    predicted = design @ fit
    for country, stand_in in inputs.stand_ins.items():
        i, j = inputs.countries.index(country), inputs.countries.index(stand_in)
        law[i] = inputs.rule_of_law[j] if np.isnan(law[i]) else law[i]
        gii[i] = _logit(inputs.gii)[j] if np.isnan(gii[i]) else gii[i]
        notes[country] = f"{inputs.country_names[stand_in]} stands in for missing indicators"
    for k in np.nonzero(np.isnan(gii) & np.isfinite(predicted))[0]:
        gii[k] = predicted[k]
        notes[inputs.countries[k]] = "gender inequality estimated from rule of law and human development"
    return _fill_by_region(law, inputs.region_of), _fill_by_region(gii, inputs.region_of), notes


def _within_slope(z: FloatArray, region_of: IntArray) -> float:
    """Slope of the second indicator on the first within regions: what leaving the second out adds to the first."""
    means = np.array([z[region_of == r].mean(0) for r in range(region_of.max() + 1)])
    inner = z - means[region_of]
    return float(inner[:, 0] @ inner[:, 1] / (inner[:, 0] @ inner[:, 0]))


def country_risk(inputs: Inputs, method: CountryFactor = "model") -> CountryRisk:
    """Country factors v by the two-indicator model, by rule of law alone, or all equal.

    ``ln v = b1[r] z1 + b2[r] z2`` with z1 the rule of law and z2 the logit of the gender inequality index, both
    centred and scaled; slopes by ILO region. The slopes are statistics fitted to an index that is not part of
    Fairlead (method page "Labour accounts", section on the country factor).

    Examples
    --------
    >>> from fairlead.labour.inputs import load_inputs
    >>> inputs = load_inputs()
    >>> risk = country_risk(inputs)
    >>> risk.stand_ins["TWN"]
    'Korea, Republic of stands in for missing indicators'
    >>> float(np.exp(risk.log_v[inputs.countries.index("DEU")]).round(2)) < 1
    True
    """
    p = inputs.parameters
    law, gii, notes = _indicators(inputs)
    z = np.column_stack(
        [
            (law - p["rule_of_law_centre"]) / p["rule_of_law_scale"],
            (gii - p["gii_logit_centre"]) / p["gii_logit_scale"],
        ]
    )
    if method == "model":
        log_v = (inputs.region_slopes[inputs.region_of] * z).sum(1)
    elif method == "rule_of_law":
        log_v = (p["slope_rule_of_law_pooled"] + p["slope_gii_pooled"] * _within_slope(z, inputs.region_of)) * z[:, 0]
    else:
        log_v = np.zeros(len(z))
    for r in range(len(inputs.regions)):
        here = inputs.region_of == r
        log_v[here] -= np.log(np.average(np.exp(log_v[here]), weights=inputs.employment_2021[here]))
    stand_in = np.isin(np.array(inputs.countries), list(notes))
    sd = np.where(stand_in, p["sd_country_stand_in"], p["sd_country"])
    return CountryRisk(log_v=log_v, z=z, sd=sd, stand_ins=notes)
