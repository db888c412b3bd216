"""``fairlead confirmations``: the readings of names that you have confirmed, kept in your user account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, json_option, print_json

if TYPE_CHECKING:
    from fairlead.classify import Confirmations

__all__ = ["command"]

KIND = click.Choice(["country", "industry"])


def _file(function: Any) -> Any:
    return click.option(
        "--file",
        "path",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Keep them in this file (CSV) instead of your user account.",
    )(function)


@click.group(
    epilog=examples(
        "fairlead confirmations add country Congo COD",
        "fairlead confirmations list",
    )
)
def command() -> None:
    """Keep the readings of names that you have confirmed.

    They are used first by `fairlead assess` and `fairlead classify`, whatever the case and punctuation of the text.
    """


@command.command(
    epilog=examples(
        "fairlead confirmations add country Congo COD --who 'A. Buyer'",
        "fairlead confirmations add industry 'Project Phoenix' hs:6109=0.7 81=0.3",
    )
)
@click.argument("kind", type=KIND)
@click.argument("text")
@click.argument("codes", nargs=-1, required=True, metavar="CODE[=SHARE]...")
@click.option("--who", default="", metavar="NAME", help="Who confirmed it.")
@click.option("--note", default="", metavar="TEXT", help="Why.")
@_file
@json_option
def add(kind: Any, text: str, codes: tuple[str, ...], who: str, note: str, path: Path | None, as_json: bool) -> None:
    """Keep one reading; a later one of the same text replaces it.

    CODE is an ISO 3166 alpha-3 code for a country; an ISIC Rev.4 division or section, or hs: and a heading, for an
    industry. Several codes without shares count the same.
    """
    from fairlead.classify import Confirmations

    known = Confirmations.load(path)
    match = known.confirm(kind, text, _shares(codes), who=who, note=note)
    told = {"kind": kind, "text": text, "codes": [target.code for target in match.targets], "file": known.save(path)}
    if as_json:
        print_json({**told, "file": str(told["file"])})
    else:
        click.echo(f"{text}: {', '.join(target.name for target in match.targets)}. Kept in {told['file']}.")


@command.command("list", epilog=examples("fairlead confirmations list", "fairlead confirmations list --json"))
@_file
@json_option
def list_(path: Path | None, as_json: bool) -> None:
    """List them, with their shares, who confirmed them and when."""
    from fairlead.classify import Confirmations
    from fairlead.classify.confirmations import default_path

    rows = Confirmations.load(path).rows()
    if as_json:
        print_json(rows)
        return
    for row in rows:
        pairs = zip(row["codes"].split(), row["shares"].split(), strict=True)
        codes = ", ".join(code if float(share) == 1 else f"{code} {100 * float(share):.3g} %" for code, share in pairs)
        about = "; ".join(part for part in (row["who"], row["when"], row["note"]) if part)
        click.echo(f"{row['kind']:<9} {row['text']}: {codes} ({about})")
    click.echo(f"{len(rows):,} {'reading' if len(rows) == 1 else 'readings'} in {path or default_path()}.")


@command.command(epilog=examples("fairlead confirmations remove country Congo"))
@click.argument("kind", type=KIND)
@click.argument("text")
@_file
@json_option
def remove(kind: Any, text: str, path: Path | None, as_json: bool) -> None:
    """Forget one reading."""
    from fairlead.classify import Confirmations
    from fairlead.errors import FairleadError

    known = Confirmations.load(path)
    if not known.remove(kind, text):
        raise FairleadError(
            f"No {kind} {text!r} is confirmed.", fix="`fairlead confirmations list` shows what is; nothing was changed."
        )
    _saved(known, path, as_json)


@command.command(
    "import",
    epilog=examples(
        "fairlead assess purchases.csv --write-confirmations confirm.csv",
        "fairlead confirmations import confirm.csv",
    ),
)
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@_file
@json_option
def import_(source: Path, path: Path | None, as_json: bool) -> None:
    """Keep the readings filled in in a file that `assess --write-confirmations` wrote; rows without a code still wait.

    With one faulty row nothing is kept, and all faults are told.
    """
    from fairlead.chain import read_confirmations
    from fairlead.classify import Confirmations

    _saved(read_confirmations(source, Confirmations.load(path)), path, as_json)


def _saved(known: Confirmations, path: Path | None, as_json: bool) -> None:
    kept = known.save(path)
    if as_json:
        print_json({"readings": len(known), "file": str(kept)})
    else:
        click.echo(f"{len(known):,} {'reading' if len(known) == 1 else 'readings'} in {kept}.")


def _shares(codes: tuple[str, ...]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for part in codes:
        code, equals, share = part.partition("=")
        try:
            shares[code] = float(share) if equals else 1 / len(codes)
        except ValueError:
            raise click.BadParameter(f"{part!r}: write CODE=SHARE, such as 81=0.3.", param_hint="CODE") from None
    return shares
