"""Listed goods beside the estimates: which, with what relation, in what words."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.assess import result
from fairlead.assess.evidence import (
    EDITION,
    NOT_IN_NUMBER,
    absent_statement,
    fact_sources,
    goods_evidence,
    state_imposed_notes,
)
from fairlead.facts import Good, StateImposed, load

COUNTRIES = [*sorted({row.iso3 for row in load(Good)}), "NOR", "XRW"]
CELLS = st.lists(st.tuples(st.sampled_from(COUNTRIES), st.sampled_from([f"c{n}" for n in range(1, 36)])), max_size=8)


def find(evidence, good: str, country: str):
    return next(item for item in evidence if (item.good, item.country) == (good, country))


def test_a_named_good() -> None:
    evidence = goods_evidence([("IND", "c11")], [], {("IND", "c11"): ["Clay bricks", "Tiles"]})
    bricks = find(evidence, "Bricks", "IND")
    assert bricks.relation == "purchase"
    assert bricks.exploitation == ("child labour", "forced labour", "forced child labour")
    assert bricks.statement == (
        "The US list of 2022 names bricks from India for child labour, forced labour and forced child labour. "
        "Your list says “Clay bricks”."
    )
    assert (bricks.edition, bricks.source, bricks.industry) == ("2022", "dol-goods-2022", "c11")


def test_the_same_industry_but_another_good() -> None:
    evidence = goods_evidence([("BGD", "c4")], [], {("BGD", "c4"): ["Workwear"]})
    assert "Your list says “Workwear”" in find(evidence, "Garments", "BGD").statement
    assert "does not name this good" in find(evidence, "Jute (textiles)", "BGD").statement


def test_a_product_often_made_with_the_good() -> None:
    evidence = goods_evidence([("TKM", "c4")], [("TKM", "c1")], {("TKM", "c4"): ["Cotton T-shirts"]})
    cotton = find(evidence, "Cotton", "TKM")
    assert cotton.relation == "purchase"
    assert "often made with it; where yours comes from is not known" in cotton.statement
    assert len(evidence) == 1, "each good and country stands once"


def test_upstream_goods_say_how_far_they_are() -> None:
    evidence = goods_evidence([("DEU", "c14")], [("COD", "c2")])
    assert {item.relation for item in evidence} == {"upstream"}
    assert (
        "often contain the good; yours may or may not" in find(evidence, "Cobalt ore (heterogenite)", "COD").statement
    )
    assert "no direct link" in find(evidence, "Diamonds", "COD").statement


def test_downstream_goods_name_the_country_of_the_input() -> None:
    evidence = goods_evidence([("CHN", "c14")])
    battery = find(evidence, "Lithium-Ion Batteries", "CHN")
    assert battery.exploitation == ("made with an input of child labour or forced labour",)
    assert "an input from Democratic Republic of the Congo" in battery.statement
    assert "our reading, to be checked" in battery.statement, "the list in our copy names the country, not the input"


def test_forced_labour_by_the_state_is_said_to_be_outside_the_number() -> None:
    evidence = goods_evidence([("CHN", "c4"), ("CHN", "c14")], [("CHN", "c1"), ("PRK", "c2"), ("TKM", "c1")])
    state = {(item.country, item.good) for item in evidence if item.state_imposed}
    assert {("CHN", "Cotton"), ("CHN", "Garments"), ("PRK", "Coal"), ("TKM", "Cotton")} <= state
    assert ("CHN", "Electronics") not in state, "no source here connects it with the State"
    for item in evidence:
        assert item.state_imposed == (NOT_IN_NUMBER in item.statement)


def test_every_state_row_with_goods_is_reached() -> None:
    for row in load(StateImposed):
        for good in row.goods:
            cells = [(row.iso3, f"c{n}") for n in range(1, 36)]
            assert find(goods_evidence(cells), good, row.iso3).state_imposed


def test_state_imposed_labour_is_said_once_a_country() -> None:
    evidence = goods_evidence(
        [("CHN", "c4"), ("TKM", "c4")], [], {("CHN", "c4"): ["cotton yarn"], ("TKM", "c4"): ["cotton towels"]}
    )
    notes = state_imposed_notes(evidence)
    assert [note.split(" (")[0] for note in notes] == ["China", "Turkmenistan"]
    assert all(note.endswith("Not in this number.") for note in notes)
    assert "thread/yarn" in notes[0]
    assert state_imposed_notes(goods_evidence([("NOR", "c4")])) == ()


@given(CELLS, CELLS)
def test_order_and_origin_hold_for_any_cells(purchases, upstream) -> None:
    evidence = goods_evidence(purchases, upstream)
    closeness = get_args(result.EvidenceMatch)
    keys = [(closeness.index(item.match), item.country_name, item.country, item.good) for item in evidence]
    assert keys == sorted(keys), "by closeness, country and good, never by an estimate"
    assert len({key[1:] for key in keys}) == len(keys)
    assert all((item.match in closeness[:3]) == (item.relation == "purchase") for item in evidence)
    listed = {(row.iso3, row.good) for row in load(Good)}
    assert {(item.country, item.good) for item in evidence} <= listed
    bought, above = {iso3 for iso3, _ in purchases}, {iso3 for iso3, _ in upstream}
    for item in evidence:
        assert item.country in (bought if item.relation == "purchase" else above)
        assert item.statement.startswith("The US list of 2022 names ")
    assert evidence == goods_evidence(purchases[::-1], upstream[::-1])


def test_no_figure_stands_in_evidence() -> None:
    fields = {field.name for field in msgspec.structs.fields(type(goods_evidence([("IND", "c1")])[0]))}
    assert not fields & {"people", "share", "range"}


def test_a_long_text_is_cut() -> None:
    text = "Bricks " * 40
    statement = find(goods_evidence([("IND", "c11")], [], {("IND", "c11"): [text]}), "Bricks", "IND").statement
    assert len(statement) < 250
    assert "…" in statement


@pytest.mark.parametrize("cells", [[], [("NOR", "c14")], [("XRW", "c1")]])
def test_nothing_listed_is_never_shown_as_safe(cells) -> None:
    assert goods_evidence(cells) == ()
    assert absent_statement() == f"not listed in {EDITION}; absence is not evidence of absence"


def test_sources_come_once_with_terms_and_status() -> None:
    evidence = goods_evidence([("IND", "c1")], [("CHN", "c1")])
    listed = fact_sources([*(item.source for item in evidence), "ituc-affiliates", "ituc-affiliates"])
    assert [item.id for item in listed] == ["dol-goods-2022", "ituc-affiliates"]
    assert [item.status for item in listed] == ["verified", "recalled"]
    assert all(item.licence for item in listed)
