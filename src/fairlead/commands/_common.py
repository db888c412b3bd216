"""What several commands share: the account asked for, names to cells, ranges as text, JSON out."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

import click

from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from rich.console import Console

    from fairlead.flows.cells import FloatArray
    from fairlead.flows.table import Table
    from fairlead.labour import LabourAccount

__all__ = [
    "FOOT",
    "LABELS",
    "about",
    "account_option",
    "amount_option",
    "as_range",
    "cell_name",
    "countries",
    "country_code",
    "draws_options",
    "examples",
    "format_list",
    "industry_shares",
    "json_option",
    "labour_account",
    "one_country",
    "print_json",
    "purchase",
    "quiet_console",
    "range_text",
    "share_text",
    "table_option",
    "title",
]

ACCOUNTS = ("forced-labour", "child-labour", "employment")
LABELS = {
    "forced-labour": "people in forced labour",
    "child-labour": "children in child labour",
    "employment": "people employed",
}

FOOT = "Central run and 90 % range. By country and industry: this says nothing about a named supplier."


def examples(*lines: str) -> str:
    """Epilog of a command: its examples, one to a line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def format_list(known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[str, ...]]:
    """Read ``--format html,json``, also given more than once: formats in the order named, each once."""

    def read(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
        parts = (part.strip().lower() for value in values for part in value.split(","))
        chosen = tuple(dict.fromkeys(part for part in parts if part))
        for value in chosen:
            if value not in known:
                raise click.BadParameter(f"{value!r} is not one of {', '.join(known)}.", param=param)
        return chosen

    return read


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


class _Finite(click.FloatRange):
    """A number in a range. A range alone lets `nan` through, which is neither below nor above its bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number that can be counted with.", param, ctx)
        return number


def amount_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--amount``."""
    return click.option(
        "--amount",
        type=_Finite(min=0, min_open=True),
        default=1_000_000.0,
        show_default="1,000,000",
        metavar="USD",
        help="Size of the purchase in US dollars of the table's year, in basic prices.",
    )(function)


def labour_account(name: str, table: Table) -> LabourAccount:
    """The labour account asked for by `account_option`."""
    from fairlead import labour

    build: Callable[[Table], LabourAccount] = {
        "forced-labour": labour.forced_labour,
        "child-labour": labour.child_labour,
        "employment": labour.employment,
    }[name]
    return build(table)


def one_country(text: str, known: Container[str], where: str) -> str:
    """One country of those known, from a code or a name in any spelling; `where` names them in the message."""
    if text.upper() in known:
        return text.upper()
    from fairlead.classify import match_country

    match = match_country(text)
    if len(match.targets) == 1 and match.status in {"exact", "confident", "confirmed"}:
        return match.targets[0].code
    raise FairleadError(
        f"{text!r} is not one country of {where}.", why=match.reason, fix=_nearest(match, "country code")
    )


def country_code(text: str, table: Table) -> str:
    """One country of the table from a code or a name in any spelling."""
    code = one_country(text, table.cells.countries, f"the table {table.name}")
    table.cells.country_index(code)
    return code


def countries(text: str, table: Table) -> tuple[str, str, tuple[str, ...]]:
    """Code, name and members of a country or of an area, such as ``EU``; members that the table lacks are left out."""
    from fairlead.classify import match_country

    match = match_country(text)
    if match.status != "spread":
        code = country_code(text, table)
        return code, table.names.get(code, code), (code,)
    members = tuple(target.code for target in match.targets if target.code in table.cells.countries)
    if not members:
        raise FairleadError(f"The table {table.name} has no member of {match.candidates[0].name}.")
    area = match.candidates[0]
    return area.code, f"{area.name}: {len(members)} of {len(match.targets)} members", members


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


def purchase(country: str, industry: str, amount: float, table: Table) -> tuple[str, FloatArray]:
    """The country and the final purchase f, shape (n,), in the table's unit, of ``amount`` dollars."""
    import numpy as np

    code = country_code(country, table)
    f = np.zeros(table.n)
    for part, share in industry_shares(industry, table).items():
        f[table.cells.index(code, part)] += share * amount / 1e6
    return code, f


def cell_name(table: Table, position: int) -> str:
    """A cell in words: country and industry."""
    country, industry = table.cells.label(position)
    return f"{table.names.get(country, country)}, {table.names.get(industry, industry)}"


def about(table: Table, account: str, code: str, f: FloatArray, amount: float) -> dict[str, Any]:
    """What an answer is about, for programs."""
    return {
        "table": table.name,
        "account": account,
        "unit": LABELS[account],
        "country": code,
        "industries": {table.cells.label(int(i))[1]: float(f[i] * 1e6 / amount) for i in f.nonzero()[0]},
        "amount_usd": amount,
    }


def title(table: Table, account: str, code: str, f: FloatArray, amount: float) -> str:
    """What an answer is about, for people."""
    names = ", ".join(table.names.get(label := table.cells.label(int(i))[1], label) for i in f.nonzero()[0])
    country = table.names.get(code, code)
    return f"{LABELS[account].capitalize()} behind {amount:,.0f} USD ({table.year}) of {names}, {country}"


def as_range(count: tuple[float, float, float]) -> dict[str, float]:
    """An estimate for programs."""
    return dict(zip(("central", "low", "high"), count, strict=True))


def _nearest(match: Any, what: str) -> str:
    near = ", ".join(f"{candidate.name} ({candidate.code})" for candidate in match.candidates[:3])
    if match.status == "spread" or not near:
        return f"Give one {what}; `fairlead data info` lists them."
    return f"Nearest: {near}. Give one name or one {what}."


def range_text(central: float, low: float, high: float) -> str:
    """An estimate with its 90 % range, written as the reports write it.

    Examples
    --------
    >>> range_text(13.0, 8.51, 19.4), range_text(166_034.0, 111_421.0, 275_219.0)
    ('13 (8.5 to 19)', '166,000 (111,000 to 275,000)')
    """
    from fairlead.assess.result import Range
    from fairlead.report.words import figure_range

    return figure_range(Range(central=central, low=low, high=high))


def share_text(part: float, whole: float) -> str:
    """A share as per cent, four characters wide at least."""
    from fairlead.report.words import percent

    return percent(part / whole if whole else float("nan"))


def quiet_console() -> Console:
    """A terminal to print a report on; a reader of it that leaves (head, less) is no error.

    Rich would end the program with 1, which means an input that cannot be used; the command line ends it with 0.
    """
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Quiet()


def print_json(data: Any) -> None:
    """Plain data as indented JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))
