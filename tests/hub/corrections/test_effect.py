"""From a proposal to what the answers say."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from fairlead.facts import load, source
from fairlead.hub.corrections import live, operations
from fairlead.hub.corrections.models import FactVersion, State
from fairlead.hub.corrections.versions import overlay_in_force
from fairlead.reason.ratification import count, ratified

pytestmark = pytest.mark.django_db
ON = date(2025, 6, 30)


def test_a_corrected_date_changes_the_count(table, propose, browse) -> None:
    before = count("P029", ON)
    assert (before.low, before.high, [row.iso3 for row in before.undecided]) == (61, 62, ["BRA"])
    board, made = table(), propose()
    board.vote(made, "workers", read=True)
    live.refresh(now=True)
    assert count("P029", ON).high == 62  # one constituency decides nothing
    held = board.vote(made, "employers")
    assert held.state == State.ACCEPTED
    assert count("P029", ON).low == 61  # not before this process looks
    live.refresh(now=True)
    after = count("P029", ON)
    assert (after.low, after.high, after.undecided) == (62, 62, ())
    row = next(row for row in load("ratifications") if (row.instrument, row.iso3) == ("P029", "BRA"))
    assert (row.ratified, row.status) == ("2025-03-10", "verified")
    assert source(row.source).title == "Official Gazette, number 12"
    page = browse(None).get("/facts/ratifications/P029~BRA/").content.decode()
    assert "2025-03-10" in page


def test_a_source_that_nobody_read_leaves_the_mark(table, propose) -> None:
    board, made = table(), propose()
    board.vote(made, "workers")
    board.vote(made, "employers")
    live.refresh(now=True)
    row = next(row for row in load("ratifications") if (row.instrument, row.iso3) == ("P029", "BRA"))
    assert row.status == "recalled"
    assert ratified("P029", "BRA", ON).to_be_checked
    assert "to be checked" in ratified("P029", "BRA", ON).text


def test_a_dispute_shows_both_versions_and_who_holds_which(table, propose, browse) -> None:
    board, made = table(), propose()
    board.vote(made, "workers", read=True)
    board.vote(made, "employers", "reject")
    live.refresh(now=True)
    row = next(row for row in load("ratifications") if (row.instrument, row.iso3) == ("P029", "BRA"))
    assert row.status == "conflicting"
    assert row.ratified == "2025"
    answer = ratified("P029", "BRA", ON)
    assert answer.to_be_checked
    for page in ("/facts/ratifications/P029~BRA/", "/history/ratifications/P029~BRA/", f"/corrections/{made.pk}/"):
        shown = browse(None).get(page).content.decode()
        for said in ("2025-03-10", "Sample-Workers", "Sample-Employers"):
            assert said in shown, (page, said)


def test_a_late_vote_changes_the_outcome_and_taking_it_back_restores_it(table, propose) -> None:
    board, made = table(), propose()
    board.vote(made, "workers")
    board.vote(made, "employers")
    assert board.vote(made, "government", "reject").state == State.DISPUTED
    live.refresh(now=True)
    assert next(r for r in load("ratifications") if (r.instrument, r.iso3) == ("P029", "BRA")).status == "conflicting"
    assert board.vote(made, "government", "back").state == State.ACCEPTED
    live.refresh(now=True)
    assert count("P029", ON).low == 62
    board.vote(made, "workers", "back")
    live.refresh(now=True)
    assert (count("P029", ON).low, count("P029", ON).high) == (61, 62)
    assert [v.kind for v in FactVersion.objects.order_by("number")] == ["changed", "disputed", "changed", "packaged"]
    assert not overlay_in_force().corrections


def test_a_row_is_added_disputed_and_removed(table, propose, browse) -> None:
    board = table(about=("practices",))
    row = next(iter(load("practices")))
    texts = msgspec.to_builtins(row)
    cells = {
        name: ";".join(value) if isinstance(value, (list, tuple)) else str(value if value is not None else "")
        for name, value in texts.items()
        if name not in ("source", "url", "status")
    }
    made = propose(table="practices", kind="add", key="", cells={**cells, "id": "sample-practice"})
    board.vote(made, "workers")
    board.vote(made, "government")
    live.refresh(now=True)
    added = next(row for row in load("practices") if row.id == "sample-practice")
    assert added.status == "recalled"
    gone = propose(table="practices", kind="remove", key="sample-practice", cells={})
    board.vote(gone, "workers")
    board.vote(gone, "employers", "reject")
    live.refresh(now=True)
    held = next(row for row in load("practices") if row.id == "sample-practice")
    assert held.status == "conflicting"
    assert "there is no such row" in held.note
    board.vote(gone, "employers", "accept")
    live.refresh(now=True)
    assert not any(row.id == "sample-practice" for row in load("practices"))
    answer = browse(None).get("/facts/practices/sample-practice/")
    assert answer.status_code == 404
    assert 'href="/history/practices/sample-practice/"' in answer.content.decode()
    told = browse(None).get("/facts/practices/sample-practice.json")
    assert (told.status_code, told.json()["data"]["history"]) == (404, "/history/practices/sample-practice/")
    assert browse(None).get("/facts/practices/never-was/").status_code == 404
    assert not overlay_in_force().corrections


def test_without_a_board_an_operator_decides_it_says_so_and_can_be_undone(operator, propose, browse) -> None:
    made = propose()
    operations.decide(operator, made, accepted=True, why="The gazette says so.", read=True)
    live.refresh(now=True)
    row = next(row for row in load("ratifications") if (row.instrument, row.iso3) == ("P029", "BRA"))
    assert row.status == "verified"
    assert "not reviewed by a board" in row.note
    assert "not reviewed by a board" in browse(None).get(f"/corrections/{made.pk}/").content.decode()
    version = FactVersion.objects.get()
    operations.undo(operator, version, "It was the wrong gazette.")
    live.refresh(now=True)
    assert count("P029", ON).high == 62
    assert FactVersion.objects.count() == 2
    made.refresh_from_db()
    assert made.state == State.OPEN
