"""Every statement of every dossier leads to its row, carries its mark, and stays within its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from fairlead.assess.result import Range
from fairlead.dossier import Dossier, dossier_corridor, dossier_country, dossier_good, dossier_industry
from fairlead.dossier.model import (
    NO_OPEN_DATA,
    NOT_COLLECTED,
    Economies,
    Estimate,
    Estimates,
    Fact,
    Facts,
    Indicator,
    RiskFactors,
)
from fairlead.dossier.model import (
    Dossier as Form,
)
from fairlead.dossier.rows import ESTIMATES, resolve
from fairlead.errors import FairleadError
from fairlead.facts import source

MARK = "to be checked"


@pytest.fixture(scope="module")
def dossiers(countries: dict[str, Dossier], others: dict[str, Dossier]) -> dict[str, Dossier]:
    return {**countries, **others}


def test_there_is_a_dossier_of_every_country(countries: dict[str, Dossier]) -> None:
    assert len(countries) >= 187
    assert {"BGD", "QAT", "UZB", "MRT", "BRA", "THA", "GBR", "USA"} <= set(countries)


def test_every_statement_leads_to_its_row(dossiers: dict[str, Dossier]) -> None:
    seen = 0
    for name, dossier in dossiers.items():
        for statement in dossier.statements():
            if isinstance(statement, Indicator) and statement.absent == NOT_COLLECTED:
                assert not statement.rows  # there is no row to lead to, and it says so
                continue
            assert statement.rows, (name, statement)
            for reference in statement.rows:
                record = resolve(reference)
                seen += 1
                if reference.table == ESTIMATES:
                    assert isinstance(record, Range)
                else:
                    assert (record.source, record.status, record.as_of) == (
                        reference.source,
                        reference.status,
                        reference.as_of,
                    )
    assert seen > 50_000


SAYS = {
    "labour_law": "value",
    "migration_rules": "value",
    "supervisory_cases": "outcome",
    "state_imposed": "statement",
    "goods": "good",
    "accountability_routes": "name",
    "business_laws": "asks",
    "import_bans": "says",
    "practices": "limits",
    "initiatives": "advantage",
    "framework_agreements": "name",
    "trade_agreements": "provision",
    "state_commitments": "commitment",
    "help_points": "does",
    "route_outcomes": "event",
}
"""The field of a row that the words of a statement must hold."""


def test_a_statement_says_what_its_row_says(dossiers: dict[str, Dossier]) -> None:
    """The row that a statement leads to is the one it was written from."""
    seen: set[str] = set()
    for name, dossier in dossiers.items():
        for statement in dossier.statements():
            first = statement.rows[0] if statement.rows else None
            if not isinstance(statement, Fact) or first is None or first.table not in SAYS:
                continue
            row = resolve(first)
            if first.table == "labour_law" and row.answer != "value":
                continue
            said = getattr(row, SAYS[first.table]).rstrip(".").casefold()
            assert said in statement.text.casefold(), (name, statement)
            seen.add(first.table)
    assert seen >= set(SAYS) - {"state_commitments"}, "a table of which no dossier says anything"


def test_estimates_are_the_rows_they_name(countries: dict[str, Dossier]) -> None:
    for iso3 in ("BGD", "QAT", "BRA", "SLB"):
        for block in countries[iso3].blocks:
            if isinstance(block, Estimates) and block.key.endswith("by_industry"):
                for line in block.lines:
                    assert line.values[:4] == tuple(resolve(reference) for reference in line.rows)


def test_every_source_named_is_listed(dossiers: dict[str, Dossier]) -> None:
    for dossier in dossiers.values():
        listed = {one.id for one in dossier.sources}
        assert listed == {reference.source for statement in dossier.statements() for reference in statement.rows}
        assert all(source(one).title for one in listed)


def test_recalled_rows_carry_their_mark(dossiers: dict[str, Dossier]) -> None:
    """A fact whose own row is recalled says so in its text and in its mark."""
    marked = 0
    for dossier in dossiers.values():
        for statement in dossier.statements():
            if isinstance(statement, Fact) and statement.mark:
                assert MARK in statement.text
            if isinstance(statement, Estimate) or not hasattr(statement, "mark"):
                continue
            if isinstance(statement, Fact) and statement.value == "unknown":
                continue  # a recalled record that is not complete decides nothing, and the text says so
            if statement.rows and statement.rows[0].status in ("recalled", "conflicting"):
                assert statement.mark == MARK, statement
                marked += 1
    assert marked > 1000


def test_texts_say_nothing_twice_and_nothing_empty(dossiers: dict[str, Dossier]) -> None:
    broken = re.compile(r"(?<![.:] )\bNone\b|\{|\}|\.\.(?!\.)|  |\(\)| ,")
    for name, dossier in dossiers.items():
        for statement in dossier.statements():
            if isinstance(statement, Fact):
                assert statement.text.strip(), name
                assert not broken.search(statement.text), (name, statement.text)
                if statement.rows[0].table != "accountability_routes":  # a nearest route has a mark of its own
                    assert statement.text.count(f"({MARK})") <= 1, (name, statement.text)


def test_what_is_absent_is_said_with_equal_weight(dossiers: dict[str, Dossier]) -> None:
    """A block without any statement says why: nothing may read like "none"."""
    for name, dossier in dossiers.items():
        for block in dossier.blocks:
            if isinstance(block, Facts) and not block.facts:
                assert block.not_collected, (name, block.key)


def test_no_figure_of_a_country_is_attributed_to_the_ilo(dossiers: dict[str, Dossier]) -> None:
    people = re.compile(r"\d[\d,.]* (million )?(people|children|persons)")
    for name, dossier in dossiers.items():
        for block in dossier.blocks:
            if isinstance(block, Estimates):
                sources = {reference.source for line in block.lines for reference in line.rows}
                assert sources <= {"fairlead", *sources_of_bans(block)}, name
                assert any("no figure of a country" in text for text in block.cautions), (name, block.key)
            if isinstance(block, Facts) and block.key == "supervision":
                assert not any(people.search(fact.text) for fact in block.facts), name


def sources_of_bans(block: Estimates) -> set[str]:
    """A line of a market also names the ban that makes it one."""
    if block.key != "banning_markets":
        return set()
    return {reference.source for line in block.lines for reference in line.rows if reference.table == "import_bans"}


def test_nobody_is_accused(dossiers: dict[str, Dossier]) -> None:
    """Estimates are of places, industries and uses; companies appear only as parties to agreements with unions."""
    for name, dossier in dossiers.items():
        for block in dossier.blocks:
            if isinstance(block, Estimates):
                for line in block.lines:
                    keys = {part for reference in line.rows for part in reference.key if reference.table == ESTIMATES}
                    allowed = r"[A-Z]{3}|c\d+|forced_labour|child_labour|all|home|exported|inside|[a-z_]+"
                    assert all(re.fullmatch(allowed, key) for key in keys), (name, line)
            for fact in getattr(block, "facts", ()):
                tables = {reference.table for reference in fact.rows}
                assert "framework_agreements" not in tables or block.key == "framework_agreements"


def test_kinds_of_statement_are_never_mixed(dossiers: dict[str, Dossier]) -> None:
    """Facts rest on no estimate, estimates of people on no fact but the ban that names a market."""
    for dossier in dossiers.values():
        for block in dossier.blocks:
            if isinstance(block, Facts):
                assert all(reference.table != ESTIMATES for fact in block.facts for reference in fact.rows)
            if isinstance(block, Estimates) and block.key != "banning_markets":
                assert all(reference.table == ESTIMATES for line in block.lines for reference in line.rows)


def test_two_accounts_never_stand_in_one_block(dossiers: dict[str, Dossier]) -> None:
    for dossier in dossiers.values():
        for block in dossier.blocks:
            if isinstance(block, Estimates):
                accounts = {
                    reference.key[0]
                    for line in _lines(block)
                    for reference in line.rows
                    if reference.table == ESTIMATES
                }
                assert accounts <= {block.account}


def _lines(block: Estimates) -> Iterator[Estimate]:
    yield from block.lines
    yield from (line for line in (block.rest, block.total) if line is not None)


def test_law_and_practice_come_first(countries: dict[str, Dossier]) -> None:
    order = ["law", "association", "risk", "economies", "goods", "people", "buyers", "state", "migration", "together"]
    assert all([section.key for section in dossier.sections] == order for dossier in countries.values())


def test_risk_factors_have_no_composite(countries: dict[str, Dossier]) -> None:
    for dossier in countries.values():
        (block,) = (block for block in dossier.blocks if isinstance(block, RiskFactors))
        assert [factor.key for factor in block.factors] == [f"RF{n}" for n in range(1, 10)]
        for factor in block.factors:
            for indicator in factor.indicators:
                assert indicator.absent or indicator.text
                assert indicator.trend is None or len(indicator.trend.years) >= 3


def test_own_copies_are_named_as_such(countries: dict[str, Dossier]) -> None:
    (block,) = (block for block in countries["BGD"].blocks if isinstance(block, RiskFactors))
    absent = {one.key: one.absent for factor in block.factors for one in factor.indicators}
    assert absent["gsi_vuln_governance"] == NO_OPEN_DATA


def test_the_program_signs_no_judgement(countries: dict[str, Dossier]) -> None:
    for dossier in countries.values():
        (block,) = (block for block in dossier.blocks if isinstance(block, Economies))
        assert [economy.key for economy in block.economies] == [f"PE{n}" for n in range(1, 6)]
        assert not any(economy.judgements for economy in block.economies)
        assert any("judgements" in text for text in block.not_collected)


def test_a_dossier_survives_json(dossiers: dict[str, Dossier]) -> None:
    for name in ("BGD", "garments", "cotton", "NPL-QAT"):
        again = msgspec.json.decode(msgspec.json.encode(dossiers[name]), type=Form)
        assert again == dossiers[name]


def test_ids_are_safe_as_names_of_files(dossiers: dict[str, Dossier]) -> None:
    assert all(re.fullmatch(r"[\w-]+", dossier.id) for dossier in dossiers.values())


@pytest.mark.parametrize("on", [date(1931, 1, 1), date(2015, 6, 30), date(2026, 11, 20), date(2031, 1, 1)])
def test_any_date_may_be_asked(on: date) -> None:
    """Before the first Convention, inside a year known only as such, after every record: an answer, never an error."""
    for dossier in (
        dossier_country("BRA", on=on),
        dossier_country("DEU", on=on),
        dossier_country("HKG", on=on),
        dossier_industry("fishing", on=on),
        dossier_good("cotton", on=on),
        dossier_corridor("NPL", "QAT", on=on),
    ):
        assert dossier.on == on.isoformat()
        assert all(statement.rows for statement in dossier.statements() if isinstance(statement, Fact))


def test_status_is_that_of_the_date() -> None:
    """Brazil ratified the Protocol in 2025, the day not known: unknown inside that year, and bound a year later."""

    def standing(on: date) -> str:
        facts = (block for block in dossier_country("BRA", on=on).blocks if block.key == "ratifications")
        return next(fact.value for block in facts for fact in getattr(block, "facts", ()) if fact.label == "P029")

    assert standing(date(2024, 12, 31)) == "not ratified"
    assert standing(date(2025, 6, 30)) == "unknown"
    assert standing(date(2027, 1, 1)) == "in force"


def test_a_subject_that_is_not_there_is_said_plainly() -> None:
    for ask in (
        lambda: dossier_country("XXX"),
        lambda: dossier_industry("c99"),
        lambda: dossier_good("unobtainium"),
        lambda: dossier_corridor("NPL", "NPL"),
    ):
        with pytest.raises(FairleadError) as error:
            ask()
        assert error.value.fix
