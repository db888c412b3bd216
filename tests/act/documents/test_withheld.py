"""Where names are withheld, no document in any form says who writes: neither an organisation nor who signs for it."""

from __future__ import annotations

import io
import re
import zipfile

import msgspec
import pytest
from tests.act.documents.test_names import case_of

from fairlead.act.case import Case, Organisation
from fairlead.act.kinds import kinds
from fairlead.act.rendering import plain_text, render
from fairlead.act.writing import write

WRITER = Organisation(name="Zebra Union", country="NPL", person="Quentin Secret", post="Warden of Secrets")
SPEAKER = Organisation(name="Example Federation", person="D. Person", post="Secretary")
SECRETS = re.compile("Zebra|Quentin|Warden")
HIDDEN = {
    "all": {"withhold": True},
    "through": {"withhold": True, "through": SPEAKER},
    "one": {"one": True},
    "speaker": {"withhold": True, "through": msgspec.structs.replace(WRITER, withheld=True)},
}


def hidden(id_: str, how: str) -> Case:
    """A case of a kind whose first writer stays unnamed."""
    given = dict(HIDDEN[how])
    first = msgspec.structs.replace(WRITER, withheld=bool(given.pop("one", False)))
    case = case_of(id_, 0)
    kept = case.writers[1:] if how != "one" else ()
    return msgspec.structs.replace(case, writers=(first, *kept), **given)


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("id_", kinds())
def test_who_writes_is_not_named(id_: str, how: str) -> None:
    made = write(id_, hidden(id_, how))
    assert not SECRETS.search(plain_text(made)), plain_text(made)
    if how == "through" and kinds()[id_].letter:
        assert "Example Federation" in plain_text(made)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_nor_in_another_language(language: str) -> None:
    made = write("ratification", msgspec.structs.replace(hidden("ratification", "all"), language=language))
    assert not SECRETS.search(plain_text(made))


def test_nor_in_what_a_file_says_of_itself() -> None:
    made = write("ratification", hidden("ratification", "all"))
    with zipfile.ZipFile(io.BytesIO(render(made, "docx"))) as file:
        for name in file.namelist():
            assert not SECRETS.search(file.read(name).decode("utf-8", "replace")), name
    assert not SECRETS.search(render(made, "pdf").decode("latin-1"))
