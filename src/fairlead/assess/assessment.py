"""The main job: from a list of purchases to where forced labour may sit, and whom to act with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from fairlead.assess import result
from fairlead.assess.compose import Composer
from fairlead.assess.demand import prepare_demand
from fairlead.assess.linked import Linked, Noise, draw_noise, link
from fairlead.assess.options import AssessOptions
from fairlead.flows.table import Table
from fairlead.labour import LabourAccount, check_assumptions, child_labour, employment, forced_labour

if TYPE_CHECKING:
    from fairlead.assess.compare import Keeper
    from fairlead.chain import MappedPurchases
    from fairlead.classify import Confirmations

__all__ = ["AssessOptions", "assess", "assess_mapped"]

Progress = Callable[[int, int, str], None]


def assess(
    purchases: Any,
    *,
    options: AssessOptions | None = None,
    confirmations: Confirmations | None = None,
    reading: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    keeper: Keeper | None = None,
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
    keeper
        Takes the draws, for comparing this assessment with another (`fairlead.assess.compare`).

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
    run = _Run(chosen, progress, keeper)
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

    def __init__(self, options: AssessOptions, progress: Progress | None, keeper: Keeper | None = None) -> None:
        from fairlead.flows.open import open_table

        self.options, self.keeper = options, keeper
        if keeper is not None:
            keeper.begin(options.table, options.draws, options.seed)
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

        return Composer(o, mapped, demand, self.accounts, linked, self.say, self.keeper).compose()
