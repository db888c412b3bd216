"""Rates of exchange for thresholds: the average of the latest year that is kept, which is shown beside the answer."""

from __future__ import annotations

__all__ = ["rate"]


def rate(currency: str, into: str, year: int) -> tuple[float, int] | None:
    """How much of `into` one unit of `currency` was worth, and in which year.

    Parameters
    ----------
    currency, into
        ISO 4217 codes.
    year
        The year asked about; the latest one kept that is not after it is used, or the first one kept.

    Returns
    -------
    tuple of float and int, or None
        None where no rate of one of them is kept.

    Examples
    --------
    >>> factor, year = rate("EUR", "USD", 2020)
    >>> round(factor, 3), year
    (1.142, 2020)
    >>> rate("EUR", "XXX", 2020) is None
    True
    """
    from fairlead.classify.money import rate_row  # half a tenth of a second, needed only for another currency

    rows = [rate_row(code) for code in (currency, into)]
    if None in rows:
        return None
    kept = [
        {int(name): float(value) for name, value in (row or {}).items() if name.isdigit() and value} for row in rows
    ]
    years = sorted(set(kept[0]) & set(kept[1]))
    if not years:
        return None
    chosen = max((known for known in years if known <= year), default=years[0])
    return kept[1][chosen] / kept[0][chosen], chosen
