"""A made-up file in each exact layout comes out as the rows that were put in, with where they come from."""

import hashlib

import pytest

from fairlead.facts import Good, Ratification, load, readers
from fairlead.facts.readers import gsi2023, own
from fairlead.labour.inputs import load_inputs

from . import made


@pytest.mark.parametrize("name", made.FILES)
def test_every_row_says_where_it_comes_from(name, read):
    source, file, content = made.FILES[name]
    reading = read(source, content, file)
    copy = reading.copy
    assert copy.sha256 == hashlib.sha256(content).hexdigest()
    assert (copy.source, copy.file) == (source, file)
    assert reading.rows
    for row in reading.rows:
        assert row.source == copy.id
        assert file in row.note
        assert copy.sha256[:12] in row.note
        assert copy.read_on in row.note
        assert row.as_of
    assert ("never bundled" in copy.note) == readers.reader(source).restricted
    assert not [problem for problem in reading.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", made.FILES)
def test_what_is_kept_is_what_was_read(name, read, kept):
    source, file, content = made.FILES[name]
    reading = read(source, content, file)
    own.save(reading)
    assert own.rows(source, reading.copy.part) == reading.rows
    assert own.copies() == (reading.copy,)
    same = own.difference(reading)
    if not readers.reader(source).table:
        assert same.same == len(reading.rows)
        assert not same.changes


def test_the_index_is_rescaled_by_region(read):
    rows = {row.iso3: row for row in read("gsi2023", made.gsi()).rows}
    # forced labour and modern slavery per 1,000 in Asia and the Pacific: 3.5 and 6.8; in Europe: 4.4 and 6.9
    assert rows["IND"].forced_labour_per_1000 == pytest.approx(3.5)
    assert rows["IND"].forced_labour_people == pytest.approx(7000 * 3.5 / 6.8)
    assert rows["DEU"].forced_labour_per_1000 == pytest.approx(0.6 * 4.4 / 6.9)
    assert (rows["IND"].governance, rows["VNM"].governance, rows["DEU"].response) == (50, 51.5, 62)
    assert rows["GEO"].people is None
    assert rows["GEO"].forced_labour_people is None


def test_state_imposed_forced_labour_is_not_rescaled(read):
    rows = {row.iso3: row for row in read("gsi2023", made.gsi()).rows}
    assert [iso3 for iso3, row in sorted(rows.items()) if row.state_imposed] == ["ERI", "PRK"]
    assert rows["PRK"].people == 30_000
    assert rows["PRK"].forced_labour_people is None
    assert rows["ERI"].forced_labour_per_1000 is None


def test_the_index_feeds_the_account(read, kept):
    from fairlead.flows.open import open_table
    from fairlead.labour import forced_labour

    own.save(read("gsi2023", made.gsi()))
    source, inputs = own.own_prevalence(), load_inputs()
    assert not {"ERI", "PRK", "GEO"} & source.keys()
    expected = 1000 * 7000 * 3.5 / 6.8 / inputs.employment_2021[inputs.countries.index("IND")]
    assert source["IND"] == pytest.approx(expected)
    account = forced_labour(open_table("wiod2011"), prevalence=source)
    assert account.options == {"prevalence": "own source"}
    assert account.total > 0


def test_scalers_are_those_published():
    assert gsi2023.forced_labour_share() == pytest.approx(
        {
            "africa": 2.9 / 5.2,
            "americas": 3.5 / 5.0,
            "arab states": 5.3 / 10.1,
            "asia and the pacific": 3.5 / 6.8,
            "europe and central asia": 4.4 / 6.9,
        }
    )


def test_a_rate_that_does_not_fit_the_people_is_told(read):
    rows = [list(row) for row in made.GSI_ROWS]
    rows[0][4] = 90_000
    warned = [problem for problem in read("gsi2023", made.gsi(rows=rows)).problems if problem.severity == "warning"]
    assert [(problem.row, problem.value) for problem in warned] == [(4, "90000.0")]


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        (made.ituc_long(), {}, {("NOR", 2024): "1", ("QAT", 2024): "5", ("MMR", 2024): "5+"}),
        (
            made.ituc_wide(),
            {},
            {("NOR", 2023): "1", ("NOR", 2024): "2", ("QAT", 2023): "5", ("QAT", 2024): "5+", ("GEO", 2024): "3"},
        ),
        (made.ituc_lists(), {"edition": "2023"}, {("BLR", 2023): "5", ("ITA", 2023): "1", ("MMR", 2023): "5+"}),
    ],
)
def test_ratings_in_three_shapes(content, options, expected, read):
    found = {(row.iso3, row.year): row.rating for row in read("ituc-rights", content, **options).rows}
    assert expected.items() <= found.items()


def test_small_counts_stay_unknown(read):
    rows = read("unodc-trafficking", made.unodc()).rows
    assert [(row.iso3, row.value, row.below) for row in rows] == [
        ("ALB", 81.0, None),
        ("ALB", None, 5),
        ("BGD", 1204.0, None),
    ]
    assert (rows[1].sex, rows[1].age, rows[1].dimension) == ("Female", "0 to 17 years", "by form of exploitation")


@pytest.mark.parametrize("content", [made.normlex_page(), made.normlex_csv()])
def test_ratifications_agree_with_the_table_they_were_made_from(content, read):
    rows = read("normlex", content).rows
    found = {(row.instrument, row.iso3): (row.ratified, row.denounced) for row in rows}
    assert len(found) == len(rows)
    assert found == {
        (row.instrument, row.iso3): (row.ratified[:4], row.denounced[:4])
        for row in load(Ratification)
        if row.instrument in made.CODES
    }
    assert found["C105", "MYS"] == ("1958", "1990")


@pytest.mark.parametrize("content", [made.WORLD_BANK.encode(), made.world_bank_zip()])
def test_world_bank_values(content, read):
    reading = read("worldbank", content)
    assert [(row.iso3, row.year, row.value) for row in reading.rows] == [("KEN", 2021, 1.5), ("KEN", 2023, 2.5)]
    assert (reading.copy.part, reading.copy.as_of) == ("MU.SHA.RE", "2026-07-13")
    assert reading.rows[0].unit == "Made-up share (%)"


def test_ilostat_values(read):
    rows = read("ilostat", made.ILOSTAT_SDMX.encode()).rows
    assert [(row.iso3, row.series.split(";")[0], row.period, row.value, row.flag) for row in rows] == [
        ("BRA", "SEX_T", "2023", 5.5, ""),
        ("BRA", "SEX_F", "2023", 2.5, "B"),
    ]
    assert rows[0].unit == "PS thousand"
    bulk = read("ilostat", made.ILOSTAT_BULK.encode()).rows
    assert [(row.iso3, row.period, row.year, row.value) for row in bulk] == [
        ("NPL", "2022", 2022, 12.5),
        ("NPL", "2023Q1", 2023, 13.0),
    ]


def test_orders_and_findings(read):
    rows = read("cbp-wro", made.cbp()).rows
    last = rows[-1]
    assert (last.entity, last.action, last.effective, last.iso3) == ("Made-up vessel", "Finding", "2021-08-04", "")
    assert rows[0].iso3 == "MYS"
    assert rows[0].url == "https://www.example.org/news"


@pytest.mark.parametrize("named", [True, False])
def test_entities_with_their_other_names_and_clauses(named, read):
    rows = read("uflpa", made.uflpa(named=named)).rows
    gins = [row for row in rows if "Gin" in row.entity]
    assert [row.clause for row in gins] == ["i", "ii", "iv", "v"]
    assert (gins[0].entity, gins[0].other_names) == ("Made-up Gin No. 0 (Group) Co., Ltd.", ("Made A0", "Made B0"))
    assert {row.effective for row in rows} == {"2022-06-21", "2023-08-02"}


def test_goods_in_every_layout(read):
    from_xml = read("dol-goods", made.goods_xml(), "goods_2024.xml").rows
    from_sheet = read("dol-goods", made.goods_workbook(), "list.xlsx", edition="2024").rows
    assert [(row.good, row.iso3) for row in from_xml] == [(row.good, row.iso3) for row in from_sheet]
    assert from_xml[-1].iso3 == "GIN"
    assert (from_xml[0].child_labour, from_xml[0].forced_child_labour) == (True, False)
    assert (from_sheet[0].child_labour, from_sheet[0].forced_labour, from_sheet[0].forced_child_labour) == (
        True,
        False,
        True,
    )
    countries = read("dol-goods", made.countries_xml(), "countries_2024.xml").rows
    assert all(isinstance(row, Good) and row.forced_labour and row.edition == "2024" for row in countries)


def test_findings_by_country(read):
    rows = read("dol-findings", made.countries_xml(), "countries_2024.xml").rows
    assert [(row.advancement, row.held_back_by) for row in rows[:4]] == [
        ("moderate", ""),
        ("none", "complicity in forced child labour"),
        ("minimal", "law and practice"),
        ("not assessed", ""),
    ]
    assert [row.inspectors for row in rows[:3]] == [1250, None, None]
