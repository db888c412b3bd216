"""Work out the estimates that dossiers show, once, for all countries and industries.

``python -m fairlead.dossier.compute`` writes ``data/estimates.npz``. A dossier reads that file in milliseconds; the
whole computation takes some seconds, and a test compares the file with the table and the accounts themselves.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import FloatArray
from fairlead.flows.multipliers import output_for
from fairlead.flows.open import open_table
from fairlead.flows.splitting import splitting
from fairlead.flows.table import Table
from fairlead.flows.world.uncertainty import split_noise
from fairlead.labour import LabourAccount, child_labour, forced_labour

__all__ = ["ACCOUNTS", "FILE", "build", "build_forced_labour", "fingerprint"]

FILE = Path(__file__).parent / "data" / "estimates.npz"
ACCOUNTS = ("forced_labour", "child_labour")
HOUSEHOLDS = "Private households with employed persons"
"""What the caution that stands beside this industry in every country begins with."""
DRAWS, SEED = 2000, 20211
LOW_HIGH = (0.05, 0.95)
Arrays = dict[str, npt.NDArray[Any]]


def fingerprint() -> str:
    """Of the data that the estimates rest on: the trade table and the labour inputs.

    Examples
    --------
    >>> len(fingerprint())
    64
    """
    package = Path(__file__).parent.parent
    files = [package / "flows" / "data" / "world2011.npz", *sorted((package / "labour" / "data").glob("*.csv"))]
    digest = hashlib.sha256(f"{DRAWS} {SEED}".encode())
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def build(table: Table) -> Arrays:
    """All arrays of the file.

    Parameters
    ----------
    table
        ``world2011``.

    Returns
    -------
    dict
        `uses`, shape (3, C, S): shares of each cell's output that serve final demand at home by chains that never
        leave the country, leave as final products, or leave inside other countries' products; the rest comes back
        home. For each account, ``people`` (C, S); of forced labour alone ``by_destination`` (C, C) with
        ``footprint_range`` (C, 2) of its columns, and ``industry_by_destination`` (S, C); behind the world's final
        purchases from an industry ``chain_by_origin`` (S, C) and ``chain_by_industry`` (S, S). Beside each the 90 %
        range as low and high over central (``..._range``, last axis 2). `employed` (C, S), and `about` as JSON.
    """
    serves, shares, chain = _use(table)
    accounts = (forced_labour(table), child_labour(table))
    C, S = len(table.cells.countries), len(table.cells.industries)
    arrays: Arrays = {"uses": shares.reshape(3, C, S), "employed": accounts[0].employed.reshape(C, S)}
    for account in accounts:
        arrays |= _account(account, table, serves, shares, chain)
    arrays["about"] = np.frombuffer(msgspec.json.encode(_about(table, accounts)), dtype=np.uint8)
    return {key: _small(key, value) for key, value in arrays.items()}


def build_forced_labour(table: Table, account: LabourAccount) -> tuple[Arrays, dict[str, Any]]:
    """The arrays of one forced-labour account, such as one that rests on the user's own index, and what is said of it.

    Parameters
    ----------
    table
        ``world2011``.
    account
        Made for this table.
    """
    arrays = _account(account, table, *_use(table))
    return {key: _small(key, value) for key, value in arrays.items()}, _account_about(account)


@lru_cache(maxsize=1)
def _use(table: Table) -> tuple[FloatArray, FloatArray, FloatArray]:
    """What a unit of each cell's output serves; the same for every account, so it is kept for the next.

    Final use by country, (n, C); the shares of `build`, (3, n); the world's final purchases from each industry, (n, S).
    """
    S = len(table.cells.industries)
    x = table.output
    per_output = np.divide(1.0, x, out=np.zeros_like(x), where=x >= 1)
    serves = output_for(table, table.final_demand).values * per_output[:, None]
    within = splitting(table).right(table.final_demand) * per_output[:, None]
    row, own = np.arange(table.n), table.cells.country_of
    foreign = within.sum(1) - within[row, own]
    shares = np.stack([within[row, own], foreign, serves.sum(1) - serves[row, own] - foreign])
    industry_demand = np.zeros((table.n, S))
    industry_demand[row, table.cells.industry_of] = table.final_demand.sum(1)
    return serves, shares, output_for(table, industry_demand).values * per_output[:, None]


def _account(account: LabourAccount, table: Table, serves: FloatArray, shares: FloatArray, chain: FloatArray) -> Arrays:
    """One account, central and with its ranges."""
    C, S = len(table.cells.countries), len(table.cells.industries)
    people = account.people.reshape(C, S)
    draws = account.draws(DRAWS, SEED)
    noise = split_noise(table, DRAWS, SEED)
    split = [i for i, code in enumerate(table.cells.countries) if table.status[code] != "published"]
    for position, c in enumerate(split):
        if noise is not None:
            draws[c] *= noise[position]
    del noise
    serves3, uses3, chain3 = (a.reshape(C, S, -1) for a in (serves, shares.T, chain))
    weights = np.concatenate([np.ones((C, S, 1)), uses3], axis=2)
    country_uses, cells = np.zeros((C, 4, 2)), np.zeros((C, S, 2))
    by_destination, chain_by_origin = np.zeros((C, C, 2)), np.zeros((S, C, 2))
    footprint = np.zeros((DRAWS, C))
    for c in range(C):
        drawn = draws[c]
        cells[c] = _ratio(drawn, people[c])
        country_uses[c] = _ratio(drawn @ weights[c], people[c] @ weights[c])
        behind = drawn @ chain3[c]
        chain_by_origin[:, c] = _ratio(behind, people[c] @ chain3[c])
        if account.id == "forced_labour":
            reached = drawn @ serves3[c]
            footprint += reached
            by_destination[c] = _ratio(reached, people[c] @ serves3[c])
    name = account.id
    # By industry, summed over countries: one product for each industry.
    drawn_of = [np.ascontiguousarray(draws[:, :, s].T, dtype=np.float64) for s in range(S)]
    by_industry = np.stack([drawn_of[s] @ weights[:, s] for s in range(S)], axis=1)
    chain_by_industry = np.stack([drawn_of[s] @ chain3[:, s] for s in range(S)], axis=1)
    chain_people = np.einsum("cs,csk->skc", people, chain3)
    out: Arrays = {
        f"{name}.people": people,
        f"{name}.people_range": cells,
        f"{name}.country_uses_range": country_uses,
        f"{name}.industry_uses_range": _ratio(by_industry, np.einsum("cs,csk->sk", people, weights)),
        f"{name}.chain_by_origin": chain_people.sum(0),
        f"{name}.chain_by_origin_range": chain_by_origin,
        f"{name}.chain_by_industry": chain_people.sum(2).T,
        f"{name}.chain_by_industry_range": _ratio(chain_by_industry.transpose(0, 2, 1), chain_people.sum(2).T),
        f"{name}.chain_range": _ratio(chain_by_industry.sum(1), chain_people.sum((0, 2))),
    }
    if name == "forced_labour":
        out[f"{name}.by_destination"] = np.einsum("cs,csd->cd", people, serves3)
        out[f"{name}.by_destination_range"] = by_destination
        out[f"{name}.footprint_range"] = _ratio(footprint, np.einsum("cs,csd->d", people, serves3))
        central = np.einsum("cs,csd->sd", people, serves3)
        out[f"{name}.industry_by_destination"] = central
        reached_by = [_ratio(drawn_of[s] @ serves3[:, s], central[s]) for s in range(S)]
        out[f"{name}.industry_by_destination_range"] = np.stack(reached_by)
    return out


def _ratio(draws: npt.NDArray[Any], central: FloatArray) -> FloatArray:
    """Low and high ends over the central value, last axis 2; where there is nobody, 1. Negative values keep order."""
    low, high = np.quantile(draws, LOW_HIGH, axis=0)
    ends = np.stack([low, high], axis=-1)
    return np.asarray(
        np.divide(ends, central[..., None], out=np.ones_like(ends), where=(np.abs(central) > 1e-6)[..., None])
    )


def _small(key: str, value: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Half precision for ranges (three digits), single for the rest."""
    if key == "about":
        return value
    return value.astype(np.float16 if key.endswith("_range") else np.float32)


def _about(table: Table, accounts: tuple[LabourAccount, ...]) -> dict[str, Any]:
    return {
        "fingerprint": fingerprint(),
        "table": table.name,
        "table_title": table.title,
        "year": table.year,
        "draws": DRAWS,
        "seed": SEED,
        "countries": table.cells.countries,
        "industries": table.cells.industries,
        "names": table.names,
        "status": table.status,
        "cautions": {
            table.cells.countries[k // len(table.cells.industries)]
            + "."
            + table.cells.industries[k % len(table.cells.industries)]: [
                text for text in texts if not text.startswith(HOUSEHOLDS)
            ]
            for k, texts in accounts[0].cell_cautions.items()
            if any(not text.startswith(HOUSEHOLDS) for text in texts)
        },
        "accounts": {account.id: _account_about(account) for account in accounts},
    }


def _account_about(account: LabourAccount) -> dict[str, Any]:
    return {
        "label": account.label,
        "definition": account.definition,
        "frame": account.frame,
        "stand_ins": account.stand_ins,
        "statements": account.statements,
        "separate_lines": account.separate_lines,
    }


def main() -> None:
    """Write the file."""
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, **build(open_table("world2011")))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
