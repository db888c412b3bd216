"""An answer that uses a recalled row carries the mark: over all States, instruments, routes and applicants."""

from datetime import date
from itertools import product

import pytest

from fairlead.facts import Instrument, RatificationCoverage, load
from fairlead.reason.answer import MARK, Answer
from fairlead.reason.gaps import gap
from fairlead.reason.ratification import in_force, members, ratified
from fairlead.reason.route_question import APPLICANTS, Question, lenders
from fairlead.reason.routes import routes

DAYS = (date(2010, 6, 30), date(2025, 6, 30), date(2026, 11, 21))
CODES = [row.code for row in load(Instrument)]
STATES = list(members())
INCOMPLETE = [row.instrument for row in load(RatificationCoverage) if not row.complete]


def unmarked(given: Answer) -> bool:
    recalled = any(row.status in ("recalled", "conflicting") for row in given.rows)
    return (recalled or given.to_be_checked) and MARK not in given.text


@pytest.mark.parametrize("rule", [ratified, in_force, gap])
def test_every_state_and_instrument(rule) -> None:
    asked = product(CODES, STATES, DAYS)
    assert not [(code, iso3, on) for code, iso3, on in asked if unmarked(rule(code, iso3, on))]


@pytest.mark.parametrize("code", INCOMPLETE)
def test_a_gap_in_an_incomplete_table_is_unknown_as_of_for_every_state(code: str) -> None:
    """A recorded ratification is a fact all the same; whatever is not recorded is never a gap."""
    assert len(STATES) == 187
    for iso3, on in product(STATES, DAYS[1:]):
        given = gap(code, iso3, on)
        assert given.verdict != "yes" or ratified(code, iso3, on).rows[0].table == "ratifications", (iso3, on)
        assert given.verdict != "unknown" or "Unknown as of" in given.text, (iso3, on)


@pytest.mark.parametrize("who", APPLICANTS)
def test_every_route_and_applicant(who: str) -> None:
    banks = lenders()
    for number, iso3 in enumerate(STATES[::3]):
        against = {"state": iso3, "company": iso3, "importer": iso3, "lender": banks[number % len(banks)]}
        for bearer, other in against.items():
            question = Question(
                applicant=who, duty_bearer=bearer, against=other, abuse="forced_labour", place=iso3,
                on=DAYS[-1], applicant_state="FRA" if who == "state" else "",
            )  # fmt: skip
            for one in routes(question):
                given = one.answer
                assert not (given.to_be_checked and MARK not in given.text), (iso3, one.route.id)
                assert not (given.verdict != "no" and unmarked(given)), (iso3, one.route.id)
                assert MARK in given.text or one.route.status != "recalled", (iso3, one.route.id)
                assert given.verdict != "no" or given.nearest, (iso3, one.route.id)
                assert given.verdict == "yes" or given.changes, (iso3, one.route.id)
