"""Materials and states are passed over where they leave the industry as it is, and only there."""

import pytest

from fairlead.classify import match_industry
from fairlead.classify.qualifiers import bare


@pytest.mark.parametrize(
    ("text", "left", "passed"),
    [
        ("tomates frescos", "tomates", ("frescos",)), ("chemises en coton bio", "chemises", ("coton",)),
        ("frische Tomaten", "Tomaten", ("frische",)), ("Tische aus Holz, 2 m", "Tische, 2 m", ("holz",)),
        ("Holzmöbel", "mobel", ("holz",)), ("Baumwoll-Hemden", "", None), ("algodón", "", None), ("frais", "", None),
        ("coton chemises", "", None), ("Lederfarbe", "", None),
    ],
)  # fmt: skip
def test_what_is_passed_over(text, left, passed):
    found = bare(text, {"mobel"})
    assert (found.text, found.passed) == (left, passed) if passed else found is None


@pytest.mark.parametrize(
    "text",
    [
        "puertas de acero", "portes en bois", "porte in legno", "guantes de cuero", "hilo de acero", "camisas de acero",
        "pescado fresco", "salmón fresco", "fresas congeladas", "fraises surgelées", "ropa y muebles de madera",
        "harina de madera", "lámparas de madera", "vestes et chaises en cuir",
    ],
)  # fmt: skip
def test_where_the_material_or_state_decides_the_reading_stays_open(text):
    assert match_industry(text).status == "uncertain"


def test_the_reason_names_what_was_passed_over():
    match = match_industry("Muebles de madera")
    assert (match.status, match.text) == ("confident", "Muebles de madera")
    assert match.reason.endswith("“madera” says of what or how it is")
