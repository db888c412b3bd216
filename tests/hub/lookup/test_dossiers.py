"""Dossiers in the hub: the library's own, in parts, with documents made once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from fairlead.dossier import dossier_corridor, dossier_country, dossier_industry
from fairlead.dossier.parts import PARTS, flat, part
from fairlead.dossier.report import json as dossier_json

pytestmark = pytest.mark.django_db
ON = "2026-06-04"


def test_json_is_the_dossiers_own_format() -> None:
    found = Client().get(f"/dossiers/countries/BGD.json?on={ON}").content.decode()
    ours = json.loads(dossier_json.dumps(dossier_country("BGD", on=date.fromisoformat(ON))))
    theirs = json.loads(found)
    assert theirs.pop("created")
    assert ours.pop("created")
    assert theirs == ours


def test_parts_hold_everything_once() -> None:
    on = date.fromisoformat(ON)
    for whole in (
        dossier_country("BGD", on=on),
        dossier_industry("garments", on=on),
        dossier_corridor("NPL", "QAT", on=on),
    ):
        shown = [section.key for one in PARTS[whole.kind] for section in part(whole, one.key).sections]
        assert sorted(shown) == sorted(section.key for section in whole.sections)
        named = {source.id for one in PARTS[whole.kind] for source in part(whole, one.key).sources}
        assert named == {source.id for source in whole.sources}


def test_rows_have_every_figure_with_its_range() -> None:
    rows = flat(dossier_country("BGD", on=date.fromisoformat(ON)))
    figures = [row for row in rows if row["unit"] in ("people", "children")]
    assert figures
    assert all(row["low"] <= row["value"] <= row["high"] for row in figures)
    assert len({tuple(row) for row in rows}) == 1  # the same columns in the same order


def test_pages_lead_to_each_other_and_to_documents() -> None:
    text = Client().get(f"/dossiers/countries/BGD/?on={ON}").content.decode()
    for address in ("conditions/", "estimates/"):
        assert f"/dossiers/countries/BGD/{address}?on={ON}" in text
    assert f"/dossiers/countries/BGD.pdf?on={ON}" in text
    assert f"/dossiers/countries/BGD.docx?on={ON}" in text
    industry = Client().get("/dossiers/industries/garments/estimates/").content.decode()
    assert '<a href="/dossiers/countries/' in industry


@pytest.mark.parametrize(("form", "first"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_documents_are_made_once(form: str, first: bytes) -> None:
    address = f"/dossiers/goods/cotton.{form}?on={ON}"
    made = Client().get(address)
    assert made.status_code == 200
    assert made.content.startswith(first)
    assert f"cotton-{ON}.{form}" in made.headers["Content-Disposition"]
    kept = {file.name: file.stat().st_ino for file in (Path(settings.DATA) / "documents").iterdir()}
    assert Client().get(address).content == made.content
    assert {file.name: file.stat().st_ino for file in (Path(settings.DATA) / "documents").iterdir()} == kept


def test_any_two_countries_make_a_corridor() -> None:
    response = Client().get("/dossiers/corridors/?origin=Nepal&destination=QAT")
    assert response.status_code == 302
    assert response.headers["Location"] == "/dossiers/corridors/NPL-QAT/"
    assert Client().get("/dossiers/corridors/FRA-NZL/").status_code == 200
    assert Client().get("/dossiers/corridors/?origin=Nepal").status_code == 400
    for wrong in ("NPL-NPL", "NPL", "NPL-Atlantis"):
        assert Client().get(f"/dossiers/corridors/{wrong}/").status_code == 404


def test_unknown_names_are_answered_with_near_ones() -> None:
    response = Client().get("/dossiers/goods/coton/")
    assert response.status_code == 404
    assert "cotton" in response.content.decode()
    assert Client().get("/dossiers/industries/c99/").status_code == 404
    assert Client().get("/dossiers/goods/Cotton/").status_code == 301
