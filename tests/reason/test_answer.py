"""Every answer carries its mark, its rows and its references."""

import msgspec
import pytest

from fairlead.facts import Good, Ratification, load
from fairlead.reason.answer import MARK, answer, marked

VERIFIED = next(row for row in load(Good) if not row.to_be_checked)
RECALLED = next(row for row in load(Ratification) if row.day_status == "recalled")


def test_a_recalled_row_marks_the_answer() -> None:
    given = answer("yes", "It is open.", [VERIFIED, RECALLED], references=["Art. 24"])
    assert given.to_be_checked
    assert given.text.endswith(f"({MARK})")
    assert not answer("yes", "It is open.", [VERIFIED]).to_be_checked


def test_a_disputed_row_marks_the_answer() -> None:
    disputed = msgspec.structs.replace(VERIFIED, status="conflicting")
    assert answer("no", "It is closed.", [disputed]).to_be_checked


def test_the_rule_may_know_better_than_the_row() -> None:
    """A recalled day inside a year that was read does not matter ten years later."""
    assert not answer("yes", "It is ratified.", [RECALLED], to_be_checked=False).to_be_checked


def test_the_mark_stands_once() -> None:
    assert marked(marked("It is open.")) == "It is open. (to be checked)"


@pytest.mark.parametrize(("verdict", "known"), [("yes", True), ("no", False), ("unknown", None)])
def test_known(verdict: str, known: bool | None) -> None:
    assert answer(verdict, "So.").known is known  # type: ignore[arg-type]


def test_plain_names_the_table_of_each_row() -> None:
    plain = answer("no", "It is closed.", [VERIFIED], nearest="Art. 26").plain()
    assert plain["rows"][0]["table"] == "goods"
    assert plain["rows"][0]["source"] == VERIFIED.source
    assert plain["nearest"] == "Art. 26"
