"""``--gsi``: the user's own Global Slavery Index in place of the country factors of the forced-labour account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fairlead.labour import OwnIndex

__all__ = ["KEPT", "NONE", "gsi_option", "index_from"]

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
