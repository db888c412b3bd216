"""A document as PDF: A4, tagged for screen readers (PDF/UA-1), with contents, page numbers and notes as links.

Typst sets the pages. It is given the document as data and a fixed program (``document.typ``), so that no text can be
read as mark-up, and its own fonts, so that the same document is the same file everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fairlead.errors import FairleadError
from fairlead.report.document.model import Document
from fairlead.report.words import clean

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["drawings", "render"]

_PROGRAM = Path(__file__).with_name("document.typ")
_FONTS = Path(__file__).with_name("fonts")
# What the fonts that come with Typst and with Fairlead can show; anything else needs the fonts of the machine.
_OWN_FONTS = re.compile(
    "[\\s\x20-\x7e\xa0-\u052f\u0600-\u06ff\u200c-\u200f\u1e00-\u20bf\u2100-\u22ff\u2500-\u25ff\ufb00-\ufb06]*"
)

_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def render(document: Document) -> bytes:
    """Set a document and give the PDF.

    Raises
    ------
    FairleadError
        Typst is not installed, or no font at hand has a character of the text; the message says what to do.
    """
    typst = _typst()
    data = msgspec.json.encode(_cleaned(msgspec.to_builtins(document))).decode()
    try:
        made: bytes = typst.compile(
            _PROGRAM.read_bytes(),
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
            timestamp=int(datetime.fromisoformat(document.day).replace(tzinfo=UTC).timestamp()),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=_OWN_FONTS.fullmatch(data) is not None,
        )
    except typst.TypstError as error:
        raise _refused(str(error)) from None
    return made


def drawings(charts: list[str], *, ppi: float = 220) -> list[bytes]:
    """Give drawings (SVG) as PNG."""
    if not charts:
        return []
    program = (
        '#set page(width: 165mm, height: auto, margin: 1pt, fill: white)\n#set text(font: "Libertinus Serif")\n'
        "#for svg in json(bytes(sys.inputs.data)) { page(image(bytes(svg), width: 100%)) }"
    )
    data = msgspec.json.encode([clean(svg) for svg in charts]).decode()
    made: Any = _typst().compile(
        program.encode(),
        format="png",
        ppi=ppi,
        sys_inputs={"data": data},
        font_paths=[str(_FONTS)],
        ignore_system_fonts=_OWN_FONTS.fullmatch(data) is not None,
    )
    return made if isinstance(made, list) else [made]


def _refused(said: str) -> FairleadError:
    """What Typst refused, as an error with a way out: a box in the place of a name would be worse than no PDF."""
    found = _NOT_SHOWN.search(said)
    if found is None:
        return FairleadError(
            "The document could not be made as PDF.", why=said.splitlines()[0][:200], fix="Choose DOCX instead."
        )
    char = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), found[1])
    named = ", ".join(f"{unicodedata.name(one, 'unnamed')}, U+{ord(one):04X}" for one in char)
    shown = f"“{char}” ({named})" if char.isprintable() else named
    return FairleadError(
        f"The document cannot be made as PDF: no font at hand has the character {shown}.",
        why="Every character of a PDF must be legible, also to screen readers.",
        fix="Choose DOCX, which word processors show with their own fonts, or install a font for this script on the "
        "machine that makes the PDF (the Noto fonts cover most).",
    )


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError:
        raise FairleadError(
            "PDF needs the package typst, which is not installed.",
            why="It sets the pages.",
            fix="Install Fairlead with its documents extra: pip install 'fairlead[documents]'.",
        ) from None
    return typst


def _cleaned(data: Any) -> Any:
    """Make hidden characters visible in every text."""
    if isinstance(data, dict):
        return {key: _cleaned(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_cleaned(value) for value in data]
    return clean(data) if isinstance(data, str) else data
