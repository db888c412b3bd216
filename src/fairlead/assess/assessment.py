"""The main job: from a list of purchases to where forced labour may sit, and whom to act with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fairlead.assess import result
from fairlead.assess.account_result import account_result
from fairlead.assess.demand import Demand, prepare_demand
from fairlead.assess.linked import Linked, Noise, draw_noise, link, range_of
from fairlead.assess.sensitivity import sensitivities
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour import LabourAccount, child_labour, employment, forced_labour

if TYPE_CHECKING:
    from fairlead.chain import MappedPurchases
    from fairlead.classify import Confirmations
    from fairlead.flows.multipliers import Multipliers

__all__ = ["AssessOptions", "assess", "assess_mapped"]

Progress = Callable[[int, int, str], None]

#: World figures that stand beside an assessment; the account has more, about the table alone.
_WORLD_LINES = frozenset({"state_imposed", "sexual_exploitation", "not_attributed", "domestic_outside_table"})
#: Draws used for the ranges of supplier lines: quantiles to about 5 % of the value.
_LINE_DRAWS = 500
#: Up to this many cells the ranges of supplier lines are followed one tier further.
_EXACT_CELLS = 150
#: Origins for which whom to act with is worked out.
_ACTION_ORIGINS = 5
#: Cells upstream whose listed goods are shown.
_UPSTREAM_CELLS = 40


@dataclass(frozen=True)
class AssessOptions:
    """Settings of an assessment; the defaults suit a first look.

    Attributes
    ----------
    table
        Name or path of the trade table.
    draws, seed
        Number of draws behind the ranges, and the seed of the generator.
    tiers
        Last tier told apart.
    paths
        Number of supply paths listed.
    prevalence
        The user's own source: country to people in forced labour per 1,000 employed.
    account
        Options of `fairlead.labour.forced_labour`, for instance ``{"gamma": 0}``.
    accept_uncertain, strict
        See `fairlead.chain.map_purchases`.
    title
        Title of the reports.
    on
        Date for which treaties are looked up; today when left out.
    """

    table: str = "world2011"
    draws: int = 2000
    seed: int = 20211
    tiers: int = 5
    paths: int = 20
    prevalence: Mapping[str, float] | None = None
    account: Mapping[str, Any] = field(default_factory=dict)
    accept_uncertain: bool = False
    strict: bool = False
    title: str = ""
    on: date | None = None


def assess(
    purchases: Any,
    *,
    options: AssessOptions | None = None,
    confirmations: Confirmations | None = None,
    reading: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    **settings: Any,
) -> result.Assessment:
    """Assess a list of purchases.

    Parameters
    ----------
    purchases
        Path of a list (CSV, XLSX, Parquet), a binary stream, or purchases already read or mapped.
    options
        Settings; single ones may be given by name instead, as in ``assess("list.csv", draws=500)``.
    confirmations
        Readings of uncertain texts that somebody confirmed.
    reading
        Arguments of `fairlead.chain.read_purchases`, such as ``{"currency": "EUR"}``.
    progress
        Called with steps done, steps in all and what is being done.

    Returns
    -------
    result.Assessment
        The one model that all reports are made from.

    Raises
    ------
    InputError
        When nothing can be assessed, or, if ``strict``, when any row has a problem; carries every problem found.
    """
    from dataclasses import replace

    chosen = replace(options or AssessOptions(), **settings)
    run = _Run(chosen, progress)
    with ThreadPoolExecutor(max_workers=2) as pool:
        drawing = run.start(pool)
        mapped = _mapped(purchases, run, chosen, confirmations, dict(reading or {}))
        return run.finish(mapped, drawing)


def assess_mapped(mapped: MappedPurchases, options: AssessOptions | None = None) -> result.Assessment:
    """Assess purchases that were read and mapped before. See `assess`."""
    return assess(mapped, options=options)


def _mapped(
    purchases: Any, run: _Run, options: AssessOptions, confirmations: Confirmations | None, reading: dict[str, Any]
) -> MappedPurchases:
    from fairlead.chain import MappedPurchases, Purchases, map_purchases, read_purchases

    if isinstance(purchases, MappedPurchases):
        return purchases
    if not isinstance(purchases, Purchases):
        run.say("reading the list")
        purchases = read_purchases(purchases, strict=options.strict, **reading)
    run.say("placing purchases in the trade table")
    return map_purchases(
        purchases,
        run.table,
        confirmations=confirmations,
        strict=options.strict,
        accept_uncertain=options.accept_uncertain,
    )


@dataclass
class _Drawn:
    forced: Future[tuple[LabourAccount, Any]]
    child: Future[tuple[LabourAccount, Any]]
    noise: Future[Noise]


class _Run:
    """One assessment under way: what does not depend on the list is drawn while the list is read."""

    steps = 6

    def __init__(self, options: AssessOptions, progress: Progress | None) -> None:
        from fairlead.flows.open import open_table

        self.options = options
        self._progress, self._done = progress, 0
        self.table: Table = open_table(options.table)

    def say(self, what: str) -> None:
        if self._progress:
            self._progress(self._done, self.steps, what)
        self._done += 1

    def start(self, pool: ThreadPoolExecutor) -> _Drawn:
        o, table = self.options, self.table

        def drawn(make: Callable[[], LabourAccount]) -> tuple[LabourAccount, Any]:
            account = make()
            return account, account.draws(o.draws, o.seed)

        return _Drawn(
            pool.submit(drawn, lambda: forced_labour(table, prevalence=o.prevalence, **o.account)),
            pool.submit(drawn, lambda: child_labour(table)),
            pool.submit(draw_noise, table, o.draws, o.seed),
        )

    def finish(self, mapped: MappedPurchases, drawing: _Drawn) -> result.Assessment:
        from fairlead.classify import price_factor, productivity

        table, o = self.table, self.options
        self.say("following the purchases back through the tiers")
        demand = prepare_demand(
            table,
            mapped.demand(table),
            price=lambda year: price_factor(year, table.year),
            growth=productivity,
            depth=o.tiers,
        )
        self.say("drawing ranges")
        noise = drawing.noise.result()
        linked = {
            "jobs": link(*_steady(employment(table), o.draws), demand, noise),
            "forced": link(*drawing.forced.result(), demand, noise),
            "child": link(*drawing.child.result(), demand, noise),
        }
        return _Composer(o, mapped, demand, linked, self.say).compose()


def _steady(account: LabourAccount, n: int) -> tuple[LabourAccount, Any]:
    """Employment without an error of its own: the split's errors, measured on jobs per output, are its range."""
    cells = account.cells
    people = np.nan_to_num(account.people).reshape(len(cells.countries), 1, len(cells.industries))
    return account, np.repeat(people.astype(np.float32), n, axis=1)


class _Composer:
    """Puts the parts of the result together."""

    def __init__(
        self,
        options: AssessOptions,
        mapped: MappedPurchases,
        demand: Demand,
        linked: Mapping[str, Linked],
        say: Callable[[str], None],
    ) -> None:
        self.options, self.mapped, self.demand = options, mapped, demand
        self.linked, self.say, self.table = linked, say, demand.table
        self.on = options.on or datetime.now(UTC).date()
        self._solved: dict[str, Multipliers] = {}

    def compose(self) -> result.Assessment:
        from fairlead import __version__
        from fairlead.assess import notes
        from fairlead.assess.evidence import state_imposed_notes

        mapped, o = self.mapped, self.options
        self.say("searching the largest supply paths")
        evidence, absent = self._evidence()
        forced = self._account("forced", notes.not_in_forced_labour(state_imposed_notes(evidence)))
        child = self._account("child", notes.NOT_IN_CHILD_LABOUR)
        jobs = self._account("jobs", notes.NOT_IN_EMPLOYMENT)
        self.say("looking up law, treaties and social partners")
        actions = self._actions(forced)
        lines = tuple(line for line in self.linked["forced"].account.separate_lines if line.key in _WORLD_LINES)
        used = [*(e.source for e in evidence), *(line.source for line in lines), *_action_sources(actions)]
        return result.Assessment(
            schema=result.SCHEMA,
            fairlead_version=__version__,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            title=o.title or f"Assessment of {Path(mapped.purchases.file).name}",
            input=result.Input(
                file=Path(mapped.purchases.file).name,
                sha256=mapped.purchases.sha256,
                sheets=tuple(mapped.purchases.sheets),
            ),
            table=notes.table_info(self.table),
            spend=mapped.spend,
            accounts=(forced, child, jobs),
            separate_lines=lines,
            suppliers=self._suppliers(),
            mappings=mapped.mappings,
            problems=mapped.problems,
            evidence=evidence,
            evidence_absent=absent,
            actions=actions,
            assumptions=notes.assumptions(
                o,
                self.demand,
                self.linked["forced"].account,
                mapped.spend.currencies,
                np.asarray(self.linked["forced"].by_cell.reshape(len(self.demand.growth), -1).sum(1)),
            ),
            methods=notes.methods(),
            sources=notes.sources(used),
            limits=notes.LIMITS,
        )

    def _account(self, key: str, not_in_number: Sequence[str]) -> result.Account:
        from fairlead.flows.paths import top_paths

        linked = self.linked[key]
        paths = top_paths(
            self.table,
            self._intensity(key),
            self.demand.purchases,
            self.options.paths,
            multipliers=self._multipliers(key),
        )
        moves = sensitivities(
            linked, self.mapped.spend, spread=self._spread_weights(), runs=self._runs() if key == "forced" else None
        )
        return account_result(
            linked,
            self.linked["jobs"] if key != "jobs" else None,
            paths,
            moves,
            not_in_number=not_in_number,
            method={"forced": "forced_labour", "child": "child_labour", "jobs": "employment"}[key],
        )

    def _intensity(self, key: str) -> FloatArray:
        """People per output with the mean growth of each origin over all years; exact with purchases of one year."""
        return np.asarray(self.linked[key].intensity / self.demand.growth[self.table.cells.country_of])

    def _multipliers(self, key: str) -> Multipliers:
        from fairlead.flows.multipliers import multipliers

        if key not in self._solved:
            self._solved[key] = multipliers(self.table, self._intensity(key), tol=1e-6)
        return self._solved[key]

    def _runs(self) -> dict[str, Callable[[], FloatArray]]:
        from fairlead.labour.sensitivity import ROW_ONLY, RUNS

        skip = {*ROW_ONLY, "rest_of_world_zero"}
        return {
            label: (lambda change=change: forced_labour(self.table, **change).people)  # type: ignore[misc]
            for key, label, change in RUNS
            if key not in skip
        }

    def _spread_weights(self) -> FloatArray | None:
        """Share of each purchased cell that comes from spread areas, applied to all tiers of those cells."""
        share = self.mapped.spread_demand(self.table)
        if share is None or not share.any():
            return None
        from fairlead.flows.multipliers import output_for

        total = self.demand.purchases.sum()
        spread_total = share.sum()
        if not total or not spread_total:
            return None
        output = np.asarray(output_for(self.table, share * (total / self.demand.total_usd), tol=1e-4).values)
        return np.asarray(output / self.demand.growth[self.table.cells.country_of])

    def _evidence(self) -> tuple[tuple[result.Evidence, ...], str]:
        from fairlead.assess.evidence import absent_statement, goods_evidence

        cells = self.table.cells
        upstream = np.zeros(self.table.n)
        for key in ("forced", "child"):
            linked = self.linked[key]
            upstream = np.maximum(upstream, linked.by_cell / max(float(linked.by_cell.sum()), 1e-12))
        largest = [cells.label(int(j)) for j in np.argsort(-upstream)[:_UPSTREAM_CELLS]]
        # Only countries that the list names: an area spread over its members is no statement about one of them.
        texts: dict[tuple[str, str], list[str]] = {}
        for combo in self.mapped.combos:
            if combo.industry is not None and not combo.spread:
                for cell in combo.cells:
                    texts.setdefault(cell, []).append(combo.industry.text)
        return goods_evidence(list(texts), largest, texts), absent_statement()

    def _actions(self, forced: result.Account) -> tuple[result.OriginActions, ...]:
        from fairlead.assess.actions import origin_actions

        by_cell = self.linked["forced"].by_cell.reshape(len(self.table.cells.countries), -1)
        origins = []
        for origin in forced.origins[:_ACTION_ORIGINS]:
            row = by_cell[self.table.cells.country_index(origin.country)]
            industries = tuple(self.table.cells.industries[s] for s in np.argsort(-row)[:4] if row[s] > 0)
            origins.append((origin.country, origin.country_name, origin.people, industries))
        return origin_actions(origins, self.on)

    def _suppliers(self) -> tuple[result.SupplierLine, ...]:
        lines = self.mapped.supplier_lines()
        if not lines:
            return ()
        positions = np.unique([j for line in lines for j in line.weights])
        sectors = _SectorAverages(self.demand, positions)
        averages = {key: sectors.of(self.linked[key], self._multipliers(key).values) for key in ("forced", "child")}
        where = {int(j): k for k, j in enumerate(positions)}
        rows = []
        for line in lines:
            k = np.array([where[j] for j in line.weights])
            w = np.array(list(line.weights.values()))
            rows.append(
                result.SupplierLine(
                    supplier=line.supplier,
                    country=line.country,
                    industry=line.industry,
                    spend_usd=line.spend_usd,
                    rows=line.rows,
                    sector_average_not_about_this_supplier={
                        name: range_of(float(w @ central[k]), w @ draws[k])
                        for name, (central, draws) in (
                            ("forced_labour", averages["forced"]),
                            ("child_labour", averages["child"]),
                        )
                    },
                )
            )
        return tuple(rows)


def _action_sources(actions: Sequence[result.OriginActions]) -> list[str]:
    found: list[str] = []
    for a in actions:
        found += [s.source for s in (*a.law_or_practice, *a.state_imposed, a.protocol, a.convention_29, *a.steps)]
        found += [p.source for p in (*a.workers_side, *a.employers_side)]
    return found


class _SectorAverages:
    """People per million USD of purchases (own years' prices) from chosen cells, for several accounts.

    Tiers 0 to 2 are drawn exactly; what lies beyond is given the relative range of tier 2. With more than
    `_EXACT_CELLS` cells tier 2 is treated like what lies beyond tier 1: range ends then are up to a quarter wider.
    """

    def __init__(self, demand: Demand, positions: np.ndarray[Any, Any]) -> None:
        self.demand, self.positions = demand, positions
        table = demand.table
        self.first = np.stack([table.column(int(j)) for j in positions], axis=1)
        self.second = table.right(self.first) if len(positions) <= _EXACT_CELLS else None

    def of(self, linked: Linked, multipliers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Central values (m,) and draws (m, N) of one account; ``multipliers`` are those of its central intensity."""
        demand, positions = self.demand, self.positions
        S = len(demand.table.cells.industries)
        divide = demand.growth[demand.table.cells.country_of]
        intensity = linked.intensity / divide
        draws = linked.cell_draws[:, :: max(1, linked.cell_draws.shape[1] // _LINE_DRAWS)]
        central = multipliers[positions]
        rest = central - intensity[positions]
        if self.second is None:
            weights = self.first * _beyond(rest, intensity @ self.first)
        else:
            weights = self.first + self.second * _beyond(rest - intensity @ self.first, intensity @ self.second)
        shaped = (weights / divide[:, None]).reshape(-1, S, len(positions)).astype(np.float32)
        upstream = np.zeros((draws.shape[1], len(positions)), dtype=np.float32)
        for i in range(len(shaped)):
            upstream += draws[i] @ shaped[i]
        c, s = np.divmod(positions, S)
        own = draws[c, :, s] / demand.growth[c][:, None]
        deflate = demand.purchases.sum() / demand.total_usd
        return central * deflate, (own + upstream.T) * deflate


def _beyond(rest: FloatArray, last: FloatArray) -> FloatArray:
    """How many times the last drawn tier all that is not yet explained is."""
    return np.asarray(np.where(last > 0, rest / np.where(last > 0, last, 1), 0))
