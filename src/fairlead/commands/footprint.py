"""``fairlead footprint``: the people behind what a country, or an area such as the EU, consumes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from fairlead.commands import _common as common

if TYPE_CHECKING:
    from fairlead.commands._ranges import People
    from fairlead.flows.cells import FloatArray
    from fairlead.flows.table import Table

__all__ = ["command"]

ORIGINS = 10
USES = {
    "total": "in all",
    "consumed_at_home": "for use at home",
    "exported": "for use abroad",
    "exported_final": "  exported in final products",
    "exported_inside_other_products": "  exported inside other countries' products",
}


@click.command(
    epilog=common.examples(
        "fairlead footprint Germany",
        "fairlead footprint EU",
        "fairlead footprint GBR --account child-labour --json",
        "fairlead footprint --all --json > footprints.json",
    )
)
@click.argument("country", required=False)
@click.option("--all", "every", is_flag=True, help="All countries of the table, in alphabetical order of their codes.")
@common.account_option
@common.table_option
@common.draws_options
@common.json_option
def command(
    country: str | None, every: bool, account: str, table_name: str, draws: int, seed: int, as_json: bool
) -> None:
    """Count the people behind what a country consumes, at home and abroad.

    COUNTRY is a name, an ISO 3166 alpha-3 code, or an area of several countries such as EU. What is consumed is final
    use: households, government and investment, in the year of the table.
    """
    if bool(country) == every:
        raise click.UsageError("Give one COUNTRY, or --all.")
    from fairlead.commands._ranges import People
    from fairlead.flows.open import open_table

    table = open_table(table_name)
    chosen = None if country is None else common.countries(country, table)
    people = People(common.labour_account(account, table), table, draws, seed)
    data: dict[str, Any] = {"table": table.name, "account": account, "unit": common.LABELS[account]}
    if chosen is not None:
        data |= _one(*chosen, people)
    else:
        data["countries"] = _all(people)
    if as_json:
        common.print_json(data)
    elif chosen is not None:
        _print_one(data, table)
    else:
        click.echo(f"{common.LABELS[account].capitalize()} behind the consumption of each country, {table.title}")
        for row in data["countries"]:
            click.echo(f"  {row['country']}  {common.range_text(**row['people'])}  {row['name']}")
        click.echo(common.FOOT)


def _one(code: str, name: str, members: tuple[str, ...], people: People) -> dict[str, Any]:
    """Home is the country, or all members of an area together."""
    import numpy as np

    from fairlead.flows.multipliers import output_for
    from fairlead.flows.splitting import splitting

    table = people.table
    cells = table.cells
    at, size = [cells.country_index(member) for member in members], len(cells.industries)
    demand = np.stack([table.final_demand[:, at].sum(1), np.delete(table.final_demand, at, axis=1).sum(1)], axis=1)
    output, foreign = output_for(table, demand).values.T
    own = np.isin(cells.country_of, at)
    home, abroad = np.where(own, output, 0.0), np.where(own, foreign, 0.0)
    uses = [home + abroad, home, abroad]
    if len(at) == 1:  # trade among the members of an area would count as their exports
        final = np.where(own, splitting(table).right(demand)[:, 1], 0.0)
        uses += [final, abroad - final]
    central = (people.account.intensity(table) * output).reshape(-1, size)
    named = [i for i, label in enumerate(cells.countries) if table.status[label] != "unallocated"]
    top = sorted(named, key=lambda i: -central[i].sum())[:ORIGINS]
    industries = np.argsort(-central.sum(0), kind="stable")[:ORIGINS]
    columns: list[FloatArray] = [output, home, output - home, *uses]
    columns += [np.where(cells.country_of == i, output, 0.0) for i in top]
    columns += [np.where(cells.industry_of == i, output, 0.0) for i in industries]
    found = [common.as_range(count) for count in people.behind(np.stack(columns, axis=1))]
    return {
        "country": code,
        "name": name,
        "members": list(members),
        "year": table.year,
        "total": found[0],
        "at_home": found[1],
        "abroad": found[2],
        "working_here": dict(zip(USES, found[3 : 3 + len(uses)], strict=False)),
        "origins": [
            {"country": cells.countries[i], "name": table.names.get(cells.countries[i], ""), "people": count}
            for i, count in zip(top, found[3 + len(uses) :], strict=False)
        ],
        "industries": [
            {"industry": cells.industries[i], "name": table.names.get(cells.industries[i], ""), "people": count}
            for i, count in zip(industries, found[3 + len(uses) + len(top) :], strict=True)
        ],
    }


def _all(people: People) -> list[dict[str, Any]]:
    import numpy as np

    from fairlead.flows.multipliers import output_for

    table = people.table
    codes = table.cells.countries
    found = people.behind(np.asarray(output_for(table, table.final_demand).values))
    return [
        {"country": code, "name": table.names.get(code, code), "people": common.as_range(count)}
        for code, count in sorted(zip(codes, found, strict=True))
        if table.status[code] != "unallocated"
    ]


def _print_one(data: dict[str, Any], table: Table) -> None:
    click.echo(f"{data['unit'].capitalize()} behind the consumption of {data['name']} ({table.year})")
    for label, key in (("in all", "total"), ("at home", "at_home"), ("abroad", "abroad")):
        click.echo(f"  {label:<8} {common.range_text(**data[key])}")
    click.echo(f"{data['unit'].capitalize()} working in {data['name']}, by where their product goes")
    for key, count in data["working_here"].items():
        click.echo(f"  {USES[key]:<43} {common.range_text(**count)}")
    for heading, key in (
        ("Where the work behind the consumption is done", "origins"),
        ("In which industries", "industries"),
    ):
        click.echo(heading)
        for row in data[key]:
            click.echo(f"  {common.range_text(**row['people']):<32} {row['name']}")
    click.echo(f"People on any given day, on the trade of {table.year} (table {table.name}).")
    click.echo(common.FOOT)
