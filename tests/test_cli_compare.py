"""`fairlead compare`: two results from files, with the draws that were kept beside them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fairlead.cli import cli

HEAD = "country,product,amount,currency,year\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="fairlead")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("compare")
    for name, rows in (
        ("small", "Bangladesh,T-shirts,1000000,USD,2022\n"),
        ("large", "Bangladesh,T-shirts,2000000,USD,2022\n"),
    ):
        (folder / f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
        done = run(
            "assess", folder / f"{name}.csv", "-o", folder, "-f", "json", "--draws", 300, "--keep-draws", "--quiet"
        )
        assert done.exit_code == 0, done.output
        assert f"{name}-assessment.draws" in done.output
    return lambda name: folder / f"{name}-assessment.json"


def test_twice_the_purchases_are_surely_more(made) -> None:
    found = json.loads(run("compare", made("small"), made("large"), "--json").output)
    assert found["common_draws"]
    total = found["accounts"][0]["total"]
    assert total["verdict"] == "more"
    assert total["difference"]["central"] == pytest.approx(total["before"]["central"], rel=1e-6)
    assert 0 < total["difference"]["low"] < total["difference"]["high"]
    text = run("compare", made("small"), made("large"))
    assert text.exit_code == 0
    assert "more: the range leaves out zero" in text.output
    assert "never added" in text.output
    assert [one["id"] for one in found["accounts"]] == ["forced_labour", "child_labour"]


def test_long_lists_are_cut_unless_asked_for(made) -> None:
    short, whole = (run("compare", made("small"), made("large"), *more).output for more in ((), ("--detail",)))
    assert "more: --detail" in short
    assert "more: --detail" not in whole
    assert len(whole) > len(short)


def test_without_draws_differences_have_no_range(made, tmp_path) -> None:
    for name in ("small", "large"):
        shutil.copy(made(name), tmp_path / f"{name}.json")
    found = json.loads(run("compare", tmp_path / "small.json", tmp_path / "large.json", "--json").output)
    assert not found["common_draws"]
    assert found["accounts"][0]["total"]["verdict"] == "unknown"
    assert found["accounts"][0]["total"]["difference"]["low"] is None
    assert "no range" in run("compare", tmp_path / "small.json", tmp_path / "large.json").output


@pytest.mark.parametrize("wrong", ["of another result", "no draws"])
def test_draws_that_do_not_belong_are_refused(made, tmp_path, wrong) -> None:
    shutil.copy(made("small"), tmp_path / "one.json")
    if wrong == "no draws":
        (tmp_path / "one.draws").write_bytes(b"\xc1")
    else:
        shutil.copy(made("large").with_suffix(".draws"), tmp_path / "one.draws")
    done = run("compare", tmp_path / "one.json", made("large"))
    assert done.exit_code == 1
    assert "ssess" in done.output


def test_what_is_no_assessment_is_refused(made, tmp_path) -> None:
    (tmp_path / "list.csv").write_text(HEAD, encoding="utf-8")
    assert run("compare", tmp_path / "list.csv", made("small")).exit_code == 1
    assert run("compare", made("small"), tmp_path / "none.json").exit_code == 2


def test_draws_are_kept_only_beside_a_json_report(tmp_path) -> None:
    (tmp_path / "list.csv").write_text(HEAD + "Bangladesh,T-shirts,1000000,USD,2022\n", encoding="utf-8")
    done = run("assess", tmp_path / "list.csv", "--keep-draws")
    assert done.exit_code == 2
    assert "--output" in done.output
