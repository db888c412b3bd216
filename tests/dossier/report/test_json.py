"""The public JSON format of dossiers: documented, versioned, read back without loss."""

from __future__ import annotations

import inspect
import json as standard
from pathlib import Path

import jsonschema
import msgspec
import pytest

from fairlead.dossier import model
from fairlead.dossier.report import json, reference
from fairlead.errors import InputError

DOCS = Path(__file__).parents[3] / "docs" / "reference"
STRUCTS = [
    kind
    for _, kind in inspect.getmembers(model, inspect.isclass)
    if issubclass(kind, msgspec.Struct) and kind.__module__ == model.__name__
]


def test_valid_and_read_back_the_same(dossier: model.Dossier, tmp_path: Path) -> None:
    path = json.write(dossier, tmp_path / "d.json")
    schema = json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(standard.loads(path.read_bytes()))
    assert json.load(path) == dossier


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "not a dossier of the format"),
        ('{"schema": "fairlead.assessment/1"}', "fairlead.assessment/1"),
        ('{"schema": "fairlead.dossier/1"}', "missing required field"),
    ],
)
def test_other_files_are_refused_with_a_reason(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(text)
    with pytest.raises(InputError, match=words):
        json.load(path)


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__name__)
def test_every_field_is_described(kind: type[msgspec.Struct]) -> None:
    described = json.field_descriptions()
    fields = {field.encode_name for field in msgspec.structs.fields(kind)}
    tag = kind.__struct_config__.tag_field
    assert {field for name, field in described if name == kind.__name__} == fields | ({tag} if tag else set())
    assert all(len(described[kind.__name__, field]) > 10 for field in fields)


def test_the_documented_reference_is_current() -> None:
    """Rewrite both with ``python -m fairlead.dossier.report.reference docs/reference``."""
    assert (DOCS / "dossier.schema.json").read_text("utf-8") == reference.schema_text()
    assert (DOCS / "dossier.md").read_text("utf-8") == reference.markdown()
