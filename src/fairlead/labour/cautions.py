"""Cells whose figures rest on odd data, and what to say about them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour.workforce import REST_OF_WORLD, UNALLOCATED, Workforce

__all__ = ["OUTLIER", "cell_cautions"]

#: Robust standard deviations (1.4826 x median absolute deviation of the logarithm) from which a coefficient is odd.
OUTLIER = 3.5


def cell_cautions(table: Table, work: Workforce) -> dict[int, tuple[str, ...]]:
    """Cautions by position of a cell.

    Workers per output far above those of the other countries' same industry, the private households industry, the
    Rest of the World, cells without output, and unknown employment. Nothing is trimmed: the figures stay as they are.
    """
    countries, industries = work.employed.shape
    output = table.output.reshape(countries, industries)
    found: dict[int, list[str]] = {}

    def say(i: int, s: int, text: str) -> None:
        found.setdefault(i * industries + s, []).append(text)

    published = np.array([table.status.get(c) == "published" for c in table.cells.countries])
    published &= np.array([c not in (REST_OF_WORLD, UNALLOCATED) for c in table.cells.countries])
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.where((output >= 1) & (work.employed > 0), np.log(work.employed / output), np.nan)
    for i, s, ratio in _outliers(log, published):
        say(
            i,
            s,
            f"{_name(table, i)}, {_industry(table, s)}: {ratio:.0f} times the workers per dollar that the "
            "country and the industry would suggest; figures that rest on it are less sure and may be too high.",
        )
    for i, code in enumerate(table.cells.countries):
        for s in range(industries):
            if code == REST_OF_WORLD:
                say(i, s, "Rest of World is an aggregate of many countries; it is large because it is many.")
            if output[i, s] < 1 and work.employed[i, s] > 0:
                say(
                    i,
                    s,
                    f"{_name(table, i)}, {_industry(table, s)}: workers but no output in the table; counted apart.",
                )
            if not work.known[i, s]:
                say(i, s, f"{_name(table, i)}, {_industry(table, s)}: employment unknown in the table.")
        if output[i, industries - 1] >= 1:
            say(
                i,
                industries - 1,
                "Private households with employed persons: the output is wages only, so people per dollar are many.",
            )
    return {position: tuple(texts) for position, texts in found.items()}


def _outliers(log: FloatArray, published: npt.NDArray[np.bool_]) -> list[tuple[int, int, float]]:
    """Cells with odd labour coefficients, once industry and then country medians are taken out; and how odd (ratio)."""
    rows = np.nonzero(published)[0]
    if len(rows) < 5:
        return []
    part = log[rows]
    part = part - np.nanmedian(part, axis=0, keepdims=True)
    part = part - np.nanmedian(part, axis=1, keepdims=True)
    scale = 1.4826 * np.nanmedian(np.abs(part))
    found = np.argwhere(part > OUTLIER * scale)
    return [(int(rows[i]), int(s), float(np.exp(part[i, s]))) for i, s in found]


def _name(table: Table, i: int) -> str:
    code = table.cells.countries[i]
    return table.names.get(code, code)


def _industry(table: Table, s: int) -> str:
    code = table.cells.industries[s]
    return table.names.get(code, code)
