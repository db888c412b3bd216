import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.classify import Confirmations, match_country, match_industry, wiod_industries
from fairlead.errors import InputError


def test_confirmed_country_is_used_for_any_spelling():
    known = Confirmations()
    known.confirm("country", "Congo", {"COD": 1.0}, who="B. Buyer", when="2026-11-20", note="Kinshasa mine")
    match = match_country("  CONGO. ", known)
    assert (match.status, match.targets[0].code, match.note) == ("confirmed", "COD", "Kinshasa mine")
    assert match.reason == "confirmed by B. Buyer on 2026-11-20"
    assert match_country("Congo").status == "uncertain"


def test_confirmed_industry_with_shares_goes_to_wiod():
    known = Confirmations()
    known.confirm("industry", "Project Phoenix", {"hs:6109": 0.5, "81": 0.5})
    match = match_industry("project phoenix", confirmations=known)
    assert match.status == "confirmed"
    assert {t.code: t.share for t in match.targets} == {"14": 0.5, "81": 0.5}
    assert {t.code: round(t.share, 4) for t in wiod_industries(match)} == {"c4": 0.5, "c30": 0.475, "c1": 0.025}


@given(
    st.dictionaries(
        st.text("abcdé ñ漢字,\"'", min_size=1).filter(str.strip), st.sampled_from(["14", "81", "hs:0901"]), max_size=6
    )
)
def test_round_trip(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("confirmed") / "confirmations.csv"
    known = Confirmations()
    for text, code in entries.items():
        if any(character.isalnum() for character in text):
            known.confirm("industry", text, {code: 1.0}, who="x", note='says "yes", twice')
    known.save(path)
    again = Confirmations.load(path)
    assert len(again) == len(known)
    for text in entries:
        assert again.lookup("industry", text) == known.lookup("industry", text)


def test_absent_file_is_empty_and_saving_leaves_no_part_file(tmp_path):
    assert len(Confirmations.load(tmp_path / "none.csv")) == 0
    path = Confirmations().save(tmp_path / "deep" / "confirmations.csv")
    assert [p.name for p in path.parent.iterdir()] == ["confirmations.csv"]


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    path = tmp_path / "confirmations.csv"
    path.write_text(
        "kind,text,codes,shares,who,when,note\nplanet,Mars,XXX,1,,,\ncountry,,USA,1,,,\n"
        "country,Korea,ZZZ,0.4,,,\nindustry,shirts,14,abc,,,\ncountry,Fine,USA,1,,,\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        Confirmations.load(path)
    assert {(p.row, p.column) for p in caught.value.problems} == {
        (2, "kind"), (2, "codes"), (3, "text"), (4, "codes"), (4, "shares"), (5, "shares"),
    }  # fmt: skip


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "confirmations.csv"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="not a CSV file"):
        Confirmations.load(path)


@pytest.mark.parametrize(
    ("shares", "column"), [({"14": 0.4}, "shares"), ({}, "codes"), ({"14": -1.0, "81": 2.0}, "shares")]
)
def test_bad_confirmations_are_refused(shares, column):
    with pytest.raises(InputError) as caught:
        Confirmations().confirm("industry", "x1", shares)
    assert column in {p.column for p in caught.value.problems}
