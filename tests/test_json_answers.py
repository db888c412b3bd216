"""The JSON of the rules is what docs/reference/answers.md says: the fields around, and the answers themselves."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from fairlead.cli import cli

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
PAGE = (FOLDER / "answers.md").read_text(encoding="utf-8")
SCHEMA = json.loads((FOLDER / "answer.schema.json").read_text(encoding="utf-8"))
COMMANDS = dict(re.findall(r"^\| `fairlead (.+?)` \| (.+) \|$", PAGE, flags=re.M))


def answers(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "verdict" in data and "rows" in data:
            yield data
        for value in data.values():
            yield from answers(value)
    elif isinstance(data, list):
        for value in data:
            yield from answers(value)


def test_the_page_names_the_fields_of_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.M)) == set(SCHEMA["properties"])
    assert len(COMMANDS) >= 12


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_printed_is_what_is_documented(command: str) -> None:
    result = CliRunner().invoke(cli, command.split())
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert list(data) == re.findall(r"`(\w+)`", COMMANDS[command])
    found = list(answers(data))
    for one in found:
        jsonschema.validate(one, SCHEMA)
    if command.startswith(("routes", "laws --company", "laws bans", "ratifications --gaps fisheries --country")):
        assert found
