"""The user's own index of nearly all countries: it says how countries of a region compare, and nothing of the others.

A list of a few countries moves these against the rest of their region (`fairlead.labour.prevalence`). An index of
nearly all countries is used otherwise: the countries that it has share among themselves the people whom the account
gives them together, and a country that it does not have keeps its estimate, draw by draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from fairlead.assess.result import Source
from fairlead.flows.cells import FloatArray
from fairlead.labour.inputs import Inputs
from fairlead.labour.margins import fit_margins
from fairlead.labour.prevalence import STATE_IMPOSED, with_own_prevalence
from fairlead.labour.risk import CountryRisk

__all__ = ["OwnIndex", "share_out", "with_own_index"]

Real = TypeVar("Real", np.float32, np.float64)


@dataclass(frozen=True)
class OwnIndex:
    """An index of nearly all countries, from the user's own copy.

    Attributes
    ----------
    name
        What it is, with its edition: ``"Global Slavery Index 2023 (Walk Free)"``.
    rates
        Country (ISO 3166 alpha-3) to people in forced labour per 1,000 employed in 2021, rescaled where the index
        counts more than forced labour.
    source
        The copy: title, terms, file, digest and day.
    """

    name: str
    rates: Mapping[str, float]
    source: Source

    @property
    def basis(self) -> str:
        """What the figures rest on, for the time and unit of an account."""
        return f"levels of {len(self.rates)} countries from your own copy of the {self.name}, rescaled to forced labour"


def with_own_index(inputs: Inputs, risk: CountryRisk, index: OwnIndex) -> CountryRisk:
    """Country factors of the index where it has one, narrower ranges there, and a label where it has none.

    Raises
    ------
    InputError
        With every unknown country, impossible rate, and country of state-imposed forced labour.
    """
    found = with_own_prevalence(inputs, risk, index.rates)
    notes = dict(found.stand_ins)
    for country in inputs.countries:
        if country not in index.rates:
            why = (
                f"the {index.name} counts mostly forced labour that the State imposes there, so that Fairlead's own "
                "level stands in"
                if country in STATE_IMPOSED
                else f"no figure in your copy of the {index.name}, so that Fairlead's own level stands in"
            )
            notes[country] = "; ".join([why, *([notes[country]] if country in notes else [])])
    return replace(found, stand_ins=notes)


def share_out(
    usual: npt.NDArray[Real], seeds: npt.NDArray[Real], covered: npt.NDArray[np.bool_], regions: FloatArray
) -> npt.NDArray[Real]:
    """Share the people of covered countries out anew, each region's and each sector's sum of them kept.

    Parameters
    ----------
    usual : ndarray, shape (C, ..., B)
        People by country and sector without the index.
    seeds : ndarray, shape (C, ..., B)
        Seeds with the index: employment times sector times country factor; positive.
    covered : ndarray of bool, shape (C,)
        Countries of the index.
    regions : ndarray, shape (C, R)
        1 where a country lies in a region.

    Returns
    -------
    ndarray, shape (C, ..., B)
        The usual people where not covered. Elsewhere the one matrix that has the ratios of the seeds within a region
        and sector, and the sums of the usual people: for a region whose countries have the same mix of sectors,
        people in proportion to the index.

    Examples
    --------
    >>> usual = np.array([[10.0], [20.0], [5.0]])
    >>> share_out(usual, np.array([[2.0], [1.0], [9.0]]), np.array([True, True, False]), np.ones((3, 1))).tolist()
    [[20.0], [10.0], [5.0]]
    """
    if not covered.any():
        return usual
    here = regions[covered]
    here = here[:, here.any(0)]
    kept, new = usual[covered], seeds[covered]

    def sums(values: npt.NDArray[Real]) -> FloatArray:
        groups = here.T.astype(values.dtype) @ values.reshape(len(values), -1)
        shaped = groups.reshape(here.shape[1], *values.shape[1:])
        return np.moveaxis(shaped, 0, -2).astype(np.float64)

    wanted = sums(kept)
    tol = 1e-12 if usual.dtype == np.float64 else 1e-9
    a, b = fit_margins(sums(new), wanted.sum(-1), wanted.sum(-2), tol=tol)
    out = usual.copy()
    region_of = here.argmax(1)
    out[covered] = new * np.moveaxis(a, -1, 0)[region_of][..., None].astype(usual.dtype) * b.astype(usual.dtype)
    return out
