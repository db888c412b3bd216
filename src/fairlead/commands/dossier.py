"""``fairlead dossier``: all that is known of one country, industry, good or corridor, with sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, format_list, json_option, one_country, print_json, quiet_console
from fairlead.commands._gsi import estimates_from, gsi_option
from fairlead.commands._progress import progress

if TYPE_CHECKING:
    from fairlead.dossier import Dossier

__all__ = ["command"]

FORMATS = ("html", "pdf", "docx", "json")


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date:
    return value.date() if value else date.today()  # noqa: DTZ011 - the day where the reader is


def on_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--on``."""
    return click.option(
        "--on",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_day,
        metavar="DATE",
        help="Date for which every status is asked (YYYY-MM-DD); today when left out.",
    )(function)


own_index_option = gsi_option(
    "Your own copy of the Global Slavery Index 2023 (a workbook): from it forced labour is worked out again. Left out: "
    "the copy that `fairlead facts read gsi2023` keeps, if there is one. none: Fairlead's own estimates."
)


def report_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every dossier."""
    options = (
        on_option,
        click.option(
            "--output",
            "-o",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Write files into this folder (all formats, unless --format chooses).",
        ),
        click.option(
            "--format",
            "-f",
            "formats",
            multiple=True,
            callback=format_list(FORMATS),
            metavar=",".join(FORMATS),
            help="Formats of the files; in the current folder when --output is left out.",
        ),
        own_index_option,
        json_option,
        click.option("--detail", is_flag=True, help="Print every line, not only the first of each part."),
        click.option("--quiet", is_flag=True, help="Print only which files were written."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.group(
    name="dossier",
    epilog=examples(
        "fairlead dossier country BGD",
        "fairlead dossier country Bangladesh --output dossiers --format pdf,docx",
        "fairlead dossier corridor Nepal Qatar --on 2026-06-01",
    ),
)
def command() -> None:
    """Bring together all that is known of a country, industry, good or corridor.

    Facts are sourced and dated, estimates carry a 90 % range and a method, judgements are signed. What was not
    collected is named as such, never as none.
    """


@command.command(
    epilog=examples(
        "fairlead dossier country BGD",
        "fairlead dossier country Türkiye --on 2026-06-01 --detail",
        "fairlead dossier country QAT --output dossiers --format pdf",
        "fairlead dossier country THA --gsi 2023-Global-Slavery-Index-Data.xlsx",
    )
)
@click.argument("country")
@report_options
def country(country: str, on: date, gsi: str | Path | None, **settings: Any) -> None:
    """Print the dossier of a COUNTRY, named by its ISO code or in any spelling."""
    from fairlead.dossier import dossier_country

    with estimates_from(gsi):
        _give(dossier_country(_code(country), on=on), **settings)


@command.command(
    epilog=examples(
        "fairlead dossier industry garments", "fairlead dossier industry c4", "fairlead dossier industry fishing --json"
    )
)
@click.argument("industry")
@report_options
def industry(industry: str, on: date, gsi: str | Path | None, **settings: Any) -> None:
    """Print the dossier of an INDUSTRY (c1 to c35) or of a chain: garments, fishing, construction."""
    from fairlead.dossier import dossier_industry

    with estimates_from(gsi):
        _give(dossier_industry(industry.lower(), on=on), **settings)


@command.command(epilog=examples("fairlead dossier good cotton", 'fairlead dossier good "palm oil" --output dossiers'))
@click.argument("good")
@report_options
def good(good: str, on: date, gsi: str | Path | None, **settings: Any) -> None:
    """Print the dossier of a GOOD of the published lists."""
    from fairlead.dossier import dossier_good

    with estimates_from(gsi):
        _give(dossier_good(good, on=on), **settings)


@command.command(
    epilog=examples(
        "fairlead dossier corridor NPL QAT", "fairlead dossier corridor Bangladesh Malaysia --output dossiers"
    )
)
@click.argument("origin")
@click.argument("destination")
@click.option("--sector", metavar="INDUSTRY", help="Only this industry (c1 to c35) or chain (fishing, construction).")
@report_options
def corridor(
    origin: str, destination: str, sector: str | None, on: date, gsi: str | Path | None, **settings: Any
) -> None:
    """Print the dossier of labour migration from ORIGIN to DESTINATION."""
    from fairlead.dossier import dossier_corridor

    with estimates_from(gsi):
        _give(dossier_corridor(_code(origin), _code(destination), sector, on=on), **settings)


@command.command("all", epilog=examples("fairlead dossier all --output dossiers"))
@on_option
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder for the pages and their index.",
)
@own_index_option
@json_option
def all_(on: date, output: Path, gsi: str | Path | None, as_json: bool) -> None:
    """Write the dossiers of all countries as HTML pages, with an index page that lists them."""
    from fairlead.dossier import dossier_country
    from fairlead.dossier.names import known_countries
    from fairlead.dossier.report import html

    codes = sorted(known_countries())
    linked = {f"country:{code}": f"country-{code}.html" for code in codes}
    output.mkdir(parents=True, exist_ok=True)
    entries = []
    with estimates_from(gsi), progress() as step:
        for done, code in enumerate(codes):
            if step:
                step(done, len(codes), code)
            dossier = dossier_country(code, on=on)
            path = html.write(dossier, output / linked[f"country:{code}"], linked=linked, home="index.html")
            entries.append((dossier.title, path.name))
    index = output / "index.html"
    index.write_text(html.index(entries, on.isoformat()), encoding="utf-8", newline="\n")
    if as_json:
        print_json({"on": on.isoformat(), "index": str(index), "dossiers": [str(output / name) for _, name in entries]})
    else:
        click.echo(f"Written: {index} and {len(entries)} dossiers")


def _code(text: str) -> str:
    from fairlead.dossier.names import known_countries

    return one_country(text, known_countries(), "the tables")


def _give(
    dossier: Dossier, *, output: Path | None, formats: Iterable[str], as_json: bool, detail: bool, quiet: bool
) -> None:
    """Print a dossier and write its files."""
    if as_json:
        from fairlead.dossier.report import json

        click.echo(json.dumps(dossier), nl=False)
    elif not quiet:
        from fairlead.dossier.report import terminal

        terminal.render(dossier, quiet_console(), detail=detail)
    for path in _write(dossier, output, formats or (FORMATS if output else ())):
        click.echo(f"Written: {path}", err=as_json)


def _write(dossier: Dossier, output: Path | None, formats: Iterable[str]) -> Iterable[Path]:
    from importlib import import_module

    folder = output or Path()
    for name in formats:
        folder.mkdir(parents=True, exist_ok=True)
        report: Any = import_module(f"fairlead.dossier.report.{name}")
        yield report.write(dossier, folder / f"{dossier.kind}-{dossier.id}.{name}")
