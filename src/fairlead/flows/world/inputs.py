"""What the split needs to know of each country: national accounts, goods exports, destinations, employment."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fairlead.errors import InputError, Problem
from fairlead.flows.cells import FloatArray
from fairlead.flows.world.sectors import ACCOUNT_SECTORS, GOODS

__all__ = ["MACRO_COLUMNS", "WorldInputs", "read_inputs", "write_inputs"]

MACRO_COLUMNS = (
    *ACCOUNT_SECTORS,
    "hh",
    "gov",
    "gfcf",
    "exp",
    "imp",
    "gdp",
    "emp_thousand",
    "emp_ag_pct",
    "emp_ind_pct",
    "emp_ser_pct",
    "oil_share_of_mining_exports",
)

#: Destination shares are kept as whole parts of this number.
_SHARE_UNIT = 100_000


@dataclass(frozen=True)
class WorldInputs:
    """Country inputs of the split, rows aligned.

    Attributes
    ----------
    countries : tuple of str, length M
        ISO alpha-3, published countries first.
    published : ndarray of bool, shape (M,)
        True where the regional table has the country itself.
    macro : dict of str to ndarray, each shape (M,)
        `MACRO_COLUMNS`: value added by sector, final uses, exports, imports and GDP in million USD of 2011;
        employment in thousand, its broad sectors in per cent; oil and gas in mining exports as a share.
    exports : ndarray, shape (M, 17)
        Goods exports by industry c1..c17, million USD.
    destinations : ndarray, shape (M, M)
        Share of each exporter's goods that goes to each partner; rows sum to 1, zero diagonal.
    provenance : dict of country to dict of column to str
        Sources as written in the tables.
    names : dict of country to str
        English short names.
    """

    countries: tuple[str, ...]
    published: np.ndarray[tuple[int], np.dtype[np.bool_]]
    macro: dict[str, FloatArray]
    exports: FloatArray
    destinations: FloatArray
    provenance: dict[str, dict[str, str]]
    names: dict[str, str]

    def positions(self, countries: Iterable[str]) -> list[int]:
        """Row positions of countries."""
        where = {c: i for i, c in enumerate(self.countries)}
        return [where[c] for c in countries]

    @property
    def members(self) -> tuple[str, ...]:
        """Countries that have to be split out of the Rest of the World, in alphabetical order."""
        return tuple(sorted(c for c, p in zip(self.countries, self.published, strict=True) if not p))


def _rows(path: Path) -> list[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))


def _number(problems: list[Problem], path: Path, row: int, column: str, text: str | None) -> float:
    try:
        value = float(text or "nan")
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        problems.append(
            Problem(
                code="world_not_a_number",
                severity="error",
                file=path.name,
                row=row,
                column=column,
                value=text or "",
                what=f"{column} is not a number.",
                why="The split needs it for every country.",
                fix="Fill the cell from the source named in the row, or leave the country out of all three tables.",
            )
        )
    return value


#: Taiwan is in no UN table. It is published by WIOD and never split out, so its accounts are not used.
_UNUSED = frozenset({"TWN"})

#: Blanks of the UN tables filled by hand (million USD): Macao's farming is next to nothing; North Korea's
#: trade, transport and final uses are parts of a GDP of about 15.7 billion. Rows name them in ``assumed``.
_ASSUMED: dict[str, dict[str, float]] = {
    "MAC": {"va_AB": 1.0},
    "PRK": {"va_GH": 1500.0, "va_I": 700.0, "hh": 9500.0, "gov": 3500.0, "gfcf": 3000.0},
}


def _find(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).exists():
            return folder / name
    raise InputError(f"{folder} has none of {', '.join(names)}.", fix="Give a folder with the three world tables.")


def read_inputs(folder: Path | str) -> WorldInputs:
    """Read and check the country tables of a folder.

    The folder holds ``countries.csv`` (one row a country), ``exports.csv`` (iso3, c1 ... c17) and
    ``destinations.csv`` (iso3, one column a partner, in parts of 100,000). The long forms
    ``country_macro_2011.csv``, ``exports_goods_by_wiod_industry.csv`` and ``destination_shares.csv.gz``
    are read as well.

    Raises
    ------
    InputError
        With every problem found in the three tables.
    """
    folder = Path(folder)
    problems: list[Problem] = []
    macro_path = _find(folder, "countries.csv", "country_macro_2011.csv")
    rows = _rows(macro_path)
    rows.sort(key=lambda r: (r["wiod"] != "True", 0 if r["wiod"] == "True" else r["iso3"]))
    countries = tuple(r["iso3"] for r in rows)
    macro = {c: np.zeros(len(rows)) for c in MACRO_COLUMNS}
    for i, r in enumerate(rows):
        for column in MACRO_COLUMNS:
            if r["iso3"] in _UNUSED and not r.get(column):
                macro[column][i] = np.nan
                continue
            if not r.get(column) and column in _ASSUMED.get(r["iso3"], {}):
                macro[column][i] = _ASSUMED[r["iso3"]][column]
                continue
            macro[column][i] = _number(problems, macro_path, i + 2, column, r.get(column))
    exports = _read_exports(_find(folder, "exports.csv", "exports_goods_by_wiod_industry.csv"), countries, problems)
    shares = _read_destinations(_find(folder, "destinations.csv", "destination_shares.csv.gz"), countries, problems)
    if problems:
        raise InputError(f"{len(problems)} values of the world tables cannot be used.", problems)
    keep = [k for k in rows[0] if k.endswith("source")] if rows else []
    return WorldInputs(
        countries,
        np.array([r["wiod"] == "True" for r in rows]),
        macro,
        exports,
        shares,
        {r["iso3"]: {k: r[k] for k in keep} for r in rows},
        {r["iso3"]: r.get("name") or r["iso3"] for r in rows},
    )


def _read_exports(path: Path, countries: tuple[str, ...], problems: list[Problem]) -> FloatArray:
    where = {c: i for i, c in enumerate(countries)}
    out = np.zeros((len(countries), GOODS))
    for n, r in enumerate(_rows(path)):
        if r["iso3"] not in where:
            continue
        i = where[r["iso3"]]
        if "wiod" in r:
            out[i, int(r["wiod"][1:]) - 1] = _number(problems, path, n + 2, "exports", r["exports_musd_2012"])
        else:
            for k in range(GOODS):
                out[i, k] = _number(problems, path, n + 2, f"c{k + 1}", r[f"c{k + 1}"])
    return out


def _read_destinations(path: Path, countries: tuple[str, ...], problems: list[Problem]) -> FloatArray:
    where = {c: i for i, c in enumerate(countries)}
    out = np.zeros((len(countries), len(countries)))
    for n, r in enumerate(_rows(path)):
        if "imp" in r:
            if r["exp"] in where and r["imp"] in where:
                out[where[r["exp"]], where[r["imp"]]] = _number(problems, path, n + 2, "share", r["share"])
        elif r["iso3"] in where:
            for partner, j in where.items():
                out[where[r["iso3"]], j] = _number(problems, path, n + 2, partner, r[partner] or "0") / _SHARE_UNIT
    np.fill_diagonal(out, 0)
    total = out.sum(1)
    for c, t in zip(countries, total, strict=True):
        if not t > 0:
            problems.append(
                Problem(
                    code="world_no_destination",
                    severity="error",
                    file=path.name,
                    value=c,
                    what=f"{c} has no export destination.",
                    why="Its exports could go nowhere.",
                    fix="Add a row of destination shares for it.",
                )
            )
    return out / np.where(total > 0, total, 1)[:, None]


def write_inputs(inputs: WorldInputs, folder: Path | str, as_of: Mapping[str, str]) -> None:
    """Write the three tables in the project's own form, rounded: macro and exports to 4 digits, shares to 1e-5."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)

    def table(name: str, header: list[str], rows: Iterable[list[str]]) -> None:
        with (folder / name).open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([*header, "source", "as_of", "status"])
            writer.writerows(rows)

    def four(value: float) -> str:
        return "" if np.isnan(value) else f"{value:.5g}"

    def share(text: str) -> str:
        return "judgement" if text.startswith(("assumption", "gravity", "none")) else "verified"

    extra = ["wiod", "assumed", "name", "emp_source"]
    table(
        "countries.csv",
        ["iso3", *MACRO_COLUMNS, *extra],
        (
            [
                c,
                *(four(inputs.macro[k][i]) for k in MACRO_COLUMNS),
                str(bool(inputs.published[i])),
                " ".join(_ASSUMED.get(c, {})),
                inputs.names[c],
                inputs.provenance[c].get("emp_source", ""),
                inputs.provenance[c].get("source", ""),
                as_of["countries"],
                "verified" if not np.isnan(inputs.macro["gdp"][i]) else "not collected yet",
            ]
            for i, c in enumerate(inputs.countries)
        ),
    )
    table(
        "exports.csv",
        ["iso3", *(f"c{k + 1}" for k in range(GOODS))],
        (
            [c, *(four(v) for v in inputs.exports[i]), s, as_of["exports"], share(s)]
            for i, c in enumerate(inputs.countries)
            for s in [inputs.provenance[c].get("export_source", "")]
        ),
    )
    table(
        "destinations.csv",
        ["iso3", *inputs.countries],
        (
            [
                c,
                *("" if v == 0 else str(v) for v in np.round(inputs.destinations[i] * _SHARE_UNIT).astype(int)),
                s,
                as_of["destinations"],
                share(s),
            ]
            for i, c in enumerate(inputs.countries)
            for s in [inputs.provenance[c].get("partner_source", "")]
        ),
    )
