"""``fairlead paths``: the supply paths behind a purchase that carry most."""

from __future__ import annotations

import click

from fairlead.commands import _common as common

__all__ = ["command"]


@click.command(
    epilog=common.examples(
        "fairlead paths Bangladesh c4",
        'fairlead paths Germany "motor vehicles" -k 25',
        "fairlead paths MYS c10 --json",
    )
)
@click.argument("country")
@click.argument("industry")
@common.amount_option
@click.option(
    "-k", "k", type=click.IntRange(1, 10_000), default=10, show_default=True, metavar="N", help="How many paths."
)
@common.account_option
@common.table_option
@common.draws_options
@common.json_option
def command(
    country: str,
    industry: str,
    amount: float,
    k: int,
    account: str,
    table_name: str,
    draws: int,
    seed: int,
    as_json: bool,
) -> None:
    """Rank the supply paths behind a purchase, exactly.

    COUNTRY is a name or an ISO 3166 alpha-3 code, INDUSTRY a code of the table (c1 to c35) or words. A path runs from
    the work (left) to the purchase (right). No path outside the list carries more than the last one in it.
    """
    import numpy as np

    from fairlead.commands._ranges import People
    from fairlead.flows.multipliers import multipliers
    from fairlead.flows.open import open_table
    from fairlead.flows.paths import top_paths

    table = open_table(table_name)
    code, f = common.purchase(country, industry, amount, table)
    counted = common.labour_account(account, table)
    intensity = counted.intensity(table)
    found = top_paths(table, intensity, f, k)
    total = float(multipliers(table, intensity, tol=1e-8).values @ f)
    # The output that a path asks of its first cell, one column each: its people are then a matter of that cell alone.
    output = np.zeros((table.n, len(found)))
    for column, path in enumerate(found):
        output[path.cells[0], column] = path.value / intensity[path.cells[0]]
    ranges = People(counted, table, draws, seed).behind(output)
    if as_json:
        rows = [
            {
                "rank": rank,
                "cells": [list(table.cells.label(cell)) for cell in path.cells],
                "people": common.as_range(count),
                "share": path.value / total if total else None,
            }
            for rank, (path, count) in enumerate(zip(found, ranges, strict=True), start=1)
        ]
        common.print_json({**common.about(table, account, code, f, amount), "paths": rows})
        return
    click.echo(common.title(table, account, code, f, amount))
    for rank, (path, count) in enumerate(zip(found, ranges, strict=True), start=1):
        words = " > ".join(common.cell_name(table, cell) for cell in path.cells)
        share = common.share_text(path.value, total)
        click.echo(f"{rank:>4}. {share:>9}  {common.range_text(*count):<24}  {words}")
    covered = common.share_text(sum(path.value for path in found), total)
    click.echo(f"These {len(found)} paths carry {covered} of the total.")
    click.echo(common.FOOT)
