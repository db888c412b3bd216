"""``fairlead dossier``: to a terminal, to files, as JSON; what is asked for wrongly is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fairlead.cli import cli
from fairlead.dossier import model, names
from fairlead.dossier.report import json as report_json

ON = ("--on", "2026-06-04")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["dossier", *words], prog_name="fairlead", standalone_mode=True)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("country", "BGD"), "Bangladesh"),
        (("country", "türkiye"), "Türkiye"),
        (("industry", "garments"), "Garments"),
        (("industry", "C35"), "Private households"),
        (("good", "cotton"), "Cotton"),
        (("corridor", "Nepal", "Qatar"), "Nepal to Qatar"),
        (("corridor", "BGD", "MYS", "--sector", "construction"), "Bangladesh to Malaysia"),
    ],
)
def test_prints_a_dossier(words: tuple[str, ...], title: str) -> None:
    result = run(*words, *ON)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Fairlead: {title}")
    assert "as of 2026-06-04" in result.output
    assert "[1] " in result.output
    assert len(run(*words, *ON, "--detail").output) > len(result.output)


def test_json_is_the_model() -> None:
    result = run("country", "QAT", *ON, "--json")
    assert json.loads(result.stdout)["schema"] == model.SCHEMA


def test_writes_the_formats_asked_for(tmp_path: Path) -> None:
    result = run(
        "country", "QAT", *ON, "--output", str(tmp_path / "new"), "--format", "html,pdf", "-f", "docx,json", "--quiet"
    )
    assert result.exit_code == 0, result.output
    names_written = {f"country-QAT.{kind}" for kind in ("html", "pdf", "docx", "json")}
    assert {path.name for path in (tmp_path / "new").iterdir()} == names_written
    assert all(name in result.output for name in names_written)
    assert report_json.load(tmp_path / "new" / "country-QAT.json").on == "2026-06-04"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("country", "Atlantis"), "not one country"),
        (("industry", "c99"), "c99"),
        (("good", "unobtainium"), "unobtainium"),
        (("corridor", "NPL", "NPL"), "two countries"),
        (("country", "BGD", "--format", "odt"), "not one of html, pdf, docx, json"),
        (("country", "BGD", "--on", "yesterday"), "yesterday"),
    ],
)
def test_what_cannot_be_made_is_named(words: tuple[str, ...], says: str) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert says in result.output
    assert "Traceback" not in result.output


def test_all_countries_link_to_each_other(read_page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Few(dict[str, str]):
        """All countries are known; three are walked through."""

        def __iter__(self) -> Iterator[str]:
            return iter(("BGD", "QAT", "TUR"))

    few = Few(names.known_countries())
    monkeypatch.setattr(names, "known_countries", lambda: few)
    result = run("all", *ON, "--output", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert result.output.strip().endswith("and 3 dossiers")
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {"index.html", "country-BGD.html", "country-QAT.html", "country-TUR.html"}
    for path in tmp_path.iterdir():
        page = read_page(path.read_text("utf-8"))
        page.check_closed()
        page.check_self_contained()
        page.check_links(*files)
