"""Reading: everything wrong is said at once, and nothing wrong is used."""

import contextlib
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.errors import InputError, Problem
from fairlead.facts import Field, Good, check, load, read, source, tables
from fairlead.facts.store import DATA_FOLDER
from fairlead.facts.values import READERS, read_value

HEADER = (
    "good,iso3,country,child_labour,forced_labour,forced_child_labour,downstream,input_country,input_good,edition,"
    "source,url,as_of,status,note\n"
)
KINDS = ["text", "list", *READERS]
GOOD_ROW = "Cotton,TKM,Turkmenistan,yes,yes,no,no,,,2022,dol-goods-2022,,2022-09-28,verified,\n"


def test_all_tables_are_sound() -> None:
    assert check() == ()


@pytest.mark.parametrize("table", tables())
def test_each_table_loads_and_is_kept(table: str) -> None:
    rows = load(table)
    assert rows
    assert load(table) is rows


def test_loading_by_class_gives_that_class() -> None:
    assert all(isinstance(row, Good) for row in load(Good))


def test_every_problem_is_told_with_its_place(tmp_path) -> None:
    path = tmp_path / "goods.csv"
    bad = (
        "Cotton,Turkmenistan,Turkmenistan,perhaps,yes,yes,no,,,2022,dol-goods-2022,,28.9.2022,certain,\n"
        "Tea,IND,India,yes\n"
        " Tea,IND,India,yes,no,no,no,,,,dol-goods-2022,not an address,2022-09-28,verified,\n"
    )
    path.write_text(HEADER + GOOD_ROW + bad + GOOD_ROW, encoding="utf-8")
    with pytest.raises(InputError, match="has 9 problems") as caught:
        read(path, "goods")
    places = {(problem.row, problem.column) for problem in caught.value.problems}
    assert places == {
        (3, "iso3"), (3, "child_labour"), (3, "as_of"), (3, "status"), (4, None),
        (5, "good"), (5, "edition"), (5, "url"), (6, "good"),
    }  # fmt: skip
    assert all(problem.fix and problem.why and problem.file == "goods.csv" for problem in caught.value.problems)
    assert next(p.value for p in caught.value.problems if p.column == "iso3") == "Turkmenistan"


def test_a_changed_layout_names_what_was_expected(tmp_path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text(HEADER.replace("iso3", "code") + GOOD_ROW, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(path, "goods")
    assert "missing: iso3; not in the schema: code" in caught.value.problems[0].what


def test_columns_may_stand_in_any_order(tmp_path) -> None:
    path = tmp_path / "goods.csv"
    names, cells = HEADER.strip().split(","), GOOD_ROW.rstrip("\n").split(",")
    path.write_text(",".join(names[::-1]) + "\n" + ",".join(cells[::-1]) + "\n", encoding="utf-8")
    assert read(path, "goods") == tuple(row for row in load(Good) if (row.good, row.iso3) == ("Cotton", "TKM"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'a,"b\n', b"\x00"])
def test_a_file_that_is_no_table_is_refused(tmp_path, content: bytes) -> None:
    path = tmp_path / "goods.csv"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read(path, "goods")


@given(st.text(max_size=300))
def test_no_text_brings_a_traceback(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "goods.csv"
    path.write_text(HEADER + text, encoding="utf-8", newline="")
    try:
        rows = read(path, "goods")
    except InputError as error:
        rows = error.problems
    assert all(isinstance(row, (Good, Problem)) for row in rows)
    # a line of nothing but separators is an empty row, as spreadsheets write them below a table
    assert rows or not text.strip("\r\n,")


@given(
    st.text(max_size=20),
    st.sampled_from(KINDS),
    st.booleans(),
)
def test_a_cell_is_read_or_refused_with_a_reason(text: str, kind: str, optional: bool) -> None:
    field = Field(about="", type=kind, optional=optional)
    if not text and not optional:
        with pytest.raises(ValueError, match="the cell is empty"):
            read_value(text, field)
        return
    with contextlib.suppress(ValueError):
        value = read_value(text, field)
        assert text == text.strip()
        assert kind != "yes/no" or value in (True, False, "")


def test_a_reference_to_nothing_is_found(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder)
    (folder / "goods.csv").write_text(HEADER + GOOD_ROW.replace("dol-goods-2022", "hearsay"), encoding="utf-8")
    monkeypatch.setattr("fairlead.facts.store.DATA_FOLDER", folder)
    problems = check(["goods"])
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [(2, "source", "hearsay")]


def test_a_source_tells_its_terms() -> None:
    assert "public domain" in source("dol-goods-2022").licence
