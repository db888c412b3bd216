"""Briefs for real States: what must stand in them, and that every statement leads to its rows."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.act.campaign.brief import CampaignBrief, brief
from fairlead.act.campaign.kit import KIT, kit, slides
from fairlead.act.campaign.model import Campaign
from fairlead.act.campaign.objectives import objectives
from fairlead.act.campaign.rendering import FORMATS, document, render
from fairlead.act.campaign.state import answering
from fairlead.act.kinds import kinds
from fairlead.dossier.model import Fact, Facts
from fairlead.dossier.rows import resolve
from fairlead.facts import PolicyBody, load
from fairlead.facts.records.campaigns import CampaignObjective, CampaignStep, RatificationObstacle
from fairlead.report.document.model import Heading

ON = date(2026, 11, 21)
CASES = {
    "bangladesh": Campaign(objective="ratify", country="BGD", sector="c4"),
    "korea": Campaign(objective="ratify", country="KOR", instrument="C105"),
    "qatar": Campaign(objective="recruitment", country="QAT", partner="NPL"),
    "brazil": Campaign(objective="inspection", country="BRA", sector="c1"),
    "germany": Campaign(objective="trade_clause", country="DEU", partner="VNM"),
    "mauritania": Campaign(objective="plan", country="MRT"),
    "britain": Campaign(objective="bind_business", country="GBR"),
    "thailand": Campaign(objective="representation", country="THA", sector="c1"),
    "mexico": Campaign(objective="lender", country="MEX", lender="IFC"),
}


def made(name: str) -> CampaignBrief:
    return brief(CASES[name], ON)


def block(found: CampaignBrief, key: str) -> Facts:
    return next(one for part in found.sections for one in part.blocks if isinstance(one, Facts) and one.key == key)


def labels(facts: tuple[Fact, ...]) -> list[str]:
    return [one.label for one in facts]


@pytest.mark.parametrize("name", CASES)
def test_every_statement_leads_to_its_rows(name: str) -> None:
    found = made(name)
    facts = list(found.facts())
    assert len(facts) > 40
    for fact in facts:
        assert fact.rows, fact.text
        for row in fact.rows:
            assert resolve(row)
        if any(row.status in ("recalled", "conflicting") for row in fact.rows):
            assert fact.mark or fact.label in {"Ratification of C105"} or fact.rows[0].status == "verified", fact.text
    named = {row.source for fact in facts for row in fact.rows}
    assert named == {source.id for source in found.sources}


@pytest.mark.parametrize("name", CASES)
def test_it_is_written_in_every_format(name: str) -> None:
    found = made(name)
    for form in FORMATS:
        assert len(render(found, form)) > 10_000
    assert [one.text for one in document(found).blocks if isinstance(one, Heading) and one.level == 1][-1] == "Limits"


def test_bangladesh_has_ratified_and_is_asked_for_what_comes_next() -> None:
    found = made("bangladesh")
    reached = next(one for one in block(found, "ask").facts if one.label == "Reached already")
    assert "plan of action" in reached.text
    assert {row.table for row in reached.rows} >= {"ratifications"}
    assert "IndustriALL Global Union" in labels(block(found, "industry.unions").facts)
    assert any("Accord" in label for label in labels(block(found, "industry.initiatives").facts))
    # membership of the IOE was not read, so it is not claimed
    assert any("IOE: not collected yet" in text for text in block(found, "national.benefits").not_collected)


def test_korea_has_an_obstacle_and_an_answer_to_it() -> None:
    (fact,) = block(made("korea"), "obstacles").facts
    assert "National Security Act" in fact.text
    assert "Japan ratified it (C105) in 2022." in fact.text
    assert {row.table for row in fact.rows} >= {"ratification_obstacles", "ratifications"}
    assert "ratification" not in [one.id for one in made("korea").documents]  # that letter is of the Protocol alone


def test_support_for_one_instrument_is_not_support_for_another() -> None:
    of_c105 = {fact.label for fact in block(made("korea"), "support").facts}
    of_p029 = {fact.label for fact in block(made("bangladesh"), "support").facts}
    assert any("Rengo" in label for label in of_c105)
    assert not of_c105 & of_p029


def test_qatar_shows_both_ends_and_that_no_free_union_is_recorded() -> None:
    found = made("qatar")
    assert block(found, "destination").facts
    assert block(found, "origin").title.startswith("What Nepal")
    assert "no free union" in labels(block(found, "national.challenges").facts)
    assert "Abu Dhabi Dialogue" in labels(block(found, "international.bodies").facts)


def test_germany_and_viet_nam_share_an_agreement_with_a_labour_clause() -> None:
    found = made("germany")
    assert any("Viet Nam" in fact.label for fact in block(found, "trade_agreements").facts)
    assert any("IOE" in fact.value for fact in block(found, "national.benefits").facts)


def test_closed_bodies_are_shown_closed_and_last() -> None:
    found = block(made("thailand"), "international.bodies").facts
    closed = [fact for fact in found if fact.value == "closed"]
    assert labels(tuple(closed)) == ["UN Global Initiative to Fight Human Trafficking"]
    assert found[-1] == closed[0]
    assert any("ASEAN" in label for label in labels(found))
    assert not any("ASEAN" in label for label in labels(block(made("qatar"), "international.bodies").facts))


def test_another_lender_is_not_asked() -> None:
    found = labels(block(made("mexico"), "international.bodies").facts)
    assert "International Finance Corporation" in found
    assert "World Bank" not in found


def test_what_is_not_collected_is_said() -> None:
    found = brief(Campaign(objective="ratify", country="NPL"), ON)
    (missing,) = block(found, "obstacles").not_collected
    assert missing == "Obstacles to ratification of P029 by Nepal: not collected yet."


def test_later_statements_are_not_shown_before_they_were_made() -> None:
    early = brief(Campaign(objective="ratify", country="GBR"), date(2015, 12, 10))
    assert block(early, "support").facts[0].label.startswith("Trades Union Congress")
    assert len(block(early, "support").facts) == 3


def test_objectives_and_steps_name_what_there_is() -> None:
    bodies = {row.id for row in load(PolicyBody)}
    named: set[str] = set()
    for row in load(CampaignObjective):
        assert set(row.bodies) <= bodies, row.id
        assert set(row.levels) <= {"national", "industry", "international"}
        named |= set(row.documents)
    for step in load(CampaignStep):
        named |= set(step.documents)
        assert 0 <= step.begins <= step.ends <= 100
    assert named <= set(kinds()), named - set(kinds())
    assert len(objectives()) == 10
    assert [step.rank for step in load(CampaignStep)] == list(range(1, 8))


def test_every_answer_to_an_obstacle_is_a_row() -> None:
    for row in load(RatificationObstacle):
        assert row.status == "verified"
        for reference in row.answers:
            text, rows = answering(reference, ON)
            assert text.endswith(".")
            assert rows


def test_the_kit_is_written_from_the_campaign() -> None:
    drafts = kit(CASES["mauritania"], ON)
    assert tuple(drafts) == KIT
    assert all("Mauritania" in draft.title or draft.case.state == "MRT" for draft in drafts.values())
    headings = [one.text for one in slides(CASES["korea"], ON).blocks if isinstance(one, Heading) and one.level == 1]
    assert headings[0] == "What we want"
    assert headings[-1] == "To discuss"
