"""What holds in every format: statistics accuse nobody, ranges stand beside estimates, texts stay texts."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from html import unescape
from pathlib import Path

import msgspec
import openpyxl
import pytest
from rich.console import Console

from fairlead.assess.result import Assessment, Range
from fairlead.report import html, json, terminal, xlsx
from fairlead.report.words import SECTOR_AVERAGE_KEY, clean


def _terminal(assessment: Assessment, width: int = 100, *, detail: bool = True, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    terminal.render(assessment, Console(file=stream, width=width), detail=detail)
    stream.flush()
    return raw.getvalue().decode(encoding)


def _xlsx(assessment: Assessment, folder: Path) -> str:
    book = openpyxl.load_workbook(xlsx.write(assessment, folder / "report.xlsx"))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(" | ".join("" if value is None else str(value) for value in row) for row in rows)


Write = Callable[[Assessment], str]
FORMATS = ("html", "terminal", "xlsx", "json")


@pytest.fixture(params=FORMATS)
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    writers: dict[str, Write] = {
        "html": lambda a: unescape(html.page(a)),
        "terminal": _terminal,
        "xlsx": lambda a: _xlsx(a, tmp_path),
        "json": lambda a: json.dumps(a).decode(),
    }
    return writers[request.param]


def _named(assessment: Assessment, factors: dict[str, float]) -> Assessment:
    lines = tuple(
        msgspec.structs.replace(
            assessment.suppliers[0],
            supplier=name,
            sector_average_not_about_this_supplier={
                "forced_labour": Range(central=factor, low=factor / 3, high=factor * 3)
            },
        )
        for name, factor in factors.items()
    )
    return msgspec.structs.replace(assessment, suppliers=lines)


@pytest.mark.parametrize("factors", [(1.0, 2.0, 3.0), (3.0, 2.0, 1.0), (2.0, 9_000.0, 1e-6)])
def test_suppliers_stay_in_the_order_of_the_list(
    write: Write, assessment: Assessment, factors: tuple[float, ...]
) -> None:
    names = ("Quokka Mills", "Aardvark Yarns", "Zebu Leather")
    text = write(_named(assessment, dict(zip(names, factors, strict=True))))
    places = [text.index(name) for name in names]
    assert places == sorted(places)


def test_the_heading_says_whose_average_it_is(write: Write, assessment: Assessment) -> None:
    assert SECTOR_AVERAGE_KEY in write(assessment)


def test_no_supplier_is_marked_by_its_estimate(assessment: Assessment, tmp_path: Path) -> None:
    """The mark-up around a supplier's line is the same whatever the estimate."""
    small = _named(assessment, {"Quokka Mills": 1.0, "Aardvark Yarns": 1.0})
    large = _named(assessment, {"Quokka Mills": 1.0, "Aardvark Yarns": 8.0})

    def lines(a: Assessment) -> list[str]:
        table = html.page(a).split('<section id="suppliers"')[1].split("</section>")[0]
        return [line for line in table.splitlines() if "Aardvark" in line]

    (one,), (other,) = lines(small), lines(large)
    assert one.split("<td")[:5] == other.split("<td")[:5]
    assert [part.split(">")[0] for part in one.split("<")] == [part.split(">")[0] for part in other.split("<")]

    def styles(a: Assessment) -> list[object]:
        sheet = openpyxl.load_workbook(xlsx.write(a, tmp_path / "r.xlsx"))["Suppliers"]
        assert not sheet.conditional_formatting
        assert sheet.auto_filter.ref is None  # an arrow in the heading would invite sorting by estimate
        return [(cell.fill.fgColor.rgb, cell.font.color, cell.number_format) for cell in sheet[3]]

    assert styles(small) == styles(large)

    def coloured(a: Assessment) -> list[str]:
        stream = io.StringIO()
        terminal.render(a, Console(file=stream, width=120, force_terminal=True, color_system="truecolor"), detail=True)
        return [line for line in stream.getvalue().splitlines() if "Aardvark" in line]

    assert all("\x1b[" not in line for line in coloured(small) + coloured(large))


def test_suppliers_stand_apart_from_every_chart(assessment: Assessment) -> None:
    text = html.page(assessment)
    charts = "".join(part.split("</svg>")[0] for part in text.split("<svg")[1:])
    assert "Meghna" not in charts
    assert text.count("Meghna Example Garments Ltd") == 1


def test_both_totals_with_ranges_in_every_format(write: Write, assessment: Assessment) -> None:
    text = write(assessment)
    for account in assessment.accounts[:2]:
        value = account.total.people
        found = [f"{number:.4g}" for number in (value.central, value.low, value.high)]
        assert any(form in text for form in ("5.9 to 26", f"{assessment.accounts[0].total.people.low!r}", found[1]))
        assert account.label in text


@pytest.mark.parametrize("words", ["absence is not evidence of absence", "Forced commercial sexual exploitation"])
def test_what_is_absent_or_outside_is_said(write: Write, assessment: Assessment, words: str) -> None:
    assert words in " ".join(write(assessment).split())


def test_hostile_texts_stay_texts(assessment: Assessment, hostile: tuple[str, ...], tmp_path: Path) -> None:
    page = html.page(assessment)
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert not {"\u202e", "\u202c", "\x1b"} & set(page)
    shown = _terminal(assessment)
    assert not {"\u202e", "\u202c", "\x1b"} & set(shown)
    assert "[bold]" in shown
    book = openpyxl.load_workbook(xlsx.write(assessment, tmp_path / "report.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    suppliers = [cell.value for cell in book["Suppliers"]["A"]]
    assert [clean(text) for text in hostile] == suppliers[4 : 4 + len(hostile)]


def test_nothing_known_is_written_as_unknown_never_as_zero(write: Write, bare: Assessment) -> None:
    text = write(bare)
    assert "nan" not in text.lower().replace("finance", "").replace("financ", "")
    if not text.startswith("{"):
        assert "unknown" in text


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("detail", [False, True])
def test_terminal_keeps_to_its_width(assessment: Assessment, width: int, *, detail: bool) -> None:
    lines = _terminal(assessment, width, detail=detail).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= width


def test_terminal_in_plain_ascii_and_without_colour(assessment: Assessment) -> None:
    text = _terminal(assessment, 100, encoding="ascii")
    assert text.isascii()
    assert "Turkiye" in text
    assert "\x1b" not in text


def test_terminal_summary_is_far_shorter_than_the_detail(assessment: Assessment) -> None:
    summary = _terminal(assessment, 100, detail=False).count("\n")
    assert summary <= 80
    assert summary < _terminal(assessment, 100).count("\n") / 2


def test_next_steps_are_printed(assessment: Assessment) -> None:
    console = Console(file=io.StringIO(), width=80)
    terminal.render(assessment, console, next_steps=["fairlead classify --help"])
    assert "fairlead classify --help" in console.file.getvalue()  # type: ignore[attr-defined]


def test_workbook_holds_the_models_numbers(assessment: Assessment, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(xlsx.write(assessment, tmp_path / "report.xlsx"))
    assert book.sheetnames == [
        "Summary", "Tiers", "Origins", "Cells", "Industries", "Lateral services", "Paths", "Evidence", "Actions",
        "Suppliers", "Mappings", "Problems", "Assumptions", "Methods", "Sources",
    ]  # fmt: skip
    accounts = assessment.accounts
    expected = {
        "Tiers": [(t.people, t.share) for a in accounts for t in a.tiers],
        "Origins": [(o.people, o.share) for a in accounts for o in a.origins],
        "Cells": [(c.people, c.share) for a in accounts for c in a.cells],
        "Industries": [(p.people, p.share) for a in accounts for p in a.industries],
        "Lateral services": [(p.people, p.share) for a in accounts for p in a.lateral_services],
        "Paths": [(p.people, p.share) for a in accounts for p in a.paths],
    }
    for name, figures in expected.items():
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        first = next(index for index, text in enumerate(headings) if text.startswith("People linked"))
        rows = [row[first : first + 4] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert rows == [
            pytest.approx((people.central, people.low, people.high, share), rel=1e-12) for people, share in figures
        ]
        assert sheet.freeze_panes is not None
    suppliers = book["Suppliers"]
    headings = [cell.value for cell in suppliers[1]]
    estimates = [index for index, text in enumerate(headings) if SECTOR_AVERAGE_KEY in text]
    assert estimates == list(range(5, 11))
    for row, line in zip(suppliers.iter_rows(min_row=2, values_only=True), assessment.suppliers, strict=True):
        ranges = line.sector_average_not_about_this_supplier.values()
        assert row[5:] == pytest.approx([end for r in ranges for end in (r.central, r.low, r.high)], rel=1e-12)
        assert row[3] == line.spend_usd
    unknown = [row for row in book["Mappings"].iter_rows(min_row=2, values_only=True) if row[1] == "various"]
    assert unknown[0][-1] == "unknown"
    assert math.isnan(assessment.mappings[2].spend_usd)


def test_the_same_assessment_gives_the_same_workbook(assessment: Assessment, tmp_path: Path) -> None:
    one, other = (xlsx.write(assessment, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert one == other
