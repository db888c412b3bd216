"""For each origin: what stands behind it, and whom to act with."""

from datetime import date

import pytest

from fairlead.assess.actions import TO_BE_CHECKED, origin_actions
from fairlead.assess.evidence import fact_sources
from fairlead.assess.result import Range
from fairlead.facts import CountryFinding, Ratification, SocialPartner, load

ON = date(2026, 6, 4)
PEOPLE = Range(central=10.0, low=5.0, high=20.0)
COUNTRIES = sorted(
    {row.iso3 for row in load(SocialPartner)}
    | {row.iso3 for row in load(CountryFinding)}
    | {row.iso3 for row in load(Ratification)}
    | {"XRW"}
)


def one(iso3: str, name: str, industries, on: date = ON):
    return origin_actions([(iso3, name, PEOPLE, industries)], on)[0]


def texts(statements) -> str:
    return " ".join(item.text for item in statements)


def test_the_order_is_the_callers() -> None:
    origins = [("QAT", "Qatar", PEOPLE, ["c18"]), ("BGD", "Bangladesh", PEOPLE, ["c4"])]
    assert [action.country for action in origin_actions(origins, ON)] == ["QAT", "BGD"]
    assert origin_actions([], ON) == ()


def test_bangladesh_garments() -> None:
    action = one("BGD", "Bangladesh", ["c4"])
    assert (action.protocol_ratified, action.protocol_in_force) == (True, True)
    assert "2022-01-20" in action.protocol.text
    assert action.protocol.status == "verified"
    assert "Art. 26 complaint" in texts(action.law_or_practice)
    assert "labour inspectors from 380 to 1,861" in texts(action.law_or_practice)
    assert "domestic work, vessels and small farms" in texts(action.law_or_practice)
    assert [partner.name for partner in action.workers_side][-1] == "IndustriALL Global Union"
    assert "Article 1(2) of the Protocol" in texts(action.steps)


def test_a_gap_of_another_industry_is_left_out() -> None:
    assert "to farms" in texts(one("IDN", "Indonesia", ["c1"]).law_or_practice)
    assert "to farms" not in texts(one("IDN", "Indonesia", ["c14"]).law_or_practice)


def test_forced_labour_itself_comes_before_other_gaps() -> None:
    action = one("IND", "India", ["c14"])
    gaps = [item.text for item in action.law_or_practice if "US Department of Labor" in item.text]
    assert "bonded labour" in gaps[0]
    assert "bring cases of forced labour to court" in action.steps[2].text


def test_qatar_has_no_union_to_invent() -> None:
    action = one("QAT", "Qatar", ["c18"])
    assert [partner.name for partner in action.workers_side] == ["Building and Wood Workers' International"]
    (statement,) = [one for one in action.law_or_practice if "No free trade union is recorded in Qatar (" in one.text]
    assert statement.status == "verified"
    assert "only through people who can do so safely" in action.steps[0].text
    assert (action.protocol_ratified, action.protocol_in_force) == (False, False)
    assert "to ratify the Protocol of 2014" in action.steps[2].text


def test_a_state_outside_the_convention_is_asked_for_it_first() -> None:
    assert "to ratify the Forced Labour Convention (No. 29)" in one("USA", "United States", ["c1"]).steps[2].text


def test_inside_a_year_the_answer_is_unknown() -> None:
    action = one("BRA", "Brazil", ["c1"], date(2026, 3, 1))
    assert (action.protocol_ratified, action.protocol_in_force) == (True, None)
    later = one("IND", "India", ["c1"], date(2026, 11, 20))
    assert later.protocol_ratified is None, "the record ended in June"
    assert "whether it has since is not known" in later.protocol.text


def test_where_the_state_imposes_the_work() -> None:
    action = one("TKM", "Turkmenistan", ["c1"])
    assert action.state_imposed
    assert all(item.text.endswith("This is not in the number.") for item in action.state_imposed)
    assert "a buyer's terms cannot end it" in action.steps[3].text
    assert "leaves the workers" not in action.steps[3].text


def test_agreements_stand_with_the_country_of_destination() -> None:
    law = texts(one("MYS", "Malaysia", ["c10"]).law_or_practice)
    assert "Nepal - Malaysia, agreement: MoU of 29 Oct 2018" in law
    assert "Bangladesh - Malaysia, agreement: MoU of 19 Dec 2021" in law
    assert "Malaysia" not in texts(one("BGD", "Bangladesh", ["c4"]).law_or_practice)


def test_what_was_read_only_in_part_keeps_a_mark() -> None:
    """The core of the Gulf rules was read; numbers of laws and dates in them were not."""
    rule = next(item for item in one("QAT", "Qatar", ["c18"]).law_or_practice if "change of employer" in item.text)
    assert rule.text.endswith("(in part to be checked)")
    assert rule.status == "recalled"


def test_complicity_is_told_in_full() -> None:
    assert "because of complicity in forced child labour" in texts(one("ERI", "Eritrea", ["c1"]).law_or_practice)
    assert "because a practice held them back" in texts(one("BGD", "Bangladesh", ["c4"]).law_or_practice)


def test_global_unions_follow_the_weight_of_the_industries() -> None:
    assert one("BGD", "Bangladesh", ["c4", "c1"]).workers_side[-3].name == "IndustriALL Global Union"
    names = [partner.name for partner in one("IDN", "Indonesia", ["c24"]).workers_side]
    assert names[-1] == "International Transport Workers' Federation"


def test_outside_the_tables_everything_is_not_collected() -> None:
    action = one("XRW", "Unallocated", ["c1"])
    assert (action.protocol_ratified, action.protocol_in_force) == (None, None)
    assert (action.law_or_practice, action.employers_side) == ((), ())
    assert all(text.endswith("not collected yet.") for text in action.not_collected)
    assert len(action.not_collected) == 6
    assert len(action.steps) == 4


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_rules_that_hold_for_every_country(iso3: str) -> None:
    action = one(iso3, "Country", ["c1", "c4", "c18", "c35"], date(2026, 11, 20))
    statements = (*action.law_or_practice, *action.state_imposed, *action.steps, action.protocol, action.convention_29)
    assert len(action.steps) == 4, "one with each side, and one with one's own purchasing"
    assert action.not_collected, "the tables are never complete, and say so"
    for item in statements:
        assert item.text
        assert "None" not in item.text
        assert "{" not in item.text
        assert "..," not in item.text
        assert (item.status in ("recalled", "conflicting")) == ("to be checked" in item.text), item
    for partner in (*action.workers_side, *action.employers_side):
        assert partner.status != "recalled" or partner.note.startswith(TO_BE_CHECKED)
    used = [item.source for item in (*statements, *action.workers_side, *action.employers_side)]
    assert len(fact_sources(used)) == len(set(used)), "every statement leads to a source"


def test_no_figure_is_put_into_a_step() -> None:
    for action in (one("CHN", "China", ["c1"]), one("BGD", "Bangladesh", ["c4"])):
        assert not any(character.isdigit() for step in action.steps[:2] for character in step.text)
