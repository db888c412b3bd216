"""What a reader of a file sees: lists that begin at 1, signatures that never stand alone, no other program named."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.act.documents.cases import DAY, UNION

from fairlead.act.case import Case, Target
from fairlead.act.kinds import kinds
from fairlead.act.rendering import document, render
from fairlead.act.writing import write
from fairlead.report.document.model import Block, Heading, Lines, NewPage, Paragraph


def blocks(id_: str) -> tuple[Block, ...]:
    target = Target(name="Example Garments Ltd", home="NPL", lender="IFC")
    case = Case(on=DAY, state="NPL", place="NPL", partner="QAT", sector="c4", good="x", writers=(UNION,), target=target)
    return document(write(id_, case)).blocks


def test_each_numbered_list_of_a_docx_begins_at_one() -> None:
    import docx

    case = Case(on=DAY, state="NPL", sector="c4")
    file = docx.Document(io.BytesIO(render(write("tender_clause", case), "docx")))
    lists: dict[int, int] = {}
    for one in file.paragraphs:
        if one.style is not None and one.style.name == "List Number":
            number = one._p.pPr.numPr.numId.val  # type: ignore[union-attr]
            lists[number] = lists.get(number, 0) + 1
    assert len(lists) == 4
    assert min(lists.values()) >= 2


def test_a_docx_names_no_other_program_and_holds_no_picture_of_another_document() -> None:
    with zipfile.ZipFile(io.BytesIO(render(write("ratification", Case(on=DAY, state="NPL")), "docx"))) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name]
        assert b"Microsoft" not in file.read("docProps/app.xml")


@pytest.mark.parametrize("id_", [one.id for one in kinds().values() if one.letter])
def test_a_line_of_the_letter_stays_with_its_signatures(id_: str) -> None:
    found = blocks(id_)
    (sign,) = (index for index, one in enumerate(found) if isinstance(one, Lines) and one.sign)
    before = [one for one in found[sign - 2 : sign] if isinstance(one, Paragraph)]
    assert before
    assert all(one.kept for one in before)


def test_what_is_enclosed_behind_the_signatures_has_a_page_of_its_own() -> None:
    found = blocks("mne_dialogue")
    (page,) = (index for index, one in enumerate(found) if isinstance(one, NewPage))
    heading = found[page + 1]
    assert isinstance(heading, Heading)
    assert heading.text.startswith("Enclosed")


def test_the_head_of_a_page_bears_the_day_in_words() -> None:
    case = Case(on=DAY, state="NPL")
    assert document(write("ratification", case)).dated == "21 November 2026"


@pytest.mark.parametrize("state", ["NPL", "NOR", "PRK"])
@pytest.mark.parametrize("id_", list(kinds()))
def test_no_heading_stands_above_nothing(id_: str, state: str) -> None:
    target = Target(name="Example Garments Ltd", home=state, lender="IFC")
    case = Case(on=DAY, state=state, place=state, partner="QAT", sector="c4", good="x", target=target)
    found = document(write(id_, case)).blocks
    for one, after in zip(found, [*found[1:], None], strict=True):
        if isinstance(one, Heading):
            assert after is not None, one.text
            assert not isinstance(after, Heading) or after.level > one.level, one.text
