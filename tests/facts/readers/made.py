"""Made-up files in the exact layout of each source. Every figure, company and rating in them is invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from fairlead.facts import Ratification, load
from fairlead.facts.readers.cells import country
from fairlead.facts.readers.gsi2023 import SHEET, WANTED
from fairlead.labour.inputs import read_rows

GSI_HEADINGS = [headings[0] for headings in WANTED.values()]
GSI_ROWS = [
    # country, population, region, per 1,000, people, five dimensions, total, five responses, total
    ["India", 1_000_000, "Asia and the Pacific", 6.8, 7000, 50, 40, 30, 20, 10, 40, 10, 20, 30, 40, 50, 30],
    ["Viet Nam", 2_000_000, "Asia and the Pacific", 3.4, 7000, 51.5, 41, 31, 21, 11, 41, 11, 21, 31, 41, 51, 31],
    ["Germany", 500_000, "Europe and Central Asia", 0.6, 300, 5, 4, 3, 2, 1, 4, 60, 61, 62, 63, 64, 62],
    ["North Korea", 300_000, "Asia and the Pacific", 100.0, 30_000, 90, 91, 92, 93, 94, 95, *[None] * 6],
    ["Eritrea", 100_000, "Africa", 90.0, 9000, 90, 91, 92, 93, 94, 95, *[None] * 6],
    ["Georgia", 100_000, "Europe and Central Asia", "-", None, None, None, None, None, None, None, 1, 2, 3, 4, 5, 3],
]  # fmt: skip


def workbook(sheets: dict[str, Iterable[Sequence[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(rows: Iterable[Sequence[Any]], **options: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **options).writerows(rows)
    return out.getvalue().encode()


def gsi_fill() -> list[list[Any]]:
    """Other countries, all alike, so that the workbook is whole."""
    done = {"", *(country(str(row[0])) for row in GSI_ROWS)}
    rows: list[list[Any]] = []
    for row in read_rows("countries"):
        if (iso3 := country(row["name"])) not in done:
            done.add(iso3)
            rows.append([row["name"], 1_000_000, "Africa", 1.0, 1000, *[50] * 12])
    return rows


def gsi(headings: Sequence[str] = GSI_HEADINGS, rows: Sequence[Sequence[Any]] = GSI_ROWS, name: str = SHEET) -> bytes:
    above = [["A made-up workbook"], [None, None, None, "Prevalence", None, "Vulnerability"]]
    below: list[list[Any]] = [[], ["Notes: made up"]]
    return workbook(
        {"Read me": [["made up"]], name: [*above, headings, *rows, *gsi_fill(), *below], "Regions": [["made up"]]}
    )


def ituc_long() -> bytes:
    return csv_bytes(
        [["Country", "Rating", "Year"], ["Norway", "1", 2024], ["Qatar", "5", 2024], ["Myanmar", "5+", 2024]]
    )


def ituc_wide() -> bytes:
    return workbook(
        {"Ratings": [["Country", 2023, 2024], ["Norway", 1, 2], ["Qatar", "5", "5+"], ["Georgia", None, 3]]}
    )


def ituc_lists() -> bytes:
    heads = ["1", "2", "3", "4", "5", "5+"]
    return csv_bytes(
        [heads, ["Norway", "Japan", "Ghana", "Kenya", "Qatar", "Myanmar"], ["Italy", "", "", "", "Belarus", ""]]
    )


UNODC_HEADINGS = [
    "Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age", "Year",
    "Unit of measurement", "txtVALUE", "Source",
]  # fmt: skip
UNODC_ROWS = [
    ["ALB", "Albania", "Europe", "Southern Europe", "Detected trafficking victims", "Total", "Total", "Total", "Total",
     2021, "Counts", 81, "GLOTIP"],
    ["ALB", "Albania", "Europe", "Southern Europe", "Detected trafficking victims", "by form of exploitation",
     "Forced labour", "Female", "0 to 17 years", 2021, "Counts", "<5", "GLOTIP"],
    ["BGD", "Bangladesh", "Asia", "Southern Asia", "Persons convicted", "Total", "Total", "Male", "Total", 2020,
     "Counts", "1,204", "GLOTIP"],
    ["", "World", "", "", "Detected trafficking victims", "Total", "Total", "Total", "Total", 2021, "Counts", 9,
     "GLOTIP"],
]  # fmt: skip


def unodc() -> bytes:
    above = [["Trafficking in persons, made up"], ["Last update: 24/01/2023"]]
    return workbook({"data_glotip_1": [*above, UNODC_HEADINGS, *UNODC_ROWS]})


CODES = ("C087", "C098", "C029", "P029", "C105", "C100", "C111", "C138", "C182", "C155", "C187")
HIDDEN = '<span class="show_date" style="display:none">1 Jan 1950 <span>In Force</span></span>'
GROUPS = (("Freedom of association", 2), ("Forced labour", 3), ("Discrimination", 2), ("Child labour", 2),
          ("Occupational safety and health", 2))  # fmt: skip


def ratified_years() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """States by their code, and the cells of the table, from Fairlead's own table."""
    rows = [row for row in load(Ratification) if row.instrument in CODES]
    states = {row.iso3: row.country for row in rows}
    cells = {
        (row.iso3, row.instrument): row.ratified[:4] + (f"den.:{row.denounced[:4]}" if row.denounced else "")
        for row in rows
    }
    return states, cells


def normlex_page(
    change: dict[tuple[str, str], str] | None = None, states: int = 999, end: str = "</body></html>"
) -> bytes:
    named, cells = ratified_years()
    cells |= change or {}
    heads = "".join(f'<th colspan="{span}">{name}</th>' for name, span in GROUPS)
    codes = "".join(f'<th><a href="/x">{code}</a></th>' for code in CODES)
    body = []
    for iso3, name in sorted(named.items(), key=lambda pair: pair[1])[:states]:
        years = (cells.get((iso3, code)) for code in CODES)
        marks = (
            f'<td><span class="show_year">{y}</span>{HIDDEN}</td>' if y else '<td><span class="noValue">-</span></td>'
            for y in years
        )
        body.append(f'<tr><td><a href="/c">{name.replace("&", "&amp;")}</a></td>{"".join(marks)}</tr>')
    return (
        "<!DOCTYPE html><html><head><style>td{}</style></head><body><table class='menu'><tr><td>Home</td></tr></table>"
        f"<h1>Ratifications</h1><table class='grid'><tr><th>Country</th>{heads}</tr><tr><td></td>{codes}</tr>"
        f"{''.join(body)}<tr class='note'><td colspan='12'>den.: denounced</td></tr></table>{end}"
    ).encode()


def normlex_csv() -> bytes:
    named, cells = ratified_years()
    heads = [f"{name.replace(' ', '_')}_{code}" for (name, span), code in zip(
        [group for group in GROUPS for _ in range(group[1])], CODES, strict=True)]  # fmt: skip
    rows = [[name, *(cells.get((iso3, code), "") for code in CODES), "04-06-2026"] for iso3, name in named.items()]
    return csv_bytes([["Country", *heads, "BUSINESS_DATE"], *rows])


WORLD_BANK = (
    "\ufeff"
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-13",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022","2023",\n'
    '"Kenya","KEN","Made-up share (%)","MU.SHA.RE","1.5","","2.5",\n'
    '"Cote d\'Ivoire","CIV","Made-up share (%)","MU.SHA.RE","","","",\n'
    '"World","WLD","Made-up share (%)","MU.SHA.RE","9","9","9",\n'
)


def world_bank_zip(csv_text: str = WORLD_BANK) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Metadata_Country_API_MU.SHA.RE_DS2_en_csv_v2_1.csv", '"Country Code"\n"KEN"\n')
        archive.writestr("API_MU.SHA.RE_DS2_en_csv_v2_1.csv", csv_text.encode("utf-8"))
        archive.writestr("Metadata_Indicator_API_MU.SHA.RE_DS2_en_csv_v2_1.csv", '"INDICATOR_CODE"\n')
    return out.getvalue()


ILOSTAT_SDMX = (
    "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,AGE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE_TYPE,UNIT_MEASURE,UNIT_MULT,"
    "SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS,UPPER_BOUND,LOWER_BOUND\n"
    "ILO:DF_MADE_UP_NB(1.0),BRA,A,MADE_UP_NB,SEX_T,AGE_YGE15,2023,5.5,,NB,PS,3,\"HS - Made-up survey\",,,,1,,\n"
    "ILO:DF_MADE_UP_NB(1.0),BRA,A,MADE_UP_NB,SEX_F,AGE_YGE15,2023,2.5,B,NB,PS,3,\"HS - Made-up survey\",,,,1,,\n"
    "ILO:DF_MADE_UP_NB(1.0),BRA,A,MADE_UP_NB,SEX_F,AGE_YGE15,2024,,,NB,PS,3,\"HS - Made-up survey\",,,,1,,\n"
    "ILO:DF_MADE_UP_NB(1.0),X01,A,MADE_UP_NB,SEX_T,AGE_YGE15,2023,9,,NB,PS,3,,,,,1,,\n"
)  # fmt: skip
ILOSTAT_BULK = (
    '"ref_area","source","indicator","sex","classif1","time","obs_value","obs_status"\n'
    '"NPL","BA:1","MADE_UP_RT","SEX_T","AGE_AGGREGATE_TOTAL","2022",12.5,""\n'
    '"NPL","BA:1","MADE_UP_RT","SEX_T","AGE_AGGREGATE_TOTAL","2023Q1",13,"U"\n'
    '"X01","","MADE_UP_RT","SEX_T","AGE_AGGREGATE_TOTAL","2022",9,""\n'
)

CBP_HEADINGS = ["Calendar Year", "Entity", "Country", "Country Code", "Industry", "Status", "WRO/Finding", "Remarks",
                "Press Release", "Effective Date"]  # fmt: skip


def cbp(headings: Sequence[str] = CBP_HEADINGS) -> bytes:
    rows = [
        [2020 + n % 5, f"Made-up Mill No. {n}, Ltd.", "China" if n % 2 else "Malaysia", "CN", "Apparel", "Active",
         "WRO", "made up", "https://www.example.org/news", f"{1 + n % 12}/{1 + n % 28}/2021"]
        for n in range(40)
    ]  # fmt: skip
    rows.append(
        [2020, "Made-up vessel", "Fiji and others", "", "Fishing", "Modified", "Finding", "", "", "August 4, 2021"]
    )
    return b"\xef\xbb\xbf" + csv_bytes([headings, *rows])


def uflpa(heading: str = "Name of Entity", tables: int = 4, named: bool = False, end: str = "</body></html>") -> bytes:
    farms = "".join(f"<tr><td>Made-up Farm @.{k}</td><td>August 2, 2023</td></tr>" for k in range(9))
    parts = []
    for n, clause in enumerate(("i", "ii", "iv", "v")[:tables]):
        said = f"<h2>UFLPA Section 2(d)(2)(B)({clause})</h2>" if named else "<h2>A list</h2>"
        parts.append(
            f"{said}<table class='usa-table'><thead><tr><th>{heading}</th><th>Effective Date</th></tr></thead><tbody>"
            f"<tr><td>Made-up Gin No. {n} (Group) Co., Ltd. (also known as Made&nbsp;A{n}; and Made B{n})</td>"
            f"<td>June 21, 2022</td></tr>{farms.replace('@', str(n))}</tbody></table>"
        )
    return f"<!DOCTYPE html><html><body><script>var x='<table>';</script>{''.join(parts)}{end}".encode()


GOODS = [(f"Made-up good {n}", "Brazil" if n % 2 else "Ghana") for n in range(320)] + [("Cotton", "Guinea")]


def goods_xml() -> bytes:
    entries = "".join(
        f"<Good><Good_Name>{good}</Good_Name><Good_Sector>Other</Good_Sector><Countries><Country><Country_Name>{place}"
        "</Country_Name><Country_Region>R</Country_Region><Child_Labor>Yes</Child_Labor><Forced_Labor>No</Forced_Labor>"
        "<Forced_Child_Labor>No</Forced_Child_Labor></Country></Countries></Good>"
        for good, place in GOODS
    )
    return f"<Goods>{entries}</Goods>".encode()


def countries_xml() -> bytes:
    states = list(dict.fromkeys(ratified_years()[0].values()))[:120]
    levels = ["Moderate Advancement", "No Advancement – Efforts Made but Complicit in Forced Child Labor",
              "Minimal Advancement – Efforts Made but Continued Law and Practice that Delayed Advancement",
              "No Assessment"]  # fmt: skip
    goods = "".join(
        f"<Good><Good_Name>{good}</Good_Name><Child_Labor>No</Child_Labor><Forced_Labor>Yes</Forced_Labor>"
        "<Forced_Child_Labor>No</Forced_Child_Labor><Derived_Labor_Exploitation>No</Derived_Labor_Exploitation>"
        "<Derived_Country>No</Derived_Country></Good>"
        for good in ("Cotton", "Bricks", "Coffee")
    )
    entries = "".join(
        f"<Country><Name>{name}</Name><Webpage>https://www.example.org/{n}</Webpage>"
        f"<Advancement_Level>{levels[n % 4]}</Advancement_Level><Goods>{goods}</Goods>"
        f"<Enforcements><Labor_Inspectors>{'Unknown' if n % 3 else '1,250'}</Labor_Inspectors></Enforcements></Country>"
        for n, name in enumerate(states)
    )
    return f"<?xml version='1.0' encoding='utf-8'?><Countries>{entries}</Countries>".encode()


def goods_workbook() -> bytes:
    rows = [[place, good, "X", "", "2009-Present"] for good, place in GOODS]
    heads = ["Country/Area", "Good", "Child Labor", "Forced Labor", "Forced Child Labor"]
    return workbook({"List": [["Made-up list"], heads, *rows]})


FILES: dict[str, tuple[str, str, bytes]] = {
    "gsi2023": ("gsi2023", "gsi.xlsx", gsi()),
    "ituc long": ("ituc-rights", "ratings.csv", ituc_long()),
    "ituc wide": ("ituc-rights", "ratings.xlsx", ituc_wide()),
    "unodc": ("unodc-trafficking", "data_glotip.xlsx", unodc()),
    "normlex page": ("normlex", "ratifications.html", normlex_page()),
    "normlex csv": ("normlex", "ratifications.csv", normlex_csv()),
    "worldbank csv": ("worldbank", "API_MU.SHA.RE_DS2_en_csv_v2_1.csv", WORLD_BANK.encode()),
    "worldbank zip": ("worldbank", "API_MU.SHA.RE_DS2_en_csv_v2_1.zip", world_bank_zip()),
    "ilostat sdmx": ("ilostat", "data.csv", ILOSTAT_SDMX.encode()),
    "ilostat bulk": ("ilostat", "MADE_UP_RT.csv", ILOSTAT_BULK.encode()),
    "cbp": ("cbp-wro", "wro.csv", cbp()),
    "uflpa": ("uflpa", "list.html", uflpa()),
    "goods xml": ("dol-goods", "goods_2024.xml", goods_xml()),
    "countries xml": ("dol-goods", "countries_2024.xml", countries_xml()),
    "goods workbook": ("dol-goods", "list_2024.xlsx", goods_workbook()),
    "findings": ("dol-findings", "countries_2024.xml", countries_xml()),
}
"""One whole file of each layout: source, name, bytes."""
