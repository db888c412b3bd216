"""Tables of routes, bodies, contact points and agreements: what they may and may not say."""

import re
from collections import Counter

from fairlead.facts import GlobalUnion, SocialPartner, load
from fairlead.facts.records.routes import (
    ContactPoint,
    FrameworkAgreement,
    HelpPoint,
    PolicyBody,
    RouteOrder,
    RouteTerritory,
)
from fairlead.facts.store import DATA_FOLDER

OURS = (
    "abuses", "accountability_routes", "contact_points", "framework_agreements", "help_points", "policy_bodies",
    "route_order", "route_territories",
)  # fmt: skip


def test_a_closed_body_is_shown_closed() -> None:
    closed = {row.id: row for row in load(PolicyBody) if row.closed}
    assert set(closed) == {"UNGIFT"}
    assert closed["UNGIFT"].closed == "2014"
    assert "closed" in closed["UNGIFT"].kind
    assert "instead" in closed["UNGIFT"].how
    assert len(load(PolicyBody)) == 56


def test_fifty_one_contact_points_of_2023() -> None:
    """38 members of the OECD and 13 others, counted in the Norwegian annual report for 2023."""
    rows = load(ContactPoint)
    assert Counter(row.oecd_member for row in rows) == {True: 38, False: 13}
    assert {row.as_of for row in rows} == {"2023-12-31"}


def test_an_agreement_is_in_force_only_where_that_was_read() -> None:
    rows = load(FrameworkAgreement)
    assert len(rows) == 106
    for row in rows:
        assert row.status == "verified" or row.state == "not known"
        assert row.status == "verified" or "memory" in row.note
        assert row.kind == "multi-company agreement" or row.home
        assert row.status != "verified" or row.url


def test_agreements_name_global_unions_that_are_in_their_table() -> None:
    known = {row.id for row in load(GlobalUnion)} | {"COLSIBA", "EFFAT"}
    for row in load(FrameworkAgreement):
        if row.kind == "framework agreement":
            assert set(row.unions) <= known, row


def test_territories_are_whole() -> None:
    counts = Counter(row.route for row in load(RouteTerritory))
    assert counts["ECTHR"] == 46 + 1, "and Russia until September 2022"
    assert counts["IACHR"] == 35
    assert counts["ECOWAS"] == 15
    assert counts["EUFLR"] == 27
    for row in load(RouteTerritory):
        assert not (row.since and row.until and row.since > row.until)


def test_steps_that_are_no_routes_are_few() -> None:
    known = {row.then for row in load(RouteOrder)}
    steps = {row.first for row in load(RouteOrder) if row.first.islower()}
    assert steps == {"bank management", "domestic remedies", "formal notice", "local management"}
    assert not steps & known


def test_telephone_numbers_stand_in_their_own_field() -> None:
    for row in load(HelpPoint):
        text = f"{row.name} {row.does} {row.how}"
        digits = "".join(part for part in text if part.isdigit())
        assert len(digits) <= 8, row
        assert not row.telephone or any(part.isdigit() for part in row.telephone)


def test_the_tables_stay_small() -> None:
    assert sum((DATA_FOLDER / f"{name}.csv").stat().st_size for name in OURS) < 400_000


def test_nobody_is_sent_to_a_body_that_was_read_only_where_anyone_may_edit() -> None:
    """Letters name such bodies, and pages for workers send people there: an encyclopaedia is no ground for it."""
    open_sources = {
        "encyclopaedia-unions",
        "encyclopaedia-centres",
        "ituc-africa-list",
        "ituc-ap-list",
        "country-guide",
    }
    rows = [row for row in load(SocialPartner) if row.status == "verified"]
    weak = [row for row in rows if row.source in open_sources or re.search(r"wiki|encyclop", f"{row.url} {row.note}")]
    assert weak
    assert not [row.name for row in weak if not row.to_be_checked]
    assert len(rows) - len(weak) > 300
