"""``fairlead tiers``: the people behind a purchase, tier by tier."""

from __future__ import annotations

import click

from fairlead.commands import _common as common

__all__ = ["command"]


@click.command(
    epilog=common.examples(
        "fairlead tiers Bangladesh c4",
        'fairlead tiers "Viet Nam" "knitted shirts" --amount 250000',
        "fairlead tiers BRA c1 --account child-labour --json",
    )
)
@click.argument("country")
@click.argument("industry")
@common.amount_option
@click.option(
    "--tiers",
    "depth",
    type=click.IntRange(1, 20),
    default=6,
    show_default=True,
    metavar="N",
    help="Tiers to show one by one; the rest is exact.",
)
@common.account_option
@common.table_option
@common.draws_options
@common.json_option
def command(
    country: str,
    industry: str,
    amount: float,
    depth: int,
    account: str,
    table_name: str,
    draws: int,
    seed: int,
    as_json: bool,
) -> None:
    """Count the people behind a purchase, tier by tier.

    COUNTRY is a name or an ISO 3166 alpha-3 code, INDUSTRY a code of the table (c1 to c35) or words. Tier 0 is the
    industry bought from, tier 1 the industries that supply it, and so on; the rest is one exact
    remainder.
    """
    import numpy as np

    from fairlead.commands._ranges import People
    from fairlead.flows.multipliers import output_for
    from fairlead.flows.open import open_table

    table = open_table(table_name)
    code, f = common.purchase(country, industry, amount, table)
    steps = [f]
    for _ in range(depth):
        steps.append(table.right(steps[-1]))
    whole = np.asarray(output_for(table, f).values)
    steps.append(whole - np.sum(steps, axis=0))
    counts = People(common.labour_account(account, table), table, draws, seed).behind(np.stack([*steps, whole], axis=1))
    labels = [f"tier {k}" for k in range(depth + 1)] + [f"beyond tier {depth}", "all tiers"]
    if as_json:
        rows = [
            {"tier": k if k <= depth else None, "label": label, "people": common.as_range(count)}
            for k, (label, count) in enumerate(zip(labels[:-1], counts[:-1], strict=True))
        ]
        common.print_json(
            {
                **common.about(table, account, code, f, amount),
                "tiers": rows,
                "total": common.as_range(counts[-1]),
            }
        )
        return
    click.echo(common.title(table, account, code, f, amount))
    for label, count in zip(labels, counts, strict=True):
        share = common.share_text(count[0], counts[-1][0])
        click.echo(f"  {label:<14} {share:>9}  {common.range_text(*count)}")
    click.echo(common.FOOT)
