"""``fairlead laws``: text and JSON, names and codes of places, and refusals that say what to write."""

import json
import shlex

import pytest
from click.testing import CliRunner

from fairlead.commands.laws import command

ISSUE = shlex.split(
    "--company-in SWE --turnover 2e9 --currency EUR --staff 6000 --sells-in DEU,USA --imports USA --goods cotton "
    "--on 2027-12-31"
)


def run(*args: str) -> str:
    result = CliRunner().invoke(command, args)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_example_of_the_issue() -> None:
    data = json.loads(run(*ISSUE, "--json", "--compare"))
    verdicts = {row["law"]: row["answer"]["verdict"] for row in data["laws"]}
    assert [law for law, verdict in verdicts.items() if verdict == "yes"] == [
        "EU-CSRD", "EU-FLR", "US-CAATSA-321", "US-S307", "US-UFLPA",
    ]  # fmt: skip
    assert verdicts["EU-CSDDD"] == verdicts["EU-EUDR"] == "no"
    csddd = next(row for row in data["laws"] if row["law"] == "EU-CSDDD")
    assert csddd["since"] == "2029-07-26"
    assert all(row["last_checked"] and row["answer"]["rows"] for row in data["laws"])
    assert {row["aspect"] for row in data["strength"]} == {"scope", "tiers", "remedy", "union role", "sanction"}
    assert data["note"].startswith("Not legal advice")


def test_text_says_what_is_asked_what_is_open_and_what_to_say() -> None:
    text = run(*ISSUE, "--compare")
    for part in ("Bind it (5)", "Asks: Do not place or make available", "To say (--staff-in)", "last checked",
                 "never added up", "Not legal advice", "2029-07-26: Applies to all companies in scope."):  # fmt: skip
        assert part in text


def test_places_by_name_and_nothing_said_by_none() -> None:
    by_name = json.loads(
        run("--company-in", "Sweden", "--sells-in", "Germany, United States", "--on", "2027-12-31", "--json")
    )
    assert by_name["company"]["seat"] == "SWE"
    assert by_name["company"]["sells_in"] == ["DEU", "USA"]
    none = json.loads(run("--imports", "none", "--json"))
    assert none["company"]["imports"] == []
    assert none["company"]["sells_in"] is None


def test_without_options_the_laws_are_listed() -> None:
    assert "EU-FLR" in run()
    assert len(json.loads(run("--json"))) == 43


def test_compare_alone_puts_every_judged_law_side_by_side() -> None:
    text = run("--compare")
    assert "FR-VIGILANCE" in text
    assert "Bind it" not in text
    assert len(json.loads(run("--compare", "--json"))) == 110


def test_show_has_scopes_dates_and_strength() -> None:
    text = run("show", "de-lksg")
    for part in ("at least 1,000 employees", "2025-10-01", "s. 11", "Under way, not law when checked"):
        assert part in text
    assert json.loads(run("show", "DE-LKSG", "--json"))["scopes"][0]["reference"] == "LkSG, section 1(1)"


def test_bans_of_a_good() -> None:
    data = json.loads(run("bans", "--good", "cotton", "--origin", "Turkmenistan", "--into", "USA", "--json"))
    assert data["bans"][0]["ban"] == "US-WRO-TKM-COTTON"
    assert data["bans"][0]["answer"]["verdict"] == "yes"
    assert "Compare the producers with" in run("bans", "--good", "tyres", "--origin", "SRB")


def test_codes_of_goods_are_read_as_the_words_of_their_heading() -> None:
    found = json.loads(run("--goods", "180100,99", "--company-in", "NLD", "--on", "2027-12-31", "--json"))
    assert found["company"]["goods"] == ["cocoa beans (180100)", "99"]
    verdicts = {row["law"]: row["answer"]["verdict"] for row in found["laws"]}
    assert verdicts["EU-EUDR"] == "yes"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--company-in", "Atlantis"], "is not one country"),
        (["--staff-in", "DEU"], "write PLACE=NUMBER"),
        (["--staff-in", "DEU=many"], "is not a number of zero or more"),
        (["--fact", "franchise=perhaps"], "Write NAME=yes or NAME=no"),
        (["--currency", "kr"], "is not one currency"),
    ],
)
def test_refusals_say_what_to_write(args: list[str], says: str) -> None:
    result = CliRunner().invoke(command, args)
    assert result.exit_code == 2
    assert says in result.output
