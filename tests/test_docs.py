"""The documentation builds strictly, asks nobody for anything, is complete, and what it shows is true."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

import fairlead
from fairlead.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)])
BUILT = DOCS / "_build" / "html" / ".doctrees"
PROSE = [*PAGES, *sorted(ROOT.glob("*.md"))]


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html")
    if BUILT.exists():  # `make docs` has read the pages: those that changed since are read again, all are written
        shutil.copytree(BUILT, folder / ".doctrees")
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "--keep-going", "-q", "-b", "html", str(DOCS), str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


class Links(HTMLParser):
    """Every address of a page, and every place that a link can lead to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.followed: list[str] = []
        self.loaded: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.followed.append(given["href"])
        elif tag == "link" and given.get("rel") not in {"canonical", "next", "prev"} and "href" in given:
            self.loaded.append(given["href"])
        self.loaded += [given[name] for name in ("src", "data", "poster") if name in given]
        self.loaded += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]


def test_built_pages_ask_nobody_for_anything(html: Path) -> None:
    for page in html.rglob("*.html"):
        outside = [address for address in Links(page).loaded if urlsplit(address).netloc]
        assert not outside, f"{page.name} would load {outside}"
    for sheet in html.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)'\"]+", sheet.read_text(encoding="utf-8"))
        assert not found, f"{sheet.name} would load {found}"


def test_internal_links_lead_somewhere(html: Path) -> None:
    pages = {page.resolve(): Links(page) for page in html.rglob("*.html")}
    assert len(pages) >= len(PAGES)
    broken = []
    for page, links in pages.items():
        for address in [*links.followed, *links.loaded]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.exists():
                broken.append(f"{page.name}: {address}")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                broken.append(f"{page.name}: {address} has no such place")
    assert not broken


def test_external_links_are_well_formed(html: Path) -> None:
    found = {address for page in html.rglob("*.html") for address in Links(page).followed if urlsplit(address).netloc}
    for address in found:
        parts = urlsplit(address)
        assert parts.scheme == "https" or parts.netloc.endswith(("ilo.org", "un.org")), address
        assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", parts.netloc), address
        assert " " not in address


def test_links_in_the_texts_of_the_repository_lead_to_files() -> None:
    for page in PROSE:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        for address in re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"", text):
            parts = urlsplit(address[0] or address[1])
            if not parts.scheme and parts.path:
                assert (page.parent / parts.path).exists(), f"{page.name}: {parts.path}"


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    yield "fairlead", cli
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield f"fairlead {name}", command
        if isinstance(command, click.Group):
            yield from ((f"fairlead {name} {member}", found) for member, found in command.commands.items())


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^#+ `([^`]+)`\n(.*?)(?=^#|\Z)", text, flags=re.S | re.M))
    for name, command in commands():
        assert name in sections, name
        for option in (param for param in command.params if isinstance(param, click.Option)):
            assert f"`{option.opts[0]}`" in sections[name], f"{name} {option.opts[0]}"


def test_command_reference_is_current() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "write_cli_reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_every_public_name_is_documented_and_can_be_imported() -> None:
    text = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    for name in fairlead.__all__:
        assert re.search(rf"^\.\. (?:auto|py:)\w+:: fairlead\.{name}$", text, flags=re.M), name
        assert getattr(fairlead, name) is not None
    named = set(re.findall(r"^\.\. (?:auto|py:)\w+:: fairlead\.(\w+)$", text, flags=re.M))
    assert named == set(fairlead.__all__)


def test_public_names_are_the_same_for_type_checkers() -> None:
    tree = ast.parse(Path(fairlead.__file__).read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    found = {
        alias.asname: (node.module or "").removeprefix("fairlead.")
        for node in ast.walk(guarded)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert found == fairlead._HOME  # type: ignore[attr-defined]


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = fairlead.nonsense
    assert set(fairlead.__all__) <= set(dir(fairlead))
    importlib.reload(fairlead)


def blocks(page: Path, *languages: str) -> list[tuple[str, int, str]]:
    text = page.read_text(encoding="utf-8")
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", text, flags=re.S | re.M)
    return [(m[1], text[: m.start()].count("\n") + 2, m[2]) for m in found if m[1] in languages]


def steps(block: str) -> Iterator[tuple[str, str]]:
    """Commands (after ``$``) with the output that stands below them."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "console")], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_commands_in_pages_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = os.pathsep.join([sysconfig.get_path("scripts"), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {
        "PATH": path, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "COLUMNS": "100", "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
    checker = doctest.OutputChecker()
    for _, line, block in blocks(page, "console"):
        for command, expected in steps(block):
            ran = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            shown = "\n".join(row.rstrip() for row in (ran.stdout + ran.stderr).splitlines()) + "\n"
            same = checker.check_output(expected, shown, doctest.ELLIPSIS) if expected.strip() else ran.returncode == 0
            assert same, f"{page.name}, line {line}: $ {command}\n{shown}"
            # A page may show a refusal, but then it shows its words: "..." alone must not hide one.
            assert ran.returncode == 0 or expected.strip() != "...", f"{page.name}, line {line}: $ {command}\n{shown}"


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if blocks(page, "python", "pycon")],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_python_in_pages_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "page"}
    for language, line, block in blocks(page, "python", "pycon"):
        if language == "python" and ">>> " not in block:
            exec(compile(block, f"{page.name}:{line}", "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(block, names, page.name, str(page), line)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        report: list[str] = []
        runner.run(test, out=report.append, clear_globs=False)
        names = test.globs
        assert not runner.failures, "".join(report)
