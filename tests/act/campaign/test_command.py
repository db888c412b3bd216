"""``fairlead campaign`` from its beginning to its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fairlead.act.campaign.reference import markdown, schema_text
from fairlead.cli import cli

ROOT = Path(__file__).parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "nepal.json"
    found = run(
        "new", str(path), "ratify", "Nepal", "--sector", "c4", "--start", "2027-01-10", "--target", "2028-01-10"
    )
    assert found.exit_code == 0, found.output
    return path


def run(*given: str) -> Result:
    return CliRunner().invoke(cli, ["campaign", *given], standalone_mode=False, catch_exceptions=True)


def test_from_the_plan_to_what_came_of_it(file: Path, tmp_path: Path) -> None:
    words = tmp_path / "letter.txt"
    words.write_text("We ask you to ratify.")
    assert "agreed by Example Federation" in run("agree", str(file), "Example Federation", "--text", str(words)).output
    assert run("steps", str(file), "group", "--owner", "Example Federation").exit_code == 0
    assert run("steps", str(file), "hearing", "--begins", "2027-05-01", "--ends", "2027-05-02").exit_code == 0
    assert run("log", str(file), "Ministry", "Ratify", "--how", "meeting", "--on", "2027-02-01").exit_code == 0
    said = ("--answer", "They will ask.", "--reply", "in part", "--on", "2027-03-01")
    assert run("log", str(file), "2027-02-01-ministry", *said).exit_code == 0
    assert run("log", str(file), "--outcome", "Ratified.", "--effect", "ratified", "--on", "2027-12-01").exit_code == 0
    shown = json.loads(run("show", str(file), "--json").output)
    assert shown["campaign"]["schema"] == "fairlead.campaign/1"
    assert shown["timeline"][-1]["kind"]
    assert len(shown["campaign"]["steps"]) == 8
    assert "Ratified." in run("show", str(file)).output


def test_brief_levels_allies_and_files(file: Path, tmp_path: Path) -> None:
    data = json.loads(run("brief", str(file), "--on", "2026-11-21", "--json").output)
    assert data["schema"] == "fairlead.campaign-brief/1"
    assert "IN THE COUNTRY" in run("levels", str(file), "--on", "2026-11-21").output
    assert "50 for Freedom" in run("allies", str(file), "--on", "2026-11-21").output
    out = tmp_path / "out"
    assert run("brief", str(file), "-o", str(out), "-f", "html,docx").exit_code == 0
    assert run("export", str(file), "-o", str(out), "-f", "csv,ics,kit").exit_code == 0
    names = {path.name for path in out.iterdir()}
    assert {"nepal-brief.html", "nepal-plan.ics", "slides.pdf", "workshop_agenda.docx"} <= names


def test_a_pdf_that_cannot_be_made_leaves_the_other_files(tmp_path: Path) -> None:
    file, out = str(tmp_path / "nepal.json"), tmp_path / "out"
    assert run("new", file, "ratify", "Nepal", "--title", "Campaign \u0378", "--start", "2027-01-10").exit_code == 0
    for given, left in (("export", "slides.pdf"), ("brief", "nepal-brief.pdf")):
        assert f"Left out: {left}. The document cannot be made as PDF" in run(given, file, "-o", str(out)).output
    names = {path.name for path in out.iterdir()}
    assert {"nepal-brief.html", "nepal-brief.docx", "slides.docx", "nepal-plan.ics"} <= names
    assert not {"nepal-brief.pdf", "slides.pdf"} & names
    assert "U+0378" in str(run("brief", file, "-o", str(out), "-f", "pdf").exception)


@pytest.mark.parametrize(
    "given",
    [("steps", "--owner", "A"), ("log",), ("log", "x", "--answer", "y"), ("steps", "group", "--ends", "2020-01-01")],
)
def test_what_cannot_be_done_says_why(file: Path, given: tuple[str, ...]) -> None:
    before = file.read_bytes()
    found = run(given[0], str(file), *given[1:])
    assert found.exception is not None
    assert file.read_bytes() == before


def test_the_reference_is_up_to_date() -> None:
    folder = ROOT / "docs" / "reference"
    assert (folder / "campaign.md").read_text(encoding="utf-8") == markdown()
    assert (folder / "campaign.schema.json").read_text(encoding="utf-8") == schema_text()
    described = json.loads(schema_text())["$defs"]
    assert all("description" in field for one in described.values() for field in one["properties"].values())
