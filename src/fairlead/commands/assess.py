"""``fairlead assess``: from a list of purchases to the summary and the reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import draws_options, examples, format_list, json_option, quiet_console, table_option
from fairlead.commands._gsi import gsi_option, index_from
from fairlead.commands._progress import progress
from fairlead.commands.compare import DRAWS

if TYPE_CHECKING:
    from fairlead.assess.result import Assessment

__all__ = ["command"]

FORMATS = ("html", "xlsx", "json")
READING = ("columns", "sheet", "delimiter", "encoding", "decimal", "currency", "year", "drop_duplicates")


def _columns(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for part in (part for value in values for part in value.split(",")):
        meaning, equals, heading = part.partition("=")
        if not equals or not meaning.strip() or not heading.strip():
            raise click.BadParameter(f"{part!r}: write MEANING=HEADING, such as amount=Netto.", param=param)
        found[meaning.strip().lower()] = heading.strip()
    return found or None


@click.command(
    epilog=examples(
        "fairlead assess purchases.csv",
        "fairlead assess purchases.xlsx --sheet 2024 --output report",
        "fairlead assess ledger.csv --columns amount=Betrag,country=Land,product=Warengruppe --decimal ,",
        "fairlead assess purchases.csv --strict --json > assessment.json",
        "fairlead assess purchases.csv --assumption gamma=0 --assumption country_factor=rule_of_law",
        "fairlead assess purchases.csv --gsi 2023-Global-Slavery-Index-Data.xlsx",
        "cat purchases.csv | fairlead assess - --currency EUR --year 2023",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the reports into this folder (all formats, unless --format chooses).",
)
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    callback=format_list(FORMATS),
    metavar="html,xlsx,json",
    help="Formats of the reports; in the current folder when --output is left out.",
)
@json_option
@click.option(
    "--keep-draws",
    is_flag=True,
    help="Keep draws beside the JSON report, so that `fairlead compare` gives differences their ranges.",
)
@click.option("--quiet", is_flag=True, help="Print only what went wrong and which files were written.")
@click.option("--detail", is_flag=True, help="Print all tables, not only the summary.")
@click.option(
    "--columns",
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="MEANING=HEADING,...",
    help="What the columns mean (amount, country, product, industry, supplier, currency, year, site, tier, "
    "buyer_unit), when headings are not recognised.",
)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; all sheets with purchases when left out.")
@click.option("--delimiter", metavar="CHAR", help="Between columns; found out when left out.")
@click.option("--encoding", metavar="NAME", help="Of the text; found out when left out.")
@click.option("--decimal", type=click.Choice([",", "."]), help="Decimal sign; found out when left out.")
@click.option("--currency", metavar="ISO", help="Currency of rows that name none.")
@click.option("--year", type=int, metavar="YYYY", help="Year of rows that name none.")
@click.option("--drop-duplicates", is_flag=True, help="Leave out exact copies of a row instead of only naming them.")
@click.option("--strict", is_flag=True, help="Refuse the list when anything in it is wrong, uncertain or spread.")
@click.option("--accept-uncertain", is_flag=True, help="Use the best candidate where a name is read uncertainly.")
@click.option(
    "--confirmations",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your confirmed readings of names (CSV); those of your user account when left out. Rows without a code still "
    "wait.",
)
@click.option(
    "--write-confirmations",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the texts to confirm as a CSV, each with its candidates: fill in codes, give it back with "
    "--confirmations.",
)
@click.option(
    "--write-problems",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all problems of the list: row, column, value, why, how to mend. CSV, or a workbook if FILE ends in "
    ".xlsx.",
)
@click.option(
    "--prevalence",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your own prevalence source by country: CSV with iso3 and one of people, per_1000_population, "
    "per_1000_employed. It replaces the country factor.",
)
@gsi_option(
    "Your own copy of the Global Slavery Index 2023 (workbook), rescaled to forced labour, in place of the country "
    "factors; kept: the copy that `fairlead facts read gsi2023` keeps. Left out unless given."
)
@click.option(
    "--assumption",
    "assumptions",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change an assumption of the forced-labour account, such as gamma=0; may be repeated. "
    "`fairlead data assumptions` lists them.",
)
@table_option
@draws_options
@click.option(
    "--tiers",
    "depth",
    type=click.IntRange(1, 20),
    default=5,
    show_default=True,
    metavar="N",
    help="Tiers to show one by one.",
)
@click.option(
    "--paths",
    "k",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="Supply paths to show.",
)
def command(
    file: Path,
    output: Path | None,
    formats: tuple[str, ...],
    as_json: bool,
    keep_draws: bool,
    quiet: bool,
    detail: bool,
    write_problems: Path | None,
    write_confirmations: Path | None,
    **settings: Any,
) -> None:
    """Say what a list of purchases is statistically linked to, and whom to act with.

    FILE is CSV, XLSX or Parquet, or - for CSV on standard input. Each row needs an amount, the supplier's country and
    a product or an industry. Good rows are assessed and the rest is listed; --strict refuses instead.
    """
    from fairlead.assess.assessment import AssessOptions, assess
    from fairlead.chain import PlacingError
    from fairlead.chain import write_confirmations as save_confirmations
    from fairlead.chain import write_problems as save_problems
    from fairlead.errors import InputError
    from fairlead.labour import read_assumptions

    wanted = formats or (FORMATS if output else ())
    if keep_draws and "json" not in wanted:
        raise click.UsageError("--keep-draws keeps draws beside the JSON report: add --output DIR or --format json.")
    reading = {name: settings[name] for name in READING}
    try:
        with progress(quiet) as step:
            options = AssessOptions(
                table=settings["table_name"],
                draws=settings["draws"],
                seed=settings["seed"],
                tiers=settings["depth"],
                paths=settings["k"],
                prevalence=_prevalence(settings["prevalence"], settings["gsi"]),
                account=read_assumptions(settings["assumptions"]),
                accept_uncertain=settings["accept_uncertain"],
                strict=settings["strict"],
            )
            keeper = _keeper() if keep_draws else None
            assessment = assess(
                _source(file),
                options=options,
                confirmations=_confirmations(settings["confirmations"]),
                reading=reading,
                progress=step,
                keeper=keeper,
            )
    except InputError as error:
        if write_problems:
            save_problems(error.problems, write_problems)
        if write_confirmations and isinstance(error, PlacingError):
            save_confirmations(error, write_confirmations)
        raise
    if write_problems:
        save_problems(assessment.problems, write_problems)
    if write_confirmations:
        save_confirmations(assessment, write_confirmations)
    if as_json:
        from fairlead.report import json as report_json

        click.echo(report_json.dumps(assessment), nl=False)
    elif not quiet:
        _print(assessment, detail)
    for path in _write(assessment, output, wanted, _stem(file)):
        click.echo(f"Written: {path}", err=as_json)
        if keeper is not None and path.suffix == ".json":
            beside = path.with_suffix(DRAWS)
            beside.write_bytes(keeper.encoded())
            click.echo(f"Written: {beside}", err=as_json)


def _keeper() -> Any:
    from fairlead.assess.compare import Keeper

    return Keeper()


def _source(file: Path) -> Any:
    return sys.stdin.buffer if str(file) == "-" else file


def _confirmations(file: Path | None) -> Any:
    """Readings from a file as Fairlead or a spreadsheet program saved it, or those of the user's account."""
    if file is None:
        from fairlead.classify import Confirmations

        return Confirmations.load()
    from fairlead.chain import read_confirmations

    return read_confirmations(file)


def _prevalence(file: Path | None, gsi: str | Path | None) -> Any:
    index = index_from(gsi)
    if file is None:
        return index
    if index is not None:
        raise click.UsageError("Give one of --prevalence FILE and --gsi.")
    from fairlead.labour import read_prevalence

    return read_prevalence(file)


def _stem(file: Path) -> str:
    return "purchases" if str(file) == "-" else file.stem


def _print(assessment: Assessment, detail: bool) -> None:
    from fairlead.commands._next_steps import next_steps
    from fairlead.report import terminal

    terminal.render(assessment, quiet_console(), detail=detail, next_steps=next_steps(assessment))


def _write(assessment: Assessment, output: Path | None, formats: Iterable[str], stem: str) -> list[Path]:
    from importlib import import_module

    folder = output or Path()
    written = []
    for name in formats:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}-assessment.{name}"
        report: Any = import_module(f"fairlead.report.{name}")
        report.write(assessment, path)
        written.append(path)
    return written
