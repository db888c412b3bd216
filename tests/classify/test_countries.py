import math

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from fairlead.classify import match_country, table_country
from fairlead.classify.countries import country_name
from fairlead.classify.tables import read_table
from fairlead.classify.text import key

COUNTRIES = [row["code"] for row in read_table("country_names") if row["alpha2"]]
AMBIGUOUS = {k for row in read_table("country_aliases") if row["kind"] == "ambiguous" for k in row["keys"].split("|")}
# The countries of the embedded world table, as the table names them (185 and Rest of World aggregates aside).
WORLD = (
    "AUS AUT BEL BGR BRA CAN CHN CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IDN IND IRL ITA JPN KOR LTU LUX LVA MEX "
    "MLT NLD POL PRT ROU RUS SVK SVN SWE TUR TWN USA AFG AGO ALB ARE ARG ARM AZE BDI BEN BFA BGD BHR BHS BIH BLR BLZ "
    "BOL BRB BRN BTN BWA CAF CHE CHL CIV CMR COD COG COL COM CPV CRI CUB DJI DOM DZA ECU EGY ERI ETH FJI GAB GEO GHA "
    "GIN GMB GNB GNQ GTM GUY HKG HND HRV HTI IRN IRQ ISL ISR JAM JOR KAZ KEN KGZ KHM KWT LAO LBN LBR LBY LCA LKA LSO "
    "MAC MAR MDA MDG MDV MKD MLI MMR MNE MNG MOZ MRT MUS MWI MYS NAM NCL NER NGA NIC NOR NPL NZL OMN PAK PAN PER PHL "
    "PNG PRI PRK PRY PSE PYF QAT RWA SAU SDN SEN SGP SLB SLE SLV SOM SRB SSD STP SUR SWZ SYR TCD TGO THA TJK TKM TLS "
    "TON TTO TUN TZA UGA UKR URY UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE"
)


def code(text):
    return match_country(text).targets[0].code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viet Nam", "VNM"), ("vietnam ", "VNM"), ("S. Korea", "KOR"), ("Korea, Rep.", "KOR"), ("PRC", "CHN"),
        ("Mainland China", "CHN"), ("UK", "GBR"), ("U.K.", "GBR"), ("USA", "USA"), ("U.S.A.", "USA"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"), ("Cote d'Ivoire", "CIV"), ("CÔTE D’IVOIRE", "CIV"), ("Burma", "MMR"), ("Swaziland", "SWZ"),
        ("DR Congo", "COD"), ("Congo, Dem. Rep.", "COD"), ("Congo, Rep.", "COG"), ("Taiwan, China", "TWN"),
        ("Kosovo", "XKX"), ("Palestine", "PSE"), ("Hong Kong SAR", "HKG"), ("Macau", "MAC"), ("the Netherlands", "NLD"),
        ("Gambia, The", "GMB"), ("United States of America (the)", "USA"), ("IN", "IND"), ("GE", "GEO"), ("de", "DEU"),
        ("ROM", "ROU"), ("VN - Vietnam", "VNM"), ("Bangladesh (Dhaka)", "BGD"), ("Gazipur, Bangladesh", "BGD"),
        ("孟加拉国", "BGD"), ("ベトナム", "VNM"), ("베트남", "VNM"), ("بنغلاديش", "BGD"), ("बांग्लादेश", "BGD"),
        ("ไทย", "THA"), ("Россия", "RUS"), ("Áo", "AUT"), ("NGA", "NGA"), ("AO", "AGO"),
        ("Made in China", "CHN"), ("Niger", "NER"), ("Nigeria", "NGA"), ("NL", "NLD"),
    ],
)  # fmt: skip
def test_spellings_are_exact(text, expected):
    match = match_country(text)
    assert (match.status, match.targets[0].code, match.targets[0].share) == ("exact", expected, 1.0)


@pytest.mark.parametrize("locale", ["en", "zh", "ja", "ko", "ar", "hi", "bn", "vi", "th", "id", "ms", "ne", "ru", "tr",
                                    "fa", "ur", "sw", "am", "es", "fr", "pt", "de", "it", "nl", "pl"])  # fmt: skip
def test_official_names_in_many_languages(locale):
    names = Locale.parse(locale).territories
    wrong = []
    for row in read_table("country_names"):
        if row["alpha2"] and row["alpha2"] in names:
            name = names[row["alpha2"]]
            match = match_country(name)
            if match.status == "uncertain" and row["code"] in {c.code for c in match.candidates}:
                continue  # names that two countries share stay open
            if match.status != "exact" or match.targets[0].code != row["code"]:
                wrong.append((row["code"], name, match.status))
    assert wrong == []


@given(st.sampled_from(COUNTRIES), st.sampled_from([str.upper, str.lower, str.title, lambda s: f"  {s}. "]))
def test_case_and_spaces_do_not_matter(iso3, change):
    name = country_name(iso3)
    if key(name) not in AMBIGUOUS:
        assert code(change(name)) == code(name) == iso3


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Congo", {"COD", "COG"}),
        ("Korea", {"KOR", "PRK"}),
        ("Guinea", {"GIN", "GNQ", "GNB", "PNG"}),
        ("Georgia", {"GEO", "USA"}),
        ("China/Vietnam", {"CHN", "VNM"}),
        ("Nga", {"NGA", "RUS"}),
        ("India and Nepal", {"IND", "NPL"}),
    ],
)
def test_two_countries_stay_open(text, codes):
    match = match_country(text)
    assert match.status == "uncertain"
    assert {c.code for c in match.candidates} == codes


@pytest.mark.parametrize(("text", "expected"), [("Bangladsh", "BGD"), ("Nigerria", "NGA"), ("Veitnam", "VNM")])
def test_misspellings_are_never_silent(text, expected):
    match = match_country(text)
    assert match.status == "uncertain"
    assert match.candidates[0].code == expected
    assert match.note == "to be confirmed"


@pytest.mark.parametrize("text", ["", "  ", "n/a", "xq", "zzzzzz", "12345", "Atlantis Prime", "\x00"])
def test_nonsense_is_unknown(text):
    match = match_country(text)
    assert match.status == "unknown"
    assert match.targets == ()


@pytest.mark.parametrize(
    ("text", "members"),
    [("EU", 27), ("European Union", 27), ("ASEAN", 11), ("GCC", 6), ("USSR", 15), ("Czechoslovakia", 2),
     ("Serbia and Montenegro", 2), ("Netherlands Antilles", 3), ("Yugoslavia", 7)],
)  # fmt: skip
def test_areas_are_spread(text, members):
    match = match_country(text)
    assert match.status == "spread"
    assert len(match.targets) == members
    assert all(math.isnan(target.share) for target in match.targets)


@pytest.mark.parametrize(
    "text",
    [
        "Europe",
        "Asia",
        "Africa",
        "Latin America",
        "North Africa",
        "various",
        "other",
        "multiple",
        "rest of world",
        "Global",
        "verschiedene",
        "Afrique",
        "亚洲",
    ],
)
def test_regions_and_residuals_are_spread(text):
    match = match_country(text)
    assert match.status == "spread"
    assert len(match.targets) > 5


def test_former_states_are_named_as_such():
    assert "former State" in match_country("Yugoslavia").note


def test_regions_partition_the_world():
    areas = {row["code"]: row["members"].split() for row in read_table("areas")}
    subregions = "015 014 017 018 011 029 013 005 021 143 030 035 034 145 151 154 039 155 053 054 057 061"
    together = [c for part in subregions.split() for c in areas[part]]
    assert sorted(together) == sorted(areas["001"])
    assert set(WORLD.split()) <= set(together)


def test_every_country_has_a_place_in_the_world_table():
    world = WORLD.split()
    assert len(world) == 185
    for iso3 in COUNTRIES:
        to, note = table_country(iso3, world)
        assert to in world
        assert bool(note) == (iso3 not in world)
    assert table_country("XYZ", world) == ("", "XYZ is not in the table and has no stand-in")
    assert table_country("BGD", ["DEU", "ROW"])[0] == "ROW"


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text):
    match = match_country(text)
    assert match.kind == "country"
    assert (match.targets == ()) == (match.status == "unknown")
    assert key(key(text)) == key(text)


def test_a_country_has_one_name_in_every_answer():
    from fairlead.dossier.names import known_countries

    assert {code: country_name(code) for code in known_countries()} == known_countries()
