"""The user's own prevalence source in place of the country factor."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from msgspec import structs

from fairlead.errors import InputError, Problem
from fairlead.labour.inputs import Inputs, load_inputs
from fairlead.labour.risk import CountryRisk

__all__ = ["STATE_IMPOSED", "read_prevalence", "with_own_prevalence"]

#: Countries whose published prevalence is dominated by state-imposed forced labour, which is no part of the account.
STATE_IMPOSED = ("ERI", "PRK")
MEASURES = ("people", "per_1000_population", "per_1000_employed")


def _problem(code: str, what: str, fix: str = "") -> Problem:
    return Problem(code=code, severity="error", what=what, fix=fix)


def with_own_prevalence(inputs: Inputs, risk: CountryRisk, prevalence: Mapping[str, float]) -> CountryRisk:
    """Replace country factors by a prevalence source: people in forced labour per 1,000 employed.

    A factor is the given rate over the mean rate of the region, so that single countries can be replaced. Fitting to
    the regional totals follows as ever: the source moves shares inside a region, not the region's total.

    Raises
    ------
    InputError
        With every unknown country, impossible rate, and country of state-imposed forced labour.
    """
    problems = []
    for country, rate in prevalence.items():
        if country not in inputs.countries:
            problems.append(_problem("unknown_country", f"Prevalence for {country!r}: no such country in the inputs."))
        elif country in STATE_IMPOSED:
            problems.append(
                _problem(
                    "state_imposed",
                    f"Prevalence for {country}: published figures there are mostly state-imposed forced labour.",
                    fix="Leave the country out; the account holds the private economy only.",
                )
            )
        if not (math.isfinite(rate) and 0 < rate <= 500):
            problems.append(
                _problem("impossible_rate", f"Prevalence for {country}: {rate!r} is not a rate per 1,000 employed.")
            )
    if problems:
        raise InputError("The prevalence source cannot be used.", problems)
    employed, region_of = inputs.employment_2021, inputs.region_of
    by_region = np.bincount(region_of, weights=employed)
    log_v, sd, z = risk.log_v.copy(), risk.sd.copy(), risk.z.copy()
    stand_ins = dict(risk.stand_ins)
    for country, rate in prevalence.items():
        i = inputs.countries.index(country)
        mean = 1000 * inputs.region_total[region_of[i]] / by_region[region_of[i]]
        log_v[i] = math.log(rate / mean)
        sd[i] = inputs.parameters["sd_country_own_source"]
        z[i] = 0  # such a factor does not rest on the slopes, so their error is none of its own
        stand_ins.pop(country, None)
    return replace(risk, log_v=log_v, z=z, sd=sd, stand_ins=stand_ins)


def read_prevalence(path: str | Path, *, modern_slavery: bool = False) -> dict[str, float]:
    r"""Read a prevalence source of the user: CSV with ``iso3`` and one measure.

    Columns: ``iso3`` and one of ``people``, ``per_1000_population``, ``per_1000_employed``. Rows for countries whose
    figures are mostly state-imposed (ERI, PRK) and rows without a value are left out.

    Parameters
    ----------
    path
        CSV file in UTF-8.
    modern_slavery
        The source counts forced marriage too: scale to forced labour by the region's ratio of the two (published per
        1,000 people, Global Estimates 2021).

    Returns
    -------
    dict
        Country to people in forced labour per 1,000 employed in 2021.

    Raises
    ------
    InputError
        With every problem of the file.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.csv")
    ...     _ = path.write_text("iso3,per_1000_employed\nDEU,1.5\n", encoding="utf-8")
    ...     read_prevalence(path)
    {'DEU': 1.5}
    """
    inputs, path = load_inputs(), Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The prevalence file {path.name} cannot be read.", why=str(error), fix="Save it as CSV in UTF-8."
        ) from error
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    rows = csv.DictReader(lines, delimiter=delimiter)
    rows.fieldnames = [name.strip().casefold() for name in rows.fieldnames or ()]
    measures = [m for m in MEASURES if m in rows.fieldnames]
    if "iso3" not in rows.fieldnames or len(measures) != 1:
        raise InputError(
            f"The prevalence file {path.name} needs the column iso3 and exactly one of {', '.join(MEASURES)}.",
            why=f"Its columns are: {', '.join(rows.fieldnames) or 'none, the file is empty'}.",
            fix="Name the columns so. iso3 holds codes of ISO 3166 such as DEU.",
        )
    measure = measures[0]
    out: dict[str, float] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 2):
        code, value = (row["iso3"] or "").strip().upper(), (row[measure] or "").strip()
        before = len(problems)
        if not value or code in STATE_IMPOSED:
            continue
        i = inputs.index(code)
        try:
            number_read = float(value if delimiter == "," else value.replace(",", "."))
        except ValueError:
            number_read = math.nan
        if i is None:
            problems.append(
                _problem(
                    "unknown_country",
                    f"{code!r} is not a country of the inputs.",
                    "Write its ISO 3166 code, such as DEU.",
                )
            )
        elif code in out:
            problems.append(_problem("twice", f"{code} appears twice.", "Keep one row."))
        elif not (math.isfinite(number_read) and number_read > 0):
            problems.append(
                _problem("impossible_rate", f"{value!r} is not a positive number.", "Correct it or delete the row.")
            )
        elif measure == "per_1000_population" and np.isnan(inputs.population[i]):
            problems.append(
                _problem("no_population", f"No population is known for {code}.", "Give people, or per_1000_employed.")
            )
        else:
            people = {
                "people": number_read,
                "per_1000_population": number_read * inputs.population[i] / 1000,
                "per_1000_employed": number_read * inputs.employment_2021[i] / 1000,
            }[measure]
            scale = inputs.forced_per_modern_slavery[inputs.region_of[i]] if modern_slavery else 1.0
            out[code] = float(1000 * people * scale / inputs.employment_2021[i])
        problems[before:] = [
            structs.replace(p, file=path.name, row=number, column=measure, value=value) for p in problems[before:]
        ]
    if problems:
        raise InputError(f"The prevalence file {path.name} cannot be used.", problems)
    return out
