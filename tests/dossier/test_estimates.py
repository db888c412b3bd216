"""The packaged estimates against the table and the accounts, and every sum a dossier shows."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.dossier import Dossier
from fairlead.dossier.compute import fingerprint
from fairlead.dossier.model import Estimates
from fairlead.dossier.packaged import Packaged, packaged
from fairlead.flows.footprints import embodied_trade
from fairlead.flows.multipliers import multipliers, output_for
from fairlead.flows.open import open_table
from fairlead.flows.table import Table
from fairlead.flows.world.uncertainty import split_noise
from fairlead.labour import LabourAccount, child_labour, forced_labour

SOME = ("BGD", "QAT", "UZB", "MRT", "BRA", "THA", "GBR", "USA", "CHN", "SLB")


@pytest.fixture(scope="module")
def table() -> Table:
    return open_table("world2011")


@pytest.fixture(scope="module")
def account(table: Table) -> LabourAccount:
    return forced_labour(table)


@pytest.fixture(scope="module")
def data() -> Packaged:
    return packaged()


def test_the_file_was_made_from_the_data_there_are(data: Packaged) -> None:
    made = "python -m fairlead.dossier.compute"
    assert data.about["fingerprint"] == fingerprint(), f"The table or the labour inputs changed: run {made}."


def test_people_are_those_of_the_accounts(data: Packaged, table: Table, account: LabourAccount) -> None:
    for one in (account, child_labour(table)):
        people = one.people.reshape(len(data.countries), -1)
        np.testing.assert_allclose(data.arrays[f"{one.id}.people"], people, rtol=1e-6)


def test_destinations_follow_one_multiplier_solve(data: Packaged, table: Table, account: LabourAccount) -> None:
    """Another way to the same figures: people of one country alone, carried to final demand from the left."""
    e = account.intensity(table)
    chosen = [table.cells.country_index(code) for code in SOME]
    alone = np.stack([np.where(table.cells.country_of == c, e, 0.0) for c in chosen])
    expected = multipliers(table, alone).values @ table.final_demand
    found = data.arrays["forced_labour.by_destination"][chosen]
    np.testing.assert_allclose(found, expected, rtol=2e-4, atol=0.5)


def test_exported_work_is_that_of_embodied_trade(data: Packaged, table: Table, account: LabourAccount) -> None:
    """What is exported as final products and inside others' products, plus what comes home, is what exports embody."""
    trade = embodied_trade(table, account.intensity(table)).by_country
    local, exported, inside = data.arrays["uses"].astype(float)
    people = data.arrays["forced_labour.people"].astype(float)
    returned = np.where(local + exported + inside > 0, 1 - local - exported - inside, 0)
    total = (people * (exported + inside + returned)).sum(1)
    for code in SOME:
        c = table.cells.country_index(code)
        # Work that no final demand reaches is in neither; see `identities`.
        assert total[c] == pytest.approx(trade[c], rel=2e-2 if code == "SLB" else 1e-4)


def test_a_chain_is_what_the_world_buys_from_the_industry(data: Packaged, table: Table, account: LabourAccount) -> None:
    garments = table.cells.industry_of == table.cells.industry_index("c4")
    demand = np.where(garments, table.final_demand.sum(1), 0.0)
    people = account.intensity(table) * output_for(table, demand).values
    assert data.figure("forced_labour", "chain", "c4").central == pytest.approx(people.sum(), rel=1e-5)
    by_country = people.reshape(len(data.countries), -1).sum(1)
    np.testing.assert_allclose(data.arrays["forced_labour.chain_by_origin"][3], by_country, rtol=1e-4, atol=0.5)


def test_ranges_are_those_of_the_draws(data: Packaged, table: Table, account: LabourAccount) -> None:
    draws, noise = account.draws(), split_noise(table)
    assert noise is not None
    split = [code for code in table.cells.countries if table.status[code] != "published"]
    for code in ("BGD", "GBR"):
        c = table.cells.country_index(code)
        people = draws[c] * noise[split.index(code)] if code in split else draws[c]
        low, high = np.quantile(people.sum(1), (0.05, 0.95))
        found = data.figure("forced_labour", "country", code)
        assert (found.low, found.high) == (pytest.approx(low, rel=2e-3), pytest.approx(high, rel=2e-3))


def test_world_total_is_that_of_the_account(data: Packaged, account: LabourAccount) -> None:
    named = sum(data.figure("forced_labour", "country", code).central for code in data.named)
    assert named == pytest.approx(account.total, rel=1e-6)


def _block(dossier: Dossier, key: str) -> Estimates:
    (block,) = (block for block in dossier.blocks if isinstance(block, Estimates) and block.key == key)
    return block


def _sums(block: Estimates) -> tuple[list[float], list[float]]:
    lines = [*block.lines, *([block.rest] if block.rest else [])]
    assert block.total is not None
    columns = [c for c, value in enumerate(block.total.values) if value and block.columns[c].key != "per_1000"]
    parts = [sum(value.central for line in lines if (value := line.values[c])) for c in columns]
    return parts, [value.central for c in columns if (value := block.total.values[c])]


def test_every_block_adds_up_to_its_total(countries: dict[str, Dossier], others: dict[str, Dossier]) -> None:
    """Embodied labour by destination, and people by industry and use, add up to the country's account: everywhere."""
    blocks = 0
    for dossier in (*countries.values(), *others.values()):
        for block in dossier.blocks:
            if isinstance(block, Estimates) and block.total is not None and block.adds_up:
                parts, totals = _sums(block)
                assert parts == pytest.approx(totals, rel=1e-5), (dossier.id, block.key)
                blocks += 1
    assert blocks > 185 * 4


def test_destinations_add_up_to_the_countrys_account(
    countries: dict[str, Dossier], data: Packaged, account: LabourAccount, table: Table
) -> None:
    """Of every country in the trade table: what a dossier shows by destination is the country's whole account."""
    for iso3 in data.named:
        shown = _block(countries[iso3], "destinations")
        parts, totals = _sums(shown)
        own = table.cells.country_of == table.cells.country_index(iso3)
        assert parts[0] == pytest.approx(account.people[own].sum(), rel=1e-5), iso3
        assert totals[0] == pytest.approx(parts[0], rel=1e-5), iso3


@pytest.mark.parametrize("iso3", SOME)
def test_uses_add_up_to_all(iso3: str, countries: dict[str, Dossier]) -> None:
    for key in ("forced_labour.by_industry", "child_labour.by_industry"):
        for line in _block(countries[iso3], key).lines:
            everyone, *uses = [value.central for value in line.values[:4] if value]
            assert sum(uses) == pytest.approx(everyone, rel=1e-5, abs=1e-6)


def test_every_range_holds_its_central_value(countries: dict[str, Dossier], others: dict[str, Dossier]) -> None:
    """No number without its range; the central run may lie outside only where it is next to nothing."""
    for dossier in (*countries.values(), *others.values()):
        for block in dossier.blocks:
            if isinstance(block, Estimates):
                for line in block.lines:
                    for value in line.values:
                        if value and abs(value.central) > 10:
                            assert value.low < value.high
                            assert value.low <= value.central <= value.high, (dossier.id, block.key, line.label)


def test_markets_that_ban_are_apart_from_home(countries: dict[str, Dossier]) -> None:
    block = _block(countries["BGD"], "banning_markets")
    assert {line.code for line in block.lines} == {"USA", "CAN", "MEX", "EU"}
    labels = {line.code: line.label for line in block.lines}
    assert labels["EU"] == "European Union (will apply from 2027-12-14)"
    assert "USA" not in {line.code for line in _block(countries["USA"], "banning_markets").lines}
    german = _block(countries["DEU"], "banning_markets")
    (union,) = (line for line in german.lines if line.code == "EU")
    assert all(reference.key[-1] != "DEU" for reference in union.rows if reference.table == "estimates")
