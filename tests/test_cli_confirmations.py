"""Readings kept in the user's account from the command line, in a home of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fairlead.classify import confirmations
from fairlead.cli import cli

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(confirmations, "default_path", lambda: tmp_path / "home" / "confirmations.csv")
    return lambda *args: CliRunner().invoke(cli, list(args), prog_name="fairlead")


def test_a_reading_is_kept_used_listed_and_forgotten(run: Run) -> None:
    assert "uncertain" in run("classify", "--kind", "country", "Congo").output
    added = run("confirmations", "add", "country", "Congo", "COD", "--who", "A. Buyer")
    assert (added.exit_code, added.output.startswith("Congo: ")) == (0, True)
    assert "confirmed by A. Buyer" in run("classify", "CONGO.").output
    listed = run("confirmations", "list").output
    assert listed.startswith("country   Congo: COD (A. Buyer; 20")
    assert "1 reading in " in listed
    assert run("confirmations", "remove", "country", "congo").exit_code == 0
    assert run("confirmations", "list", "--json").output.strip() == "[]"
    gone = run("confirmations", "remove", "country", "congo")
    assert (gone.exit_code, "No country 'congo' is confirmed." in gone.output) == (1, True)


def test_shares_are_kept_and_equal_when_left_out(run: Run) -> None:
    run("confirmations", "add", "industry", "Phoenix", "hs:6109=0.7", "81=0.3")
    run("confirmations", "add", "industry", "Griffin", "14", "81")
    found = {row["text"]: row["shares"] for row in json.loads(run("confirmations", "list", "--json").output)}
    assert found == {"Phoenix": "0.7 0.3", "Griffin": "0.5 0.5"}


@pytest.mark.parametrize(("codes", "status"), [(["ZZZ"], 1), (["COD=x"], 2), (["COD=0.4"], 1), ([], 2)])
def test_what_cannot_be_kept_is_refused_and_changes_nothing(run: Run, codes: list[str], status: int) -> None:
    assert run("confirmations", "add", "country", "Congo", *codes).exit_code == status
    assert run("confirmations", "list", "--json").output.strip() == "[]"


def test_a_filled_file_is_taken_over_as_a_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    filled = tmp_path / "confirm.csv"
    filled.write_text("kind;text;codes;shares\ncountry;Congo;COD;\ncountry;Korea;;\nindustry;Phoenix;14 81;0,5 0,5\n")
    assert json.loads(run("confirmations", "import", str(filled), "--json").output)["readings"] == 2
    filled.write_text("kind;text;codes;shares\ncountry;Guinea;GIN;\ncountry;Atlantis;ZZZ;\n")
    assert run("confirmations", "import", str(filled)).exit_code == 1
    assert len(json.loads(run("confirmations", "list", "--json").output)) == 2


def test_an_assessment_uses_what_is_kept(run: Run, tmp_path: Path) -> None:
    bought = tmp_path / "bought.csv"
    bought.write_text("country,product,amount,currency,year\nCongo,bed linen,100,USD,2022\n")
    assert run("assess", str(bought), "--draws", "100", "--quiet").exit_code == 1
    run("confirmations", "add", "country", "Congo", "COD")
    assert run("assess", str(bought), "--draws", "100", "--quiet").exit_code == 0


def test_a_file_of_ones_own_leaves_the_account_alone(run: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared.csv"
    run("confirmations", "add", "country", "Congo", "COD", "--file", str(shared))
    assert run("confirmations", "list", "--json").output.strip() == "[]"
    assert "COD" in run("classify", "--kind", "country", "Congo", "--confirmations", str(shared)).output
