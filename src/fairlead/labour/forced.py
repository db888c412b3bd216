"""Forced labour in the private economy, by cell of a trade table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour.account import LabourAccount
from fairlead.labour.assumptions import check_assumptions
from fairlead.labour.cautions import cell_cautions
from fairlead.labour.inputs import Inputs, load_inputs
from fairlead.labour.lines import forced_labour_lines, forced_labour_statements
from fairlead.labour.margins import fit_margins
from fairlead.labour.own_index import OwnIndex, share_out, with_own_index
from fairlead.labour.prevalence import with_own_prevalence
from fairlead.labour.risk import CountryFactor, CountryRisk, country_risk
from fairlead.labour.spread import Float32Array, Spread
from fairlead.labour.tables import account_fields, add_unallocated, exposure, low_skill_logs
from fairlead.labour.workforce import REST_OF_WORLD, RowMethod, Workforce, sector_employment_2021, workforce

__all__ = ["forced_labour"]

Real = TypeVar("Real", np.float32, np.float64)
#: Sources of uncertainty of the draws.
NOISE = (
    "totals",
    "sectors",
    "slopes",
    "country",
    "region_sector",
    "country_sector",
    "industry",
    "cell",
    "row_employment",
)
ROW_GROUPS = (slice(1, 18), slice(18, 35))


@dataclass(frozen=True)
class _Model:
    """Everything that the central run and the draws share. C input countries, R regions, B sectors.

    `index_risk` are the country factors with the user's index, where one is used, and `covered` the countries it has.
    """

    inputs: Inputs
    risk: CountryRisk
    seed: FloatArray
    region_total: FloatArray
    coefficient: tuple[FloatArray, ...]
    work: Workforce
    spread: Spread
    gamma: float | None
    row: int | None
    index_risk: CountryRisk | None = None
    covered: npt.NDArray[np.bool_] | None = None

    def table_totals(self, people: npt.NDArray[Real]) -> npt.NDArray[Real]:
        """People by table country and sector, (I, ..., B), from people of 2021 by input country, (C, ..., B)."""
        shape = (len(self.work.members), *people.shape[1:])
        out = np.zeros(shape, dtype=people.dtype)
        for i, (members, k) in enumerate(zip(self.work.members, self.coefficient, strict=True)):
            for member, factor in zip(members, k.astype(people.dtype), strict=True):
                out[i] += people[member] * factor
        return out

    def central_2021(self) -> FloatArray:
        """People in 2021 by input country and sector, shape (C, B): sums are the regional and sectoral totals."""
        regions = np.eye(len(self.inputs.regions))[self.inputs.region_of]
        seed = self.seed * np.exp(self.risk.log_v)[:, None]
        a, b = fit_margins(regions.T @ seed, self.region_total, self.inputs.sector_total)
        people = np.asarray(seed * a[self.inputs.region_of, None] * b)
        if self.index_risk is None or self.covered is None:
            return people
        return share_out(people, self.seed * np.exp(self.index_risk.log_v)[:, None], self.covered, regions)

    def drawn_2021(self, n: int, rng: np.random.Generator, only: Collection[str] = NOISE) -> Float32Array:
        """People in 2021 by input country, draw and sector, shape (C, N, B)."""
        p, inputs = self.inputs.parameters, self.inputs
        on = {source: float(source in only) for source in NOISE}
        countries, sectors = self.seed.shape
        region_of, n_regions = inputs.region_of, len(inputs.regions)
        world = p["sd_world"] * rng.standard_normal((n, 1))
        rows = self.region_total * np.exp(
            on["totals"] * (world + inputs.region_sd * rng.standard_normal((n, n_regions)))
        )
        columns = inputs.sector_total * np.exp(on["sectors"] * inputs.sector_sd * rng.standard_normal((n, sectors)))
        columns *= (rows.sum(1) / columns.sum(1))[:, None]
        slopes = rng.standard_normal((n, 1, 2)) * np.array([p["slope_rule_of_law_se"], p["slope_gii_se"]])
        slopes = slopes + p["slope_region_sd"] * rng.standard_normal((n, n_regions, 2))
        own = rng.standard_normal((n, countries))
        log_v = self.risk.log_v + on["country"] * self.risk.sd * own
        log_v += on["slopes"] * np.einsum("nck,ck->nc", slopes[:, region_of], self.risk.z)
        region_sector = rng.standard_normal((n_regions, n, sectors), dtype=np.float32)
        region_sector *= np.float32(on["region_sector"] * p["sd_region_sector"])
        people = rng.standard_normal((countries, n, sectors), dtype=np.float32)
        people *= np.float32(on["country_sector"] * p["sd_country_sector"])
        people += log_v.T.astype(np.float32)[:, :, None]
        people += region_sector[region_of]
        np.exp(people, out=people)
        people *= self.seed.astype(np.float32)[:, None, :]
        regions = np.eye(n_regions, dtype=np.float32)[region_of]
        groups = (regions.T @ people.reshape(countries, -1)).reshape(n_regions, n, sectors)
        a, b = fit_margins(groups.transpose(1, 0, 2).astype(np.float64), rows, columns, tol=1e-9)
        people *= b.astype(np.float32)
        people *= a.T[region_of].astype(np.float32)[:, :, None]
        if self.index_risk is None or self.covered is None:
            return people
        # The same errors of sectors; the country's own error is that of the index. Factors of a draw and of its
        # region cancel in the fit, so that the fitted people serve as the seeds without the usual country factor.
        change = self.index_risk.log_v + on["country"] * self.index_risk.sd * own - log_v
        seeds = people * np.exp(change.T)[:, :, None].astype(np.float32)
        return share_out(people, seeds, self.covered, regions.astype(np.float64))

    def draw(self, n: int, seed: int, only: Collection[str], table: Table) -> Float32Array:
        rng = np.random.Generator(np.random.PCG64(seed))
        totals = self.table_totals(self.drawn_2021(n, rng, only))
        gamma = rng.uniform(0, 2, n)
        if self.gamma is not None or "industry" not in only:
            gamma[:] = self.inputs.parameters["gamma"] if self.gamma is None else self.gamma
        own: dict[int, Float32Array] = {}
        if self.row is not None:
            drawn = self._row_employment(n, rng, float("row_employment" in only))
            before = self.work.employed[self.row] @ self.spread.indicator
            totals[self.row] *= (drawn @ self.spread.indicator / before).astype(np.float32)
            own[self.row] = (drawn * self.inputs.private_factor).astype(np.float32)
        spread = replace(
            self.spread,
            sd_industry=self.spread.sd_industry * ("industry" in only),
            sd_cell=self.spread.sd_cell * ("cell" in only),
        )
        people = spread.draw(totals, gamma.astype(np.float32), rng, own)
        add_unallocated(people, table, self.work.modelled)
        return people

    def _row_employment(self, n: int, rng: np.random.Generator, on: float) -> FloatArray:
        """Employment of Rest of World by draw, shape (N, S): industry and services keep their sums."""
        assert self.row is not None
        employed = np.tile(self.work.employed[self.row], (n, 1))
        p = self.inputs.parameters
        for at, sd in zip(ROW_GROUPS, (p["row_industry_sd"], p["row_services_sd"]), strict=True):
            total = employed[:, at].sum(1, keepdims=True)
            employed[:, at] *= np.exp(on * sd * rng.standard_normal((n, at.stop - at.start)))
            employed[:, at] *= total / employed[:, at].sum(1, keepdims=True)
        return employed


def _scaled_to_ilo(inputs: Inputs, work: Workforce) -> Workforce:
    """Employment of the published countries scaled to the ILO's totals of 2011."""
    employed, members = work.employed.copy(), list(work.member_employed)
    for i, position in enumerate(work.members):
        if len(position) == 1 and not work.modelled[i] and np.isfinite(inputs.employment_2011[position[0]]):
            employed[i] *= inputs.employment_2011[position[0]] / employed[i].sum()
            members[i] = employed[i : i + 1]
    return replace(work, employed=employed, member_employed=tuple(members))


def forced_labour(
    table: Table,
    *,
    country_factor: CountryFactor = "model",
    gamma: float | None = None,
    self_employed_weight: float = 1.0,
    agricultural_shift: float | None = None,
    rest_of_world: Literal["countries", "zero"] = "countries",
    row_employment: RowMethod = "sum",
    region_split: Literal["all_forms", "private"] = "all_forms",
    employment_scale: Literal["accounts", "ilo"] = "accounts",
    prevalence: Mapping[str, float] | OwnIndex | None = None,
) -> LabourAccount:
    """People in forced labour in the private economy, without commercial sexual exploitation, by cell.

    World, regional and sectoral counts of the Global Estimates of 2021 are spread over countries by employment, sector
    and a country factor from open indicators, then over industries by employment and low-skill hours. No figure of a
    country is the ILO's: the country figures are Fairlead's estimates.

    Parameters
    ----------
    table
        ``wiod2011`` or ``world2011``.
    country_factor
        ``"model"`` (rule of law and gender inequality), ``"rule_of_law"`` (one slope) or ``"one"`` (all countries of a
        region alike).
    gamma
        Exponent of the low-skill share of hours; central 1 and drawn from 0 to 2 unless given.
    self_employed_weight
        What a self-employed worker counts beside an employee, above 0 to 1; shares of employees are known for 39
        countries only.
    agricultural_shift
        Logit added to the share of agriculture of 2021-23 to reach 2011, for Rest of World; 0.25 unless given.
    rest_of_world
        ``"zero"`` leaves Rest of World and every country split from it empty: for sensitivity runs only.
    row_employment
        ``"sum"`` over the countries outside the table, or world less table (``"difference"``).
    region_split
        ``"all_forms"``: the private economy has the same share everywhere; ``"private"``: a recalled regional split.
    employment_scale
        ``"ilo"`` scales the published countries' employment to the ILO's totals.
    prevalence
        The user's own source: country to people in forced labour per 1,000 employed; replaces the country factor of
        these countries (see `fairlead.labour.read_prevalence`). An `OwnIndex` of nearly all countries shares the people
        of the countries that it has out among them; the others keep their estimate, and are labelled.

    Returns
    -------
    LabourAccount

    Raises
    ------
    TableError
        When the table's industries or countries are not those of the labour inputs.
    InputError
        When `prevalence` has unknown countries or impossible values, or another option a value that it may not have.

    Examples
    --------
    >>> from fairlead.flows.open import open_table
    >>> account = forced_labour(open_table("wiod2011"))
    >>> round(account.total / 1e6, 2)
    13.27
    >>> account.draws(10).shape
    (41, 10, 35)
    """
    check_assumptions(
        {
            "country_factor": country_factor,
            "self_employed_weight": self_employed_weight,
            "rest_of_world": rest_of_world,
            "row_employment": row_employment,
            "region_split": region_split,
            "employment_scale": employment_scale,
            **({} if gamma is None else {"gamma": gamma}),
            **({} if agricultural_shift is None else {"agricultural_shift": agricultural_shift}),
        }
    )
    inputs = load_inputs()
    work = workforce(inputs, table, agricultural_shift=agricultural_shift, row_method=row_employment)
    if employment_scale == "ilo":
        work = _scaled_to_ilo(inputs, work)
    model = _model(inputs, table, work, country_factor, gamma, region_split, prevalence, self_employed_weight)
    totals = model.table_totals(model.central_2021())
    if rest_of_world == "zero":
        totals[work.modelled] = 0
    central = inputs.parameters["gamma"] if gamma is None else gamma
    people = model.spread.central(totals, central)
    add_unallocated(people[:, None, :], table, work.modelled)
    kept = np.where(work.modelled, 0, 1) if rest_of_world == "zero" else None

    def sampler(n: int, seed: int, only: Collection[str]) -> Float32Array:
        drawn = model.draw(n, seed, only, table)
        if kept is not None:
            drawn[kept == 0] = 0
            add_unallocated(drawn, table, work.modelled)
        return drawn

    fields = account_fields(table, work, people)
    risk, index = model.index_risk or model.risk, prevalence if isinstance(prevalence, OwnIndex) else None
    frame = "Rates of 2021 on the economy and employment of 2011"
    return LabourAccount(
        id="forced_labour",
        label="People in forced labour",
        definition=(
            "People in forced labour in the private economy on any given day (ILO Convention No. 29), without "
            "commercial sexual exploitation and state-imposed forced labour."
        ),
        frame=f"{frame}; {index.basis}" if index else frame,
        stand_ins={c: t for c, t in risk.stand_ins.items() if c in table.cells.countries},
        separate_lines=forced_labour_lines(inputs, table, people, fields["outside_table"], fields["unallocated"]),
        statements=forced_labour_statements(inputs),
        cell_cautions=cell_cautions(table, work),
        noise=NOISE if model.row is not None else NOISE[:-1],
        sampler=sampler,
        options={
            key: str(value)
            for key, value, default in (
                ("country_factor", country_factor, "model"),
                ("gamma", gamma, None),
                ("self_employed_weight", self_employed_weight, 1.0),
                ("agricultural_shift", agricultural_shift, None),
                ("rest_of_world", rest_of_world, "countries"),
                ("row_employment", row_employment, "sum"),
                ("region_split", region_split, "all_forms"),
                ("employment_scale", employment_scale, "accounts"),
                ("prevalence", index.name if index else "own source" if prevalence else None, None),
            )
            if value != default
        },
        country_log_sd=dict(zip(inputs.countries, risk.sd.tolist(), strict=True)),
        **fields,
    )


def _exposed_share(inputs: Inputs, work: Workforce, exposed: FloatArray) -> FloatArray:
    """Exposed over all workers by input country and sector, shape (C, B); the table's mean where there is no row."""
    indicator = np.eye(len(inputs.sectors))[inputs.sector_of]
    workers = work.employed @ indicator
    with np.errstate(invalid="ignore"):
        share = (exposed @ indicator) / workers
    mean = np.nansum(share * workers, axis=0) / workers.sum(0)
    out = np.tile(mean, (len(inputs.countries), 1))
    for i, members in enumerate(work.members):
        out[members] = np.where(np.isnan(share[i]), mean, share[i])
    return out


def _model(
    inputs: Inputs,
    table: Table,
    work: Workforce,
    country_factor: CountryFactor,
    gamma: float | None,
    region_split: str,
    prevalence: Mapping[str, float] | OwnIndex | None,
    self_employed_weight: float = 1.0,
) -> _Model:
    frame = sector_employment_2021(inputs)
    share = inputs.region_private_split if region_split == "private" else inputs.region_total
    rho = inputs.sector_total / frame.sum(0)
    risk = country_risk(inputs, country_factor)
    index_risk = covered = None
    if isinstance(prevalence, OwnIndex):
        index_risk = with_own_index(inputs, risk, prevalence)
        covered = np.isin(inputs.countries, list(prevalence.rates))
    elif prevalence:
        risk = with_own_prevalence(inputs, risk, prevalence)
    indicator = np.eye(len(inputs.sectors))[inputs.sector_of]
    coefficient = tuple(m @ indicator / frame[who] for who, m in zip(work.members, work.member_employed, strict=True))
    exposed = work.employed * exposure(inputs, table, self_employed_weight)
    spread = Spread(
        base=exposed * inputs.private_factor,
        log_skill=low_skill_logs(inputs, table),
        group_of=inputs.sector_of,
        groups=len(inputs.sectors),
        sd_industry=inputs.parameters["sd_industry"],
        sd_cell=inputs.parameters["sd_cell"],
    )
    row = table.cells.countries.index(REST_OF_WORLD) if REST_OF_WORLD in table.cells.countries else None
    return _Model(
        inputs=inputs,
        risk=risk,
        seed=frame * rho * _exposed_share(inputs, work, exposed),
        region_total=inputs.sector_total.sum() * share / share.sum(),
        coefficient=coefficient,
        work=work,
        spread=spread,
        gamma=gamma,
        row=row,
        index_risk=index_risk,
        covered=covered,
    )
