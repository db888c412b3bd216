"""The command line as a user meets it: help, exit codes, messages, lazy imports, JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from fairlead.cli import COMMANDS, cli
from fairlead.commands import _errors
from fairlead.commands._common import range_text
from fairlead.errors import FairleadError, InputError, Problem

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def call(*args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, list(args), input=stdin, prog_name="fairlead")

    return call


def every_command() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {member}", found) for member, found in command.commands.items())


@pytest.mark.parametrize("name", [name for name, _ in every_command()])
def test_help_shows_examples(name: str, run: Run) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"fairlead {name.split()[0]}" in result.output.split("Examples:")[1]


ANSWERS = [
    name
    for name, command in every_command()
    if not isinstance(command, click.Group)
    and not name.startswith(("hub ", "export-site"))  # these act; the hub has an API
]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_command_that_answers_has_json_and_help_for_each_option(name: str) -> None:
    command = dict(every_command())[name]
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert any("--json" in option.opts for option in options)
    assert all(option.help for option in options)


def test_help_lists_every_command_with_its_own_first_line(run: Run) -> None:
    text = " ".join(run("--help").output.split())
    for name, command in every_command():
        if " " not in name:
            assert COMMANDS[name][1] in text
            assert (command.help or "").startswith(COMMANDS[name][1].rstrip(".")), name


def test_version(run: Run) -> None:
    assert run("--version").output.startswith("fairlead 0.")


def test_unknown_command_is_a_usage_error_that_names_the_nearest(run: Run) -> None:
    result = run("asess", "x.csv")
    assert result.exit_code == 2
    assert "Did you mean 'assess'?" in result.output


def test_unknown_option_and_missing_file_are_usage_errors(run: Run) -> None:
    assert run("data", "list", "--nonsense").exit_code == 2
    found = run("assess", "no-such-file.csv", "--json")
    assert found.exit_code == 2
    assert "no-such-file.csv" in json.loads(found.output)["error"]["what"]
    result = run("assess", "no-such-file.csv")
    assert result.exit_code == 2
    assert "no-such-file.csv" in result.output


def broken(error: BaseException) -> click.Command:
    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def command(as_json: bool) -> None:
        raise error

    return command


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, run: Run) -> Callable[..., Result]:
    def call(error: BaseException, *args: str) -> Result:
        monkeypatch.setattr(type(cli), "get_command", lambda *_: broken(error))
        return run(*args, "data")

    return call


def test_error_says_what_why_and_how_without_a_trace(failing: Callable[..., Result]) -> None:
    result = failing(FairleadError("The list is empty.", why="There is nothing to assess.", fix="Add rows."))
    assert result.exit_code == 1
    assert result.output == (
        "Error: The list is empty.\n  Why it matters: There is nothing to assess.\n  How to mend it: Add rows.\n"
    )


def test_input_error_shows_every_place_errors_first(failing: Callable[..., Result]) -> None:
    problems = [
        Problem(code="year", severity="warning", what="Year is missing.", row=9, column="year"),
        Problem(code="amount", severity="error", what="Not a number.", fix="Write 1200.", row=3, value="x" * 80),
    ]
    result = failing(InputError("Two problems.", problems))
    lines = result.output.splitlines()
    assert lines[1].startswith("  error: row 3, value 'xxx")
    assert lines[1].endswith("...': Not a number. Write 1200.")
    assert lines[2] == "  warning: row 9, column year: Year is missing."


def test_many_problems_are_cut_with_the_count_of_the_rest() -> None:
    problems = [Problem(code="a", severity="error", what="Bad.", row=row) for row in range(25)]
    lines = list(_errors.problem_lines(problems))
    assert len(lines) == _errors.SHOWN + 1
    assert "5 more" in lines[-1]


@pytest.mark.parametrize(
    "call", [["--help"], ["classify", "--help"], ["facts", "show", "--help"], ["classify", *["knitted shirts"] * 3000]]
)
def test_a_reader_that_leaves_is_a_quiet_end(call: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "fairlead", *call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0
    process.stderr.close()


def test_error_as_json(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    error = InputError("Bad list.", [Problem(code="amount", severity="error", what="Not a number.", row=3)])
    monkeypatch.setattr(type(cli), "get_command", lambda *_: broken(error))
    result = run("data", "--json")
    assert result.exit_code == 1
    found = json.loads(result.output)["error"]
    assert found["what"] == "Bad list."
    assert found["problems"][0]["row"] == 3


def test_fault_in_fairlead_says_how_to_report_and_debug_shows_the_trace(failing: Callable[..., Result]) -> None:
    result = failing(ZeroDivisionError("oh"))
    assert result.exit_code == 3
    assert "ZeroDivisionError: oh" in result.output
    assert "--debug" in result.output
    assert isinstance(failing(ZeroDivisionError("oh"), "--debug").exception, ZeroDivisionError)


def test_interruption_has_its_own_code(failing: Callable[..., Result]) -> None:
    assert failing(KeyboardInterrupt()).exit_code == 130


def modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(chr(10).join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(found.stdout.splitlines())


def test_the_command_line_imports_nothing_heavy() -> None:
    loaded = modules_after("import fairlead.cli")
    assert "click" in loaded
    assert not loaded & {"numpy", "pandas", "scipy", "rich", "jinja2", "xlsxwriter", "python_calamine", "msgspec"}


def test_no_subcommand_needs_pandas_to_show_its_help() -> None:
    names = list(COMMANDS)
    code = f"import click\nfrom fairlead.cli import cli\n[cli.get_command(click.Context(cli), n) for n in {names}]"
    assert not modules_after(code) & {"numpy", "pandas", "scipy", "rich", "jinja2", "xlsxwriter"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_names_the_command(shell: str, run: Run) -> None:
    assert "_FAIRLEAD_COMPLETE" in run("completion", shell).output


def test_completion_answers() -> None:
    environment = {**os.environ, "_FAIRLEAD_COMPLETE": "bash_complete", "COMP_WORDS": "fairlead as", "COMP_CWORD": "1"}
    script = "from fairlead.cli import main; main()"
    found = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert "assess" in found.stdout


def test_data_list_and_info(run: Run) -> None:
    tables = json.loads(run("data", "list", "--json").output)
    assert {table["name"] for table in tables} >= {"world2011", "wiod2011"}
    info = json.loads(run("data", "info", "--json").output)
    status = {row["code"]: row["status"] for row in info["countries"]}
    assert (status["DEU"], status["BGD"], status["XRW"]) == ("published", "modelled", "unallocated")
    assert len(info["industries"]) == 35
    text = run("data", "info").output
    assert "modelled from Rest of World" in text


def test_data_check_passes_and_measures(run: Run) -> None:
    result = run("data", "check", "--json")
    checks = json.loads(result.output)["checks"]
    assert result.exit_code == 0
    assert len(checks) >= 7
    assert all(check["value"] <= check["limit"] for check in checks)


def test_data_check_fails_on_a_broken_table(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    import copy

    import fairlead.flows.open as opening

    table = copy.copy(opening.open_table("world2011"))
    table.output = table.output * 1.01
    monkeypatch.setattr(opening, "open_table", lambda _name: table)
    result = run("data", "check")
    assert result.exit_code == 1
    assert "FAIL  output equals sales" in result.output


def test_facts_name_source_date_and_status(run: Run) -> None:
    found = json.loads(run("facts", "show", "goods", "--where", "iso3=TKM", "--json").output)
    assert [row["good"] for row in found["rows"]] == ["Cotton"]
    assert all(row["source"] and row["as_of"] and row["status"] for row in found["rows"])
    assert run("facts", "check").exit_code == 0
    assert run("facts", "show", "goods", "--where", "nonsense=1").exit_code == 2
    assert run("facts", "show", "nonsense").exit_code == 1


def test_classify_never_hides_how_sure_it_is(run: Run) -> None:
    text = run("classify", "--kind", "country", "Viêt Nam").output
    assert "VNM" in text
    assert "score" in text
    found = json.loads(run("classify", "qqqqzzzz", "--json").output)
    assert found[0]["status"] == "unknown"
    assert found[0]["targets"] == []


def test_classify_spread_has_shares_only_when_known(run: Run) -> None:
    found = json.loads(run("classify", "--kind", "country", "EU", "--json").output)
    assert len(found[0]["targets"]) == 27
    assert all(target["share"] is None for target in found[0]["targets"])
    assert run("classify", "--kind", "country", "--scheme", "hs", "EU").exit_code == 2


def test_unknown_people_are_not_zero() -> None:
    nan = float("nan")
    assert range_text(nan, nan, nan) == "unknown"


def test_tiers_add_up_and_carry_ranges(run: Run) -> None:
    found = json.loads(run("tiers", "Bangladesh", "c4", "--draws", "200", "--json").output)
    assert sum(row["people"]["central"] for row in found["tiers"]) == pytest.approx(found["total"]["central"], rel=1e-9)
    assert [row["tier"] for row in found["tiers"]] == [0, 1, 2, 3, 4, 5, 6, None]
    for row in found["tiers"]:
        assert 0 < row["people"]["low"] < row["people"]["high"]
    text = run("tiers", "Bangladesh", "c4", "--draws", "200").output
    assert "beyond tier 6" in text
    assert "nothing about a named supplier" in text


def test_tiers_scale_with_the_amount_and_not_with_the_spelling(run: Run) -> None:
    one = json.loads(run("tiers", "BGD", "C4", "--draws", "100", "--json").output)
    two = json.loads(run("tiers", "bangladesh", "c4", "--amount", "2e6", "--draws", "100", "--json").output)
    for end in ("central", "low", "high"):
        assert two["total"][end] == pytest.approx(2 * one["total"][end], rel=1e-6)


def test_paths_fall_in_size_and_stay_below_the_total(run: Run) -> None:
    found = json.loads(run("paths", "Germany", "c15", "-k", "12", "--draws", "100", "--json").output)["paths"]
    sizes = [path["people"]["central"] for path in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len(found) == 12
    assert sum(path["share"] for path in found) < 1
    assert all(path["cells"][-1] == ["DEU", "c15"] for path in found)
    assert all(path["people"]["low"] < path["people"]["high"] for path in found)


def test_footprint_splits_into_home_and_abroad(run: Run) -> None:
    found = json.loads(run("footprint", "Germany", "--draws", "200", "--json").output)
    assert found["at_home"]["central"] + found["abroad"]["central"] == pytest.approx(
        found["total"]["central"], rel=1e-9
    )
    assert found["at_home"]["low"] > 0
    # Errors of home and abroad do not move as one, so the ends of the ranges do not add up.
    assert found["at_home"]["high"] + found["abroad"]["high"] != pytest.approx(found["total"]["high"], rel=1e-3)
    here = {use: count["central"] for use, count in found["working_here"].items()}
    assert here["total"] == pytest.approx(here["consumed_at_home"] + here["exported"], rel=1e-9)
    inside = here["exported_final"] + here["exported_inside_other_products"]
    assert here["exported"] == pytest.approx(inside, rel=1e-9)
    assert here["consumed_at_home"] == pytest.approx(found["at_home"]["central"], rel=1e-12)
    assert len(found["origins"]) == 10
    assert run("footprint").exit_code == 2
    assert run("footprint", "Germany", "--all").exit_code == 2


def test_footprint_of_an_area_is_that_of_its_members_together(run: Run) -> None:
    area = json.loads(run("footprint", "EU", "--draws", "100", "--json").output)
    every = json.loads(run("footprint", "--all", "--draws", "100", "--json").output)["countries"]
    members = [row["people"]["central"] for row in every if row["country"] in area["members"]]
    assert len(members) == 27
    assert area["total"]["central"] == pytest.approx(sum(members), rel=1e-6)
    # What members buy from each other is no export of the area.
    assert set(area["working_here"]) == {"total", "consumed_at_home", "exported"}
    assert area["at_home"]["central"] + area["abroad"]["central"] == pytest.approx(area["total"]["central"], rel=1e-9)


def test_a_name_that_is_not_one_country_is_refused_with_the_reason(run: Run) -> None:
    result = run("tiers", "EU", "c4")
    assert result.exit_code == 1
    assert "not one country" in result.output
    result = run("tiers", "Bangladesh", "qqqqzzzz")
    assert result.exit_code == 1
    assert "How to mend it" in result.output


LIST = b"""supplier,country,product,amount,currency,year
Lotus Example Knitwear,Bangladesh,cotton T-shirts,120000,EUR,2023
Delta Example Wood,Viet Nam,furniture,50000,USD,2023
Nowhere Example,Atlantis,furniture,1000,USD,2023
"""
QUICK = ("--draws", "100")


@pytest.fixture
def purchases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    return path


def test_assess_prints_the_summary_and_writes_only_when_asked(purchases: Path, run: Run) -> None:
    result = run("assess", str(purchases), *QUICK)
    assert result.exit_code == 0
    assert "people in forced labour" in result.output
    assert sorted(path.name for path in purchases.parent.iterdir()) == ["list.csv"]


def test_assess_writes_all_formats_or_those_chosen(purchases: Path, run: Run) -> None:
    folder = purchases.parent / "out"
    result = run("assess", str(purchases), *QUICK, "--output", str(folder), "--quiet")
    assert sorted(path.suffix for path in folder.iterdir()) == [".html", ".json", ".xlsx"]
    assert result.output.count("Written: ") == 3
    other = purchases.parent / "other"
    assert run("assess", str(purchases), *QUICK, "--output", str(other), "-f", "json", "--quiet").exit_code == 0
    assert [path.name for path in other.iterdir()] == ["list-assessment.json"]
    assert run("assess", str(purchases), "-f", "docx").exit_code == 2


def test_assess_reads_standard_input_and_prints_json(purchases: Path, run: Run) -> None:
    found = json.loads(run("assess", "-", *QUICK, "--json", stdin=LIST).output)
    assert found["schema"] == "fairlead.assessment/1"
    assert found["spend"]["rows_assessed"] == 2
    for account in found["accounts"]:
        assert account["total"]["people"]["low"] < account["total"]["people"]["high"]
    assert (
        json.loads(run("assess", str(purchases), *QUICK, "--json").output)["input"]["sha256"]
        == found["input"]["sha256"]
    )


def test_assess_strict_refuses_and_still_writes_the_problems(purchases: Path, run: Run) -> None:
    problems = purchases.parent / "problems.csv"
    result = run("assess", str(purchases), *QUICK, "--strict", "--write-problems", str(problems))
    assert result.exit_code == 1
    assert "row 4" in result.output
    assert "Atlantis" in problems.read_text(encoding="utf-8-sig")
    # What is wrong with amounts and what is wrong with names is told together.
    purchases.write_bytes(LIST.replace(b"50000", b"n/a"))
    assert {"row 3", "row 4"} <= set(re.findall(r"row \d", run("assess", str(purchases), *QUICK, "--strict").output))


def test_confirmed_readings_are_used(purchases: Path, run: Run) -> None:
    confirm = purchases.parent / "confirm.csv"
    run("assess", str(purchases), *QUICK, "--quiet", "--write-confirmations", str(confirm))
    text = confirm.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("country,Atlantis,,,")

    def assessed() -> int:
        result = run("assess", str(purchases), *QUICK, "--confirmations", str(confirm), "--json")
        rows: int = json.loads(result.output)["spend"]["rows_assessed"]
        return rows

    # Given back unread nothing counts as confirmed; with a code, and as a spreadsheet program saves it, it does.
    assert assessed() == 2
    filled = text.replace("country,Atlantis,,,", "country,Atlantis,GRC,,")
    confirm.write_text(filled.replace(",", ";"), encoding="utf-16")
    assert assessed() == 3
    read = json.loads(run("classify", "Atlantis", "--confirmations", str(confirm), "--json").output)[0]
    assert (read["kind"], read["status"]) == ("country", "confirmed")


def test_texts_to_confirm_are_written_even_if_no_row_can_be_assessed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path, confirm = tmp_path / "list.csv", tmp_path / "confirm.csv"
    path.write_text("country,product,amount,currency,year\nCongo,furniture,100,USD,2023\n", encoding="utf-8")
    result = run("assess", str(path), *QUICK, "--write-confirmations", str(confirm))
    assert result.exit_code == 1
    assert "the one row cannot be assessed" in result.output
    lines = confirm.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("country,Congo,,,")
    assert "COD" in lines[1]


def test_assumptions_change_the_account_and_bad_ones_are_named_together(purchases: Path, run: Run) -> None:
    def forced(*options: str) -> dict[str, object]:
        found = json.loads(run("assess", str(purchases), *QUICK, *options, "--json").output)
        changed = {row["key"]: row["value"] for row in found["assumptions"] if row["changed"]}
        return {"people": found["accounts"][0]["total"]["people"]["central"], "changed": changed}

    usual, other = forced(), forced("--assumption", "gamma=0", "--assumption", "country-factor=rule_of_law")
    assert other["people"] != usual["people"]
    assert {"account:gamma": "0.0", "account:country_factor": "rule_of_law"}.items() <= dict(other["changed"]).items()  # type: ignore[call-overload]
    result = run("assess", str(purchases), "--assumption", "gama=1", "--assumption", "gamma=-1")
    assert result.exit_code == 1
    assert "Did you mean gamma?" in result.output
    assert "a number from 0 to 4" in result.output
    for empty in ("rest_of_world=zero", "row_employment=difference"):
        assert run("assess", str(purchases), "--assumption", empty).exit_code == 1


def test_data_assumptions_lists_each_with_what_it_may_be_and_does(run: Run) -> None:
    found = json.loads(run("data", "assumptions", "--json").output)
    names = {row["name"] for row in found["assumptions"]}
    assert {name for row in found["runs"] for name in row["change"]} <= names
    zero = next(row for row in found["runs"] if row["key"] == "rest_of_world_zero")
    assert 0.55 < zero["people"] / found["people_in_forced_labour"] < 0.65
    assert "country_factor" in run("data", "assumptions").output


def test_classify_finds_out_whether_a_text_is_a_country_or_a_product(run: Run) -> None:
    found = json.loads(run("classify", "Vietnam", "cotton T-shirts", "--json").output)
    assert [(row["kind"], row["status"]) for row in found] == [("country", "exact"), ("industry", "confident")]
    assert json.loads(run("classify", "--kind", "industry", "Vietnam", "--json").output)[0]["status"] == "unknown"


def test_assess_names_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "odd.csv"
    path.write_text("a;b;c\n1.200,50;Viet Nam;furniture\n", encoding="utf-8")
    named = ("--columns", "amount=a,country=b", "--column", "product=c")
    result = run("assess", str(path), *QUICK, *named, "--currency", "USD", "--year", "2023", "--json")
    assert json.loads(result.output)["spend"]["assessed_usd"] == pytest.approx(1200.5)
    assert run("assess", str(path), "--columns", "amount").exit_code == 2


def test_texts_of_the_list_do_not_run_in_a_spreadsheet(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.replace(b"Atlantis", b"=HYPERLINK(1)"))
    problems = tmp_path / "problems.csv"
    run("assess", str(path), *QUICK, "--quiet", "--write-problems", str(problems))
    text = problems.read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_an_output_that_cannot_be_written_is_said_plainly(purchases: Path, run: Run) -> None:
    result = run("assess", str(purchases), *QUICK, "--quiet", "--write-problems", str(purchases / "x.csv"))
    assert result.exit_code == 1
    assert "x.csv cannot be written" in result.output
