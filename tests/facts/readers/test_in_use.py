"""Own copies are used where Fairlead has no open data, labelled, and never leave with an export."""

import json
import re
import subprocess
import sys

import pytest

from fairlead.facts import load
from fairlead.facts.readers import own
from fairlead.facts.store import packaged

from . import made

LABEL = "your own copy of the Global Slavery Index 2023 (Walk Free); all rights reserved, never bundled"


@pytest.fixture
def values(kept, read):
    for name in ("gsi2023", "ituc wide", "unodc"):
        source, file, content = made.FILES[name]
        own.save(read(source, content, file))
    return {(row.indicator, row.iso3): row for row in own.load_with_own("country_indicators")}


def test_values_join_the_indicators_of_the_catalogue(values):
    rate = values["gsi_prevalence_per_1000", "IND"]
    assert (rate.value, rate.year, rate.source) == (6.8, "2021", "own:gsi2023")
    assert LABEL in rate.note
    assert "Rescaled to forced labour by the ratio of the region: 3.5 per 1,000." in rate.note
    assert "imposed by the State" in values["gsi_prevalence_per_1000", "PRK"].note
    assert ("gsi_prevalence_per_1000", "GEO") not in values  # no estimate is no value, not zero
    assert values["gsi_vuln_governance", "VNM"].value == 51.5
    rating = values["ituc_global_rights_rating", "QAT"]
    assert (rating.grade, rating.value, rating.year) == ("5+", None, "2024")
    assert values["unodc_detected_trafficking_victims", "ALB"].value == 81


def test_every_value_belongs_to_an_indicator_and_all_others_stay(values):
    known = {row.indicator for row in load("indicators")}
    assert {indicator for indicator, _ in values} <= known
    ours = packaged("country_indicators")
    assert [row for row in values.values() if not row.source.startswith("own:")] == list(ours)


def test_an_indicator_of_the_world_bank_is_renewed_as_a_whole(kept, read):
    content = made.WORLD_BANK.replace("MU.SHA.RE", "SP.REG.BRTH.ZS")
    own.save(read("worldbank", content.encode()))
    rows = [row for row in own.load_with_own("country_indicators") if row.indicator == "birth_registration_pct"]
    assert [(row.iso3, row.value, row.year) for row in rows] == [("KEN", 2.5, "2023")]


CODE = """
import json
from datetime import date
from fairlead.dossier import dossier_country
from fairlead.dossier.rows import sources
from fairlead.facts import load, source
found = dossier_country("IND", on=date(2026, 11, 20))
state = dossier_country("ERI", on=date(2026, 11, 20))
text = json.dumps([source(one.id).note for one in sources(found)])
import msgspec
told = {"dossier": msgspec.json.encode(found).decode(), "state": msgspec.json.encode(state).decode(), "sources": text}
print(json.dumps(told))
"""  # in one process: what rests on the copy is worked out once


def test_dossiers_show_them_with_whose_copy_it_is(values):
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    shown = re.search(r'\{"key":"gsi_response_criminal_justice".*?"note":"([^"]*)"', said["dossier"])
    assert shown is not None
    assert '"value":20.0,"year":"2023"' in shown[0]  # where it said: no open data; load yours
    assert shown[1].startswith(LABEL)
    assert (
        "modern slavery in India at 6.8 per 1,000 people in 2021, 7,000 people; it counts forced marriage too"
        in (said["dossier"])
    )
    assert "(Global Estimates of 2021), that is 3.5 per 1,000 people" in said["dossier"]
    assert LABEL in said["dossier"]
    assert LABEL in said["sources"]
    assert "mostly imposed by the State, so that the index is not rescaled" in said["state"]


def test_nothing_of_them_is_exported(values):
    for arguments in (["export", "country_indicators"], ["export", "country_indicators", "--format", "json"]):
        command = [sys.executable, "-m", "fairlead", "facts", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "birth_registration_pct" in ran.stdout
        assert "own:" not in ran.stdout
    page = subprocess.run(
        [sys.executable, "-m", "fairlead.facts.reference"], capture_output=True, text=True, check=True
    ).stdout
    assert f"Table `country_indicators`, {len(packaged('country_indicators')):,} rows" in page


def test_rules_use_the_ratifications_read(kept, read):
    own.save(read("normlex", made.normlex_page({("USA", "P029"): "2026"}), as_of="2026-11-20"))
    code = (
        "from datetime import date; from fairlead.reason.ratification import count, ratified\n"
        "print(count('P029', date(2026, 11, 20)).high, ratified('P029', 'NOR', date(2026, 11, 20)).as_of)\n"
        "print(ratified('P029', 'USA', date(2026, 11, 20)).rows[0].source)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["66", "2026-11-20", "own:normlex"], ran.stderr
