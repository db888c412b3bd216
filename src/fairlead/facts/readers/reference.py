"""The reference page of the readers, written from the readers themselves.

``python -m fairlead.facts.readers.reference > docs/reference/readers.md`` renews the page; a test fails when it is
out of date.
"""

from __future__ import annotations

import html
import inspect
import sys
from collections.abc import Iterable

from fairlead.facts.readers import SOURCES, reader
from fairlead.facts.readers.base import PROVENANCE, Reader
from fairlead.facts.store import OWN

__all__ = ["page"]

INTRODUCTION = """\
# Readers

Files of other publishers that Fairlead reads into your own folder; [how to read them](../how-to/own-sources.md).
A file in another layout is refused with everything that is missing, what stands there instead, and the layout
expected, which is quoted here. A row that cannot be read is left out and named. Files over 64 MB, archives that
unpack to more than their source publishes, and XML with document type or entity declarations are refused.

Every row that is read carries its source (`own:` and the name of the reader), the date it holds for, and in its note
whose copy it is, the name of the file, the beginning of its SHA-256 digest and the day it was read.

This page is written from the readers.
"""


def page() -> str:
    """The page in Markdown: every source, its terms, its layout, and the columns of its rows.

    Examples
    --------
    >>> page().startswith("# Readers")
    True
    """
    restricted = [name for name in SOURCES if reader(name).restricted]
    official = [name for name in SOURCES if not reader(name).restricted]
    parts = [INTRODUCTION, "## Your own copies of restricted sources\n"]
    parts += [_entry(reader(name)) for name in restricted]
    parts.append("## Official files\n")
    parts += [_entry(reader(name)) for name in official]
    return "\n".join(parts)


def _entry(form: Reader) -> str:
    lines = [f"### `{form.id}`\n", f"{form.title[0].upper()}{form.title[1:]}. Terms: {form.licence}.\n"]
    lines += [f"**Layout.** {_plain(form.layout)}\n", f"**How it is known.** {_plain(form.seen)}\n"]
    lines += [f"**From.** <{form.address}>. {_got(form)}\n"]
    if form.table:
        when = "while Fairlead runs on your machine"
        if form.table not in OWN:
            when = (
                "in `fairlead.facts.readers.own.load_with_own` only: many sentences name the packaged edition by year"
            )
        lines += [f"**Renews.** The table [`{form.table}`](facts.md), {when}.\n"]
    about = (inspect.getdoc(form.record) or "").split("\n\n")
    lines += [f"**Rows.** {' '.join(about[0].split())}\n", *(f"{' '.join(part.split())}\n" for part in about[1:])]
    own = [name for name in form.record.__struct_fields__ if name not in PROVENANCE]
    lines += [f"Columns: {_names(own)}; identified by {_names(form.key)}."]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return html.escape(text[0].upper() + text[1:], quote=False)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _got(form: Reader) -> str:
    if form.restricted:
        return "Never downloaded by Fairlead: its terms leave the copy to you."
    if not form.download:
        return "Fairlead knows no address of the file itself; download it and give it with `--file`."
    if form.link:
        return f"`--download` looks for the {form.link} file that the page links."
    which = " one indicator at a time (`--indicator CODE`)" if "{part}" in form.download else ""
    return f"`--download` gets{which or ' it'} from `{form.download}`."


if __name__ == "__main__":
    sys.stdout.write(page())
