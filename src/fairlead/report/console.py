"""A terminal that takes plain texts only and respects width, encoding and colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fairlead.assess.result import Range
from fairlead.report.words import clean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

__all__ = ["Page", "plain"]

_TYPOGRAPHY = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "×": "x", "…": "..."}
)


def plain(text: str) -> str:
    """Give a text in ASCII: accents go, other letters become question marks.

    Examples
    --------
    >>> plain("Côte d’Ivoire – 丝绸")
    "Cote d'Ivoire - ??"
    """
    parts = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY))
    return "".join(part for part in parts if not unicodedata.combining(part)).encode("ascii", "replace").decode()


class Page:
    """Print lines, lists and tables without ever reading mark-up or control characters out of a text.

    Parameters
    ----------
    console
        A rich console.
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self.ascii = console.options.ascii_only
        self.width = console.width

    def text(self, words: str, style: str = "") -> Text:
        """Make a text ready to print."""
        from rich.text import Text

        shown = clean(words)
        return Text(plain(shown) if self.ascii else shown, style=style)

    def line(self, words: str = "", style: str = "") -> None:
        """Print one paragraph."""
        self.console.print(self.text(words, style))

    def heading(self, words: str) -> None:
        """Print a heading with a blank line before it."""
        self.line()
        self.line(words, "bold")

    def bullets(self, lines: Iterable[str]) -> None:
        """Print a list."""
        from rich.table import Table

        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=2, justify="right")
        grid.add_column(overflow="fold")
        for line in lines:
            grid.add_row(self.text("-"), self.text(line))
        self.console.print(grid)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
        """Print a table; `right` names the columns that stand to the right."""
        from rich import box
        from rich.table import Table

        shape = box.ASCII2 if self.ascii else box.SIMPLE_HEAD
        table: Table = Table(box=shape, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
        for index, heading in enumerate(headings):
            table.add_column(self.text(heading), justify="right" if index in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(self.text(cell) for cell in row))
        self.console.print(table)

    def more(self, count: int, where: str = "--detail, or the HTML, XLSX and JSON reports") -> None:
        """Say how many entries are not printed, and where they are."""
        if count > 0:
            self.line(f"   and {count:,} more ({where})", "dim")

    def bar(self, value: Range, top: float) -> str:
        """Draw a bar up to the central value and a line up to the high end; nothing where there is no room."""
        width = min(28, self.width - 66)
        if width < 8 or not top > 0 or value.central != value.central:
            return ""
        full, line, end = ("#", "-", "|") if self.ascii else ("█", "─", "┤")
        at = [round(min(max(point / top, 0.0), 1.0) * width) for point in (value.central, value.high)]
        bar = full * at[0] + line * max(0, at[1] - at[0])
        return bar[:-1] + end if at[1] > at[0] else bar
