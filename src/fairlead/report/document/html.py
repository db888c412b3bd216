"""A document as one self-contained HTML page: no script, no request, light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlead.report.document.model import Bullets, Document, Heading
from fairlead.report.pages import environment, marked

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["page", "write"]

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def page(document: Document) -> str:
    """Give a document as HTML; every text in it is escaped, hidden control characters become visible.

    Parameters
    ----------
    document
        What to show.

    Examples
    --------
    >>> made = page(Document(title="A & B", subtitle="", about=(), day="2026-11-21", blocks=(), notes=()))
    >>> "<h1>A &amp; B</h1>" in made
    True
    """
    return _template().render(
        d=document,
        parts=[one.text for one in document.blocks if isinstance(one, Heading) and one.level == 1],
        direction="rtl" if document.language in RIGHT_TO_LEFT else "ltr",
        tag=_tag,
        list_tag=_list_tag,
    )


def write(document: Document, path: str | Path) -> Path:
    """Write a document as an HTML file and return its path."""
    path = Path(path)
    path.write_text(page(document), encoding="utf-8", newline="\n")
    return path


@cache
def _template() -> Template:
    made = environment(Path(__file__).parent / "templates", drawings={})
    made.globals["drawing"] = marked(str)
    return made.get_template("document.html.j2")


def _tag(block: Any) -> str:
    return str(block.__struct_config__.tag)


def _list_tag(block: Bullets) -> str:
    return "ol" if block.numbered else "ul"
