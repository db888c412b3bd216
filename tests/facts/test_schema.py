"""The schema of each table and the class of its records say the same."""

import typing

import pytest

from fairlead.errors import FairleadError
from fairlead.facts import schema, tables
from fairlead.facts.records import RECORDS

PYTHON_TYPE = {
    "yes/no": bool,
    "number": int,
    "decimal": float,
    "list": tuple[str, ...],
    "series": tuple[tuple[int, float], ...],
}


def test_every_table_has_a_schema_a_record_and_data() -> None:
    assert sorted(record.table for record in RECORDS) == list(tables())


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.table)
def test_fields_agree_with_the_record(record) -> None:
    form = schema(record.table)
    hints = {name: hint for name, hint in typing.get_type_hints(record).items() if name != "table"}
    assert set(form.fields) == set(hints)
    for name, field in form.fields.items():
        expected = PYTHON_TYPE.get(field.type, str)
        if field.type in ("number", "decimal") and field.optional:
            assert hints[name] == expected | None
        elif name != "status":
            assert hints[name] == expected, name


@pytest.mark.parametrize("table", tables())
def test_a_lawyer_can_read_it(table: str) -> None:
    form = schema(table)
    assert form.title
    assert form.about.endswith(".")
    assert form.absence.endswith("."), "what it means that a row is absent"
    assert set(form.key) <= set(form.fields)
    assert all(field.about.endswith((".", "?")) for field in form.fields.values())
    assert all(field.values for field in form.fields.values() if field.type == "choice")


def test_every_fact_carries_its_provenance() -> None:
    for table in tables():
        if table != "sources":
            assert {"source", "url", "as_of", "status", "note"} <= set(schema(table).fields)


def test_an_unknown_table_is_named_with_those_there_are() -> None:
    with pytest.raises(FairleadError, match=r"no table of facts named 'good'.*goods"):
        schema("good")
