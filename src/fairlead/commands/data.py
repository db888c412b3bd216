"""``fairlead data``: trade tables listed, described, built and checked."""

from __future__ import annotations

from pathlib import Path

import click

from fairlead.commands._common import examples, json_option, print_json, table_option
from fairlead.commands._progress import progress

__all__ = ["command"]

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="data", epilog=examples("fairlead data list", "fairlead data check world2011"))
def command() -> None:
    """List, describe, build and check trade tables, and the assumptions behind the accounts."""


@command.command("list", epilog=examples("fairlead data list", "fairlead data list --json"))
@json_option
def list_(as_json: bool) -> None:
    """List the trade tables that come with Fairlead."""
    from dataclasses import asdict

    from fairlead.flows.open import list_tables

    tables = [asdict(entry) for entry in list_tables()]
    if as_json:
        print_json(tables)
        return
    for table in tables:
        click.echo(f"{table['name']}  {table['title']}")
        click.echo(f"  licence: {table['licence']}")
        click.echo(f"  source: {table['source']}")


@command.command(epilog=examples("fairlead data info", "fairlead data info wiod2011 --json"))
@click.argument("name", default="world2011")
@json_option
def info(name: str, as_json: bool) -> None:
    """Describe one table: year, unit, countries and industries with their codes."""
    from fairlead.flows.open import open_table

    table = open_table(name)
    countries = [
        {"code": code, "name": table.names.get(code, code), "status": table.status[code]}
        for code in table.cells.countries
    ]
    industries = [{"code": code, "name": table.names.get(code, code)} for code in table.cells.industries]
    if as_json:
        print_json(
            {
                "name": table.name,
                "title": table.title,
                "year": table.year,
                "unit": table.unit,
                "countries": countries,
                "industries": industries,
            }
        )
        return
    click.echo(f"{table.title}\nyear {table.year}, {table.unit}, {table.n:,} cells (country x industry)\n")
    click.echo("Industries")
    for row in industries:
        click.echo(f"  {row['code']:<4} {row['name']}")
    for status, text in (
        ("published", "Countries as published"),
        ("modelled", "Countries modelled from Rest of World (wider ranges)"),
        ("unallocated", "Not attributed to a country (out of rankings)"),
    ):
        chosen = [row for row in countries if row["status"] == status]
        if chosen:
            click.echo(f"\n{text}")
            for row in chosen:
                click.echo(f"  {row['code']:<4} {row['name']}")


@command.command(
    epilog=examples(
        "fairlead data build world2011 --output world2011.npz",
        "fairlead data build world2011 --tables tables/ --wiod wiod2013_2011.npz",
        "fairlead data build world2011 --baci BACI_HS92_Y2011_V202501.csv --baci-countries country_codes_V202501.csv",
    )
)
@click.argument("name", type=click.Choice(["world2011"]))
@click.option(
    "--tables",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Folder with the country tables; those that come with Fairlead when left out.",
)
@click.option(
    "--wiod", type=FILE, metavar="FILE", help="WIOD 2013 release, 2011, as NPZ; the packaged one when left out."
)
@click.option("--baci", type=FILE, multiple=True, metavar="FILE", help="CEPII BACI HS92 file; may be repeated.")
@click.option("--baci-countries", type=FILE, metavar="FILE", help="Country codes that come with the BACI files.")
@click.option(
    "--output",
    default=Path("world2011.npz"),
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the table.",
)
@json_option
def build(
    name: str,
    tables: Path | None,
    wiod: Path | None,
    baci: tuple[Path, ...],
    baci_countries: Path | None,
    output: Path,
    as_json: bool,
) -> None:
    """Build the world table: WIOD's Rest of World split into its countries.

    Nothing is written when a source has a problem. Use the table with `--table FILE`.
    """
    from fairlead.flows.world.build import build_world2011

    with progress() as step:
        built = build_world2011(
            tables=tables, wiod=wiod, baci=baci, baci_countries=baci_countries, out=output, progress=step
        )
    if as_json:
        print_json({"name": name, "path": str(built.path), "bytes": built.size, "cells": built.table.n})
    else:
        click.echo(f"{built.table.title}: {built.table.n:,} cells, {built.size / 1e6:.1f} MB, written to {built.path}")


@command.command(
    epilog=examples(
        "fairlead data check", "fairlead data check wiod2011 --json", "fairlead data check --holdout --country IND"
    )
)
@click.argument("name", default="world2011")
@click.option(
    "--holdout",
    is_flag=True,
    help="Hide published countries in the Rest of World, split them out again and compare (minutes).",
)
@click.option(
    "--country", "countries", multiple=True, metavar="ISO3", help="With --holdout: only this country; may be repeated."
)
@json_option
@click.pass_context
def check(ctx: click.Context, name: str, holdout: bool, countries: tuple[str, ...], as_json: bool) -> None:
    """Check the identities of a table, or with --holdout how well splitting transfers.

    The hold-out tests the transfer of flows and jobs to a country that was not seen. It does not test the prevalence
    of forced labour: no truth about that is used anywhere.
    """
    if holdout:
        _holdout(tuple(code.upper() for code in countries), as_json)
        return
    if countries:
        raise click.UsageError("--country goes with --holdout.")
    from fairlead.commands._checks import check_table
    from fairlead.flows.open import open_table

    checks = check_table(open_table(name))
    if as_json:
        print_json({"table": name, "checks": [vars(found) for found in checks]})
    else:
        for found in checks:
            click.echo(
                f"{'pass' if found.passed else 'FAIL'}  {found.label}: {found.value:.2g} (limit {found.limit:.0e})"
            )
    ctx.exit(0 if all(found.passed for found in checks) else 1)


def _holdout(countries: tuple[str, ...], as_json: bool) -> None:
    from fairlead.flows.world.holdout import hold_out

    with progress() as step:
        report = hold_out(countries or None, progress=step)
    if as_json:
        print_json(
            {
                "countries": report.countries,
                "cells": len(report.cells),
                "median_abs_ln_error": report.median,
                "p90_abs_ln_error": report.p90,
                "median_if_not_split": report.pooled_median,
                "coverage_of_90_range_by_output": report.coverage_by_output,
                "tests": "transfer of flows and jobs, not prevalence",
            }
        )
        return
    click.echo(f"{report.countries} countries held out, {len(report.cells):,} cells")
    click.echo(
        f"  median |ln error| of employment multipliers  {report.median:.3f}  (not split: {report.pooled_median:.3f})"
    )
    click.echo(f"  90th percentile                              {report.p90:.3f}")
    click.echo(f"  output inside its 90 % range                 {100 * report.coverage_by_output:.0f} %")
    click.echo("This tests the transfer of flows and jobs to an unseen country, not the prevalence of forced labour.")


@command.command(
    epilog=examples(
        "fairlead data assumptions",
        "fairlead data assumptions --table wiod2011 --json",
        "fairlead assess purchases.csv --assumption gamma=0",
    )
)
@table_option
@json_option
def assumptions(table_name: str, as_json: bool) -> None:
    """List the assumptions of the forced-labour account, and what the account becomes when one changes.

    `fairlead assess --assumption NAME=VALUE` changes them for a list.
    """
    from fairlead.flows.open import open_table
    from fairlead.labour import sensitivity_table
    from fairlead.labour.assumptions import ASSUMPTIONS
    from fairlead.labour.sensitivity import RUNS

    runs = sensitivity_table(open_table(table_name))
    changes = {key: dict(change) for key, _, change in RUNS}
    if as_json:
        print_json(
            {
                "table": table_name,
                "assumptions": [
                    {"name": name, "label": s.label, "allowed": s.allowed, "usual": s.usual}
                    for name, s in ASSUMPTIONS.items()
                ],
                "people_in_forced_labour": runs[0].central_total,
                "runs": [
                    {"key": run.key, "label": run.label, "change": changes[run.key], "people": run.total}
                    for run in runs
                ],
            }
        )
        return
    for name, setting in ASSUMPTIONS.items():
        click.echo(f"{name}: {setting.label}\n  {setting.allowed}; when not given: {setting.usual}")
    click.echo(f"\nPeople in forced labour in {table_name}, central run: {runs[0].central_total / 1e6:.2f} million")
    for run in runs:
        change = ", ".join(f"{name}={value}" for name, value in changes[run.key].items())
        click.echo(f"  {run.total / 1e6:6.2f} million  {run.label} ({change})")
    click.echo("Sums of the world hardly move; countries and industries can move a lot: assess your list with each.")
