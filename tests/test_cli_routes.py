"""``fairlead routes``: what it prints, as text and as JSON, and what it refuses."""

import json
import re

import pytest
from click.testing import CliRunner

from fairlead.cli import cli
from fairlead.commands.routes import command

QATAR = ["routes", "--in", "QAT", "--against", "state:QAT", "--instrument", "C029", "--on", "2026-06-01"]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_every_example_of_the_help_runs() -> None:
    examples = re.findall(r"^  fairlead (.+)$", command.epilog or "", flags=re.M)
    assert len(examples) >= 5
    for line in examples:
        assert run(*line.split())


def test_one_route_in_full() -> None:
    said = run(*QATAR, "--as", "worker", "--route", "ILO24")
    for part in ("closed", "why: An individual worker may not start it", "through 1: a trade union; may start it",
                 "fact: ratifications", "reference: ILO Constitution, Article 24"):  # fmt: skip
        assert part in said


def test_the_complaint_of_2014_stands_beside_article_26() -> None:
    said = run(*QATAR, "--as", "union", "--route", "ILO26")
    assert "case: 2014-2017, C029, C081, started by 12 delegates to the 2014 Conference" in said


def test_groups_come_in_order() -> None:
    said = run(*QATAR, "--as", "union")
    assert said.index("Open: ") < said.index("Not known: ") < said.index("Closed: ") < said.index("Who can assist")


def test_json_holds_every_row_with_its_table() -> None:
    data = json.loads(run(*QATAR, "--as", "union", "--json"))
    assert data["question"]["against"] == "QAT"
    assert len(data["routes"]) > 20
    for one in data["routes"]:
        assert one["answer"]["verdict"] in ("yes", "no", "unknown")
        assert one["answer"]["rows"]
        assert all({"table", "source", "as_of", "status"} <= set(row) for row in one["answer"]["rows"])
    assert all(helper["row"]["status"] == "verified" for helper in data["help"]["helpers"])


def test_countries_may_be_given_by_name() -> None:
    named = run("routes", "--as", "union", "--in", "Bangladesh", "--against", "company:Sweden", "--on", "2023-12-31")
    coded = run("routes", "--as", "union", "--in", "BGD", "--against", "company:SWE", "--on", "2023-12-31")
    assert named == coded


def test_a_state_applies_for_itself() -> None:
    assert "open" in run(*QATAR, "--as", "state:FRA", "--route", "ILO26").splitlines()[0]
    assert "closed" in run(*QATAR, "--as", "state:USA", "--route", "ILO26").splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--as", "nobody", "--in", "QAT", "--against", "state:QAT"], 1, "kind of applicant"),
        (["--as", "union", "--in", "Atlantis", "--against", "state:QAT"], 1, "Atlantis"),
        (["--as", "union", "--in", "QAT", "--against", "lender:XYZ"], 1, "lender"),
        (["--as", "union", "--in", "QAT", "--against", "state:QAT", "--instrument", "C999"], 1, "C999"),
        (["--as", "union", "--in", "QAT", "--against", "state:QAT", "--route", "ILO99"], 1, "ILO99"),
        (["--as", "union", "--in", "QAT", "--against", "state"], 1, "which State"),
        (["--as", "union", "--in", "QAT"], 2, "--against"),
        (["--as", "union"], 2, "--in"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(arguments: list[str], code: int, says: str) -> None:
    result = CliRunner().invoke(cli, ["routes", *arguments])
    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output


FRENCH = (
    "routes",
    "--as",
    "union",
    "--in",
    "BGD",
    "--against",
    "company:FRA",
    "--route",
    "FRVIG",
    "--on",
    "2025-06-01",
)


def test_the_size_of_the_company_decides_where_a_law_binds_by_size() -> None:
    assert "(FRVIG), Tribunal judiciaire de Paris: not known" in run(*FRENCH)
    assert "(FRVIG), Tribunal judiciaire de Paris: open" in run(*FRENCH, "--staff-in", "France=5200")
    closed = run(*FRENCH, "--staff", "4000")
    assert "(FRVIG), Tribunal judiciaire de Paris: closed" in closed
    assert "would change it: If employees in France were at least 5,000." in closed


def test_a_size_is_that_of_a_company() -> None:
    result = CliRunner().invoke(cli, [*QATAR, "--as", "union", "--staff", "5000"])
    assert result.exit_code == 2
    assert "give --against company:COUNTRY" in result.output


@pytest.mark.parametrize("more", [("--industry", "c99"), ("--turnover", "nan"), ("--turnover", "inf")])
def test_what_is_no_industry_or_no_amount_is_refused(more: tuple[str, ...]) -> None:
    assert CliRunner().invoke(cli, [*FRENCH, *more]).exit_code == 2
