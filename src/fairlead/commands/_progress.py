"""Progress of long work: on standard error, and only when a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

__all__ = ["progress"]

Step = Callable[[int, int, str], None]


@contextmanager
def progress(quiet: bool = False) -> Iterator[Step | None]:
    """A function (done, of, what) that keeps one line up to date, or None when nobody is watching."""
    if quiet or not sys.stderr.isatty():
        yield None
        return

    def step(done: int, of: int, what: str) -> None:
        share = f"{100 * done // of:3d} %" if of else ""
        click.echo(f"\r\x1b[2K{share} {what}", err=True, nl=False)

    try:
        yield step
    finally:
        click.echo("\r\x1b[2K", err=True, nl=False)
