"""What several commands share: the account asked for, names to cells, ranges as text, JSON out."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.flows.table import Table
    from fairlead.labour import LabourAccount

__all__ = [
    "account_option",
    "country_code",
    "draws_options",
    "examples",
    "industry_shares",
    "json_option",
    "labour_account",
    "people",
    "print_json",
    "range_text",
    "table_option",
]

ACCOUNTS = ("forced-labour", "child-labour", "employment")
LABELS = {
    "forced-labour": "people in forced labour",
    "child-labour": "children in child labour",
    "employment": "people employed",
}

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def examples(*lines: str) -> str:
    """Epilog of a command: its examples, one to a line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text.")(function)


def table_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--table``."""
    return click.option(
        "--table",
        "table_name",
        default="world2011",
        show_default=True,
        metavar="NAME",
        help="Trade table to use; `fairlead data list` names them.",
    )(function)


def account_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--account``."""
    return click.option(
        "--account",
        type=click.Choice(ACCOUNTS),
        default=ACCOUNTS[0],
        show_default=True,
        help="What to count. Counts of two accounts overlap and are never added.",
    )(function)


def draws_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--draws`` and ``--seed``."""
    seed = click.option(
        "--seed", default=20211, show_default=True, metavar="N", help="Seed of the draws: the same seed, same ranges."
    )
    draws = click.option(
        "--draws",
        type=click.IntRange(min=100),
        default=2000,
        show_default=True,
        metavar="N",
        help="Draws behind each 90 % range.",
    )
    return draws(seed(function))


def labour_account(name: str, table: Table) -> LabourAccount:
    """The labour account asked for by `account_option`."""
    from fairlead import labour

    build: Callable[[Table], LabourAccount] = {
        "forced-labour": labour.forced_labour,
        "child-labour": labour.child_labour,
        "employment": labour.employment,
    }[name]
    return build(table)


def country_code(text: str, table: Table) -> str:
    """One country of the table from a code or a name in any spelling."""
    if text.upper() in table.cells.countries:
        return text.upper()
    from fairlead.classify import match_country

    match = match_country(text)
    if len(match.targets) == 1 and match.status in {"exact", "confident", "confirmed"}:
        code = match.targets[0].code
        table.cells.country_index(code)
        return code
    raise FairleadError(
        f"{text!r} is not one country of the table {table.name}.", why=match.reason, fix=_nearest(match, "country code")
    )


def industry_shares(text: str, table: Table) -> dict[str, float]:
    """Industries of the table with shares that sum to 1, from a code (``c4``) or words (``knitted shirts``)."""
    if text.lower() in table.cells.industries:
        return {text.lower(): 1.0}
    from fairlead.classify import match_industry, wiod_industries

    match = match_industry(text)
    if match.targets and match.status in {"exact", "confident", "confirmed"}:
        return {target.code: target.share for target in wiod_industries(match)}
    raise FairleadError(
        f"{text!r} does not name one industry with enough certainty.",
        why=match.reason,
        fix=_nearest(match, "industry code (c1 to c35)"),
    )


def _nearest(match: Any, what: str) -> str:
    near = ", ".join(f"{candidate.name} ({candidate.code})" for candidate in match.candidates[:3])
    return f"Nearest: {near}. Give the name or a {what}." if near else f"Give a {what}; `fairlead data info` lists them."


def people(value: float) -> str:
    """A number of people for reading: two significant digits below 10, whole numbers with separators above.

    Examples
    --------
    >>> people(0.01234), people(4.2), people(1234567.0), people(0.0)
    ('0.012', '4.2', '1,234,567', '0')
    """
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "unknown"
    if abs(value) >= 10:
        return f"{value:,.0f}"
    return f"{value:.2g}" if abs(value) >= 1e-4 else f"{value:.1e}"


def range_text(central: float, low: float, high: float) -> str:
    """An estimate with its 90 % range.

    Examples
    --------
    >>> range_text(13.0, 8.51, 19.4)
    '13 (8.5 to 19)'
    """
    return f"{people(central)} ({people(low)} to {people(high)})"


def print_json(data: Any) -> None:
    """Plain data as indented JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))
