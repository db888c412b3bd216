"""Money: currencies by code, sign or name; amounts to US dollars of their year; prices between years.

Rates are annual averages. A currency or year outside the series is a fault to be reported, never guessed. For up to
`YEARS_CARRIED` years after a series its last value may stand in, because lists are newer than statistics; whoever uses
it says so (`carried_years`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fairlead.classify.tables import Row, read_table
from fairlead.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["YEARS_CARRIED", "carried_years", "currency_code", "money_years", "price_factor", "rate_row", "to_usd"]

# Years after the end of a series for which its last value may stand in (judgement).
YEARS_CARRIED = 3

_WHY = "Amounts are compared in US dollars of their own year."


@cache
def _rates() -> dict[str, dict[int, float]]:
    """Return currency -> year -> units for one US dollar."""
    rates: dict[str, dict[int, float]] = {}
    for row in read_table("exchange_rates"):
        rates[row["currency"]] = {int(y): float(v) for y, v in row.items() if y.isdigit() and v}
    for row in read_table("exchange_rates_2025"):
        rates[row["currency"]][int(row["year"])] = float(row["rate"])
    return rates


@cache
def _prices() -> dict[int, float]:
    return {int(row["year"]): float(row["index"]) for row in read_table("prices")}


@cache
def _signs() -> dict[str, Row]:
    return {sign: row for row in read_table("currencies") for sign in row["text"].split("|")}


def money_years() -> tuple[int, int]:
    """Return the first and the last year with prices and with rates of most currencies.

    Of a later year some currencies may be known already; `to_usd` takes them.

    Examples
    --------
    >>> money_years()
    (2008, 2024)
    """
    most = len(_rates()) / 2
    years = [year for year in _prices() if sum(year in known for known in _rates().values()) > most]
    return min(years), max(years)


def rate_row(currency: str, year: int = 0) -> Row | None:
    """Return the row of a currency (for 2025: of that year) with its source, date and status, or None.

    Examples
    --------
    >>> rate_row("GBP", 2025)["status"], rate_row("GBP")["status"]
    ('computed', 'verified')
    """
    for row in read_table("exchange_rates_2025"):
        if row["currency"] == currency and row["year"] == str(year):
            return row
    return next((row for row in read_table("exchange_rates") if row["currency"] == currency), None)


def currency_code(text: str) -> tuple[str, tuple[str, ...]]:
    """Read a currency written as code, sign or name.

    Parameters
    ----------
    text
        For instance "EUR", "€", "US$", "Rs".

    Returns
    -------
    code : str
        ISO 4217 code, or "" if the text is unknown or means several currencies.
    candidates : tuple of str
        The currencies it may mean; empty if unknown.

    Examples
    --------
    >>> currency_code("US$"), currency_code("kr")[1][:2]
    (('USD', ('USD',)), ('SEK', 'NOK'))
    """
    plain = re.sub(r"\s+", " ", text).strip()
    upper = plain.upper()
    if plain in ("GBp", "GBX", "ZAc"):  # pence and cents: a hundredth, not the currency
        return "", ()
    if re.fullmatch("[A-Z]{3}", upper) and upper in _rates():
        return upper, (upper,)
    row = _signs().get(plain.casefold()) or _signs().get(plain.casefold().rstrip("."))
    if row is None:
        name = next(
            (r["currency"] for r in read_table("exchange_rates") if r["name"].casefold() == plain.casefold()), ""
        )
        return name, (name,) if name else ()
    codes = tuple(row["codes"].split())
    return (codes[0] if len(codes) == 1 else ""), codes


def _standing_in(known: Mapping[int, float], year: int) -> int | None:
    """Return the year of a series whose value serves for a year: itself, the last one shortly after it, or None."""
    if year in known:
        return year
    last = max(known)
    return last if last < year <= last + YEARS_CARRIED else None


def carried_years(currency: str, year: int) -> tuple[int, int] | None:
    """Return the years whose rate and whose price level serve for a currency and year.

    Returns
    -------
    tuple of int, or None
        Year of the rate and year of the price level: `year` itself where it is known (for dollars the rate is 1 in any
        year), else the last known one, at most `YEARS_CARRIED` years before. None where there is no such year.

    Examples
    --------
    >>> carried_years("EUR", 2024), carried_years("EUR", 2027), carried_years("USD", 2026), carried_years("EUR", 2030)
    ((2024, 2024), (2025, 2025), (2026, 2025), None)
    """
    prices = _standing_in(_prices(), year)
    rate = year if currency == "USD" and prices else _standing_in(_rates().get(currency, {0: 0.0}), year)
    return None if rate is None or prices is None else (rate, prices)


def to_usd(
    amount: Sequence[float] | NDArray[np.float64],
    currency: Sequence[str],
    year: Sequence[int] | NDArray[np.int64],
    *,
    carry: bool = False,
) -> NDArray[np.float64]:
    """Convert amounts to current US dollars of their year.

    Parameters
    ----------
    amount : (n,)
        In units of the currency.
    currency : (n,)
        ISO 4217 codes (see `currency_code` for signs and names).
    year : (n,)
        Calendar years.
    carry
        Let the last known rate stand in for up to `YEARS_CARRIED` later years; `carried_years` tells which it is.

    Returns
    -------
    ndarray (n,)
        US dollars of that year, at the period-average rate.

    Raises
    ------
    InputError
        With one problem for each currency and year that is not in the series.

    Examples
    --------
    >>> to_usd([100.0, 100.0], ["USD", "EUR"], [2011, 2011]).round(2).tolist()
    [100.0, 139.2]
    """
    import numpy as np

    pairs = list(zip(currency, (int(y) for y in year), strict=True))
    values = np.asarray(amount, dtype=np.float64)
    if values.shape != (len(pairs),):
        raise ValueError(f"{len(values)} amounts but {len(pairs)} currencies and years")
    rates, problems = {}, []
    for pair in sorted(set(pairs)):
        serving = carried_years(*pair) if carry else None
        known = _rates().get(pair[0], {})
        rate = 1.0 if serving and pair[0] == "USD" else known.get(serving[0] if serving else pair[1])
        if rate is None:
            problems.append(rate_problem(*pair))
        else:
            rates[pair] = rate
    if problems:
        raise InputError("Some amounts cannot be converted to US dollars.", problems, why=_WHY)
    return values / np.array([rates[pair] for pair in pairs], dtype=np.float64)


def rate_problem(currency: str, year: int) -> Problem:
    """Describe why an amount of this currency and year cannot be converted.

    Examples
    --------
    >>> rate_problem("EUR", 1990).code
    'year_outside_series'
    """
    known = _rates().get(currency)
    if known is None:
        return Problem(
            code="currency_unknown",
            severity="error",
            what=f"No exchange rate for the currency {currency!r}.",
            why=_WHY,
            fix="Use an ISO 4217 code of the table of rates, or give the amount in US dollars.",
            column="currency",
            value=currency,
        )
    first, last = min(known), max(known)
    return Problem(
        code="year_outside_series",
        severity="error",
        what=f"No average rate of {currency} for {year}; the series runs from {first} to {last}.",
        why=_WHY + f" A rate stands in for {YEARS_CARRIED} later years at most, and only where that is asked for.",
        fix="Give the amount in US dollars, or with its value in a year of the series.",
        column="year",
        value=str(year),
    )


def price_factor(year: int, table_year: int = 2011) -> float:
    """Return how many dollars of `year` buy what one dollar of `table_year` bought: divide by it.

    Parameters
    ----------
    year
        Year of the purchase.
    table_year
        Year of the trade table.

    Returns
    -------
    float
        Ratio of the US GDP deflator of the two years. For up to `YEARS_CARRIED` years after the series its last level
        is held (`carried_years` tells), which leaves the inflation since then out.

    Raises
    ------
    InputError
        If one of the years is neither in the series nor shortly after it.

    Examples
    --------
    >>> round(price_factor(2024), 3), price_factor(2011)
    (1.369, 1.0)
    """
    prices = _prices()
    serving = [_standing_in(prices, y) for y in (year, table_year)]
    missing = [y for y, found in zip((year, table_year), serving, strict=True) if found is None]
    if missing:
        first, last = min(prices), max(prices)
        problems = [
            Problem(
                code="year_outside_series",
                severity="error",
                what=f"No price index for {y}; the series runs from {first} to {last}.",
                why="Purchases are brought to prices of the year of the trade table.",
                fix="Give the purchase at prices of a year of the series.",
                column="year",
                value=str(y),
            )
            for y in missing
        ]
        raise InputError("Prices of these years cannot be compared.", problems)
    level, base = (prices[y] for y in serving if y is not None)
    return level / base
