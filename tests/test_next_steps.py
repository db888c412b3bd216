"""The summary of an assessment ends with what to do next, and what it names can be run."""

import re

from click.testing import CliRunner

from fairlead.cli import cli


def test_the_summary_ends_with_the_dossier_and_the_draft_that_follow_from_it(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "list.csv"
    path.write_text(
        "Supplier,Country,Product,Amount,Currency,Year\nExample Garments,Bangladesh,T-shirts,1000000,USD,2022\n"
    )
    said = CliRunner().invoke(cli, ["assess", str(path)]).output
    told = " ".join(said[said.rindex("\nNext") :].split())
    dossier, letter = re.findall(r"fairlead ((?:dossier|letter) .+?):", told)
    assert dossier == "dossier country BGD"
    assert letter == "letter draft convene_plan --state BGD"
    for command in (dossier, letter):
        result = CliRunner().invoke(cli, command.split())
        assert result.exit_code == 0, result.output
        assert "Bangladesh" in result.output


def test_where_nothing_was_found_nothing_is_named() -> None:
    from fairlead.act.kinds import kinds
    from fairlead.commands._next_steps import LETTERS

    assert {kind for kind, _ in LETTERS.values()} <= set(kinds())
