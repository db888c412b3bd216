from __future__ import annotations

import pytest

from fairlead.chain.headings import ROLES, find_header, role_of
from fairlead.chain.tables import read_data


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Net amount (k EUR)", "amount"),
        ("Montant HT (€)", "amount"),
        ("Betrag", "amount"),
        ("Importe neto", "amount"),
        ("Montante", "amount"),
        ("Importo", "amount"),
        ("Bedrag", "amount"),
        ("Supplier Country", "country"),
        ("Pays du fournisseur", "country"),
        ("Lieferantenland", "country"),
        ("País del proveedor", "country"),
        ("País do fornecedor", "country"),
        ("Paese del fornitore", "country"),
        ("Land van leverancier", "country"),
        ("HS code (6 digits)", "hs"),
        ("Währung", "currency"),
        ("仕入先", "supplier"),
    ],
)
def test_heading_is_recognised(heading: str, role: str) -> None:
    reading = role_of(heading)
    assert reading is not None
    assert reading.role == role


def test_every_listed_heading_has_a_known_role() -> None:
    rows = read_data("headings")
    assert {row["role"] for row in rows} == set(ROLES)
    for row in rows:
        for heading in row["headings"].split("|"):
            assert role_of(heading) is not None, heading


def test_unit_currency_and_year_in_a_heading() -> None:
    reading = role_of("Spend 2024 in TEUR")
    assert reading is not None
    assert (reading.unit, reading.currency, reading.year) == (1000.0, "EUR", 2024)


def test_two_lines_with_a_merged_heading_tell_two_countries_apart() -> None:
    rows = [
        ["", "", "", "", ""],
        ["Supplier", "", "", "Buyer", ""],
        ["Name", "Country", "Product", "Country", "Amount"],
        ["A", "Viet Nam", "shoes", "Germany", "5"],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.first_data_row == 3
    assert header.columns["country"][0] == 1
