from importlib.resources import files

import pytest

from fairlead.classify import tables
from fairlead.classify.tables import check_rows, read_table
from fairlead.classify.text import key, strip_parentheses
from fairlead.errors import InputError

TABLES = sorted(p.name.removesuffix(".csv") for p in (files("fairlead.classify") / "data").iterdir())


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_source_date_and_status(name):
    rows = read_table(name)
    assert rows
    assert check_rows(name, rows) == []
    assert None not in {key for row in rows for key in row}


def test_all_faults_are_told_at_once(monkeypatch):
    row = {"code": "1", "source": "", "as_of": "", "status": "sure"}
    assert len(check_rows("made up", (row, row))) == 6

    class Fake:
        def __truediv__(self, _):
            return self

        def read_text(self, encoding):
            return "code,source,as_of,status\n1,,2020,verified\n2,x,,verified\n3,x,2020,sure\n"

    monkeypatch.setattr(tables, "files", lambda _: Fake())
    with pytest.raises(InputError) as caught:
        read_table.__wrapped__("made up")
    assert [(p.row, p.column) for p in caught.value.problems] == [(2, "source"), (3, "as_of"), (4, "status")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Åland", "aland"), ("São Tomé & Príncipe", "sao tome and principe"), ("ŁÓDŹ", "lodz"), ("Đồng Nai", "dong nai"),
     ("İstanbul", "istanbul"), ("Straße", "strasse"), ("الأردن", "الاردن"), ("Ｃｈｉｎａ", "china")],
)  # fmt: skip
def test_keys_of_one_word_agree(one, other):
    assert key(one) == key(other)


def test_marks_that_carry_meaning_are_kept():
    assert key("नाइजर") != key("नाइजीरिया")
    assert key("ไทย") != key("ไท")


def test_brackets():
    assert strip_parentheses("Tanzania, United Republic of (the)").strip() == "Tanzania, United Republic of"
