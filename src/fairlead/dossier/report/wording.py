"""Words that every format of a dossier uses."""

from __future__ import annotations

import re

from fairlead.dossier.model import Judgement, Kind, Reply

__all__ = ["FIRST", "FOOT", "HOW_TO_READ", "KINDS", "plain_text", "signature"]

FIRST = "Read this first"
FOOT = "Estimates belong to a country and an industry, never to a named supplier."
HOW_TO_READ = (
    "Numbers in brackets lead to the sources at the end. A label behind a statement says what in it is still to be "
    "checked."
)
KINDS: dict[Kind, str] = {
    "country": "Dossier of a country",
    "industry": "Dossier of an industry",
    "good": "Dossier of a good",
    "corridor": "Dossier of a migration corridor",
}
_SAID = re.compile(r"\s*[(\[](?:in part )?to be checked[)\]](?=\.?$)")


def plain_text(text: str, mark: str) -> str:
    """Give a statement without the mark at its end, where the mark stands beside it as a label.

    Examples
    --------
    >>> plain_text("Ratified in 2019 (to be checked).", "to be checked")
    'Ratified in 2019.'
    >>> plain_text("Ratified in 2019.", "")
    'Ratified in 2019.'
    """
    return _SAID.sub("", text) if mark else text


def signature(item: Judgement | Reply) -> str:
    """Say who signs, and when.

    Examples
    --------
    >>> signature(Reply(text="No.", organisation="The Ministry", on="2026-02-01", rows=()))
    'The Ministry, 2026-02-01.'
    """
    return f"{item.organisation}, {item.on}."
