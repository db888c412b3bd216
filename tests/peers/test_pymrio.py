"""Multipliers and footprints equal pymrio's on WIOD 2011."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from fairlead.flows import footprints, multipliers, open_table

# pymrio warns of divisions by zero output and of pandas deprecations: its business, not ours.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def setting():
    table = open_table("wiod2011")
    jobs = table.employment
    e = np.divide(jobs, table.output, out=np.zeros(table.n), where=table.output > 0)
    e = np.where(np.isnan(e), np.nanmean(e), e)
    return table, e


@pytest.fixture(scope="module")
def peer(setting):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        import pymrio

        table, e = setting
        rows = pd.MultiIndex.from_product([table.cells.countries, table.cells.industries], names=["region", "sector"])
        columns = pd.MultiIndex.from_product([table.cells.countries, ["final"]], names=["region", "category"])
        # pymrio takes the inverse of any output but zero; cells of negative output have neither inputs nor account.
        system = pymrio.IOSystem(
            Z=pd.DataFrame(table.Z, rows, rows),
            Y=pd.DataFrame(table.final_demand, rows, columns),
            x=pd.DataFrame({"indout": table.output}, rows),
        )
        people = pd.DataFrame((e * table.output)[None], index=["jobs"], columns=rows)
        system.jobs = pymrio.Extension("jobs", F=people)
        system.calc_all()
    return system


def test_multipliers(setting, peer):
    table, e = setting
    ours = multipliers(table, e, 1e-10)
    np.testing.assert_allclose(ours.values, peer.jobs.M.loc["jobs"].to_numpy(), rtol=1e-9, atol=0)


def test_footprints(setting, peer):
    table, e = setting
    found = footprints(table, e)
    theirs = peer.jobs
    countries = list(table.cells.countries)
    np.testing.assert_allclose(
        found.footprint, theirs.D_cba.loc["jobs"].groupby(level="region").sum()[countries].to_numpy(), rtol=1e-9
    )
    np.testing.assert_allclose(
        found.territorial, theirs.D_pba.loc["jobs"].groupby(level="region").sum()[countries].to_numpy(), rtol=1e-9
    )
    np.testing.assert_allclose(
        found.imported, theirs.D_imp.loc["jobs"].groupby(level="region").sum()[countries].to_numpy(), rtol=1e-9
    )


def test_dense_inverse(setting):
    table, e = setting
    inverse = np.linalg.inv(np.eye(table.n) - table.A)
    np.testing.assert_allclose(multipliers(table, e, 1e-10).values, e @ inverse, rtol=1e-9)
    people = e[:, None] * (inverse @ table.final_demand)
    np.testing.assert_allclose(footprints(table, e).by_industry, people, rtol=1e-8, atol=1e-9 * people.max())
