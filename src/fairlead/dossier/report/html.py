"""A dossier as one self-contained HTML page: no script, no request, readable, printable, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fairlead import __version__
from fairlead.dossier.model import NO_OPEN_DATA, Block, Dossier, Partners
from fairlead.dossier.report import figures
from fairlead.dossier.report.condense import condensed, own_copies, stated
from fairlead.dossier.report.notes import Notes
from fairlead.dossier.report.wording import (
    FIRST,
    FOOT,
    KINDS,
    answered,
    aside,
    beside,
    capital,
    plain_text,
    signature,
    subject,
)
from fairlead.report.console import plain
from fairlead.report.pages import environment
from fairlead.report.words import clean

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["body", "index", "page", "write"]


def write(dossier: Dossier, path: str | Path, *, linked: Mapping[str, str] | None = None, home: str = "") -> Path:
    """Write a dossier as an HTML file and return its path.

    Parameters
    ----------
    dossier
        What to write.
    path
        The file.
    linked
        Addresses of other dossiers beside it, by kind and id (``"country:BGD"``); lines that name one lead there.
    home
        Address of a page that lists them.
    """
    path = Path(path)
    path.write_text(page(dossier, linked=linked, home=home), encoding="utf-8", newline="\n")
    return path


def page(dossier: Dossier, *, linked: Mapping[str, str] | None = None, home: str = "") -> str:
    """Give a dossier as HTML; everything in it is escaped, hidden control characters become visible."""
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(d=dossier, notes=Notes(dossier), elsewhere=stated(dossier), linked=linked or {}, home=home)
    )


def body(dossier: Dossier, *, linked: Mapping[str, str] | None = None, whole: Dossier | None = None) -> str:
    """Give what is read of a dossier as HTML, without head, title and navigation: for a page that brings its own.

    Parameters
    ----------
    dossier
        What to show: a whole dossier, or a part of one.
    linked
        As in `write`.
    whole
        The whole dossier, where `dossier` is a part of it: what it states in full elsewhere is said in short here.
    """
    return (
        _environment(embedded=True)
        .get_template("dossier.html.j2")
        .render(d=dossier, notes=Notes(dossier), elsewhere=stated(whole or dossier), linked=linked or {}, home="")
    )


def index(entries: Iterable[tuple[str, str]], on: str) -> str:
    """Give a page that lists dossiers, by title and address, in alphabetical order."""
    listed = sorted(entries, key=lambda entry: plain(entry[0]).casefold())
    return _environment().get_template("index.html.j2").render(entries=listed, on=on, version=__version__)


@cache
def _environment(*, embedded: bool = False) -> Environment:
    folder = Path(__file__).parent / "templates"
    made = environment(*((folder / "embedded",) if embedded else ()), folder, drawings={"chart": figures.chart})
    made.filters["capital"] = capital
    made.filters["coded"] = _coded
    made.globals.update(
        FIRST=FIRST,
        FOOT=FOOT,
        KINDS=KINDS,
        NO_OPEN_DATA=NO_OPEN_DATA,
        answered=answered,
        aside=aside,
        beside=beside,
        condensed=condensed,
        heading=figures.heading,
        indicator_value=figures.indicator_value,
        kind_of=_kind_of,
        lines=figures.lines,
        named=figures.named,
        own_copies=own_copies,
        plain_text=plain_text,
        several=_several,
        share=figures.share,
        shown=figures.shown,
        signature=signature,
        subject=subject,
    )
    return made


def _coded(text: str) -> Markup:
    """Show what stands between backticks as code."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(clean(text)))))  # noqa: S704


def _kind_of(block: Block) -> str:
    return str(block.__struct_config__.tag)


def _several(block: Partners) -> bool:
    """Whether the partners sit in more than one country, so that each must say where."""
    return len({partner.country for partner in block.partners}) > 1
