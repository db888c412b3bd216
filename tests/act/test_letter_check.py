"""``fairlead letter check`` on the command line: what the procedure requires, and whether the draft has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairlead.cli import cli

WRITER = "Example Union;workers;BGD;A. Person;General Secretary"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["letter", *words])
    return result.exit_code, result.output


@pytest.fixture
def draft(tmp_path: Path) -> str:
    """A representation against Qatar that is not complete yet."""
    path = tmp_path / "representation.json"
    code, _ = run(
        "draft", "representation", "--state", "Qatar", "--writer", WRITER, "--on", "2026-06-01", "-o", str(path)
    )
    assert code == 0
    return str(path)


def test_it_says_what_is_missing_who_may_sign_and_how_to_mend_it(draft: str) -> None:
    code, text = run("check", draft, "--on", "2026-06-01")
    assert code == 1
    assert "Representation (Article 24) (ILO24):" in text
    assert "failure: It says in what respect the Member failed" in text
    assert "To mend it: Say for each Article of the Convention" in text
    assert "Who may sign: a trade union; a national trade-union centre; an employers' organisation." in text
    assert "article_24" not in text, "what is met is not listed without --all"
    assert "article_24" in run("check", draft, "--on", "2026-06-01", "--all")[1]


def test_answers_decide_what_the_case_does_not_say(draft: str) -> None:
    code, text = run("check", draft, "--on", "2026-06-01", "--answer", "failure=yes")
    assert code == 1, "placeholders are still open"
    assert "can be received: every requirement that binds is met" in text
    code, text = run("check", draft, "--answer", "no_such=yes")
    assert code != 0
    assert "this route asks nothing by this name" in text


def test_as_data_it_holds_each_requirement_with_its_rows(draft: str) -> None:
    _, text = run("check", draft, "--on", "2026-06-01", "--json")
    (found,) = json.loads(text)["receivability"]
    assert found["route"] == "ILO24"
    assert [one["id"] for one in found["requirements"]][:3] == ["writing", "sender", "article_24"]
    assert found["requirements"][0]["answer"]["references"] == ["Standing Orders on representations, Article 2(2)(a)"]


def test_a_lender_with_two_mechanisms_is_checked_for_both(tmp_path: Path) -> None:
    path = str(tmp_path / "lender.json")
    run("draft", "lender_complaint", "--lender", "WB", "--place", "Nepal", "--writer", WRITER, "-o", path)
    _, text = run("check", path, "--answer", "two_people=no", "--answer", "active=yes")
    assert "(WBIP): It cannot be received as it stands" in text
    assert "(WBGRS): Whether it can be received is not known" in text


def test_a_letter_that_starts_no_procedure_is_asked_for_none(tmp_path: Path) -> None:
    path = str(tmp_path / "records.json")
    run("draft", "preserve_records", "--target", "Example Garments Ltd", "--writer", WRITER, "-o", path)
    assert "requirement" not in run("check", path)[1]
