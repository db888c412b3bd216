"""Demand adds up to the spend, areas follow exports, and nothing uncertain is used silently."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from fairlead.chain import MappedPurchases, map_purchases, read_confirmations, read_purchases, write_confirmations
from fairlead.classify import Confirmations, match_country
from fairlead.classify.money import money_years, price_factor, to_usd
from fairlead.errors import InputError
from fairlead.flows.open import open_table
from fairlead.flows.table import Table
from fairlead.report.words import left_out_amount

from .helpers import codes, read

EXAMPLE = Path(__file__).parents[2] / "examples" / "purchases.csv"
HS = "Supplier;Supplier country;HS code;Amount;Currency;Year"


@cache
def table() -> Table:
    return open_table("world2011")


def mapped(*rows: str, **options: object) -> MappedPurchases:
    return map_purchases(read(*rows, heading=HS), table(), **options)  # type: ignore[arg-type]


def test_demand_is_the_spend_in_its_cell_and_year() -> None:
    m = mapped("A;BGD;6109;1000000,00;EUR;2024", "B;BGD;6109;500000,00;USD;2023")
    demand = m.demand(table())
    assert sorted(demand) == [2023, 2024]
    at = table().cells.index("BGD", "c4")
    assert demand[2023][at] == pytest.approx(0.5)
    assert demand[2024][at] == pytest.approx(to_usd([1e6], ["EUR"], [2024])[0] / 1e6)
    assert m.spend.assessed_usd == pytest.approx(1e6 * sum(v.sum() for v in demand.values()))
    by_year = sum(1e6 * v.sum() / price_factor(y, 2011) for y, v in demand.items())
    assert m.spend.table_year_usd == pytest.approx(by_year)


def test_area_is_spread_by_the_exports_of_the_industry() -> None:
    m = mapped("A;EU;6109;1000000,00;USD;2024")
    demand = m.demand()[2024]
    members = [t.code for t in match_country("EU").targets if t.code in table().cells.countries]
    at = [table().cells.index(code, "c4") for code in members]
    expected = table().exports[at] / table().exports[at].sum()
    np.testing.assert_allclose(demand[at], expected, atol=1e-12)
    assert demand.sum() == pytest.approx(1)
    np.testing.assert_allclose(m.spread_demand(), demand)
    assert codes_of(m) == ["country_area"]
    assert next(x for x in m.mappings if x.kind == "country").label.startswith(f"spread over {len(members)} countries")
    with pytest.raises(InputError) as caught:
        mapped("A;EU;6109;1000000,00;USD;2024", strict=True)
    assert [p.code for p in caught.value.problems] == ["country_area_refused"]


def codes_of(m: MappedPurchases) -> list[str]:
    return [problem.code for problem in m.problems]


GOOD = "G;India;0902;100,00;USD;2024"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A;Atlantis;6109;50,00;USD;2024", "country_unknown"),
        ("A;Bangladehs;6109;50,00;USD;2024", "country_uncertain"),
        ("A;India;999999;50,00;USD;2024", "product_unknown"),
        ("A;India;6109;50,00;XXX;2024", "currency_unknown"),
        ("A;India;6109;50,00;EUR;1890", "year_outside_series"),
        ("A;India;6109;50,00;EUR;2029", "year_outside_series"),
        ("A;India;6109;50,00;EUR;2190", "year_outside_series"),
        ("A;India;6109;50,00;BDT;2028", "year_outside_series"),
    ],
)
def test_row_that_cannot_be_placed_is_left_out(row: str, code: str) -> None:
    m = mapped(GOOD, row)
    assert [(p.code, p.row) for p in m.problems if p.severity == "error"] == [(code, 3)]
    assert (m.spend.rows_assessed, m.spend.rows_left_out) == (1, 1)
    assert m.spend.assessed_usd == pytest.approx(100)
    with pytest.raises(InputError):
        mapped(GOOD, row, strict=True)


def test_years_after_the_series_use_its_last_values_with_one_warning_each() -> None:
    rows = [GOOD, *["A;India;6109;1000,00;BDT;2026"] * 2, "B;India;6109;7,50;USD;2026", "B;India;6109;5,50;EUR;2025"]
    m = mapped(*rows)
    found = {p.row: p for p in m.problems if p.code == "year_carried"}
    assert {row: (p.value, p.severity) for row, p in found.items()} == {3: ("2026", "warning"), 5: ("2026", "warning")}
    assert codes_of(m).count("year_carried") == 2
    assert "USD 2026, 1 row: the price level of 2025." in found[5].what
    assert "BDT 2026, 2 rows: the exchange rate of 2024 (" in found[3].what
    assert "BDT for one US dollar) and the price level of 2025" in found[3].what
    assert m.spend.rows_left_out == 0
    assert m.usd[1] == pytest.approx(to_usd([1000.0], ["BDT"], [2024])[0])
    assert m.year.tolist() == [2024, 2026, 2026, 2026, 2025]  # growth of output per worker goes on to the real year
    with pytest.raises(InputError) as caught:
        mapped(*rows, strict=True)
    assert [p.code for p in caught.value.problems if p.severity == "error"] == ["year_outside_series"] * 3


def test_members_of_an_area_that_the_table_does_not_have_are_counted() -> None:
    text = b"supplier,country,product,amount,currency,year\nA,Asia,bed linen,100,USD,2022\n"
    members = {target.code for target in match_country("Asia").targets}
    for name in ("wiod2011", "world2011"):
        other = open_table(name)
        m = map_purchases(read_purchases(io.BytesIO(text)), other)
        absent = len(members - set(other.cells.countries))
        told = next(p.what for p in m.problems if p.code == "country_area")
        assert (f"({absent} more members are not in the table" in told) == (absent > 0)
        assert name != "wiod2011" or absent > 20


def test_credit_without_a_purchase_is_told_in_dollars() -> None:
    m = mapped(GOOD, "A;India;6109;-84,00;USD;2024", "A;Vietnam;6109;-10,00;EUR;2024")
    assert (m.spend.left_out_usd, m.spend.rows_left_out) == (0, 2)
    assert m.spend.left_out_credit_usd == pytest.approx(84 + to_usd([10.0], ["EUR"], [2024])[0])
    assert left_out_amount(m.spend) == "95 USD of credit"
    both = mapped(GOOD, "A;India;6109;-84,00;USD;2024", "A;Atlantis;6109;10,00;USD;2024")
    assert left_out_amount(both.spend) == "10 USD and 84 USD of credit"


def test_spend_left_out_is_told() -> None:
    m = mapped(GOOD, "A;Atlantis;6109;300,00;USD;2024", "A;;6109;100,00;USD;2024", "A;India;6109;x;USD;2024")
    assert m.spend.left_out_usd == pytest.approx(400)
    assert m.spend.left_out_unknown_rows == 1
    assert m.spend.share_assessed == pytest.approx(0.2)


def test_uncertain_reading_waits_or_is_accepted_by_option() -> None:
    rows = (GOOD, "A;Bangladehs;6109;50,00;USD;2024")
    accepted = mapped(*rows, accept_uncertain=True)
    assert accepted.spend.rows_assessed == 2
    assert next(x for x in accepted.mappings if x.text == "Bangladehs").status == "uncertain"
    confirmations = Confirmations()
    confirmations.confirm("country", "Bangladehs", {"BGD": 1.0}, who="A. Buyer")
    assert mapped(*rows, confirmations=confirmations).spend.rows_assessed == 2


def test_nothing_to_assess_raises_with_all_problems() -> None:
    with pytest.raises(InputError) as caught:
        mapped("A;Atlantis;6109;50,00;USD;2024", "B;;6109;50,00;USD;2024")
    assert {p.code for p in caught.value.problems} == {"country_unknown", "country_missing"}


def test_list_without_years_assumes_the_latest_and_says_so() -> None:
    purchases = read("India;0902;5,50;USD", heading="Country;HS code;Amount;Currency")
    m = map_purchases(purchases, table())
    assert list(m.demand()) == [money_years()[1]]
    assert codes_of(m) == ["year_assumed"]


def test_unlikely_spend_is_pointed_out() -> None:
    assert codes_of(mapped("A;BTN;6109;2000000000,00;USD;2024")) == ["amount_large", "spend_exceeds_output"]


def test_credit_notes_reduce_the_demand() -> None:
    m = mapped("A;India;0902;100,00;USD;2024", "A;India;0902;-40,00;USD;2024")
    assert m.spend.assessed_usd == pytest.approx(60)
    assert m.spend.netted_credit_usd == pytest.approx(40)
    assert (m.spend.rows_assessed, m.spend.rows_left_out) == (2, 0)


def test_other_table_gets_the_same_total() -> None:
    m = mapped("A;Bangladesh;6109;100,00;USD;2024", "B;EU;6109;100,00;USD;2024")
    other = m.demand(open_table("wiod2011"))[2024]
    assert other.sum() == pytest.approx(m.demand()[2024].sum())


def test_supplier_lines_stand_in_the_order_of_the_list() -> None:
    m = mapped("Z;India;0902;5,50;USD;2024", "A;India;6109;9,50;USD;2024", "Z;India;0902;4,50;USD;2024")
    lines = m.supplier_lines()
    assert [(line.supplier, line.rows, line.spend_usd) for line in lines] == [("Z", 2, 10.0), ("A", 1, 9.5)]
    assert all(sum(line.weights.values()) == pytest.approx(1) for line in lines)
    assert [line.supplier for line in m.supplier_lines(limit=1)] == ["Z"]


def test_confirmations_go_round(tmp_path: Path) -> None:
    rows = (GOOD, "A;Bangladehs;6109;50,00;USD;2024", "A;Atlantis;6109;70,00;USD;2024")
    m = mapped(*rows)
    path = write_confirmations(m, tmp_path / "confirm.csv")
    assert len(read_confirmations(path)) == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table_rows = list(csv.reader(stream))
    assert [row[1] for row in table_rows[1:]] == ["Atlantis", "Bangladehs"]
    candidate = table_rows[2][table_rows[0].index("candidate 1")]
    table_rows[2][2] = candidate.split(" ")[0]
    # saved by a spreadsheet program of a country with semicolons
    with path.open("w", encoding="cp1252", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(table_rows)
    confirmations = read_confirmations(path)
    again = mapped(*rows, confirmations=confirmations)
    assert again.spend.rows_assessed == 2
    assert next(x for x in again.mappings if x.text == "Bangladehs").status == "confirmed"
    assert len(Confirmations.load(confirmations.save(tmp_path / "kept.csv"))) == 1


def test_wrong_confirmation_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "confirm.csv"
    path.write_text("kind,text,codes,shares\ncountry,Atlantis,ZZZ,\ncountry,Lemuria,IND,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_confirmations(path)
    assert {p.row for p in caught.value.problems} == {2}


def test_example_list_is_what_a_buyer_would_have() -> None:
    purchases = read_purchases(EXAMPLE)
    m = map_purchases(purchases, table())
    assert 60 <= len(purchases) <= 100
    countries = {t.code for combo in m.combos if combo.country and not combo.spread for t in combo.country.targets}
    assert len(countries) >= 25
    assert {"BGD", "VNM", "MYS"} <= countries
    assert 80e6 < m.spend.assessed_usd + m.spend.left_out_usd < 160e6
    assert m.spend.share_assessed > 0.8
    awkward = {
        "total_line",
        "amount_abbreviated",
        "currency_conflict",
        "duplicate_row",
        "product_missing",
        "banner_lines",
    }
    awkward |= {
        "credit_netted",
        "credit_unmatched",
        "country_area",
        "country_unknown",
        "country_uncertain",
        "footer_note",
    }
    assert awkward <= set(codes(purchases)) | set(codes_of(m))


def test_tiers_beyond_the_first_are_said_to_count_twice() -> None:
    text = "supplier,tier,country,product,amount,currency,year\n"
    text += "A,Tier 1,India,bed linen,100,USD,2022\nB,2,India,cotton yarn,50,USD,2022\n"
    placed = map_purchases(read_purchases(io.BytesIO(text.encode())), open_table("world2011"))
    found = [problem for problem in placed.problems if problem.code == "tier_beyond_first"]
    assert [(p.severity, p.row, p.value) for p in found] == [("warning", 3, "2")]
    assert placed.spend.rows_assessed == 2


def test_a_list_of_zeros_is_no_assessment_and_names_its_rows() -> None:
    text = "supplier,country,product,amount,currency,year\nA,India,bed linen,0,USD,2022\n"
    with pytest.raises(InputError, match="the one row cannot be assessed") as error:
        map_purchases(read_purchases(io.BytesIO(text.encode())), open_table("world2011"))
    assert "amount_zero" in {problem.code for problem in error.value.problems}


def test_a_country_that_is_only_part_of_an_aggregate_is_said_to_be() -> None:
    text = "supplier,country,product,amount,currency,year\nA,Bangladesh,bed linen,100,USD,2022\n"
    for name, expected in (("wiod2011", ["Bangladesh"]), ("world2011", [])):
        placed = map_purchases(read_purchases(io.BytesIO(text.encode())), open_table(name))
        assert [p.value for p in placed.problems if p.code == "country_by_aggregate"] == expected


def test_the_assumptions_of_a_report_name_rates_that_stand_in() -> None:
    from fairlead.assess.notes import _rate_assumptions

    (found,) = _rate_assumptions(["BDT", "USD"], [2024, 2026])
    assert found.note == "Not known yet, so where the list has them: BDT 2026 at the rate of 2024."
    assert "at the rate of" not in _rate_assumptions(["EUR"], [2024, 2025])[0].note
