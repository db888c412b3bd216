"""The user's own Global Slavery Index behind assessments and dossiers: worked out again, labelled in every format."""

from __future__ import annotations

import io
import json
import re
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner, Result

from fairlead.cli import cli
from fairlead.dossier import Dossier, dossier_corridor, dossier_country, dossier_industry
from fairlead.dossier.estimates_own import are_ready, kept_estimates, own_estimates
from fairlead.dossier.model import Estimates
from fairlead.dossier.packaged import Packaged, packaged, shipped, using
from fairlead.dossier.rows import resolve
from fairlead.errors import FairleadError
from fairlead.facts.readers import own, read
from fairlead.facts.readers.cells import country
from fairlead.facts.readers.gsi_index import kept_index, read_index
from fairlead.flows.open import open_table
from fairlead.flows.world.uncertainty import split_noise
from fairlead.labour import LabourAccount, OwnIndex, forced_labour
from fairlead.labour.inputs import load_inputs, read_rows

from . import made

ON = date(2026, 6, 4)
EXAMPLE = Path(__file__).parents[3] / "examples" / "purchases.csv"
LABEL = "your own copy of the Global Slavery Index 2023 (Walk Free)"
WITHOUT = ("LUX", "MLT")
STATES = {"ERI": 90.0, "PRK": 104.0}


def made_up(seed: int = 1) -> bytes:
    """A workbook in the exact layout, whole, with rates drawn at random; two countries have none."""
    rng, inputs, rows = np.random.default_rng(seed), load_inputs(), []
    regions = {row["region"]: row["name"] for row in read_rows("regions")}
    for row, people in zip(read_rows("countries"), inputs.population, strict=True):
        iso3 = row["iso3"]
        if country(row["name"]) != iso3 or not people > 0:
            continue
        rate = STATES.get(iso3) or round(float(rng.lognormal(1.6, 0.6)), 1)
        figures = [None, None] if iso3 in WITHOUT else [rate, round(rate * people / 1000)]
        rows.append([row["name"], people, regions[row["ilo_region"]], *figures, *[50] * 12])
    return made.workbook(
        {made.SHEET: [["A made-up workbook"], [None], made.GSI_HEADINGS, *rows, [], ["Notes: made up"]]}
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "gsi.xlsx"
    path.write_bytes(made_up())
    return path


@pytest.fixture(scope="module")
def index(file: Path) -> OwnIndex:
    return read_index(file)


@pytest.fixture(scope="module")
def account(index: OwnIndex) -> LabourAccount:
    return forced_labour(open_table("world2011"), prevalence=index)


@pytest.fixture(scope="module")
def estimates(index: OwnIndex) -> Packaged:
    return own_estimates(index)


@pytest.fixture
def in_use(estimates: Packaged) -> Iterator[Packaged]:
    with using(estimates):
        yield estimates


def forced(dossier: Dossier) -> list[Estimates]:
    return [block for block in dossier.blocks if isinstance(block, Estimates) and block.account == "forced_labour"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_the_index_that_is_read(index: OwnIndex) -> None:
    assert index.name == "Global Slavery Index 2023 (Walk Free)"
    assert not {*WITHOUT, *STATES} & set(index.rates)
    assert len(index.rates) > 160
    assert index.source.id == "own:gsi2023"
    assert index.source.title == "Your own copy: the Global Slavery Index 2023 (Walk Free)"
    assert "all rights reserved, never bundled; file gsi.xlsx, SHA-256" in index.source.note


def test_a_rate_stands_in_where_people_are_not_given() -> None:
    """Rate times population is what the number of people is; where one of the two is given, that is enough."""
    book = openpyxl.load_workbook(io.BytesIO(made_up()))
    for cells in book[made.SHEET].iter_rows(min_row=4):
        if isinstance(cells[4].value, int):
            cells[4].value = None
    out = io.BytesIO()
    book.save(out)
    from fairlead.facts.readers import read_bytes
    from fairlead.facts.readers.gsi2023 import prevalence

    rates = [prevalence(read_bytes("gsi2023", content, "x.xlsx").rows) for content in (made_up(), out.getvalue())]
    assert rates[0].keys() == rates[1].keys()
    assert rates[1]["IND"] == pytest.approx(rates[0]["IND"], rel=1e-4)


def test_figures_are_those_of_the_account(estimates: Packaged, account: LabourAccount) -> None:
    people = account.people.reshape(len(estimates.countries), -1)
    draws, noise = account.draws(), split_noise(open_table("world2011"))
    assert noise is not None
    split = [code for code in estimates.countries if estimates.modelled(code)]
    for code in ("BGD", "GBR", "QAT"):
        c = estimates.countries.index(code)
        found = estimates.figure("forced_labour", "country", code)
        assert found.central == pytest.approx(people[c].sum(), rel=1e-6)
        drawn = draws[c] * noise[split.index(code)] if code in split else draws[c]
        low, high = np.quantile(drawn.sum(1), (0.05, 0.95))
        assert (found.low, found.high) == (pytest.approx(low, rel=2e-3), pytest.approx(high, rel=2e-3))
    named = sum(estimates.figure("forced_labour", "country", code).central for code in estimates.named)
    assert named == pytest.approx(account.total, rel=1e-6)


def test_what_does_not_rest_on_the_index_stays(estimates: Packaged) -> None:
    for key, array in shipped().arrays.items():
        if not key.startswith("forced_labour."):
            np.testing.assert_array_equal(estimates.arrays[key], array)
    for code in (*WITHOUT, "ERI"):
        for where in (("country", code), ("cell", code, "c18"), ("destination", code, "DEU")):
            assert estimates.figure("forced_labour", *where) == shipped().figure("forced_labour", *where)
    assert estimates.figure("forced_labour", "country", "BGD") != shipped().figure("forced_labour", "country", "BGD")


@pytest.mark.parametrize("kind", ["country", "industry", "corridor"])
def test_every_estimate_says_whose_copy_it_rests_on(kind: str, in_use: Packaged) -> None:
    dossier = {
        "country": lambda: dossier_country("BGD", on=ON),
        "industry": lambda: dossier_industry("garments", on=ON),
        "corridor": lambda: dossier_corridor("NPL", "QAT", on=ON),
    }[kind]()
    assert forced(dossier)
    for block in forced(dossier):
        assert LABEL in block.frame
        assert block.method in ("forced_labour_own_index", "destinations")
        for line in (*block.lines, *(one for one in (block.rest, block.total) if one)):
            figures = [row for row in line.rows if row.table == "estimates"]
            assert {row.source for row in figures} == {"own:gsi2023"}
            assert all(resolve(row).central >= 0 for row in figures)
    for block in dossier.blocks:
        if isinstance(block, Estimates) and block.account == "child_labour":
            assert LABEL not in block.frame
            assert {row.source for line in block.lines for row in line.rows} == {"fairlead"}
    (copy,) = (source for source in dossier.sources if source.id == "own:gsi2023")
    assert copy == in_use.own
    assert "forced_labour_own_index" in {method.id for method in dossier.methods}


def test_blocks_add_up_and_name_what_stood_there(in_use: Packaged) -> None:
    for code in ("BGD", "DEU", "ERI"):
        for block in forced(dossier_country(code, on=ON)):
            if block.total is not None and block.adds_up and block.key != "banning_markets":
                parts = [*block.lines, *([block.rest] if block.rest else [])]
                assert sum(one.values[0].central for one in parts if one.values[0]) == pytest.approx(
                    in_use.figure("forced_labour", *block.total.rows[0].key[1:3]).central, rel=1e-5
                )
    (block,) = (one for one in forced(dossier_country("BGD", on=ON)) if one.key == "forced_labour.by_industry")
    (said,) = (text for text in block.cautions if text.startswith(f"Rests on {LABEL}."))
    assert re.search(
        r"Without it, from open indicators, Fairlead estimates [\d.,]+ \([\d., a-z]+\) people here\.", said
    )


def test_a_country_that_the_index_does_not_have_says_so(in_use: Packaged) -> None:
    for code, said in (("LUX", "no figure in your copy"), ("ERI", "forced labour that the State imposes there")):
        (block,) = (one for one in forced(dossier_country(code, on=ON)) if one.key == "forced_labour.by_industry")
        assert [text for text in block.cautions if said in text]
        assert not [text for text in block.cautions if text.startswith("Rests on")]


def test_outside_the_choice_nothing_remains(estimates: Packaged) -> None:
    with using(estimates):
        row = forced(dossier_country("BGD", on=ON))[0].lines[0].rows[0]
    assert packaged() is shipped()
    assert LABEL not in forced(dossier_country("BGD", on=ON))[0].frame
    with pytest.raises(FairleadError, match="There is no row"):
        resolve(row)


def test_every_format_of_a_dossier_is_labelled(in_use: Packaged, tmp_path: Path) -> None:
    from rich.console import Console

    from fairlead.dossier.report import docx, html, json, terminal

    dossier = dossier_country("BGD", on=ON)
    assert LABEL in html.write(dossier, tmp_path / "a.html").read_text(encoding="utf-8")
    assert LABEL in json.dumps(dossier).decode()
    with zipfile.ZipFile(docx.write(dossier, tmp_path / "a.docx")) as book:
        words = re.sub("<[^>]+>", "", book.read("word/document.xml").decode())
    assert f"levels of {len(read_index_rates(in_use))} countries from {LABEL}" in words
    out = io.StringIO()
    terminal.render(dossier, Console(file=out, width=400), detail=False)
    assert LABEL in out.getvalue()


def test_the_pdf_of_a_dossier_is_labelled(in_use: Packaged, tmp_path: Path) -> None:
    from fairlead.dossier.report import pdf

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the text of the PDF is not read back")
    path = pdf.write(dossier_country("BGD", on=ON), tmp_path / "a.pdf")
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    assert LABEL in " ".join(done.stdout.decode().split())


def read_index_rates(estimates: Packaged) -> range:
    (count,) = re.findall(r"levels of (\d+) countries", estimates.about["accounts"]["forced_labour"]["frame"])
    return range(int(count))


def test_the_copy_that_is_kept_is_worked_out_once(kept: Path, file: Path, estimates: Packaged) -> None:
    own.save(read("gsi2023", file))
    assert not are_ready()
    assert packaged().own == estimates.own
    assert are_ready()
    (stored,) = kept.glob("*.npz")
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    again = kept_estimates()
    assert again.own == kept_index().source
    for key, array in estimates.arrays.items():
        np.testing.assert_array_equal(again.arrays[key], array)
    stored.write_bytes(stored.read_bytes()[:5000])  # cut short: worked out again
    assert kept_estimates().figure("forced_labour", "country", "BGD") == estimates.figure(
        "forced_labour", "country", "BGD"
    )
    own.save(read_other(kept.parent))
    assert not are_ready()
    assert own.remove("gsi2023") == 1
    assert not list(kept.iterdir())


def read_other(folder: Path) -> own.Reading:
    path = folder / "other.xlsx"
    path.write_bytes(made_up(seed=2))
    return read("gsi2023", path)


def test_a_named_file_beside_another_copy_has_its_own_source(kept: Path, file: Path, index: OwnIndex) -> None:
    own.save(read_other(kept.parent))
    named = read_index(file)
    assert named.rates == index.rates
    assert re.fullmatch(r"own:gsi2023/[0-9a-f]{12}", named.source.id)
    assert kept_index().source.id == "own:gsi2023"
    own.save(read("gsi2023", file))
    assert read_index(file).source.id == "own:gsi2023"


def test_a_dossier_from_a_named_file(file: Path) -> None:
    told = run("dossier", "country", "BGD", "--gsi", file, "--json")
    assert told.exit_code == 0, told.output
    assert LABEL in told.output
    plain = run("dossier", "country", "BGD", "--gsi", "none", "--json")
    assert LABEL not in plain.output


@pytest.mark.parametrize("command", [("dossier", "country", "BGD"), ("assess", EXAMPLE)])
def test_another_layout_names_what_was_expected(command: tuple[object, ...], tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(made.gsi(name="Another sheet"))
    told = run(*command, "--gsi", path)
    assert told.exit_code != 0
    assert "There is no sheet 'GSI 2023 summary data'" in told.output
    assert "Expected: the workbook of the Global Slavery Index 2023" in told.output
    path.write_bytes(made.gsi(headings=[h for h in made.GSI_HEADINGS if h != "Region"]))
    told = run(*command, "--gsi", path)
    assert told.exit_code != 0
    assert "Region" in told.output
    assert "Traceback" not in told.output
    path.write_text("not a workbook", encoding="utf-8")
    assert "Expected: the workbook" in run(*command, "--gsi", path).output
    assert "no own copy" in run(*command, "--gsi", "kept").output


def test_every_format_of_an_assessment_is_labelled(file: Path, index: OwnIndex, tmp_path: Path) -> None:
    few = ("--draws", 100, "--output", tmp_path)
    told = run("assess", EXAMPLE, "--gsi", file, *few)
    assert told.exit_code == 0, told.output
    assert LABEL in " ".join(told.output.split())
    data = json.loads((tmp_path / "purchases-assessment.json").read_text(encoding="utf-8"))
    account = {one["id"]: one for one in data["accounts"]}
    assert LABEL in account["forced_labour"]["frame"]
    assert LABEL not in account["child_labour"]["frame"]
    (level,) = (one for one in data["assumptions"] if one["key"] == "prevalence")
    assert level["changed"]
    assert level["value"].startswith(
        f"{LABEL}, rescaled to forced labour ({len(index.rates)} countries); elsewhere open"
    )
    assert "SHA-256" in level["note"]
    assert "own:gsi2023" in {one["id"] for one in data["sources"]}
    (method,) = (one for one in data["methods"] if one["id"] == "forced_labour")
    assert LABEL in method["text"]
    assert "own:gsi2023" in method["sources"]
    assert LABEL in (tmp_path / "purchases-assessment.html").read_text(encoding="utf-8")
    sheets = openpyxl.load_workbook(tmp_path / "purchases-assessment.xlsx")
    named = {sheet.title for sheet in sheets if any("wn copy" in str(c.value) for row in sheet for c in row)}
    assert {"Summary", "Origins", "Tiers", "Assumptions", "Methods", "Sources"} <= named


def test_an_assessment_is_that_of_the_account(file: Path, index: OwnIndex) -> None:
    from fairlead.assess import assess

    purchases = io.BytesIO(b"amount,currency,year,country,product\n1000000,USD,2011,Bangladesh,shirts\n")
    found = assess(purchases, prevalence=index, draws=100)
    (line,) = (one for one in found.accounts if one.id == "forced_labour")
    table = open_table("world2011")
    account = forced_labour(table, prevalence=index)
    from fairlead.flows.multipliers import multipliers

    m = multipliers(table, account.intensity(table)).values[table.cells.index("BGD", "c4")]
    assert line.total.people.central == pytest.approx(m, rel=1e-5)


def test_one_source_at_a_time(file: Path, tmp_path: Path) -> None:
    rates = tmp_path / "own.csv"
    rates.write_text("iso3,per_1000_employed\nDEU,1.5\n", encoding="utf-8")
    told = run("assess", EXAMPLE, "--gsi", file, "--prevalence", rates)
    assert told.exit_code == 2
    assert "Give one of --prevalence FILE and --gsi" in told.output
