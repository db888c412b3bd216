"""What holds in every format: all parts, all statements with their sources and marks, texts stay texts."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx as word
import msgspec
import pytest
from rich.console import Console

from fairlead.dossier import model
from fairlead.dossier.report import docx, html, json, pdf, terminal
from fairlead.dossier.report.notes import Notes
from fairlead.report.words import clean, people_range


class _Words(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        self.parts += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        if not self.style:
            self.parts.append(data)


def _html(dossier: model.Dossier, folder: Path) -> str:
    return " ".join(_Words(html.page(dossier)).parts)


def _terminal(dossier: model.Dossier, folder: Path, *, detail: bool = True, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    terminal.render(dossier, Console(file=stream, width=400), detail=detail)
    stream.flush()
    return raw.getvalue().decode(encoding)


def _docx(dossier: model.Dossier, folder: Path) -> str:
    body = word.Document(str(docx.write(dossier, folder / "d.docx"))).element.body
    return "\n".join("".join(text.text or "" for text in p.xpath(".//w:t")) for p in body.xpath(".//w:p"))


def _pdf(dossier: model.Dossier, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the text of the PDF is not read back")
    path = pdf.write(dossier, folder / "d.pdf")
    # Words broken at a line's end are joined again; lines are read as one.
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


Write = Callable[[model.Dossier], str]


@pytest.fixture(params=["html", "terminal", "docx", "pdf", "json"])
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    writers: dict[str, Callable[[model.Dossier, Path], str]] = {
        "html": _html,
        "terminal": _terminal,
        "docx": _docx,
        "pdf": _pdf,
        "json": lambda dossier, _: json.dumps(dossier).decode(),
    }
    return lambda dossier: writers[request.param](dossier, tmp_path)


def _squeezed(text: str) -> str:
    """Without spaces, line ends and the hyphens and headers that setting puts between."""
    return (
        "".join(text.split()).replace("\u00ad", "").replace("\u2010", "-").replace("\u2060", "").replace("\u200b", "")
    )


def test_every_part_stands_in_every_format(write: Write, dossier: model.Dossier) -> None:
    text = _squeezed(write(dossier)).casefold()
    for section in dossier.sections:
        assert _squeezed(section.title).casefold() in text
        for block in section.blocks:
            assert _squeezed(block.title).casefold() in text
            for gap in block.not_collected:
                assert _squeezed(gap).casefold() in text
    for limit in dossier.limits:
        assert _squeezed(limit).casefold() in text


def test_every_source_stands_in_every_format(write: Write, dossier: model.Dossier) -> None:
    text = _squeezed(write(dossier))
    for source in dossier.sources:
        assert _squeezed(source.title) in text
    assert "https://normlex.ilo.org/page-1" in text
    assert "https://wb.example.org/" in text


def test_estimates_have_their_ranges_in_every_format(dossier: model.Dossier, tmp_path: Path) -> None:
    value = next(block for block in dossier.blocks if isinstance(block, model.Estimates)).lines[0].values[0]
    assert value is not None
    for form in (_html, _terminal, _docx, _pdf):
        assert _squeezed(people_range(value)) in _squeezed(form(dossier, tmp_path)), form


@pytest.mark.parametrize("form", [_html, _terminal, _docx])
def test_a_mark_stands_once_beside_its_statement(
    form: Callable[[model.Dossier, Path], str], dossier: model.Dossier, tmp_path: Path
) -> None:
    text = " ".join(form(dossier, tmp_path).split())
    sentence = text.split("The Protocol was ratified in 2019")[1][:40]
    assert sentence.count("to be checked") == 1
    assert "(to be checked)" not in sentence


def test_texts_stay_texts(dossier: model.Dossier, tmp_path: Path) -> None:
    page = html.page(dossier)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "javascript:" not in page
    assert "{{ 7*7 }}" in page
    for form in (_html, _terminal, _docx, _pdf):
        text = form(dossier, tmp_path)
        assert not {"\u202e", "\x1b"} & set(text), form
        for hostile in ('<script>alert("x")</script>', "#set page(fill: red) *bold* $x$", "</w:t>&amp;"):
            assert _squeezed(hostile) in _squeezed(text).replace("\u201c", '"').replace("\u201d", '"'), form


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("detail", [True, False])
def test_any_terminal_can_show_it(dossier: model.Dossier, tmp_path: Path, encoding: str, detail: bool) -> None:
    text = _terminal(dossier, tmp_path, detail=detail, encoding=encoding)
    assert ("ratified C029" if detail else "In force: C029") in text


def test_notes_are_numbered_as_they_come(dossier: model.Dossier) -> None:
    notes = Notes(dossier)
    assert [note.number for note in notes] == list(range(1, len(list(notes)) + 1))
    for statement in dossier.statements():
        found = notes.numbers(statement.rows)
        assert bool(found) == bool(statement.rows)
    by_number = {note.number: note for note in notes}
    (first,) = notes.numbers(dossier.summary[0].rows)
    assert (first, by_number[first].url) == (1, "https://normlex.example.org/")


def test_an_unsafe_address_gives_way_to_that_of_the_source(dossier: model.Dossier) -> None:
    assert all(note.url.startswith("https://") or note.title == "Global Estimates 2022" for note in Notes(dossier))


def test_the_same_dossier_is_the_same_file(dossier: model.Dossier, tmp_path: Path) -> None:
    for writer in (html, pdf, json):
        one = writer.write(dossier, tmp_path / "one").read_bytes()
        assert one == writer.write(dossier, tmp_path / "two").read_bytes()
    first, second = (word.Document(str(docx.write(dossier, tmp_path / name))) for name in ("a.docx", "b.docx"))
    assert first.element.xml == second.element.xml


def test_a_bare_dossier_can_be_written(write: Write, dossier: model.Dossier) -> None:
    bare = msgspec.structs.replace(dossier, summary=(), sections=(), methods=(), sources=(), limits=())
    assert clean(dossier.title) in write(bare)
