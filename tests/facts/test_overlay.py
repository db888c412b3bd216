"""Corrections laid over the tables: what they change, no more, and what is refused."""

from __future__ import annotations

import ast
import csv
import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fairlead
from fairlead.cli import cli
from fairlead.errors import FairleadError, InputError
from fairlead.facts import load, schema, source, store, tables
from fairlead.facts.caches import WITHOUT_FACTS
from fairlead.facts.changes import cell, changes
from fairlead.facts.overlay import Correction, Overlay, Version, lay, problems, read_overlay, sound
from fairlead.facts.store import packaged
from fairlead.reason.ratification import count, ratified

BRAZIL = {"instrument": "P029", "iso3": "BRA"}
ON = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def as_packaged() -> Iterator[None]:
    yield
    store.use(None)


def changed(**cells: str) -> Correction:
    return Correction(table="ratifications", key=BRAZIL, kind="changed", cells=cells, read=True, on="2026-11-21")


def brazil():
    return next(row for row in load("ratifications") if (row.instrument, row.iso3) == ("P029", "BRA"))


def test_a_correction_changes_what_rules_say_until_it_is_taken_away() -> None:
    assert (count("P029", ON).low, count("P029", ON).high) == (61, 62)
    store.use(Overlay(number=1, corrections=(changed(ratified="2025-03-10", day_status="verified"),)))
    assert (count("P029", ON).low, count("P029", ON).high) == (62, 62)
    assert ratified("P029", "BRA", ON).verdict == "yes"
    assert store.corrections().number == 1
    store.use(None)
    assert (count("P029", ON).low, count("P029", ON).high) == (61, 62)


@pytest.mark.parametrize(("read", "status"), [(True, "verified"), (False, "recalled")])
def test_a_row_is_verified_only_if_the_source_was_read(read, status) -> None:
    one = msgspec.structs.replace(changed(ratified="2025-03-10", status="verified"), read=read)
    store.use(Overlay(corrections=(one,)))
    assert brazil().status == status
    assert ratified("P029", "BRA", ON).to_be_checked is not read


def test_a_judgement_stays_one_however_well_the_source_was_read() -> None:
    row = next(
        (table, row) for table in tables() for row in packaged(table) if getattr(row, "status", "") == "judgement"
    )
    table, found = row
    key = {name: cell(getattr(found, name)) for name in schema(table).key}
    one = Correction(table=table, key=key, kind="changed", cells={"note": "Mended."}, read=True)
    assert {r.status for r in lay(table, (found,), Overlay(corrections=(one,)))} == {"judgement"}


def test_what_no_board_decided_says_so() -> None:
    store.use(Overlay(corrections=(msgspec.structs.replace(changed(ratified="2025-03-10"), reviewed=False),)))
    assert "not reviewed by a board" in brazil().note


def test_a_disputed_row_keeps_its_place_tells_both_versions_and_is_conflicting() -> None:
    versions = (
        Version(says={"ratified": "2025"}, held_by=("employers (Sample Employers)",)),
        Version(says={"ratified": "2025-03-10"}, held_by=("workers (Sample Union)",), source="Gazette 12"),
    )
    one = Correction(table="ratifications", key=BRAZIL, kind="disputed", versions=versions, on="2026-11-21")
    store.use(Overlay(corrections=(one,)))
    row = brazil()
    assert (row.status, row.ratified) == ("conflicting", "2025")
    for said in ("employers (Sample Employers): ratified '2025'", "workers (Sample Union): ratified '2025-03-10'"):
        assert said in row.note
    assert ratified("P029", "BRA", ON).to_be_checked
    assert "to be checked" in count("P029", ON).text


def test_rows_are_added_with_their_source_and_removed() -> None:
    gazette = Correction(
        table="sources",
        key={"id": "hub-1"},
        kind="added",
        cells={"title": "Gazette", "address": "https://www.example.org/", "licence": "facts restated", "as_of": "2026"},
    )
    cells = {
        "country": "Sampleland",
        "ratified": "2026-01-05",
        "day_status": "verified",
        "source": "hub-1",
        "as_of": "2026-02",
    }
    added = Correction(table="ratifications", key={"instrument": "C029", "iso3": "ZZZ"}, kind="added", cells=cells)
    removed = Correction(table="ratifications", key=BRAZIL, kind="removed")
    before = len(load("ratifications"))
    store.use(Overlay(corrections=(added, gazette, removed)))
    rows = load("ratifications")
    assert len(rows) == before
    assert (rows[-1].iso3, rows[-1].status, source(rows[-1].source).title) == ("ZZZ", "recalled", "Gazette")
    assert not any((row.instrument, row.iso3) == ("P029", "BRA") for row in rows)


def test_a_row_that_a_release_has_by_now_is_not_there_twice() -> None:
    row = packaged("practices")[0]
    cells = {name: cell(getattr(row, name)) for name in schema("practices").fields if name != "id"}
    one = Correction(table="practices", key={"id": row.id}, kind="added", cells={**cells, "note": "Ours."}, read=True)
    laid = lay("practices", packaged("practices"), Overlay(corrections=(one,)))
    assert [r.id for r in laid] == [r.id for r in packaged("practices")]
    assert laid[0].note == "Ours."


def test_every_problem_is_told_at_once_and_nothing_changes() -> None:
    wrong = Overlay(
        corrections=(
            changed(ratified="next week", iso3="NLD"),
            Correction(table="goods", key={"good": "Cotton", "iso3": "TKM"}, kind="changed", cells={"nothing": "x"}),
            Correction(table="no such table", key={}, kind="removed"),
            Correction(table="practices", key={"id": "new"}, kind="added", cells={"source": "nobody"}),
            changed(note="Twice."),
        )
    )
    with pytest.raises(InputError) as refused:
        store.use(wrong)
    told = {(one.row, one.column) for one in refused.value.problems}
    assert {(1, "ratified"), (1, "iso3"), (2, "nothing"), (3, None), (4, "source"), (5, None)} <= told
    assert any(row == 4 and column == "as_of" for row, column in told)
    assert store.corrections().corrections == ()


def test_a_row_that_is_gone_is_a_warning_and_the_sound_rest_is_used() -> None:
    gone = Correction(table="goods", key={"good": "No such good", "iso3": "TKM"}, kind="removed")
    broken = changed(ratified="never")
    kept, told = sound(Overlay(corrections=(gone, broken)))
    assert kept.corrections == (gone,)
    assert [one.severity for one in told] == ["warning", "error"]
    store.use(kept)
    assert load("goods") == packaged("goods")


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_laying_changes_the_named_cells_and_no_other(data) -> None:
    rows = packaged("practices")
    chosen = data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1, max_size=5))
    cells = {index: data.draw(st.sampled_from(["who", "limits"])) for index in sorted(chosen)}
    made = Overlay(
        corrections=tuple(
            Correction(table="practices", key={"id": rows[i].id}, kind="changed", cells={c: "Mended."}, read=True)
            for i, c in cells.items()
        )
    )
    assert problems(made) == ()
    for index, (old, new) in enumerate(zip(rows, lay("practices", rows, made), strict=True)):
        expected = {}
        if index in cells:
            status = "judgement" if old.status == "judgement" else "verified"
            expected = {cells[index]: "Mended.", "status": status}
        assert msgspec.structs.replace(old, **expected) == new


def test_a_file_of_corrections_is_carried_back_as_changes_of_a_table(tmp_path: Path) -> None:
    path, out = tmp_path / "corrections.json", tmp_path / "ratifications.csv"
    path.write_bytes(msgspec.json.encode(Overlay(number=3, corrections=(changed(ratified="2025-03-10"),))))
    assert read_overlay(path).number == 3
    done = CliRunner().invoke(cli, ["facts", "export", "ratifications", "--corrections", str(path), "-o", str(out)])
    assert done.exit_code == 0, done.output
    found = {(one.column, one.after) for one in changes("ratifications", out)}
    assert found == {("ratified", "2025-03-10"), ("status", "verified")} or found == {("ratified", "2025-03-10")}
    with out.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == len(packaged("ratifications")) + 1
    told = json.loads(CliRunner().invoke(cli, ["facts", "diff", "ratifications", str(out), "--json"]).stdout)
    assert {one["key"]["iso3"] for one in told["changes"]} == {"BRA"}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"form":"other"}', b'{"corrections":[{"table":1}]}', b"\xff"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(FairleadError, match="does not hold corrections"):
        read_overlay(path)


def test_packages_whose_caches_are_kept_use_no_facts() -> None:
    root = Path(fairlead.__file__).parent
    for name in WITHOUT_FACTS:
        place = root / Path(*name.split(".")[1:])
        files = list(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        assert files
        for path in files:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
                uses = ("fairlead.reason", "fairlead.dossier", "fairlead.facts.store", "fairlead.facts.records")
                assert not module.startswith(uses), path
                assert module != "fairlead.facts", path


def test_no_module_reads_facts_when_it_is_imported() -> None:
    """Such a value would outlive a correction."""
    for path in Path(fairlead.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for statement in tree.body:
            if isinstance(statement, (ast.Assign, ast.AnnAssign)):
                called = {getattr(n.func, "id", "") for n in ast.walk(statement) if isinstance(n, ast.Call)}
                assert not called & {"load", "packaged"}, f"{path}: {statement.lineno}"


def test_threads_see_one_state_or_the_other() -> None:
    states = (Overlay(number=1, corrections=(changed(ratified="2025-03-10"),)), None)
    seen: set[tuple[str, int]] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            rows = load("ratifications")
            row = next(row for row in rows if (row.instrument, row.iso3) == ("P029", "BRA"))
            seen.add((row.ratified, len(rows)))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(20):
        store.use(states[turn % 2])
    stop.set()
    for thread in threads:
        thread.join()
    number = len(packaged("ratifications"))
    assert seen <= {("2025", number), ("2025-03-10", number)}
