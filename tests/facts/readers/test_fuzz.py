"""Whatever comes in: typed rows or a clear error, never another exception."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fairlead.errors import InputError
from fairlead.facts import readers

from . import made

NAMES = sorted(made.FILES)
FAST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_or_clear_error(source: str, content: bytes, file: str) -> None:
    error: InputError | None = None
    try:
        reading = readers.read_bytes(source, content, file, as_of="2026-06-04", edition="2024")
    except InputError as caught:
        error = caught
    if error is not None:
        assert error.what
        assert error.fix
        assert error.problems
        problems = error.problems
    else:
        form = readers.reader(source)
        assert all(isinstance(row, form.record) for row in reading.rows)
        keys = [tuple(getattr(row, name) for name in form.key) for row in reading.rows]
        assert len(keys) == len(set(keys))
        problems = reading.problems
    for problem in problems:
        assert problem.what.isprintable()
        assert problem.value is None or problem.value.isprintable()


@pytest.mark.parametrize("source", readers.SOURCES)
@given(content=st.binary(max_size=300))
@example(content=b"PK\x03\x04")
@example(content=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(content=b"\xff\xfea")
@example(content=b"<table><![if x]><tr></html>")
@example(content=b"<Goods>&#0;</Goods>")
@FAST
def test_any_bytes(source, content):
    rows_or_clear_error(source, content, "any")


@pytest.mark.parametrize("name", NAMES)
@given(cut=st.floats(0, 1))
@settings(FAST, max_examples=8)
def test_cut_short(name, cut):
    source, file, content = made.FILES[name]
    rows_or_clear_error(source, content[: int(cut * len(content))], file)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(FAST, max_examples=25)
def test_mutated(name, data):
    source, file, content = made.FILES[name]
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        length = data.draw(st.integers(0, 12))
        changed[at : at + length] = data.draw(st.binary(max_size=12))
    rows_or_clear_error(source, bytes(changed), file)


TEXTS = [name for name in NAMES if made.FILES[name][2][:2] != b"PK"]


@pytest.mark.parametrize("name", TEXTS)
@given(pieces=st.lists(st.tuples(st.floats(0, 1), st.text(max_size=20)), min_size=1, max_size=5))
@settings(FAST, max_examples=25)
def test_any_text_put_in(name, pieces):
    source, file, content = made.FILES[name]
    text = content.decode()
    for place, piece in pieces:
        at = int(place * len(text))
        text = text[:at] + piece + text[at:]
    rows_or_clear_error(source, text.encode("utf-8", "surrogatepass"), file)


CELL = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(10**12), 10**12), st.floats(), st.booleans(), st.dates()
)


@given(cells=st.lists(st.lists(CELL, min_size=17, max_size=17), min_size=1, max_size=4))
@settings(FAST, max_examples=25)
def test_any_cells_in_the_workbook(cells):
    clean = [[_storable(cell) for cell in row] for row in cells]
    rows_or_clear_error("gsi2023", made.gsi(rows=clean), "gsi.xlsx")


def _storable(cell):
    if isinstance(cell, str):
        return "".join(letter for letter in cell if letter.isprintable())
    return cell if cell == cell and cell not in (float("inf"), float("-inf")) else None
