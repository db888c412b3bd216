"""No real company stands in a sample of a document: those who write and are written about are invented.

A name of a company is told by its legal form, and each that is given to a sample is known here. Who has lists of real
names (CSV files with their headings) looks for these too: FAIRLEAD_COMPANY_LISTS=FOLDER pytest tests/act/documents.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.act import test_supervision_documents as supervision
from tests.act.documents import cases

from fairlead.act.case import Case
from fairlead.act.kinds import kinds
from fairlead.act.rendering import plain_text
from fairlead.act.writing import write
from fairlead.classify.countries import country_codes, country_name

INVENTED = {
    "Example Union", "Example Federation", "Example Employers", "Example Rights", "Example Congress",
    "Example Garments Ltd", "Example Build SA", "Example Gloves", "Example Roads", "Example Dam", "Harbour Foods AB",
    "Eksempel Sjømat AS", "Eksempel Bygg AS",
}  # fmt: skip
LENDERS = {"International Finance Corporation"}
"""Bodies that States own and that a letter is written to."""
FORMS = (
    r"Ltd|Limited|Inc|Incorporated|Corp|Corporation|LLC|LLP|PLC|plc|GmbH|AG|KG|AB|AS|ASA|A/S|Oy|SA|S\.A\.|SAS|S\.A\.S\.|"
    r"SARL|S\.p\.A\.|SpA|Srl|BV|B\.V\.|NV|N\.V\.|Pte|Pty|Pvt|Bhd|Tbk|Co\.,? Ltd|Co\.|K\.K\."
)
COMPANY = re.compile(rf"(?:[A-ZÅÄÖØÉ][\w&'’.-]*,? ){{1,5}}(?:{FORMS})(?![\w-])")
HEADING = re.compile(r"name|supplier|brand|entity|alias|company|group|parent|mill", re.IGNORECASE)
ORDINARY = {"central", "southern", "united"}
"""Names of factories that are words of every letter."""
SAMPLES = [(id_, number) for id_ in kinds() for number in range(3)]
PLANTED = "Nordlicht Textilwerke Beispiel"


def case_of(id_: str, number: int) -> Case:
    if id_ in supervision.KINDS:
        return supervision.case_of(id_, number, complete=True)
    return cases.case_of(id_, number, complete=True)


@cache
def sample(id_: str, number: int) -> str:
    return " ".join(plain_text(write(id_, case_of(id_, number))).split())


def normal(text: str) -> str:
    """Words without accents, capitals and signs, as different lists write the same name."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9&]+", plain.casefold()))


def names_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                for heading, cell in row.items():
                    if isinstance(cell, str) and HEADING.search(str(heading)):
                        yield from cell.split(";")


def found(text: str, names: Iterable[str]) -> set[str]:
    """Names that stand in a text as whole words."""
    words = normal(text).split()
    by_length: dict[int, set[str]] = {}
    for one in names:
        by_length.setdefault(len(one.split()), set()).add(one)
    windows = ((size, " ".join(words[at : at + size])) for size in by_length for at in range(len(words) - size + 1))
    return {window for size, window in windows if window in by_length[size]}


@cache
def real() -> frozenset[str]:
    """Names of real companies, as whoever runs this gives them; none in a fresh copy."""
    folder = os.environ.get("FAIRLEAD_COMPANY_LISTS", "")
    places = {normal(country_name(code)) for code in country_codes()}
    given = {normal(name) for name in names_in(Path(folder))} if folder else set()
    return frozenset(one for one in given if len(one) >= 6 and one not in places | ORDINARY)


def test_there_are_three_samples_of_each_kind() -> None:
    assert len(SAMPLES) >= 90
    for id_ in kinds():
        assert len({sample(id_, number) for number in range(3)}) == 3, id_


@pytest.mark.parametrize(("id_", "number"), SAMPLES)
def test_who_writes_and_is_written_about_is_invented(id_: str, number: int) -> None:
    case = case_of(id_, number)
    given = {one.name for one in (*case.writers, case.through, case.target) if one and one.name}
    assert given <= INVENTED
    companies = {one.group() for one in COMPANY.finditer(sample(id_, number))}
    strange = {one for one in companies if not any(one.endswith(known) for known in INVENTED | LENDERS)}
    assert not strange


@pytest.mark.parametrize(("id_", "number"), SAMPLES)
def test_no_name_of_a_list_stands_in_a_sample(id_: str, number: int) -> None:
    """A name planted at the end shows that the whole sample is looked through."""
    planted = normal(PLANTED)
    assert found(f"{sample(id_, number)} {PLANTED.upper()}.", real() | {planted}) == {planted}


def test_companies_are_told_by_their_form_and_lists_are_read(tmp_path: Path) -> None:
    for text in ("Beispiel Werke GmbH", "Contoh Sawit Sdn Bhd", "Ejemplo Textil S.A.", "Example Trading Co., Ltd"):
        assert COMPANY.search(f"We write about {text} and its workers."), text
    (tmp_path / "list.csv").write_text(
        "Factory Name,Address,Aliases\nBeispiel Werke,Street 1,Beispiél-Werke; BW Nord\n"
    )
    assert {normal(one) for one in names_in(tmp_path)} == {"beispiel werke", "bw nord"}
    assert found("The BEISPIEL-WERKE at Nord.", {"beispiel werke", "werke nord"}) == {"beispiel werke"}
