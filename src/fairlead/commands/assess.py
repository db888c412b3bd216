"""``fairlead assess``: from a list of purchases to the summary and the reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import draws_options, examples, json_option, table_option
from fairlead.commands._progress import progress
from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.assess.result import Assessment
    from fairlead.errors import Problem

__all__ = ["command"]

FORMATS = ("html", "xlsx", "json")
READING = ("columns", "sheet", "delimiter", "encoding", "decimal", "currency", "year", "drop_duplicates")


def _formats(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for value in values for part in value.split(",") if part.strip()))
    for value in chosen:
        if value not in FORMATS:
            raise click.BadParameter(f"{value!r} is not one of {', '.join(FORMATS)}.", param=param)
    return chosen


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
        "cat purchases.csv | fairlead assess - --currency EUR --year 2023",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the reports into this folder (all formats, unless --format chooses).",
)
@click.option(
    "--format",
    "-o",
    "formats",
    multiple=True,
    callback=_formats,
    metavar="html,xlsx,json",
    help="Formats of the reports; in the current folder when --output is left out.",
)
@json_option
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
    help="Your confirmed readings of names (CSV); those of your user account when left out.",
)
@click.option(
    "--write-confirmations",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the uncertain readings as a CSV: mend the codes, delete rows, give it back with --confirmations.",
)
@click.option(
    "--write-problems",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all problems of the list as a CSV: row, column, value, why, how to mend.",
)
@click.option(
    "--prevalence",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your own prevalence source by country (CSV); it replaces the country factor.",
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
    from fairlead.classify import Confirmations
    from fairlead.errors import InputError

    reading = {name: settings[name] for name in READING}
    try:
        with progress(quiet) as step:
            options = AssessOptions(
                table=settings["table_name"],
                draws=settings["draws"],
                seed=settings["seed"],
                tiers=settings["depth"],
                paths=settings["k"],
                prevalence=_prevalence(settings["prevalence"]),
                accept_uncertain=settings["accept_uncertain"],
                strict=settings["strict"],
            )
            assessment = assess(
                _source(file),
                options=options,
                confirmations=Confirmations.load(settings["confirmations"]),
                reading=reading,
                progress=step,
            )
    except InputError as error:
        if write_problems:
            _write_problems(write_problems, error.problems)
        raise
    if write_problems:
        _write_problems(write_problems, assessment.problems)
    if write_confirmations:
        _write_confirmations(write_confirmations, assessment)
    if as_json:
        from fairlead.report import json as report_json

        click.echo(report_json.dumps(assessment), nl=False)
    elif not quiet:
        _print(assessment, detail)
    for path in _write(assessment, output, formats or (FORMATS if output else ()), _stem(file)):
        click.echo(f"Written: {path}", err=as_json)


def _source(file: Path) -> Any:
    return sys.stdin.buffer if str(file) == "-" else file


def _prevalence(file: Path | None) -> Any:
    if file is None:
        return None
    from fairlead.labour import read_prevalence

    return read_prevalence(file)


def _stem(file: Path) -> str:
    return "purchases" if str(file) == "-" else file.stem


def _print(assessment: Assessment, detail: bool) -> None:
    from rich.console import Console

    from fairlead.report import terminal

    terminal.render(assessment, Console(), detail=detail)


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


def _write_csv(path: Path, heading: list[str], rows: Iterable[Iterable[object]]) -> None:
    import csv

    try:
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(heading)
            writer.writerows([[_safe(value) for value in row] for row in rows])
    except OSError as error:
        raise FairleadError(f"Cannot write {path}: {error.strerror}.", fix="Give a file that can be written.") from None


def _safe(value: object) -> object:
    """Texts from the list must not run as formulas when the file is opened in a spreadsheet."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return "" if value is None else value


def _write_problems(path: Path, problems: Iterable[Problem]) -> None:
    names = ["severity", "code", "file", "sheet", "row", "column", "value", "what", "why", "fix"]
    _write_csv(path, names, ([getattr(problem, name) for name in names] for problem in problems))


def _write_confirmations(path: Path, assessment: Assessment) -> None:
    """The readings that wait for a person, in the form that `--confirmations` reads."""
    heading = ["kind", "text", "codes", "shares", "who", "when", "note", "rows", "candidates"]
    _write_csv(
        path,
        heading,
        (
            [
                row.kind,
                row.text,
                " ".join(row.codes),
                " ".join(repr(1 / len(row.codes)) for _ in row.codes),
                "",
                "",
                f"not confirmed yet; {row.status}, score {row.score:.2f}",
                row.rows,
                "; ".join(row.candidates),
            ]
            for row in assessment.mappings
            if row.status in {"uncertain", "unknown"}
        ),
    )
