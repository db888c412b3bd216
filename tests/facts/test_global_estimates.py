"""The world's estimates: parts are not more than the whole, and no figure is of a country."""

from __future__ import annotations

from fairlead.facts import CountryRegion, GlobalEstimate, Ratification, load


def by_part(subject: str, year: str) -> dict[str, int]:
    return {row.part: row.figure for row in load(GlobalEstimate) if (row.subject, row.year) == (subject, year)}


def test_the_figures_are_those_that_were_published() -> None:
    """Forced labour of 2021 was published in September 2022, child labour of 2020 and 2024 in June of 2021 and 2025."""
    assert by_part("forced labour", "2021") == {
        "all": 27_600_000, "women and girls": 11_800_000, "children": 3_300_000, "imposed by States": 3_900_000,
        "commercial sexual exploitation": 6_300_000,
    }  # fmt: skip
    assert by_part("child labour", "2024")["all"] == 138_000_000
    assert by_part("child labour", "2020")["all"] == 160_000_000


def test_parts_add_up_as_far_as_they_are_rounded() -> None:
    for year in ("2020", "2024"):
        parts = by_part("child labour", year)
        assert abs(parts["girls"] + parts["boys"] - parts["all"]) <= 1_000_000
    for row in load(GlobalEstimate):
        assert row.figure <= by_part(row.subject, row.year)["all"]
        assert row.year <= row.published
        assert row.status == "verified"
        assert row.url.startswith("https://")  # where it was read
        assert row.publishers
        assert "country" not in row.part


def test_every_member_of_the_ilo_has_one_region() -> None:
    members = {row.iso3 for row in load(Ratification) if row.instrument == "C182"}
    assert {row.iso3 for row in load(CountryRegion)} == members
    regions = {row.code: row.region for row in load(CountryRegion)}
    assert len(regions) == len(set(regions.values())) == 22
