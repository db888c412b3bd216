"""The vocabulary of the import: data files beside the code, for people to read and correct."""

from __future__ import annotations

import csv
from importlib.resources import files

__all__ = ["read_data"]


def read_data(name: str) -> list[dict[str, str]]:
    """Rows of a data file of this package, as column -> text.

    Examples
    --------
    >>> read_data("currency_marks")[0]
    {'mark': '€', 'codes': 'EUR'}
    """
    text = (files("fairlead.chain") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
