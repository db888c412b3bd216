"""Plans, pathfinders, commitments and measures: what is said, and what is never said."""

from datetime import date

import pytest

from fairlead.errors import FairleadError
from fairlead.facts import ActionPlan, MeasureTag, Pathfinder, PlanResearch, ProtocolMeasure, PublishedCount, load
from fairlead.reason.plans import PROTOCOL_SAYS, commitments, measures, pathfinders, plan_horizon, published
from fairlead.reason.ratification import count, members, ratified

TODAY = date(2026, 11, 20)
REPROACHES = ("overdue", "late", "breach", "failed", "deadline", "missed", "behind schedule")


@pytest.mark.parametrize("iso3", sorted(members()))
def test_no_state_is_ever_called_late(iso3: str) -> None:
    text = plan_horizon(iso3, TODAY).text.lower()
    assert not any(f" {word}" in text for word in REPROACHES)


def test_the_reading_of_the_guide_stands_beside_what_the_protocol_says() -> None:
    found = plan_horizon("MYS", TODAY)
    assert "sets no term" in PROTOCOL_SAYS
    assert PROTOCOL_SAYS in found.text
    assert "The ITUC guide reads a term of two years into it: 2024-03-21." in found.text
    assert found.passed


def test_a_year_only_ratification_gives_two_ends() -> None:
    found = plan_horizon("BRA", date(2027, 6, 1))
    assert (found.earliest, found.latest) == (date(2027, 1, 1), date(2027, 12, 31))
    assert found.passed is None
    assert plan_horizon("BRA", date(2026, 6, 4)).passed is False


def test_without_ratification_there_is_no_horizon() -> None:
    found = plan_horizon("QAT", date(2026, 6, 4))
    assert found.earliest is found.latest is found.passed is None
    assert found.protocol_says == PROTOCOL_SAYS


def test_none_recorded_only_where_somebody_looked() -> None:
    looked = {row.iso3 for row in load(PlanResearch) if row.found == "none"}
    for iso3 in members():
        found = plan_horizon(iso3, TODAY)
        assert (found.status == "none recorded") == (iso3 in looked and not found.plans), iso3
        if found.status == "none recorded":
            assert "no proof" in found.text


def test_a_plan_counts_from_its_beginning() -> None:
    assert plan_horizon("NZL", date(2021, 3, 16)).status == "not researched"
    assert plan_horizon("NZL", date(2021, 3, 17)).status == "plan recorded"


def test_a_recalled_plan_carries_its_mark() -> None:
    recalled = next(row for row in load(ActionPlan) if row.kind == "forced labour" and row.status == "recalled")
    found = plan_horizon(recalled.iso3, TODAY)
    assert found.to_be_checked
    assert "to be checked" in found.text


def test_business_and_trafficking_plans_stand_apart() -> None:
    found = plan_horizon("GBR", TODAY)
    assert {row.kind for row in found.others} == {"business and human rights"}
    assert {row.kind for row in found.plans} == {"modern slavery"}


def test_seven_of_twenty_two_and_what_the_guide_says() -> None:
    found = pathfinders(date(2021, 3, 17))
    assert (found.low, found.high, found.total) == (7, 7, 22)
    assert set(found.had) == {"CHL", "CIV", "CRI", "LKA", "MDG", "MRT", "MWI"}
    eight, seventeen = found.notes
    assert "8 of 22" in eight
    assert "computed: 7 of 22" in eight
    assert "Namibia" in eight
    assert "17 of 22" in seventeen
    assert "computed: 15 of 22" in seventeen


def test_the_notes_speak_only_of_their_month() -> None:
    assert pathfinders(date(2021, 4, 1)).notes == ()
    assert pathfinders(date(2021, 3, 31), "2025").notes == ()


def test_namibia_is_no_pathfinder() -> None:
    assert "NAM" not in {row.iso3 for row in load(Pathfinder)}


def test_the_list_of_2025_carries_the_mark() -> None:
    found = pathfinders(date(2026, 6, 4), "2025")
    assert found.total == 37
    assert found.to_be_checked
    assert "GHA" not in (*found.had, *found.had_not)


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(FairleadError, match="no list of pathfinders of '2030'"):
        pathfinders(TODAY, "2030")  # type: ignore[arg-type]


@pytest.mark.parametrize("row", [row for row in load(PublishedCount) if row.subject == "P029 ratified"])
def test_every_published_count_of_the_protocol_agrees(row: PublishedCount) -> None:
    total = count("P029", date.fromisoformat(row.on))
    assert total.high is not None
    assert total.low <= row.figure <= total.high
    assert published(date.fromisoformat(row.on))[0].endswith("They agree.")


def test_nothing_was_published_for_another_day() -> None:
    assert published(date(2020, 2, 2)) == ()


def test_commitments_hold_the_pathfinder_status_too() -> None:
    assert [row.table for row in commitments("VNM")] == ["pathfinders", "state_commitments"]
    assert commitments("NOR") == ()


def test_measures_are_tagged_with_known_codes() -> None:
    known = {(row.list, row.code) for row in load(MeasureTag)}
    used = set()
    for row in load(ProtocolMeasure):
        used |= {("report-2019", code) for code in row.report_measures}
        used |= {("ituc-demands", code) for code in row.demands}
        used |= {("sdg-targets", code) for code in row.sdg_targets}
        assert row.demands
        assert "8.7" in row.sdg_targets
    assert used <= known
    assert known - used == {("report-2019", "trade-policy")}, "nothing in the Protocol asks for trade policy"


def test_there_are_eleven_measures_and_five_demands() -> None:
    lists = [row.list for row in load(MeasureTag)]
    assert lists.count("report-2019") == 11
    assert lists.count("ituc-demands") == 5
    assert len(load(ProtocolMeasure)) == 68


def test_measures_filter_by_every_tag() -> None:
    assert {row.id for row in measures(demand="social-protection", pillar="prevention")} == {"P2.f", "R4.a", "R4.f"}
    assert all("10.7" in row.sdg_targets for row in measures(sdg_target="10.7"))
    assert measures(report_measure="trade-policy") == ()


def test_only_the_protocol_binds() -> None:
    for row in load(ProtocolMeasure):
        assert (row.instrument == "P029") == (row.binding == "when ratified")


def test_status_of_pathfinders_is_computed() -> None:
    """The record has no column that says who ratified: it would go stale."""
    assert not any("p029" in name or "ratified" in name for name in Pathfinder.__struct_fields__)
    assert ratified("P029", "BRA", date(2025, 12, 31)).verdict == "yes"
