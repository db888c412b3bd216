"""The main job: from a list of purchases to where forced labour may sit, and whom to act with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fairlead.assess import result
from fairlead.assess.account_result import account_result
from fairlead.assess.demand import Demand, prepare_demand
from fairlead.assess.linked import Linked, Noise, Workers, draw_noise, link, range_of
from fairlead.assess.sensitivity import sensitivities
from fairlead.errors import FairleadError
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour import LabourAccount, check_assumptions, child_labour, employment, forced_labour

if TYPE_CHECKING:
    from fairlead.chain import MappedPurchases
    from fairlead.classify import Confirmations

__all__ = ["AssessOptions", "assess", "assess_mapped"]

Progress = Callable[[int, int, str], None]

#: World figures that stand beside an assessment; the account has more, about the table alone.
_WORLD_LINES = frozenset({"state_imposed", "sexual_exploitation", "not_attributed", "domestic_outside_table"})
#: Draws used for the ranges of supplier lines: quantiles to about 5 % of the value.
_LINE_DRAWS = 500
#: Cells followed at a time.
_BLOCK = 150
#: Up to this many cells the ranges of supplier lines are followed one tier further.
_EXACT_CELLS = _BLOCK
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

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        for name, least in (("draws", 1), ("tiers", 1), ("paths", 0)):
            if getattr(self, name) < least:
                raise FairleadError(f"{name} must be at least {least}, not {getattr(self, name)}.")


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
    # One thread draws what does not depend on the list while the list is read; an account's draws are let go when
    # its part of the result is made, so that not all stand in memory at once.
    with ThreadPoolExecutor(max_workers=1) as pool:
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
        # Strictness waits for the placing, so that all problems are told together.
        purchases = read_purchases(purchases, **reading)
    run.say("placing purchases in the trade table")
    return map_purchases(
        purchases,
        run.table,
        confirmations=confirmations,
        strict=options.strict,
        accept_uncertain=options.accept_uncertain,
    )


_Drawing = dict[str, "Future[Any]"]


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

    def start(self, pool: ThreadPoolExecutor) -> _Drawing:
        o, table = self.options, self.table
        check_assumptions(o.account, table)
        self.accounts: dict[str, LabourAccount] = {
            "jobs": employment(table),
            "forced": forced_labour(table, prevalence=o.prevalence, **o.account),
            "child": child_labour(table),
        }
        return {
            "noise": pool.submit(draw_noise, table, o.draws, o.seed),
            "forced": pool.submit(self.accounts["forced"].draws, o.draws, o.seed),
            "child": pool.submit(self.accounts["child"].draws, o.draws, o.seed),
        }

    def finish(self, mapped: MappedPurchases, drawing: _Drawing) -> result.Assessment:
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
        noise: Noise = drawing.pop("noise").result()

        def linked(key: str) -> Linked:
            draws = drawing.pop(key).result() if key in drawing else None
            return link(self.accounts[key], draws, demand, noise)

        return _Composer(o, mapped, demand, self.accounts, linked, self.say).compose()


class _Composer:
    """Puts the parts of the result together."""

    def __init__(
        self,
        options: AssessOptions,
        mapped: MappedPurchases,
        demand: Demand,
        accounts: Mapping[str, LabourAccount],
        linked: Callable[[str], Linked],
        say: Callable[[str], None],
    ) -> None:
        self.options, self.mapped, self.demand, self.accounts = options, mapped, demand, accounts
        self.linked, self.say, self.table = linked, say, demand.table
        self.on = options.on or datetime.now(UTC).date()
        self.workers: Workers | None = None
        self.lines = mapped.supplier_lines()
        self.positions = np.unique([j for line in self.lines for j in line.weights]).astype(int)
        self.averages: dict[str, tuple[FloatArray, FloatArray]] = {}
        self._tiers_of_lines: _SectorAverages | None = None

    def compose(self) -> result.Assessment:
        from fairlead import __version__
        from fairlead.assess import notes
        from fairlead.assess.evidence import state_imposed_notes

        mapped, o = self.mapped, self.options
        evidence, absent = self._evidence()
        self.say("searching the largest supply paths")
        jobs = self._account("jobs", notes.NOT_IN_EMPLOYMENT)
        forced = self._account("forced", notes.not_in_forced_labour(state_imposed_notes(evidence)))
        child = self._account("child", notes.NOT_IN_CHILD_LABOUR)
        self.say("looking up law, treaties and social partners")
        actions = self._actions(forced)
        lines = tuple(line for line in self.accounts["forced"].separate_lines if line.key in _WORLD_LINES)
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
                self.accounts["forced"],
                mapped.spend.currencies,
                np.asarray(self._central("forced").reshape(len(self.demand.growth), -1).sum(1)),
            ),
            methods=notes.methods(),
            sources=notes.sources(used),
            limits=notes.LIMITS,
        )

    def _central(self, key: str) -> FloatArray:
        """People by cell, all tiers, shape (n,)."""
        return np.asarray(self.accounts[key].intensity(self.table) * self.demand.all_tiers)

    def _account(self, key: str, not_in_number: Sequence[str]) -> result.Account:
        from fairlead.flows.multipliers import multipliers
        from fairlead.flows.paths import top_paths

        linked = self.linked(key)
        # The mean growth of each origin over all years; with purchases of one year this is exact.
        intensity = linked.intensity / self.demand.growth[self.table.cells.country_of]
        solved = multipliers(self.table, intensity, tol=1e-6)
        paths = top_paths(self.table, intensity, self.demand.purchases, self.options.paths, multipliers=solved)
        moves = sensitivities(
            linked, self.mapped.spend, spread=self._spread_weights, runs=self._runs() if key == "forced" else None
        )
        if key == "jobs":
            self.workers = linked.workers
        elif len(self.positions):
            self._tiers_of_lines = self._tiers_of_lines or _SectorAverages(self.demand, self.positions)
            self.averages[key] = self._tiers_of_lines.of(linked, solved.values)
        return account_result(
            linked,
            self.workers,
            paths,
            moves,
            not_in_number=not_in_number,
            method={"forced": "forced_labour", "child": "child_labour", "jobs": "employment"}[key],
        )

    def _runs(self) -> dict[str, Callable[[], FloatArray]]:
        from fairlead.labour.sensitivity import ROW_ONLY, RUNS

        skip = {*ROW_ONLY, "rest_of_world_zero"}
        base = {"prevalence": self.options.prevalence, **self.options.account}
        # What the user changed already is no longer one of the open assumptions.
        return {
            label: (lambda change=change: forced_labour(self.table, **{**base, **change}).people)  # type: ignore[misc]
            for key, label, change in RUNS
            if key not in skip and not set(change) & set(self.options.account)
        }

    @cached_property
    def _spread_weights(self) -> FloatArray | None:
        """Weights on cells, all tiers, of the purchases that are spread over areas."""
        from fairlead.flows.multipliers import output_for

        share = self.mapped.spread_demand(self.table)
        if not share.any():
            return None
        deflate = self.demand.purchases.sum() / self.demand.total_usd
        output = np.asarray(output_for(self.table, share * deflate, tol=1e-4).values)
        return np.asarray(output / self.demand.growth[self.table.cells.country_of])

    def _evidence(self) -> tuple[tuple[result.Evidence, ...], str]:
        from fairlead.assess.evidence import absent_statement, goods_evidence

        cells = self.table.cells
        upstream = np.zeros(self.table.n)
        for key in ("forced", "child"):
            people = self._central(key)
            upstream = np.maximum(upstream, people / max(float(people.sum()), 1e-12))
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

        by_cell = self._central("forced").reshape(len(self.table.cells.countries), -1)
        origins = []
        for origin in forced.origins[:_ACTION_ORIGINS]:
            row = by_cell[self.table.cells.country_index(origin.country)]
            industries = tuple(self.table.cells.industries[s] for s in np.argsort(-row)[:4] if row[s] > 0)
            origins.append((origin.country, origin.country_name, origin.people, industries))
        return origin_actions(origins, self.on)

    def _suppliers(self) -> tuple[result.SupplierLine, ...]:
        where = {int(j): k for k, j in enumerate(self.positions)}
        rows = []
        for line in self.lines:
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
                            ("forced_labour", self.averages["forced"]),
                            ("child_labour", self.averages["child"]),
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
        self._exact = len(positions) <= _EXACT_CELLS
        self._kept: list[tuple[FloatArray, FloatArray | None]] = []

    def _tiers(self, block: int) -> tuple[FloatArray, FloatArray | None]:
        """Tier 1 and, for few cells, tier 2 of a block of cells, shapes (n, m); kept when they are few."""
        if block < len(self._kept):
            return self._kept[block]
        table = self.demand.table
        chosen = self.positions[block * _BLOCK : (block + 1) * _BLOCK]
        first = np.stack([table.column(int(j)) for j in chosen], axis=1)
        pair = first, table.right(first) if self._exact else None
        if self._exact:
            self._kept.append(pair)
        return pair

    def of(self, linked: Linked, multipliers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Central values (m,) and draws (m, N) of one account; ``multipliers`` are those of its central intensity."""
        demand = self.demand
        S = len(demand.table.cells.industries)
        divide = demand.growth[demand.table.cells.country_of]
        intensity = linked.intensity / divide
        draws = linked.cell_draws[:, :: max(1, linked.cell_draws.shape[1] // _LINE_DRAWS)]
        deflate = demand.purchases.sum() / demand.total_usd
        central = multipliers[self.positions]
        out = np.empty((len(self.positions), draws.shape[1]))
        for start in range(0, len(self.positions), _BLOCK):
            chosen = self.positions[start : start + _BLOCK]
            first, second = self._tiers(start // _BLOCK)
            rest = multipliers[chosen] - intensity[chosen]
            if second is None:
                weights = first * _beyond(rest, intensity @ first)
            else:
                weights = first + second * _beyond(rest - intensity @ first, intensity @ second)
            shaped = (weights / divide[:, None]).reshape(-1, S, len(chosen)).astype(np.float32)
            upstream = np.zeros((draws.shape[1], len(chosen)), dtype=np.float32)
            for i in range(len(shaped)):
                upstream += draws[i] @ shaped[i]
            c, s = np.divmod(chosen, S)
            out[start : start + _BLOCK] = draws[c, :, s] / demand.growth[c][:, None] + upstream.T
        return central * deflate, out * deflate


def _beyond(rest: FloatArray, last: FloatArray) -> FloatArray:
    """How many times the last drawn tier all that is not yet explained is."""
    return np.asarray(np.where(last > 0, rest / np.where(last > 0, last, 1), 0))
