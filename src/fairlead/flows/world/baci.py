"""Goods exports and destinations from CEPII BACI files, an openly licensed source (Etalab Open Licence 2.0)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from fairlead.errors import InputError
from fairlead.flows.world.inputs import WorldInputs
from fairlead.flows.world.sectors import GOODS

__all__ = ["inputs_from_baci"]

_COLUMNS = {"i", "j", "k", "v"}


def _heading_industries() -> dict[str, str]:
    """WIOD industry of each HS 1992 heading, from the classification's own table."""
    import csv
    from importlib.resources import files

    text = (files("fairlead.classify") / "data" / "hs.csv").read_text(encoding="utf-8")
    return {row["heading"]: row["wiod"] for row in csv.DictReader(text.splitlines()) if row["wiod"]}


def _check_columns(path: Path | str, columns: Iterable[str]) -> None:
    found = [str(c) for c in columns]
    if not set(found) >= _COLUMNS:
        raise InputError(
            f"{Path(path).name} has the columns {', '.join(found)}, not t, i, j, k, v.",
            fix="Give a BACI HS92 file as downloaded.",
        )


def inputs_from_baci(
    trade: Sequence[Path | str],
    country_codes: Path | str,
    base: WorldInputs,
    *,
    headings: Mapping[str, str] | None = None,
) -> WorldInputs:
    """Replace the exports and destinations of the split's inputs by those of BACI.

    Parameters
    ----------
    trade
        One or several ``BACI_HS92_Y<year>_V<version>.csv`` files (columns t, i, j, k, v, q; v in thousand USD);
        several years are averaged.
    country_codes
        The ``country_codes_V<version>.csv`` that comes with them.
    base
        Inputs whose national accounts and employment are kept. Countries that BACI does not have keep their trade.
    headings
        WIOD industry (``c1`` ...) of each four-digit HS 1992 heading; the packaged correspondence when left out.

    Returns
    -------
    WorldInputs

    Raises
    ------
    InputError
        When a file lacks its columns or no country can be matched.
    """
    import pandas as pd

    codes = pd.read_csv(country_codes, dtype=str, keep_default_na=False)
    if not {"country_code", "country_iso3"} <= set(codes.columns):
        raise InputError(
            f"{Path(country_codes).name} has no columns country_code and country_iso3.",
            fix="Give the country_codes file that comes with the BACI archive.",
        )
    where = {c: n for n, c in enumerate(base.countries)}
    position = {
        code: where[iso] for code, iso in zip(codes.country_code, codes.country_iso3, strict=True) if iso in where
    }
    if not position:
        raise InputError(f"{Path(country_codes).name} has none of the countries of the table.")
    industry = {h: int(i[1:]) - 1 for h, i in (headings or _heading_industries()).items()}
    M = len(base.countries)
    exports, flows = np.zeros((M, GOODS)), np.zeros((M, M))
    for path in trade:
        with pd.read_csv(path, dtype={"i": str, "j": str, "k": str}, chunksize=1_000_000) as chunks:
            for chunk in chunks:
                _check_columns(path, chunk.columns)
                seller = chunk.i.map(position)
                product = chunk.k.str.zfill(6).str[:4].map(industry)
                value = pd.to_numeric(chunk.v, errors="coerce").fillna(0).to_numpy() / 1e3
                known = (seller.notna() & product.notna() & (product < GOODS)).to_numpy()
                s = seller.to_numpy()[known].astype(int)
                np.add.at(exports, (s, product.to_numpy()[known].astype(int)), value[known])
                buyer = chunk.j.map(position).to_numpy()[known]
                within = ~np.isnan(buyer)
                np.add.at(flows, (s[within], buyer[within].astype(int)), value[known][within])
    exports /= len(trade)
    np.fill_diagonal(flows, 0)
    found = (exports.sum(1) > 0) & (flows.sum(1) > 0)
    if not found.any():
        raise InputError("The BACI files hold no exports of the table's countries.")
    shares = np.where(found[:, None], flows / np.maximum(flows.sum(1, keepdims=True), 1e-12), base.destinations)
    return dataclasses.replace(base, exports=np.where(found[:, None], exports, base.exports), destinations=shares)
