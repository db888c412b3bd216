"""Identities that every trade table must meet."""

from __future__ import annotations

from dataclasses import dataclass

from fairlead.flows.table import Table

__all__ = ["Check", "check_table"]


@dataclass(frozen=True)
class Check:
    """One identity: what it says, how far the table is off, and how far it may be."""

    label: str
    value: float
    limit: float
    passed: bool


def check_table(table: Table) -> tuple[Check, ...]:
    """Check the identities of a table.

    Output equals sales (x = Ax + Y1); value added equals output less inputs; nothing flows out of a cell without
    output; domestic blocks are part of A; employment is there and never negative.

    Examples
    --------
    >>> from fairlead.flows.open import open_table
    >>> all(check.passed for check in check_table(open_table("world2011")))
    True
    """
    import numpy as np

    x = table.output
    world = float(x.sum())
    ones = np.ones(table.n)
    sales = table.right(x) + table.final_demand.sum(1)
    inputs = table.left(ones) * x
    empty = x <= 0
    probe = np.linspace(0.5, 1.5, table.n)
    largest = int(np.argmax(x))
    unit = np.zeros(table.n)
    unit[largest] = 1
    country = int(table.cells.country_of[largest])
    size = len(table.cells.industries)
    own = slice(country * size, (country + 1) * size)
    block = table.domestic_block(country)[:, largest - country * size]
    people = table.employment
    found = [
        ("output equals sales to industries and to final use, largest gap over world output", sales - x, world),
        ("value added equals output less inputs, largest gap over world output", x - inputs - table.value_added, world),
        ("cells without output buy nothing", table.left(ones)[empty], 1.0),
        (
            "both ways through the table agree, relative",
            np.array([probe @ table.right(x) - table.left(probe) @ x]),
            world,
        ),
        ("a column read alone equals the table's own product", table.column(largest) - table.right(unit), 1.0),
        ("domestic block equals the column's own country", block - table.column(largest)[own], 1.0),
    ]
    checks = []
    for label, gap, scale in found:
        value = float(np.abs(gap).max(initial=0.0)) / scale
        checks.append(Check(label, value, 1e-9, value <= 1e-9))
    # WIOD publishes no employment for its Rest of World: unknown there is right, and zero would be wrong.
    known = np.array([code != "ROW" for code in table.cells.countries])[table.cells.country_of]
    missing = table.n if people is None else int(np.sum(known & (x > 0) & ~(np.nan_to_num(people, nan=-1.0) >= 0)))
    checks.append(Check("cells with output but without employment (Rest of World apart)", missing, 0.0, missing == 0))
    return tuple(checks)
