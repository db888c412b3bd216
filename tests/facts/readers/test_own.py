"""Own copies stay in the user's folder, renew tables row by row, and never lose what Fairlead knows better."""

import json
import stat

import pytest

from fairlead.errors import FairleadError
from fairlead.facts import CountryFinding, Ratification, RatificationCoverage, load, readers
from fairlead.facts.readers import own

from . import made


def test_nothing_is_kept_at_first(kept):
    assert own.copies() == ()
    assert own.rows("gsi2023") == ()
    assert own.own_prevalence() == {}
    assert own.load_with_own(Ratification) == load(Ratification)


def test_only_this_user_can_read_what_is_kept(kept, read):
    path = own.save(read("gsi2023", made.gsi(), "gsi.xlsx"))
    assert path.parent == kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in kept.iterdir()] == ["gsi2023.json"]
    assert json.loads(path.read_text(encoding="utf-8"))["copy"]["restricted"] is True


def test_a_restricted_source_enters_no_table(kept, read):
    for name, (source, file, content) in made.FILES.items():
        if readers.reader(source).restricted:
            assert readers.reader(source).table == "", name
            own.save(read(source, content, file))
    assert all(own.load_with_own(table) == load(table) for table in own.RENEWED)


def test_the_source_of_a_row_can_be_looked_up(kept, read):
    own.save(read("ituc-rights", made.ituc_long(), "mine.csv"))
    source = own.own_source("own:ituc-rights")
    assert "your own copy" in source.note
    assert "mine.csv" in source.note
    assert source.licence == "all rights reserved"
    with pytest.raises(FairleadError, match="no own copy"):
        own.own_source("own:gsi2023")


def test_series_of_one_source_are_kept_apart(kept, read):
    own.save(read("worldbank", made.WORLD_BANK.encode()))
    own.save(read("worldbank", made.WORLD_BANK.replace("MU.SHA.RE", "MU.OTH.ER").encode()))
    assert [copy.part for copy in own.copies()] == ["MU.OTH.ER", "MU.SHA.RE"]
    assert {row.indicator for row in own.rows("worldbank", "MU.OTH.ER")} == {"MU.OTH.ER"}
    assert own.remove("worldbank") == 2
    assert own.copies() == ()


def test_a_later_copy_replaces_the_earlier(kept, read):
    own.save(read("ituc-rights", made.ituc_long()))
    later = read("ituc-rights", b"Country,Rating,Year\nNorway,2,2024\nChad,4,2024\n")
    change = own.difference(later)
    assert change.summary() == "1 added, 1 changed, 2 removed, 0 the same"
    assert "  ~ NOR | 2024  rating: '1' -> '2'" in list(change.lines())
    own.save(later)
    assert {row.iso3 for row in own.rows("ituc-rights")} == {"NOR", "TCD"}


def changed_page():
    """Norway's P029 in another year, Sweden's gone, the United States' new."""
    return made.normlex_page({("NOR", "P029"): "2016", ("SWE", "P029"): "", ("USA", "P029"): "2026"})


def test_ratifications_are_renewed_and_days_kept(kept, read):
    before = {(row.instrument, row.iso3): row for row in load(Ratification)}
    reading = read("normlex", changed_page(), as_of="2026-11-20")
    change = own.difference(reading)
    assert {(c.kind, c.key) for c in change.changes} == {
        ("added", ("P029", "USA")),
        ("removed", ("P029", "SWE")),
        ("changed", ("P029", "NOR")),
    }
    own.save(reading)
    after = {(row.instrument, row.iso3): row for row in own.load_with_own(Ratification)}
    assert after["P029", "USA"].source == "own:normlex"
    assert after["P029", "NOR"].ratified == "2016"
    assert ("P029", "SWE") not in after
    assert after["P029", "DEU"] == before["P029", "DEU"]  # with its day
    others = {key for key in before if key[0] not in made.CODES}
    assert all(after[key] == before[key] for key in others)


def test_the_record_reaches_to_the_date_of_the_file(kept, read):
    own.save(read("normlex", made.normlex_page(), as_of="2026-11-20"))
    rows = {row.instrument: row for row in own.load_with_own(RatificationCoverage)}
    before = {row.instrument: row for row in load(RatificationCoverage)}
    assert (rows["P029"].complete, rows["P029"].as_of, rows["P029"].source) == (True, "2026-11-20", "own:normlex")
    assert rows["P029"].published_total == 65
    untouched = before.keys() - set(made.CODES)
    assert untouched
    assert all(rows[code] == before[code] for code in untouched)


def test_an_older_file_does_not_shorten_the_record(kept, read):
    own.save(read("normlex", changed_page(), as_of="2020-01-01"))
    assert own.load_with_own(RatificationCoverage) == load(RatificationCoverage)
    assert own.load_with_own(Ratification) == load(Ratification)


def test_a_new_edition_of_the_goods_shows_what_is_gone(kept, read):
    reading = read("dol-goods", made.goods_xml(), "goods_2024.xml")
    change = own.difference(reading)
    assert change.count("removed") > 400
    assert any("not mapped" in problem.what for problem in reading.problems)
    own.save(reading)
    renewed = own.load_with_own("goods")
    assert [(row.good, row.iso3, row.edition) for row in renewed] == [("Cotton", "GIN", "2024")]
    assert len(own.rows("dol-goods")) == 321


def test_findings_replace_the_edition_before(kept, read):
    reading = read("dol-findings", made.countries_xml(), "countries_2024.xml")
    own.save(reading)
    assert own.load_with_own(CountryFinding) == reading.rows


def test_a_damaged_copy_is_named(kept, read):
    path = own.save(read("gsi2023", made.gsi()))
    path.write_text("{", encoding="utf-8")
    with pytest.raises(FairleadError, match=r"gsi2023\.json cannot be read"):
        own.copies()
    path.write_text(json.dumps({"copy": 1, "covers": {}, "rows": []}), encoding="utf-8")
    with pytest.raises(FairleadError, match=r"gsi2023\.json cannot be read"):
        own.rows("gsi2023")
    assert own.remove("gsi2023") == 1


def test_switched_off(monkeypatch, read):
    monkeypatch.setenv("FAIRLEAD_OWN_FACTS", "none")
    with pytest.raises(FairleadError, match="switched off"):
        own.save(read("gsi2023", made.gsi()))


def test_no_such_source():
    with pytest.raises(FairleadError, match="no reader"):
        readers.reader("gsi2018")


def test_an_older_edition_changes_nothing(kept, read):
    old = read("dol-goods", made.goods_xml(), "goods_2016.xml")
    assert not own.difference(old).changes
    own.save(old)
    own.save(read("dol-findings", made.countries_xml(), "countries_2016.xml"))
    assert all(own.load_with_own(table) == load(table) for table in own.RENEWED)
