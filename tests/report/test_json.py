"""The public JSON format: documented, versioned, read back without loss."""

from __future__ import annotations

import inspect
import json as standard
from pathlib import Path

import jsonschema
import msgspec
import pytest

from fairlead.assess import result
from fairlead.assess.result import Assessment
from fairlead.errors import InputError, Problem
from fairlead.report import json, reference

DOCS = Path(__file__).parents[2] / "docs" / "reference"
STRUCTS = [
    *(kind for _, kind in inspect.getmembers(result, inspect.isclass) if issubclass(kind, msgspec.Struct)),
    Problem,
]


@pytest.mark.parametrize("which", ["assessment", "bare"])
def test_valid_and_read_back_the_same(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    written: Assessment = request.getfixturevalue(which)
    path = json.write(written, tmp_path / "a.json")
    schema = json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(standard.loads(path.read_bytes()))
    assert json.dumps(json.load(path)) == json.dumps(written)


def test_texts_that_look_like_other_types_stay_texts(assessment: Assessment, tmp_path: Path) -> None:
    odd = tuple(
        msgspec.structs.replace(assessment.suppliers[0], supplier=text) for text in ("null", "nan", "1", "true", "")
    )
    problem = msgspec.structs.replace(assessment.problems[0], value="null", sheet="null", row=None)
    path = json.write(msgspec.structs.replace(assessment, suppliers=odd, problems=(problem,)), tmp_path / "a.json")
    read = json.load(path)
    assert [line.supplier for line in read.suppliers] == ["null", "nan", "1", "true", ""]
    assert read.problems == (problem,)


def test_unknown_is_null_and_zero_is_zero(assessment: Assessment) -> None:
    raw = standard.loads(json.dumps(assessment))
    assert raw["mappings"][2]["spend_usd"] is None
    assert raw["accounts"][0]["origins"][-1]["people"] == {"central": 0.0, "low": 0.0, "high": 0.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "not an assessment of the format"),
        ('{"schema": "fairlead.assessment/9"}', "fairlead.assessment/9"),
        ('{"schema": "fairlead.assessment/1"}', "missing required field"),
    ],
)
def test_other_files_are_refused_with_a_reason(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(InputError, match=words):
        json.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json cannot be read"):
        json.load(tmp_path / "none.json")


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__name__)
def test_every_field_is_described(kind: type[msgspec.Struct]) -> None:
    described = json.field_descriptions()
    fields = {field.encode_name for field in msgspec.structs.fields(kind)}
    assert {field for name, field in described if name == kind.__name__} == fields
    assert all(len(described[kind.__name__, field]) > 10 for field in fields)


def test_every_number_has_a_unit() -> None:
    """A figure without its unit misleads: each float is described with what it counts."""
    units = ("people", "share", "USD", "probability", "0 to 1", "per ", "number of", "this estimate")
    for kind in STRUCTS:
        for field in msgspec.structs.fields(kind):
            if field.type in (float, result.Range):
                text = json.field_descriptions()[kind.__name__, field.encode_name]
                assert any(unit in text for unit in units), (kind.__name__, field.encode_name)


def test_the_documented_reference_is_current() -> None:
    """Rewrite both with ``python -m fairlead.report.reference docs/reference``."""
    assert (DOCS / "assessment.schema.json").read_text("utf-8") == reference.schema_text()
    assert (DOCS / "result.md").read_text("utf-8") == reference.markdown()
