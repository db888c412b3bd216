"""What every HTML page of Fairlead is made with: escaped texts, the same filters, drawings that may pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlead.report import words
from fairlead.report.references import safe_address

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["TEMPLATES", "environment", "marked"]

TEMPLATES = Path(__file__).parent / "templates"


def environment(*folders: Path, drawings: Mapping[str, Callable[..., str]]) -> Environment:
    """Make an environment for templates, in which every text is escaped and cleaned.

    Parameters
    ----------
    folders
        Where templates are looked for, before those shared by all pages.
    drawings
        Functions that give SVG; they escape every text themselves (tests hold them to it).
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return words.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update({name: marked(function) for name, function in drawings.items()})
    made.filters.update(
        people=words.people,
        people_range=words.people_range,
        figure=words.figure,
        figure_range=words.figure_range,
        money=words.money,
        left_out_amount=words.left_out_amount,
        percent=words.percent,
        probability=words.probability,
        counted=words.counted,
        plural=words.plural,
        mark=words.status_mark,
        not_collected=words.not_collected,
        by_severity=words.by_severity,
        yes_no=words.yes_no,
        address=safe_address,
        path_words=words.path_words,
        clean=words.clean,
        sentence=words.sentence,
        signed=words.signed,
        band=words.band,
    )
    return made


def marked(function: Callable[..., str]) -> Callable[..., Markup]:
    """Let what a drawing function gives pass unescaped."""
    from markupsafe import Markup

    def drawn(*args: Any) -> Markup:
        return Markup(function(*args))  # noqa: S704

    return drawn
