"""``fairlead classify``: how a name is read, with the score, the reason and the other candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, json_option, print_json

if TYPE_CHECKING:
    from fairlead.classify import Confirmations, Match

__all__ = ["command"]

_SURE = {"unknown": 0, "uncertain": 1, "spread": 2, "confident": 3, "exact": 4, "confirmed": 5}
SCHEMES = ("hs", "isic4", "isic3", "nace", "naics", "unspsc", "wiod", "text")


@click.command(
    epilog=examples(
        'fairlead classify "knitted cotton shirts"',
        'fairlead classify "Viêt Nam" Deutschland EU',
        "fairlead classify --kind country Turkey",
        "fairlead classify --scheme hs 610510 0901",
    )
)
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "--kind",
    type=click.Choice(["country", "industry"]),
    help="What the texts name; products count as industry. When left out, both are tried and the surer reading shown.",
)
@click.option(
    "--scheme",
    type=click.Choice(SCHEMES),
    help="Code list of the texts; found out from the text when left out. For industries only.",
)
@click.option(
    "--confirmations",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your confirmed readings (CSV), which win over Fairlead's; those of your user account when left out.",
)
@json_option
def command(
    texts: tuple[str, ...], kind: str | None, scheme: str | None, confirmations: Path | None, as_json: bool
) -> None:
    """Show how names of countries, products and industries are read.

    An uncertain reading is never used silently: it is listed for confirmation.
    """
    if kind == "country" and scheme:
        raise click.UsageError("--scheme is for industries; countries need none.")
    if confirmations:
        from fairlead.chain import read_confirmations

        own = read_confirmations(confirmations)
    else:
        from fairlead.classify import Confirmations

        own = Confirmations.load()
    kind = "industry" if scheme else kind
    matches = [_match(text, kind, scheme, own) for text in texts]
    if as_json:
        print_json([_as_data(match) for match in matches])
    else:
        for match in matches:
            _print(match, told=kind is not None)


def _match(text: str, kind: str | None, scheme: str | None, own: Confirmations) -> Match:
    """Read a text as what it names; as the surer of both when that is not said."""
    from fairlead.classify import match_country, match_industry

    if kind == "country":
        return match_country(text, own)
    industry = match_industry(text, scheme=scheme, confirmations=own)
    if kind == "industry":
        return industry
    country = match_country(text, own)
    return country if (_SURE[country.status], country.score) > (_SURE[industry.status], industry.score) else industry


def _industries(match: Match) -> list[tuple[str, float]]:
    if match.kind != "industry" or not match.targets:
        return []
    from fairlead.classify import wiod_industries

    return [(target.code, target.share) for target in wiod_industries(match)]


def _as_data(match: Match) -> dict[str, Any]:
    import msgspec

    data: dict[str, Any] = msgspec.to_builtins(match)
    for target in data["targets"]:
        if target["share"] != target["share"]:  # NaN: the share is set by trade when the list is assessed
            target["share"] = None
    if match.kind == "industry":
        data["table_industries"] = [{"code": code, "share": share} for code, share in _industries(match)]
    return data


def _print(match: Match, *, told: bool) -> None:
    known = told or match.status == "unknown"
    click.echo(match.text if known else f"{match.text} ({'country' if match.kind == 'country' else 'product'})")
    for target in match.targets:
        share = f"  {100 * target.share:.0f} %" if 0 < target.share < 1 else ""
        click.echo(f"  {target.code:<8} {target.name}{share}")
    codes = ", ".join(f"{code} {100 * share:.0f} %" if share < 1 else code for code, share in _industries(match))
    if codes:
        click.echo(f"  industry of the trade table: {codes}")
    reason = match.reason if told or match.status != "unknown" else f"no country, and {match.reason}"
    click.echo(f"  {match.status} (score {match.score:.2f}): {reason}")
    if match.status in {"uncertain", "unknown"} and match.candidates:
        click.echo("  candidates:")
        for candidate in match.candidates[:5]:
            click.echo(f"    {candidate.code:<8} {candidate.name} ({candidate.score:.2f}; {candidate.reason})")
    if match.note:
        click.echo(f"  {match.note}")
