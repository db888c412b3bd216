"""A corrected copy: what it changes, no more and no less."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from fairlead.cli import cli
from fairlead.errors import InputError
from fairlead.facts import load, schema, tables
from fairlead.facts.changes import cell, changes
from fairlead.facts.store import DATA_FOLDER
from fairlead.facts.values import read_value


@pytest.mark.parametrize("table", tables())
def test_every_cell_is_written_as_it_can_be_read(table: str) -> None:
    fields = schema(table).fields
    for row in load(table):
        for name, field in fields.items():
            value = getattr(row, name)
            assert read_value(cell(value), field) == value, name


@pytest.mark.parametrize("table", tables())
def test_our_own_table_changes_nothing(table: str) -> None:
    assert changes(table, DATA_FOLDER / f"{table}.csv") == ()


def rows() -> tuple[list[str], list[list[str]]]:
    with (DATA_FOLDER / "practices.csv").open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file)
    return header, found


def write(path, header, found, **how) -> None:
    text = io.StringIO()
    csv.writer(text, **how).writerows([header, *found])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


@given(st.data())
def test_each_changed_cell_is_told_and_nothing_else(tmp_path_factory, data) -> None:
    header, found = rows()
    places = data.draw(st.sets(st.tuples(st.integers(0, len(found) - 1), st.sampled_from(["note", "who", "limits"]))))
    for index, column in places:
        found[index][header.index(column)] += "(mended)"
    order = data.draw(st.permutations(range(len(found))))
    path = tmp_path_factory.mktemp("copy") / "copy.csv"
    write(path, header, [found[index] for index in order])
    told = {(change.kind, change.key["id"], change.column) for change in changes("practices", path)}
    assert told == {("changed", found[index][0], column) for index, column in places}


def test_rows_added_and_removed(tmp_path) -> None:
    header, found = rows()
    new = ["NEW", *found[0][1:]]
    write(tmp_path / "copy.csv", header, [*found[1:], new])
    told = [(change.kind, change.key["id"]) for change in changes("practices", tmp_path / "copy.csv")]
    assert told == [("added", "NEW"), ("removed", found[0][0])]


def test_the_copy_of_a_spreadsheet_program_is_read(tmp_path) -> None:
    """A byte-order mark, other line ends, every cell quoted, columns in another order."""
    header, found = rows()
    write(
        tmp_path / "copy.csv", header[::-1], [row[::-1] for row in found], lineterminator="\r\n", quoting=csv.QUOTE_ALL
    )
    assert changes("practices", tmp_path / "copy.csv") == ()


def test_a_broken_copy_is_refused_with_its_problems(tmp_path) -> None:
    header, found = rows()
    found[0][header.index("status")] = "certain"
    found[1][header.index("url")] = "somewhere"
    write(tmp_path / "copy.csv", header, found)
    with pytest.raises(InputError, match="2 problems"):
        changes("practices", tmp_path / "copy.csv")


def test_the_commands(tmp_path) -> None:
    run = CliRunner()
    copy = tmp_path / "copy.csv"
    written = run.invoke(cli, ["facts", "export", "practices", "--output", str(copy)])
    assert written.exit_code == 0, written.output
    assert copy.read_bytes() == (DATA_FOLDER / "practices.csv").read_bytes()
    assert "Terms of" in written.stderr
    same = run.invoke(cli, ["facts", "diff", "practices", str(copy)])
    assert same.output.strip() == "0 rows added, 0 removed, 0 cells changed in practices."
    copy.write_text(copy.read_text(encoding="utf-8").replace("BR-PACT", "BR-PACTS"), encoding="utf-8")
    told = json.loads(run.invoke(cli, ["facts", "diff", "practices", str(copy), "--json"]).stdout)
    assert [change["kind"] for change in told["changes"]] == ["added", "removed"]


@pytest.mark.parametrize("table", ["indicator_series_share_alike", "sources", "goods"])
def test_json_carries_sources_and_their_terms(table: str) -> None:
    data = json.loads(CliRunner().invoke(cli, ["facts", "export", table, "--format", "json"]).stdout)
    assert len(data["rows"]) == len(load(table))
    named = {row["id"] for row in data["sources"]}
    assert named == {row["source"] for row in data["rows"] if "source" in row}
    assert all(row["licence"] for row in data["sources"])
    assert set(data["columns"]) == set(data["rows"][0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_copy_is_read_as_spreadsheet_programs_write_it(tmp_path, delimiter) -> None:
    """With semicolons where the comma is the decimal sign, with empty rows at the end."""
    header, found = rows()
    found[0][header.index("name")] = "A; new, name"
    path = tmp_path / "copy.csv"
    write(path, header, [*found, [""] * len(header), []], delimiter=delimiter)
    assert [(change.column, change.after) for change in changes("practices", path)] == [("name", "A; new, name")]


def test_another_encoding_is_told_with_its_remedy(tmp_path) -> None:
    path = tmp_path / "copy.csv"
    path.write_bytes((DATA_FOLDER / "practices.csv").read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(InputError) as caught:
        changes("practices", path)
    assert "save it as 'CSV UTF-8'" in caught.value.problems[0].what


def test_a_source_that_is_not_there_is_told(tmp_path) -> None:
    header, found = rows()
    found[0][header.index("source")] = "a-new-source"
    path = tmp_path / "copy.csv"
    write(path, header, found)
    result = CliRunner().invoke(cli, ["facts", "diff", "practices", str(path)])
    assert result.exit_code == 0
    assert "sources.id does not have it" in result.output
    told = json.loads(CliRunner().invoke(cli, ["facts", "diff", "practices", str(path), "--json"]).stdout)
    assert [problem["value"] for problem in told["problems"]] == ["a-new-source"]
