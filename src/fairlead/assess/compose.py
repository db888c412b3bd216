"""Put the parts of an assessment together: accounts, evidence, actions, supplier lines, notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fairlead.assess import result
from fairlead.assess.account_result import account_result
from fairlead.assess.demand import Demand
from fairlead.assess.linked import Linked, Workers, range_of
from fairlead.assess.options import AssessOptions
from fairlead.assess.sector_average import SectorAverages
from fairlead.assess.sensitivity import sensitivities
from fairlead.flows.cells import FloatArray
from fairlead.labour import LabourAccount, OwnIndex, forced_labour

if TYPE_CHECKING:
    from fairlead.assess.compare import Keeper
    from fairlead.chain import MappedPurchases

__all__ = ["Composer"]

#: World figures that stand beside an assessment; the account has more, about the table alone.
_WORLD_LINES = frozenset({"state_imposed", "sexual_exploitation", "not_attributed", "domestic_outside_table"})
#: Origins for which whom to act with is worked out.
_ACTION_ORIGINS = 5
#: Cells upstream whose listed goods are shown.
_UPSTREAM_CELLS = 40


class Composer:
    """Puts the parts of the result together."""

    def __init__(
        self,
        options: AssessOptions,
        mapped: MappedPurchases,
        demand: Demand,
        accounts: Mapping[str, LabourAccount],
        linked: Callable[[str], Linked],
        say: Callable[[str], None],
        keeper: Keeper | None = None,
    ) -> None:
        self.keeper = keeper
        self.options, self.mapped, self.demand, self.accounts = options, mapped, demand, accounts
        self.linked, self.say, self.table = linked, say, demand.table
        self.on = options.on or datetime.now(UTC).date()
        self.workers: Workers | None = None
        self.lines = mapped.supplier_lines()
        self.positions = np.unique([j for line in self.lines for j in line.weights]).astype(int)
        self.averages: dict[str, tuple[FloatArray, FloatArray]] = {}
        self._tiers_of_lines: SectorAverages | None = None

    def compose(self) -> result.Assessment:
        """Make the result; each account is linked, turned into its part, and let go."""
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
        index = o.prevalence if isinstance(o.prevalence, OwnIndex) else None
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
            methods=notes.methods(index),
            sources=notes.sources(used, index),
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
        if self.keeper is not None and key != "jobs":
            self.keeper.take(linked)
        if key == "jobs":
            self.workers = linked.workers
        elif len(self.positions):
            self._tiers_of_lines = self._tiers_of_lines or SectorAverages(self.demand, self.positions)
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
