"""Only bodies that somebody has read about are shown as help, near before far."""

from datetime import date

import pytest

from fairlead.errors import FairleadError
from fairlead.facts import load
from fairlead.facts.records.routes import HelpPoint
from fairlead.reason.help import assistance
from fairlead.reason.ratification import members
from fairlead.reason.route_question import APPLICANTS

ON = date(2026, 11, 20)


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_no_recalled_body_is_shown_anywhere(applicant: str) -> None:
    for iso3 in members():
        found = assistance(applicant, iso3, ON, origin="NPL", industries=("c18", "c35"))
        assert all(one.row.status == "verified" for one in found.helpers)
        assert all(one.row.shown for one in found.helpers if isinstance(one.row, HelpPoint))
        assert found.answer.verdict in ("yes", "unknown"), "never no: not collected is not none"
        assert [one.order for one in found.helpers] == list(range(1, len(found.helpers) + 1))


def test_near_comes_before_far() -> None:
    found = assistance("worker", "SGP", ON, origin="NPL")
    scopes = [one.row.scope for one in found.helpers if isinstance(one.row, HelpPoint)]
    assert scopes == sorted(scopes, key=("destination", "origin", "world").index)
    assert found.not_shown > 0


def test_what_is_not_shown_is_counted_and_said() -> None:
    found = assistance("worker", "DMA", ON)
    assert found.answer.verdict == "unknown"
    assert f"{found.not_shown} names are not shown" in found.answer.text


def test_employers_are_sent_to_employers() -> None:
    found = assistance("company", "BGD", ON)
    assert {getattr(one.row, "side", "employers") for one in found.helpers} == {"employers"}


def test_shown_rows_say_whom_they_help_and_when_their_page_was_read() -> None:
    for row in load(HelpPoint):
        assert row.shown == (row.status == "verified")
        if row.shown:
            assert row.helps
            assert row.does
            assert row.url
            assert set(row.helps) <= set(APPLICANTS)
        else:
            assert not row.how
            assert not row.url
            assert "never shown as help" in row.note
        assert not any(part.isdigit() and len(part) >= 6 for part in row.how.split()), (
            "numbers have a field of their own"
        )


def test_a_number_is_never_shown_without_its_date() -> None:
    """Numbers age, and a wrong one harms: the date stands beside each, and old pages say that they are old."""
    for row in load(HelpPoint):
        if row.telephone or row.web:
            assert row.shown
            assert row.reach.endswith(f"(as of {row.page_read})")
        if row.shown and row.page_read < "2023-11-21":
            assert "older than three years" in row.note, row.id
    found = assistance("worker", "BGD", ON)
    dife = next(one for one in found.helpers if getattr(one.row, "id", "") == "dife-bgd")
    assert "telephone 16357" in dife.how
    assert "2025-07-02" in dife.how


@pytest.mark.parametrize("iso3", ["BGD", "NPL", "IDN", "PHL", "QAT", "MYS", "SAU", "ARE", "GBR", "USA", "THA", "BRA"])
def test_workers_of_the_first_countries_find_two_help_points(iso3: str) -> None:
    """Help there, for people from there, or of an embassy there for its own people, from pages that were read."""
    rows = [row for row in load(HelpPoint) if row.shown and iso3 in (row.iso3, row.partner) and "worker" in row.helps]
    assert len(rows) >= 2


def test_strange_applicant_is_refused() -> None:
    with pytest.raises(FairleadError, match="kind of applicant"):
        assistance("nobody", "BGD", ON)
