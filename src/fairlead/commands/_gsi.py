"""``--gsi``: the user's own Global Slavery Index in place of the country factors of the forced-labour account."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fairlead.labour import OwnIndex

__all__ = ["KEPT", "NONE", "estimates_from", "gsi_option", "index_from"]

KEPT, NONE = "kept", "none"


def gsi_option(help_: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option; its value is a file that exists, ``kept`` or ``none``."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> str | Path | None:
        if value is None or value in (KEPT, NONE):
            return value
        return Path(str(click.Path(exists=True, dir_okay=False).convert(value, param, ctx)))

    return click.option("--gsi", callback=read, metavar=f"FILE|{KEPT}|{NONE}", help=help_)


def index_from(given: str | Path | None) -> OwnIndex | None:
    """The index that the option names; nothing where it is not given or ``none``.

    Raises
    ------
    FairleadError
        If no copy is kept, or the file is not in the layout expected.
    """
    if given is None or given == NONE:
        return None
    from fairlead.facts.readers.gsi_index import kept_index, read_index

    return kept_index() if given == KEPT else read_index(given)


@contextmanager
def estimates_from(given: str | Path | None) -> Iterator[None]:
    """Rest dossiers on the index that the option names; on the copy that is kept where it is not given.

    Raises
    ------
    FairleadError
        If no copy is kept, or the file is not in the layout expected.
    """
    from fairlead.facts.own_folder import has_copy

    if given is None and not has_copy("gsi2023"):
        yield
        return
    from fairlead.dossier.packaged import shipped, using

    if given == NONE:
        found = shipped()
    else:
        from fairlead.dossier.estimates_own import are_ready, kept_estimates, own_estimates

        index = None if given is None else index_from(given)
        kept = given is None or given == KEPT
        if sys.stderr.isatty() and not (kept and are_ready()):
            click.echo("Working out the estimates again from your own copy ...", err=True)
        found = kept_estimates() if kept or index is None else own_estimates(index)
    with using(found):
        yield
