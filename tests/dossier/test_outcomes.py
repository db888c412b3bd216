"""What routes led to: dated steps in their order, in the dossier of their country, with how far the join is known."""

from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise

import pytest

from fairlead.dossier import dossier_country
from fairlead.dossier.model import Facts
from fairlead.dossier.outcomes import outcomes_block
from fairlead.facts import RouteOutcome, load
from fairlead.reason.days import span

ROWS = load(RouteOutcome)
COUNTRIES = sorted({row.iso3 for row in ROWS})


def test_steps_of_a_matter_are_numbered_and_dated_in_their_order() -> None:
    for name, steps in groupby(sorted(ROWS, key=lambda row: (row.timeline, row.rank)), key=lambda row: row.timeline):
        rows = list(steps)
        assert [row.rank for row in rows] == list(range(1, len(rows) + 1)), name
        days = [span(row.day) for row in rows]
        assert all(one[0] <= other[1] for one, other in pairwise(days)), name
        assert len({(row.iso3, row.route) for row in rows}) == 1, name
        assert name.endswith(rows[0].day[:4]) or rows[0].kind != "start", name


def test_a_join_says_how_far_it_is_known() -> None:
    for row in ROWS:
        assert bool(row.link) or not row.led_to, (row.timeline, row.rank)
        assert row.kind not in ("start", "limit") or not row.led_to, "a beginning and a rest led to nothing yet"


def test_qatar_from_2014_to_2020() -> None:
    days = {row.day: row for row in ROWS if row.iso3 == "QAT"}
    assert days["2014-06"].route == "ILO26"
    assert "closed the complaint" in days["2017-11-08"].event
    assert "exit permit" in days["2018-09-04"].event
    assert "domestic workers" in days["2020-01-16"].event
    assert "minimum wage" in days["2020-08-30"].event
    assert {days[day].status for day in days} == {"verified"}


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_the_dossier_of_the_country_shows_them(iso3: str) -> None:
    dossier = dossier_country(iso3, on=date(2026, 11, 21))
    section = next(one for one in dossier.sections if one.key == "together")
    block = next(one for one in section.blocks if one.key == "outcomes")
    assert isinstance(block, Facts)
    assert block.title.startswith("What routes led to in ")
    wanted = [row for row in ROWS if row.iso3 == iso3]
    assert len(block.facts) == len(wanted)
    for fact in block.facts:
        assert len(fact.rows) == 1
        assert fact.rows[0].table == "route_outcomes"
        row = next(row for row in wanted if (row.timeline, str(row.rank)) == fact.rows[0].key)
        assert row.event in fact.text
        assert ("nobody has shown more" in fact.text) == (row.link == "came after")


def test_where_nothing_was_collected_it_says_so() -> None:
    block = outcomes_block("NOR", "Norway")
    assert block.facts == ()
    assert block.not_collected == ("What routes led to in Norway: not collected yet.",)
