"""``fairlead facts read|refresh|own``: nothing is kept before it was shown and agreed to."""

import json
import shutil

import pytest
from click.testing import CliRunner

from fairlead.cli import cli
from fairlead.facts.readers import fetch, own
from fairlead.labour import read_prevalence

from . import made


@pytest.fixture
def files(tmp_path):
    for source, file, content in made.FILES.values():
        (tmp_path / f"{source}-{file}").write_bytes(content)
    return tmp_path


def run(*arguments, answer=""):
    return CliRunner().invoke(cli, ["facts", *map(str, arguments)], input=answer)


def test_reading_asks_before_it_keeps(files, kept):
    path = files / "gsi2023-gsi.xlsx"
    refused = run("read", "gsi2023", path, answer="n\n")
    assert refused.exit_code == 0, refused.output
    assert "all rights reserved, never bundled" in refused.output
    assert "added, 0 changed, 0 removed" in refused.output
    assert "Nothing was kept" in refused.output
    assert own.copies() == ()
    agreed = run("read", "gsi2023", path, answer="y\n")
    assert "Kept in" in agreed.output
    assert [copy.id for copy in own.copies()] == ["own:gsi2023"]
    again = run("read", "gsi2023", path, "--dry-run")
    assert "0 added, 0 changed, 0 removed" in again.output


def test_as_json(files, kept):
    path = files / "ituc-rights-ratings.csv"
    shown = json.loads(run("read", "ituc-rights", path, "--json").output)
    assert (shown["kept"], shown["rows"], shown["restricted"], len(shown["changes"])) == (None, 3, True, 3)
    done = json.loads(run("read", "ituc-rights", path, "--json", "--yes").output)
    assert done["kept"]
    listed = json.loads(run("own", "--json").output)
    assert [copy["id"] for copy in listed["copies"]] == ["own:ituc-rights"]


def test_own_copies_are_listed_and_deleted(files, kept):
    run("read", "ituc-rights", files / "ituc-rights-ratings.csv", "--yes")
    assert "own:ituc-rights: your own copy" in run("own").output
    gone = run("own", "--remove", "ituc-rights").output
    assert "1 copy of ituc-rights deleted" in gone
    assert "No own copies are kept" in gone


def test_the_index_is_written_for_an_assessment(files, kept, tmp_path):
    written = tmp_path / "prevalence.csv"
    told = run("own", "--write-prevalence", written)
    assert told.exit_code == 1
    assert "no own copy of the Global Slavery Index" in told.output
    run("read", "gsi2023", files / "gsi2023-gsi.xlsx", "--yes")
    told = run("own", "--write-prevalence", written)
    assert told.exit_code == 0, told.output
    found = read_prevalence(written)
    assert found == pytest.approx(own.own_prevalence(), rel=1e-5)
    assert not {"PRK", "ERI"} & found.keys()
    assert written.read_text(encoding="utf-8").count("never bundled") == len(found)


def test_a_changed_layout_is_told_with_what_was_expected(files, kept):
    shutil.copy(files / "ituc-rights-ratings.csv", files / "gsi.xlsx")
    told = run("read", "gsi2023", files / "gsi.xlsx")
    assert told.exit_code == 1
    assert "not a workbook" in told.output
    assert "Expected: the workbook of the Global Slavery Index 2023" in told.output


def test_refreshing_shows_what_would_change(files, kept):
    told = run(
        "refresh", "normlex", "--file", files / "normlex-ratifications.html", "--as-of", "2026-11-20", "--dry-run"
    )
    assert told.exit_code == 0, told.output
    assert "Beside Fairlead's table ratifications: 0 added, 0 changed, 0 removed" in told.output


def test_downloading(monkeypatch, kept):
    monkeypatch.setattr(fetch, "_get", lambda address, accept: made.uflpa())
    told = run("refresh", "uflpa", "--download", "--yes")
    assert told.exit_code == 0, told.output
    assert len(own.rows("uflpa")) == 40


@pytest.mark.parametrize("arguments", [[], ["--download", "--file", "x.html"]])
def test_one_of_file_and_download(arguments, kept):
    told = run("refresh", "uflpa", *arguments)
    assert told.exit_code == 2
    assert "Give one of" in told.output
