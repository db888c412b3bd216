"""A draft as a document to read, print and sign: PDF, DOCX and plain text.

A draft shows its placeholders and remarks and says on every page that it is one; the final document holds only what is
sent, with its numbered sources and what it must say of itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from fairlead.act.draft import Draft, Form, Passage
from fairlead.act.editing import text_of
from fairlead.act.kinds import kind, words
from fairlead.errors import FairleadError
from fairlead.report.document import docx, pdf
from fairlead.report.document.model import (
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    NewPage,
    Note,
    Paragraph,
    Run,
    Table,
    Words,
)
from fairlead.report.references import safe_address

__all__ = ["FORMATS", "document", "plain_text", "render"]

WIDTH = 88
"""Letters on a line of plain text."""


def document(draft: Draft, *, final: bool = False) -> Document:
    """The draft as a document.

    Parameters
    ----------
    draft
        The draft.
    final
        Whether it is to be sent: then it holds no remarks to the writer, and says nowhere that it is a draft.

    Raises
    ------
    FairleadError
        If it is to be final while placeholders or remarks are open.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> from fairlead.act.writing import write
    >>> made = document(write("ratification", Case(on="2026-11-21", state="NPL")))
    >>> made.letter, made.title
    (True, 'Ratification of the Protocol of 2014: Nepal')
    """
    said = words(draft.language)
    if final and (open_ := _open(draft)):
        raise FairleadError(
            f"The document is not complete: {'; '.join(open_)}.",
            why="What is sent must not hold placeholders or remarks to its writer.",
            fix="Complete the placeholders and deal with the remarks.",
        )
    letter = kind(draft.kind).letter
    blocks: list[Block] = []
    if not final:
        blocks.append(Note((Run(said["draft"], bold=True),)))
    blocks += _blocks(draft.passages, said, final=final, letter=letter)
    annex = [one for one in draft.annex if _stands(one, final=final)]
    if annex:
        blocks += [NewPage(), Heading(said["annex"]), *_blocks(annex, said, final=final, letter=letter)]
    blocks = _together(blocks)
    foot = " ".join(said[mark] for mark in draft.marks)
    if not final:
        foot = f"{said['draft']} {foot}".strip()
    return Document(
        title=draft.title,
        subtitle="",
        about=(f"{said['date']}: {_dated(draft)}",) if not letter else (),
        day=draft.case.on,
        dated=_dated(draft),
        blocks=tuple(blocks),
        notes=tuple(_note(one.says, one.where, one.row.url if one.row else "") for one in draft.sources),
        notes_title=said["sources"],
        foot=foot,
        letter=letter,
        language=draft.language,
        page=said["page"],
        of=said["of"],
        contents=said["contents"],
    )


def plain_text(draft: Draft, *, final: bool = False) -> str:
    """The draft as plain text, for an e-mail or a form on a web page.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> from fairlead.act.writing import write
    >>> plain_text(write("ratification", Case(on="2026-11-21", state="NPL"))).splitlines()[0]
    'Draft: parts in square brackets are still to be completed.'
    """
    made = document(draft, final=final)
    parts = [] if made.letter else [f"{made.title}\n{'=' * len(made.title)}"]
    parts += [text for text in map(_text, made.blocks) if text]
    if made.notes:
        notes = [_wrapped(f"[{number}] {_said(note)}", "    ") for number, note in enumerate(made.notes, start=1)]
        parts.append("\n".join([made.notes_title, "-" * len(made.notes_title), *notes]))
    if made.foot:
        parts.append(_wrapped(made.foot))
    return "\n\n".join(parts) + "\n"


def render(draft: Draft, form: str, *, final: bool = False) -> bytes:
    """The draft as a file.

    Parameters
    ----------
    draft, final
        As in `document`.
    form
        One of `FORMATS`.

    Raises
    ------
    FairleadError
        If the format is not known, needs packages that are not installed, or the document is not complete.
    """
    if form not in FORMATS:
        raise FairleadError(f"There is no format {form!r}.", fix=f"Give one of: {', '.join(FORMATS)}.")
    return FORMATS[form](draft, final)


def write_file(draft: Draft, path: Path, *, final: bool = False) -> Path:
    """Write the draft to a file; the ending of its name says the format."""
    path.write_bytes(render(draft, path.suffix.removeprefix("."), final=final))
    return path


FORMATS: dict[str, Callable[[Draft, bool], bytes]] = {
    "pdf": lambda draft, final: pdf.render(document(draft, final=final)),
    "docx": lambda draft, final: docx.render(document(draft, final=final)),
    "txt": lambda draft, final: plain_text(draft, final=final).encode(),
}
"""Formats of documents, by the ending of the file."""


def _open(draft: Draft) -> list[str]:
    found = [f"[{one.label}]" for one in draft.blanks if one.required]
    found += [text_of(one) for one in (*draft.passages, *draft.annex) if one.form == "note" and text_of(one)]
    return found


def _stands(passage: Passage, *, final: bool) -> bool:
    """Whether a passage is printed: not emptied, and in a final document neither a remark nor an optional blank."""
    if not text_of(passage).strip() and not any(one.cites for one in passage.pieces):
        return False
    if not final:
        return True
    return passage.form != "note" and (passage.edited is not None or not any(one.blank for one in passage.pieces))


LISTS: tuple[Form, ...] = ("point", "number")


def _blocks(passages: Sequence[Passage], said: dict[str, str], *, final: bool, letter: bool) -> Iterator[Block]:
    standing = [one for one in passages if _stands(one, final=final)]
    signed = False
    for form, group in groupby(standing, key=lambda one: one.form):
        members = list(group)
        if signed and form == "heading":  # what follows the signatures is enclosed: it is sent or signed by itself
            yield NewPage()
        signed = form == "signature"
        if form in LISTS:
            yield Bullets(tuple(_words(one) for one in members), numbered=form == "number")
        elif form == "row":
            yield from _table(members)
        elif form == "from":
            yield Lines(tuple(line for one in members for line in _lines(one)), label=said["from"])
        else:
            yield from (_block(one, said, letter=letter) for one in members)


def _together(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the last paragraph kept with the signatures: no page holds signatures alone."""
    kept = list(blocks)
    for index, block in enumerate(kept):
        if not (isinstance(block, Lines) and block.sign):
            continue
        for before in range(index - 1, max(index - 3, -1), -1):
            one = kept[before]
            if not isinstance(one, Paragraph):
                break
            kept[before] = Paragraph(one.words, soft=one.soft, kept=True)
    return kept


def _block(one: Passage, said: dict[str, str], *, letter: bool) -> Block:
    if one.form in ("to", "cc", "date", "subject"):
        lines = _lines(one)
        if one.form == "subject":
            lines = tuple(tuple(_bold(run) for run in line) for line in lines)
        return Lines(lines, label=said[one.form] if letter or one.form != "subject" else "")
    if one.form == "signature":
        return Lines(_lines(one), sign=True)
    if one.form in ("heading", "subheading"):
        return Heading(text_of(one), 2 if one.form == "subheading" else 1)
    if one.form == "note":
        return Note(_words(one))
    return Paragraph(_words(one), kept=one.form in ("salutation", "closing"))


def _table(rows: Sequence[Passage]) -> Iterator[Block]:
    cells = [_cells(one) for one in rows]
    across = max(map(len, cells))
    filled = [(*one, *(((Run(""),),) * (across - len(one)))) for one in cells]
    headings = tuple(_said(cell) for cell in filled[0])
    longest = [max(len(_said(row[column])) for row in filled) for column in range(across)]
    widths = tuple(float(min(max(one + 4, 12), 48)) for one in longest)
    yield Table("; ".join(headings), headings, tuple(filled[1:]), widths=widths)


def _cells(one: Passage) -> tuple[Words, ...]:
    found: list[list[Run]] = [[]]
    for run in _words(one):
        first, *rest = run.text.split("\t")
        found[-1].append(_with(run, first, last=not rest))
        for index, part in enumerate(rest):
            found.append([_with(run, part, last=index == len(rest) - 1)])
    return tuple(tuple(cell) for cell in found)


def _with(run: Run, text: str, *, last: bool) -> Run:
    return Run(text, bold=run.bold, blank=run.blank, cite=run.cite if last else ())


def _lines(one: Passage) -> tuple[Words, ...]:
    found: list[list[Run]] = [[]]
    for run in _words(one):
        first, *rest = run.text.split("\n")
        found[-1].append(_with(run, first, last=not rest))
        for index, part in enumerate(rest):
            found.append([_with(run, part, last=index == len(rest) - 1)])
    return tuple(tuple(line) for line in found)


def _words(one: Passage) -> Words:
    if one.edited is not None:
        cites = tuple(dict.fromkeys(number for piece in one.pieces for number in piece.cites))
        return (Run(one.edited, cite=cites),)
    return tuple(Run(piece.text, cite=piece.cites, blank=bool(piece.blank)) for piece in one.pieces)


def _bold(run: Run) -> Run:
    return Run(run.text, bold=True, cite=run.cite, blank=run.blank)


def _note(says: str, where: str, url: str) -> Words:
    end = "" if says.endswith((".", "!", "?")) else "."
    address = safe_address(url)
    stop = "" if where.rpartition(" ")[2].startswith("http") else "."  # which a reader would take into the address
    found = [Run(f"{says}{end} {where}{', read at' if address else stop}" if where else f"{says}{end}")]
    if address:  # often not the publisher's own page: it is named as the place where the row was read
        found.append(Run(f" {address}", href=address))
    return tuple(found)


def _dated(draft: Draft) -> str:
    from fairlead.act.values.said import day

    return day(draft.case.on, draft.language)


def _text(block: Block) -> str:
    """A block as plain text."""
    if isinstance(block, Heading):
        return f"{block.text}\n{'-' * len(block.text)}"
    if isinstance(block, Bullets):
        marks = (f"{number}." if block.numbered else "-" for number in range(1, len(block.items) + 1))
        return "\n".join(_wrapped(f"{mark} {_said(item)}", "  ") for mark, item in zip(marks, block.items, strict=True))
    if isinstance(block, Lines):
        label = f"{block.label}: " if block.label else ""
        return "\n".join(
            f"{label if index == 0 else ' ' * len(label)}{_said(line)}" for index, line in enumerate(block.lines)
        )
    if isinstance(block, Table):
        rows = [
            "\n".join(f"{head}: {_said(cell)}" for head, cell in zip(block.headings, row, strict=True) if _said(cell))
            for row in block.rows
        ]
        return "\n\n".join(rows)
    if isinstance(block, (Paragraph, Note)):
        return "\n".join(_wrapped(line) for line in _said(block.words).split("\n"))
    return ""


def _said(runs: Words) -> str:
    return "".join(run.text + "".join(f" [{number}]" for number in run.cite) for run in runs)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
