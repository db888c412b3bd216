"""How the command line says whether a document can be received."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fairlead.act.receivable import Receivability

__all__ = ["print_receivability"]

SIGNS = {"yes": "yes", "no": "NO", "unknown": "?"}


def print_receivability(found: Receivability, *, whole: bool = False) -> None:
    """Say the verdict, what is missing and how to mend it, who may sign and through whom.

    Parameters
    ----------
    found
        The answer.
    whole
        Whether requirements that are met are listed too.
    """
    click.echo(f"{found.name} ({found.route}): {found.text}")
    for one in found.requirements if whole else found.open_points:
        need = "" if one.binds else " (helps)"
        click.echo(f"  {SIGNS[one.answer.verdict]:3} {one.id}: {one.requirement}{need}")
        if not one.met:
            click.echo(f"      {one.answer.text}")
            if one.question and one.answer.verdict == "unknown":
                click.echo(f"      Answer it with --answer {one.id}=yes or no: {one.question}")
            if one.mend:
                click.echo(f"      To mend it: {one.mend}")
    if found.who_may_sign:
        click.echo(f"  Who may sign: {'; '.join(found.who_may_sign)}.")
    if found.through:
        click.echo(f"  Through: {'; '.join(step.name for step in found.through)}.")
    if found.nearest:
        click.echo(f"  Nearest open: {'; '.join(one.text for one in found.nearest)}.")
    if whole and found.references:
        click.echo(f"  Rules: {'; '.join(found.references)}.")
