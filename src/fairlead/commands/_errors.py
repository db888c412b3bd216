"""Errors as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click
import msgspec

from fairlead.errors import FairleadError, InputError, Problem

__all__ = ["as_dict", "place", "problem_lines", "show", "show_call"]

SHOWN = 20
REPORT = (
    "This is a fault in Fairlead, not in your input. Run the same with `fairlead --debug ...` and report what it "
    "prints (SECURITY.md says how to report in private); leave out names of suppliers and people."
)


def place(problem: Problem) -> str:
    """Where a problem is, in words: sheet, row, column, value.

    Examples
    --------
    >>> place(Problem(code="amount", severity="error", what="Not a number.", row=7, column="amount", value="n/a"))
    "row 7, column amount, value 'n/a'"
    """
    parts = [
        f"sheet {problem.sheet}" if problem.sheet else "",
        f"row {problem.row}" if problem.row is not None else "",
        f"column {problem.column}" if problem.column else "",
        f"value {_short(problem.value)!r}" if problem.value is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "..."


def problem_lines(problems: Iterable[Problem], limit: int = SHOWN) -> Iterator[str]:
    """Problems as lines, errors first, at most ``limit`` of them and then how many more."""
    order = {"error": 0, "warning": 1, "note": 2}
    listed = sorted(problems, key=lambda problem: order[problem.severity])
    for problem in listed[:limit]:
        where = place(problem)
        text = " ".join(part for part in (problem.what, problem.why, problem.fix) if part)
        yield f"  {problem.severity}: {where + ': ' if where else ''}{text}"
    if len(listed) > limit:
        yield f"  ... and {len(listed) - limit} more; `--write-problems FILE` writes all of them."


def as_dict(error: Exception) -> dict[str, Any]:
    """The error as plain data."""
    if isinstance(error, FairleadError):
        found: dict[str, Any] = {"what": error.what, "why": error.why, "fix": error.fix}
        if isinstance(error, InputError):
            found["problems"] = [msgspec.to_builtins(problem) for problem in error.problems]
        return found
    if isinstance(error, OSError):
        name = f": {error.filename}" if error.filename else ""
        return {"what": f"{error.strerror or type(error).__name__}{name}.", "why": "", "fix": ""}
    return {"what": f"{type(error).__name__}: {error}", "why": "", "fix": REPORT}


def show_call(error: click.ClickException) -> None:
    """Print a wrong call as JSON."""
    context = getattr(error, "ctx", None)
    fix = f"See `{context.command_path} --help`." if context else "See `fairlead --help`."
    found = {"what": error.format_message(), "why": "", "fix": fix}
    click.echo(json.dumps({"error": found}, ensure_ascii=False, indent=2))


def show(error: Exception, *, as_json: bool) -> int:
    """Print an error and return the exit code: 1 for what the user can mend, 3 for a fault in Fairlead."""
    data = as_dict(error)
    if as_json:
        click.echo(json.dumps({"error": data}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"Error: {data['what']}", err=True)
        if data["why"]:
            click.echo(f"  Why it matters: {data['why']}", err=True)
        if data["fix"]:
            click.echo(f"  How to mend it: {data['fix']}", err=True)
        if isinstance(error, InputError):
            # The error of a whole file is the last problem of the list, already said above.
            told = [problem for problem in error.problems if not data["what"].endswith(problem.what)]
            for line in problem_lines(told):
                click.echo(line, err=True)
    return 1 if isinstance(error, FairleadError | OSError) else 3
