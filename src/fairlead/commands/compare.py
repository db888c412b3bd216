"""``fairlead compare``: two assessments side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.commands._common import examples, json_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fairlead.assess.compare import AccountComparison, Change, Comparison, KeptDraws
    from fairlead.assess.result import Assessment, Range

__all__ = ["DRAWS", "command"]

DRAWS = ".draws"
"""Ending of the file of draws beside the JSON of an assessment."""
_SHOWN = 10
_MOST = 1 << 28  # bytes: 500 draws of every part of both accounts take about 1 MB
_FOOT = (
    "Counts of two accounts overlap and are never added. A difference between two lists is no finding about any "
    "supplier, and buying elsewhere moves the exposure to others."
)


@click.command(
    epilog=examples(
        "fairlead assess 2023.csv --output out --keep-draws",
        "fairlead assess 2024.csv --output out --keep-draws",
        "fairlead compare out/2023-assessment.json out/2024-assessment.json",
        "fairlead compare before.json after.json --json",
    )
)
@click.argument("before", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@click.option("--detail", is_flag=True, help="Print every country and industry, not only the largest.")
def command(before: Path, after: Path, as_json: bool, detail: bool) -> None:
    """Say what differs between two assessments, and whether the ranges tell them apart.

    BEFORE and AFTER are JSON files of `fairlead assess`. Where both were made with --keep-draws, their files of draws
    beside them give each difference a 90 % range of its own; without them a difference has none.
    """
    from fairlead.assess.compare import compare
    from fairlead.report import json as report_json

    pair = report_json.load(before), report_json.load(after)
    found = compare(*pair, (_draws(before, pair[0]), _draws(after, pair[1])))
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        _print(found, pair, detail=detail)


def _draws(path: Path, assessment: Assessment) -> KeptDraws | None:
    """The draws kept beside an assessment, if they are; those of another result are refused."""
    from fairlead.assess.compare import belong, decoded
    from fairlead.errors import FairleadError

    beside = path.with_suffix(DRAWS)
    if not beside.is_file():
        return None
    with beside.open("rb") as file:
        found = decoded(file.read(_MOST))
    if not belong(found, assessment):
        raise FairleadError(
            f"{beside} holds the draws of another result than {path}.",
            why="Their totals differ.",
            fix="Assess the list again with --keep-draws, or move the file of draws away.",
        )
    return found


def _print(found: Comparison, pair: tuple[Assessment, Assessment], *, detail: bool) -> None:
    from fairlead.report.words import clean, money

    names = [clean(one.title, 60) or "untitled" for one in pair]
    click.echo(f"Before: {names[0]}, {money(found.spend_before)}. After: {names[1]}, {money(found.spend_after)}.")
    for caution in found.cautions:
        click.echo(f"Mind: {caution}")
    for account in found.accounts:
        _account(account, None if detail else _SHOWN)
    click.echo(f"\n{_FOOT}")


def _account(account: AccountComparison, most: int | None) -> None:
    click.echo(f"\n{account.label}")
    _rows([account.total])
    for heading, changes, limit in (
        ("by tier", account.tiers, None),
        ("by country where the work is done, the largest first", account.origins, most),
        ("by industry where the work is done, the largest first", account.industries, most),
    ):
        click.echo(f"  {heading}")
        _rows(changes[:limit])
        if limit is not None and len(changes) > limit:
            click.echo(f"    and {len(changes) - limit} more: --detail")


def _rows(changes: Sequence[Change]) -> None:
    from fairlead.report.words import clean

    for change in changes:
        click.echo(f"    {clean(change.label, 44):<44}  {_amount(change.before)} -> {_amount(change.after)}")
        click.echo(f"    {'':<44}  {_gap(change)}")


def _amount(value: Range | None) -> str:
    from fairlead.report.words import people_range

    return "not shown" if value is None else people_range(value)


def _gap(change: Change) -> str:
    from fairlead.report.words import signed

    said = {
        "more": "more: the range leaves out zero",
        "less": "less: the range leaves out zero",
        "inside": "not told apart",
        "unknown": "no range",
    }[change.verdict]
    gap = change.difference
    if gap is None:
        return "difference not known"
    span = f" ({signed(gap.low)} to {signed(gap.high)})" if gap.low == gap.low else ""
    return f"{signed(gap.central)}{span}, {said}"
