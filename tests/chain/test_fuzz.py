"""Whatever comes in: a clear error or a result, never another exception."""

from __future__ import annotations

import io
import random
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.chain import Purchases, read_purchases
from fairlead.errors import InputError

from .helpers import HEADING, csv_of, workbook

VALID = csv_of(
    "A;Viet Nam;Shoes;1.200,50;EUR;2024",
    'B;India;"Tea; green";-30,00;USD;FY2023',
    "B;India;Tea;12k;USD;2023/24",
    "Subtotal;;;1.000,00;;",
)


def check(error: InputError) -> None:
    assert str(error)
    assert any(problem.severity == "error" for problem in error.problems)


def result_or_clear_error(content: bytes) -> Purchases | None:
    try:
        purchases = read_purchases(io.BytesIO(content))
    except InputError as error:
        check(error)
        return None
    assert len(purchases.amount) == len(purchases.supplier) == len(purchases.usable) == len(purchases)
    assert np.isfinite(purchases.amount[purchases.usable]).all()
    assert (purchases.net[purchases.usable] >= 0).all()
    for problem in purchases.problems:
        assert problem.what
        assert problem.value is None or (problem.value.isprintable() and len(problem.value) <= 400)
    return purchases


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes(content: bytes) -> None:
    result_or_clear_error(content)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_below_a_heading(text: str) -> None:
    result_or_clear_error((HEADING + "\n" + text).encode("utf-8", "surrogatepass"))


@given(st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_cells(rows: list[list[str]]) -> None:
    import csv

    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([HEADING.split(";"), *rows])
    result_or_clear_error(stream.getvalue().encode("utf-8", "surrogatepass"))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_mutated_list(data: st.DataObject) -> None:
    content = bytearray(VALID)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    result_or_clear_error(bytes(content[: data.draw(st.integers(1, len(content)))]))


@cache
def valid_workbook() -> bytes:
    return workbook(
        ("S", [HEADING.split(";"), ["A", "India", "Tea", 5, "EUR", 2024], ["B", "India", "Tea", "=1", "EUR", 2024]])
    )


@pytest.mark.parametrize("seed", range(60))
def test_mutated_workbook(seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(valid_workbook())
    for _ in range(dice.randrange(1, 8)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    result_or_clear_error(bytes(content[: dice.randrange(1, len(content))] if seed % 5 == 0 else content))


@pytest.mark.parametrize("seed", range(20))
def test_mutated_sheet_inside_a_whole_archive(seed: int) -> None:
    import zipfile

    dice = random.Random(seed)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(valid_workbook())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            member = bytearray(old.read(name))
            if name.endswith(("sheet1.xml", "workbook.xml")):
                for _ in range(dice.randrange(1, 4)):
                    member[dice.randrange(len(member))] = dice.randrange(32, 127)
            new.writestr(name, bytes(member))
    result_or_clear_error(stream.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" + VALID,
        VALID.replace(b";", b";\x00"),
        VALID.decode().encode("utf-16")[:-1],
        VALID * 200,
        HEADING.encode() + b"\n" + b";" * 100_000,
        HEADING.encode() + b"\n" + b"\n" * 100_000,
        b";".join([HEADING.encode()] * 400) + b"\n" + b"1;" * 2400,
        b'"' * 10_001,
        b"(" * 10_000 + VALID,
        HEADING.encode() + b"\nA;IN;Tea;" + b"(" * 5_000 + b"1;EUR;2024\n",
    ],
)
def test_awkward_files(content: bytes) -> None:
    result_or_clear_error(content)
