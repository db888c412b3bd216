"""What the command line answers to mistakes that a new user makes, and to a reader of its output who leaves."""

import builtins
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from fairlead.cli import cli


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="fairlead")


@pytest.mark.parametrize("given", ["nan", "inf", "-1", "0"])
@pytest.mark.parametrize("command", ["tiers", "paths"])
def test_an_amount_that_nothing_can_be_counted_with_is_refused_by_its_option(command: str, given: str) -> None:
    result = run(command, "Bangladesh", "clothing", "--amount", given)
    assert result.exit_code == 2
    assert "Invalid value for '--amount'" in result.output


@pytest.mark.parametrize("content", ["no JSON", '{"x": 1}'])
def test_a_file_that_holds_no_matter_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content)
    result = run("follow", "show", str(path))
    assert result.exit_code == 1
    assert f"Error: {path}: This is not a matter." in result.output


def test_what_a_letter_still_needs_is_named_as_the_command_line_asks_for_it() -> None:
    result = run("letter", "draft", "trade_deal", "--json")
    told = {one["column"]: one["fix"] for one in json.loads(result.output)["error"]["problems"]}
    assert set(told) == {"state", "partner"}
    assert "--state" in told["state"]
    assert "--partner" in told["partner"]
    (named,) = json.loads(run("letter", "draft", "mne_dialogue", "--json").output)["error"]["problems"]
    assert named["column"] == "target.name"
    assert "(--target on the command line)" in named["fix"]


def test_a_field_that_the_document_does_not_have_is_refused_and_not_left_out(tmp_path: Path) -> None:
    path = tmp_path / "letter.json"
    result = run("letter", "draft", "ratification", "--state", "NPL", "--field", "ministr=A. Person", "-o", str(path))
    assert result.exit_code == 1
    assert "'ministr' is not asked for" in result.output
    assert "minister" in result.output
    assert not path.exists()


def test_a_campaign_is_not_begun_where_the_calendar_ends(tmp_path: Path) -> None:
    path = tmp_path / "campaign.json"
    result = run("campaign", "new", str(path), "ratify", "Nepal", "--start", "9999-12-31")
    assert result.exit_code == 1
    assert "9999-12-31 cannot be moved by 365 days" in result.output
    assert not path.exists()


@pytest.mark.parametrize("call", [["hub", "serve"], ["export-site", "site"]])
def test_without_the_packages_of_the_hub_its_commands_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: list[str]
) -> None:
    found = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "django" or name.startswith(("fairlead.hub.server", "fairlead.hub.export.site")):
            raise ModuleNotFoundError("No module named 'django'", name="django")
        return found(name, *args, **kwargs)

    monkeypatch.chdir(tmp_path)
    with patch.dict(os.environ), monkeypatch.context() as without:  # the commands set what the hub's settings read
        without.setattr(builtins, "__import__", missing)
        result = run(*call)
    assert result.exit_code == 1, result.output
    assert "The web application is not installed." in result.output
    assert "django" in result.output
    assert "make hub" in result.output


def test_a_dossier_whose_reader_leaves_ends_quietly() -> None:
    """It is longer than what a pipe holds, or is written when the reader is gone: both end with 0."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fairlead", "dossier", "country", "BGD"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0
