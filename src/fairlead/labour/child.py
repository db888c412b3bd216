"""Children in child labour, by cell of a trade table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import FloatArray, IntArray
from fairlead.flows.table import Table
from fairlead.labour.account import LabourAccount
from fairlead.labour.cautions import cell_cautions
from fairlead.labour.inputs import Inputs, load_inputs
from fairlead.labour.lines import child_labour_statements, common_lines
from fairlead.labour.margins import fit_margins
from fairlead.labour.spread import Float32Array, Spread
from fairlead.labour.tables import account_fields, add_unallocated, low_skill_logs
from fairlead.labour.workforce import UNALLOCATED, Workforce, filled_shares, workforce

__all__ = ["RateModel", "child_labour", "rate_model"]

#: Sources of uncertainty of the draws.
NOISE = ("totals", "sectors", "country", "country_sector", "industry", "cell")
#: Regions with a constant of their own in the rate model; the others share one.
OWN_CONSTANT = (
    "sub_saharan_africa",
    "latin_america_caribbean",
    "central_southern_asia",
    "eastern_south_eastern_asia",
)
#: Children's share of the population where a region has no survey to take the median of.
OTHER_CHILD_SHARE = 0.12


@dataclass(frozen=True)
class RateModel:
    """Share of children at work by country; C countries.

    Attributes
    ----------
    rate : ndarray, shape (C,)
        Surveyed where a survey exists, else modelled.
    observed : ndarray of bool, shape (C,)
        Whether a survey exists.
    r2, r2_left_out, residual_sd : float
        Fit of the model on the logit scale: in the sample, leaving one country out, and its residual.
    surveys : int
        Countries in the fit.
    """

    rate: FloatArray
    observed: npt.NDArray[np.bool_]
    r2: float
    r2_left_out: float
    residual_sd: float
    surveys: int


def _logit(p: FloatArray) -> FloatArray:
    return np.asarray(np.log(p / (1 - p)))


def _rate_design(inputs: Inputs) -> tuple[FloatArray, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Design of the rate model (C, K), countries with a survey (C,), and countries of the fit (C,)."""
    development = _logit(np.clip(inputs.hdi, 0.01, 0.99))
    constants = [inputs.child_region_of == inputs.child_regions.index(r) for r in OWN_CONSTANT]
    agriculture = _logit(np.clip(filled_shares(inputs)[:, 0], 0.003, 0.99))
    filled = np.where(np.isnan(development), np.nanmedian(development), development)
    design = np.column_stack([np.ones(len(filled)), filled, agriculture, *constants]).astype(float)
    observed = inputs.child_rate > 0
    return design, observed, observed & np.isfinite(development)


def rate_model(inputs: Inputs) -> RateModel:
    """Share of children at work: the survey, else logit of human development, agriculture and region.

    Examples
    --------
    >>> from fairlead.labour.inputs import load_inputs
    >>> model = rate_model(load_inputs())
    >>> model.surveys, round(model.r2, 2), round(model.r2_left_out, 2)
    (105, 0.44, 0.34)
    """
    p = inputs.parameters
    design, observed, use = _rate_design(inputs)
    y = _logit(inputs.child_rate[use])
    beta = np.linalg.lstsq(design[use], y, rcond=None)[0]
    residual = y - design[use] @ beta
    leverage = np.einsum("ij,ji->i", design[use], np.linalg.pinv(design[use]))
    around = ((y - y.mean()) ** 2).sum()
    modelled = 1 / (1 + np.exp(-(design @ beta)))
    capped = (inputs.hdi > p["child_rate_cap_hdi"]) & ~observed
    modelled[capped] = np.minimum(modelled[capped], p["child_rate_cap"])
    return RateModel(
        rate=np.where(observed, inputs.child_rate, modelled),
        observed=observed,
        r2=float(1 - (residual**2).sum() / around),
        r2_left_out=float(1 - ((residual / (1 - leverage)) ** 2).sum() / around),
        residual_sd=float(residual.std()),
        surveys=int(use.sum()),
    )


def _children(inputs: Inputs) -> FloatArray:
    """Children of the surveyed ages by country: from the survey, else population times the region's median share."""
    p = inputs.parameters
    population = np.where(
        np.isnan(inputs.population), p["population_per_employed"] * inputs.employment_2021, inputs.population
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        surveyed = inputs.children_working / inputs.child_rate
    share = surveyed / population
    children = np.where((share > p["child_share_minimum"]) & (share < p["child_share_maximum"]), surveyed, np.nan)
    for region in range(len(inputs.child_regions)):
        here = inputs.child_region_of == region
        seen = share[here & np.isfinite(share)]
        median = float(np.median(seen)) if len(seen) else OTHER_CHILD_SHARE
        children = np.where(np.isnan(children) & here, population * median, children)
    return children


@dataclass(frozen=True)
class _Model:
    """What the central run and the draws share. C input countries, R regions, B = 3 sectors."""

    inputs: Inputs
    rates: RateModel
    fitted: FloatArray
    region_total: FloatArray
    sector_total: FloatArray
    members: tuple[IntArray, ...]
    spread: Spread

    def drawn(self, n: int, rng: np.random.Generator, only: Collection[str] = NOISE) -> Float32Array:
        """Children by input country, draw and sector, shape (C, N, B)."""
        on = {source: float(source in only) for source in NOISE}
        p, inputs = self.inputs.parameters, self.inputs
        region_of, n_regions = inputs.child_region_of, len(inputs.child_regions)
        countries, sectors = self.fitted.shape
        rows = self.region_total * np.exp(on["totals"] * inputs.child_region_sd * rng.standard_normal((n, n_regions)))
        columns = self.sector_total * np.exp(on["sectors"] * inputs.child_sector_sd * rng.standard_normal((n, sectors)))
        columns *= (rows.sum(1) / columns.sum(1))[:, None]
        sd = _country_sd(inputs, self.rates)
        known = np.isfinite(inputs.child_sector_shares).all(1)
        sector_sd = np.where(known, p["sd_child_country_sector_observed"], p["sd_child_country_sector_modelled"])
        people = rng.standard_normal((countries, n, sectors), dtype=np.float32)
        people *= (on["country_sector"] * sector_sd).astype(np.float32)[:, None, None]
        people += (on["country"] * sd * rng.standard_normal((n, countries))).T.astype(np.float32)[:, :, None]
        np.exp(people, out=people)
        people *= self.fitted.astype(np.float32)[:, None, :]
        regions = np.eye(n_regions, dtype=np.float32)[region_of]
        groups = (regions.T @ people.reshape(countries, -1)).reshape(n_regions, n, sectors)
        a, b = fit_margins(groups.transpose(1, 0, 2).astype(np.float64), rows, columns, tol=1e-9)
        people *= b.astype(np.float32)
        people *= a.T[region_of].astype(np.float32)[:, :, None]
        return people

    def draw(self, n: int, seed: int, only: Collection[str], table: Table, work: Workforce) -> Float32Array:
        rng = np.random.Generator(np.random.PCG64(seed))
        drawn = self.drawn(n, rng, only)
        totals = np.stack([drawn[m].sum(0) for m in self.members])
        spread = replace(
            self.spread,
            sd_industry=self.spread.sd_industry * ("industry" in only),
            sd_cell=self.spread.sd_cell * ("cell" in only),
        )
        people = spread.draw(totals, np.ones(n, dtype=np.float32), rng)
        add_unallocated(people, table, work.modelled)
        return people


def child_labour(table: Table) -> LabourAccount:
    """Children in child labour (2020 frame, 160 million in the world) by cell.

    Surveys of children's work, or a model where there is none, are fitted to the regional and sectoral counts of the
    global estimates, then spread over industries by employment and low-skill hours. The counts stay those of 2020:
    rates are per child, not per worker. A country without a survey is the residual of its region: "not observed".

    Parameters
    ----------
    table
        ``wiod2011`` or ``world2011``.

    Returns
    -------
    LabourAccount

    Examples
    --------
    >>> from fairlead.flows.open import open_table
    >>> account = child_labour(open_table("wiod2011"))
    >>> round(account.total / 1e6), account.stand_ins["CHN"].split(":")[0]
    (160, 'not observed')
    """
    inputs = load_inputs()
    work = workforce(inputs, table)
    model = _model(inputs, table, work)
    totals = np.stack([model.fitted[m].sum(0) for m in model.members])
    people = model.spread.central(totals, 1.0)
    add_unallocated(people[:, None, :], table, work.modelled)
    fields = account_fields(table, work, people)
    lost = totals[~model.spread.possible()].sum()
    fields["outside_table"] += float(lost)
    stand_ins = {
        code: "not observed: no survey; modelled and fitted to its region's total"
        for code, i in ((c, inputs.index(c)) for c in table.cells.countries)
        if i is not None and not model.rates.observed[i]
    }
    return LabourAccount(
        id="child_labour",
        label="Children in child labour",
        definition="Children of 5 to 17 years in child labour (ILO Conventions Nos. 138 and 182).",
        frame="Counts of 2020 on the economy of 2011",
        stand_ins=stand_ins,
        separate_lines=common_lines(table, fields["outside_table"], fields["unallocated"]),
        statements=child_labour_statements(inputs),
        cell_cautions=_with_not_observed(cell_cautions(table, work), table, stand_ins),
        noise=NOISE,
        country_log_sd=dict(zip(inputs.countries, _country_sd(inputs, model.rates).tolist(), strict=True)),
        sampler=lambda n, seed, only: model.draw(n, seed, only, table, work),
        **fields,
    )


def _country_sd(inputs: Inputs, rates: RateModel) -> FloatArray:
    """Log standard deviation of a country's level, shape (C,): less where a survey was held."""
    p = inputs.parameters
    return np.where(rates.observed, p["sd_child_country_observed"], p["sd_child_country_modelled"])


def _model(inputs: Inputs, table: Table, work: Workforce) -> _Model:
    rates = rate_model(inputs)
    modelled = inputs.child_sector_risk * filled_shares(inputs)
    modelled /= modelled.sum(1, keepdims=True)
    surveyed = np.isfinite(inputs.child_sector_shares).all(axis=1, keepdims=True)
    shares = np.where(surveyed, np.clip(inputs.child_sector_shares, 0.005, 1), modelled)
    seed = (rates.rate * _children(inputs))[:, None] * shares / shares.sum(1, keepdims=True)
    region_total = inputs.child_region_total
    sector_total = inputs.child_sector_total * region_total.sum() / inputs.child_sector_total.sum()
    regions = np.eye(len(inputs.child_regions))[inputs.child_region_of]
    a, b = fit_margins(regions.T @ seed, region_total, sector_total)
    has_output = table.output.reshape(work.employed.shape) > 0
    return _Model(
        inputs=inputs,
        rates=rates,
        fitted=seed * a[inputs.child_region_of, None] * b,
        region_total=region_total,
        sector_total=sector_total,
        members=work.members,
        spread=Spread(
            base=np.where(has_output, work.employed, 0.0),
            log_skill=low_skill_logs(inputs, table),
            group_of=inputs.broad_of,
            groups=3,
            sd_industry=inputs.parameters["sd_child_industry"],
            sd_cell=inputs.parameters["sd_child_cell"],
        ),
    )


def _with_not_observed(
    cautions: dict[int, tuple[str, ...]], table: Table, stand_ins: dict[str, str]
) -> dict[int, tuple[str, ...]]:
    """Add "not observed" to all cells of countries without a survey."""
    out = dict(cautions)
    for i, code in enumerate(table.cells.countries):
        if code not in stand_ins or code == UNALLOCATED:
            continue
        text = (
            f"{table.names.get(code, code)}: child labour is not observed there; the figure is what its region's "
            "published total leaves for it."
        )
        for position in range(i * len(table.cells.industries), (i + 1) * len(table.cells.industries)):
            out[position] = (*out.get(position, ()), text)
    return out
